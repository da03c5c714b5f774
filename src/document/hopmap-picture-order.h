/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a writer of pictures has to know before it paints: the sheet, the words on it, and the part of
 * the world. The same for all of them.
 */
#pragma once

#include "hopmap-picture-words.h"
#include "hopmap-write-options.h"

G_BEGIN_DECLS

/**
 * HopmapPictureOrder:
 * @sheet: how large
 * @words: what is written around the map
 * @view: what is to be seen at least
 * @has_view: whether @view is given, or the route decides
 */
typedef struct
{
  HopmapPictureSheet sheet;
  HopmapPictureWords *words;
  HopmapMapRect view;
  gboolean has_view;
} HopmapPictureOrder;

void hopmap_picture_order_init (HopmapPictureOrder *order,
                                HopmapRoute *route,
                                const HopmapPictureFrame *frame,
                                double usual_scale);
void hopmap_picture_order_clear (HopmapPictureOrder *order);
const HopmapMapRect *hopmap_picture_order_get_view (const HopmapPictureOrder *order);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HopmapPictureOrder, hopmap_picture_order_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the map of a picture of a route, as plain lines without tricks.
 */
#pragma once

#include <hopmap-route-picture.h>

G_BEGIN_DECLS

/* Width of a picture that nobody gave a size, in the unit of its sizes of type. */
#define HOPMAP_PICTURE_WIDTH 1040u

guint hopmap_picture_words_count_lines (const HopmapPictureWords *words);
HopmapPictureWords *hopmap_picture_words_new (HopmapRoute *route, double width);
void hopmap_picture_words_free (HopmapPictureWords *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapPictureWords, hopmap_picture_words_free)

G_END_DECLS

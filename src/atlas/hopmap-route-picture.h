/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as one finished picture: the map with its badges, a heading above and credits below. For
 * files; windows and pages arrange these themselves.
 */
#pragma once

#include <cairo.h>
#include <hopmap-route.h>

#include "hopmap-mercator.h"
#include "hopmap-palette.h"
#include "hopmap-picture-sheet.h"

G_BEGIN_DECLS

/**
 * HopmapPictureWords: plain text, any bytes; a line that is too long is cut.
 * @heading: (nullable): in bold, above the map
 * @verdict: (nullable): below it, still above the map
 * @facts: (nullable): below the map
 * @credits: (nullable) (array zero-terminated=1): lines below that: whose data this is
 */
typedef struct
{
  const char *heading;
  const char *verdict;
  const char *facts;
  const char *const *credits;
} HopmapPictureWords;

cairo_surface_t *hopmap_route_picture_new (HopmapRoute *route,
                                           const HopmapPictureWords *words,
                                           HopmapPaletteStyle style,
                                           const HopmapPictureSheet *sheet,
                                           const HopmapMapRect *view);

G_END_DECLS

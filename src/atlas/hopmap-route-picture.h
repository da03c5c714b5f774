/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as one finished picture: the map with its badges, a heading above and credits below. For
 * files; windows and pages arrange these themselves.
 */
#pragma once

#include <cairo.h>
#include <hopmap-route.h>

#include "hopmap-palette.h"

G_BEGIN_DECLS

/* Free pixels above and below the map, for two lines of words each. */
#define HOPMAP_PICTURE_TOP    68u
#define HOPMAP_PICTURE_BOTTOM 46u

/**
 * HopmapPictureWords: plain text, any bytes; a line that is too long is cut.
 * @heading: (nullable): in bold, above the map
 * @verdict: (nullable): below it, still above the map
 * @facts: (nullable): below the map
 * @credits: (nullable): below that: whose data this is
 */
typedef struct
{
  const char *heading;
  const char *verdict;
  const char *facts;
  const char *credits;
} HopmapPictureWords;

cairo_surface_t *hopmap_route_picture_new (HopmapRoute *route,
                                           const HopmapPictureWords *words,
                                           HopmapPaletteStyle style,
                                           guint width,
                                           double scale);

G_END_DECLS

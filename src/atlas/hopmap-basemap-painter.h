/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints a rectangle of the bundled world on a cairo context. Keeps nothing between calls and may
 * run on any thread.
 */
#pragma once

#include <cairo.h>

#include "hopmap-basemap.h"
#include "hopmap-palette.h"

G_BEGIN_DECLS

void hopmap_basemap_paint (const HopmapBasemap *self,
                           cairo_t *cr,
                           const HopmapPalette *palette,
                           const HopmapMapRect *world,
                           double width,
                           double height);

G_END_DECLS

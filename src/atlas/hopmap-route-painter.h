/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints a route on a cairo context, over a world painted with the same rectangle and size: areas
 * of doubt and lines. Keeps nothing between calls.
 */
#pragma once

#include <cairo.h>

#include "hopmap-palette.h"
#include "hopmap-route-shape.h"

G_BEGIN_DECLS

void hopmap_route_paint_lines (const HopmapRouteShape *shape,
                               cairo_t *cr,
                               const HopmapPalette *palette,
                               const HopmapMapRect *world,
                               double width,
                               double height,
                               guint highlight_ttl,
                               double n_legs);
void hopmap_route_paint_beside (const HopmapRouteShape *shape,
                                cairo_t *cr,
                                const HopmapPalette *palette,
                                const HopmapMapRect *world,
                                double width,
                                double height,
                                guint number);
char *hopmap_route_dup_letter (guint number);

G_END_DECLS

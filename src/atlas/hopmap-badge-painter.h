/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints the numbered badges of a route on a cairo context. For pictures; the window has widgets.
 */
#pragma once

#include <cairo.h>

#include "hopmap-badge-layout.h"
#include "hopmap-palette.h"
#include "hopmap-route-shape.h"

G_BEGIN_DECLS

HopmapBadgeBox *hopmap_badge_paint_layout (const HopmapRouteShape *shape,
                                           const HopmapMapRect *world,
                                           double width,
                                           double height);
void hopmap_badge_paint (const HopmapRouteShape *shape,
                         const HopmapBadgeBox *boxes,
                         cairo_t *cr,
                         const HopmapPalette *palette);

G_END_DECLS

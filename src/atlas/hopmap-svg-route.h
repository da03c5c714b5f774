/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines and badges of a route as SVG elements. The picture around them is another's business.
 */
#pragma once

#include "hopmap-route-shape.h"

G_BEGIN_DECLS

/**
 * HopmapSvgSheet: what is written, and from the unit square to its pixels.
 */
typedef struct
{
  GString *out;
  HopmapRouteShape *shape;
  HopmapMapRect view;
  double width;
  double height;
  double scale;
} HopmapSvgSheet;

void hopmap_svg_route_append_legs (const HopmapSvgSheet *sheet);
void hopmap_svg_route_append_stops (const HopmapSvgSheet *sheet);

G_END_DECLS

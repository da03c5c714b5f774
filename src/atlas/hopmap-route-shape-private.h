/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The insides of a shape, for the files that it is made of.
 */
#pragma once

#include "hopmap-route-shape.h"

G_BEGIN_DECLS

struct _HopmapRouteShape
{
  gatomicrefcount refs;
  GPtrArray *stops;    /* HopmapRouteStop */
  GPtrArray *legs;     /* HopmapRouteLeg */
  GPtrArray *branches; /* HopmapRouteLeg */
  HopmapMapRect bounds;
};

void hopmap_route_walk (HopmapRouteShape *self,
                        HopmapRoute *route,
                        const HopmapShapeOptions *options);

G_END_DECLS

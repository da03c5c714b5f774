/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a route looks like on a map: one stop per place and great-circle legs between them, in the
 * Mercator unit square, unwrapped across 180°. Refuted places are stops without legs. An immutable
 * snapshot of a HopmapRoute; it does not follow it and draws nothing.
 */
#pragma once

#include <hopmap-route.h>

#include "hopmap-route-leg.h"
#include "hopmap-route-stop.h"

G_BEGIN_DECLS

/**
 * HopmapShapeMeasure: what colours tell.
 * @HOPMAP_SHAPE_RTT: how long it takes to each hop and back
 * @HOPMAP_SHAPE_LOSS: how many packets are lost on the way to each hop
 */
typedef enum
{
  HOPMAP_SHAPE_RTT,
  HOPMAP_SHAPE_LOSS,
} HopmapShapeMeasure;

/**
 * HopmapShapeOptions:
 * @measure: what colours tell
 * @origin: whether the place that the probes left is a stop too; nobody else's business, so not in
 *   what is given away
 */
typedef struct
{
  HopmapShapeMeasure measure;
  gboolean origin;
} HopmapShapeOptions;

typedef struct _HopmapRouteShape HopmapRouteShape;

#define HOPMAP_TYPE_ROUTE_SHAPE (hopmap_route_shape_get_type ())

GType hopmap_route_shape_get_type (void);

HopmapRouteShape *hopmap_route_shape_new (HopmapRoute *route);
HopmapRouteShape *hopmap_route_shape_new_full (HopmapRoute *route,
                                               const HopmapShapeOptions *options);
HopmapRouteShape *hopmap_route_shape_ref (HopmapRouteShape *self);
void hopmap_route_shape_unref (HopmapRouteShape *self);

guint hopmap_route_shape_get_n_stops (const HopmapRouteShape *self);
const HopmapRouteStop *hopmap_route_shape_get_stop (const HopmapRouteShape *self, guint index);
guint hopmap_route_shape_get_n_legs (const HopmapRouteShape *self);
const HopmapRouteLeg *hopmap_route_shape_get_leg (const HopmapRouteShape *self, guint index);
guint hopmap_route_shape_get_n_branches (const HopmapRouteShape *self);
const HopmapRouteLeg *hopmap_route_shape_get_branch (const HopmapRouteShape *self, guint index);
gboolean hopmap_route_shape_is_reached (const HopmapRouteShape *self, guint ttl, double n_legs);
HopmapMapRect hopmap_route_shape_get_bounds (const HopmapRouteShape *self);
const HopmapRouteStop *hopmap_route_shape_find_stop (const HopmapRouteShape *self, guint ttl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapRouteShape, hopmap_route_shape_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the shape of a route that changes: watches it and its hops, and makes a new shape at most
 * once per turn of the main loop. It shows nothing.
 */
#pragma once

#include <hopmap-route-shape.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_SHAPE_FOLLOWER (hopmap_shape_follower_get_type ())

G_DECLARE_FINAL_TYPE (HopmapShapeFollower, hopmap_shape_follower, HOPMAP, SHAPE_FOLLOWER, GObject)

HopmapShapeFollower *hopmap_shape_follower_new (void);

void hopmap_shape_follower_set_route (HopmapShapeFollower *self, HopmapRoute *route);
HopmapRoute *hopmap_shape_follower_get_route (HopmapShapeFollower *self);
void hopmap_shape_follower_set_measure (HopmapShapeFollower *self, HopmapShapeMeasure measure);
HopmapRouteShape *hopmap_shape_follower_get_shape (HopmapShapeFollower *self);

G_END_DECLS

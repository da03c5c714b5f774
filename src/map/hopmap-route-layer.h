/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layer of the map that shows a route's lines, on every visible copy of the world. It shows no
 * badges and takes no input.
 */
#pragma once

#include <hopmap-palette.h>
#include <hopmap-route-shape.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_LAYER (hopmap_route_layer_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteLayer, hopmap_route_layer, HOPMAP, ROUTE_LAYER, ShumateLayer)

HopmapRouteLayer *hopmap_route_layer_new (ShumateViewport *viewport);

void hopmap_route_layer_set_shape (HopmapRouteLayer *self, HopmapRouteShape *shape);
void hopmap_route_layer_set_beside (HopmapRouteLayer *self, GPtrArray *shapes);
void hopmap_route_layer_set_palette (HopmapRouteLayer *self, const HopmapPalette *palette);
void hopmap_route_layer_set_highlight (HopmapRouteLayer *self, guint ttl);
void hopmap_route_layer_set_legs_shown (HopmapRouteLayer *self, double n_legs);

G_END_DECLS

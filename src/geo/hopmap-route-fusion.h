/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the places of a route in line with the times and with what sources say, whenever either
 * changes: the route locator's own part that runs the fusion. It asks nobody.
 */
#pragma once

#include "hopmap-hop.h"
#include "hopmap-place.h"

G_BEGIN_DECLS

typedef struct _HopmapRouteFusion HopmapRouteFusion;

HopmapRouteFusion *hopmap_route_fusion_new (void);
void hopmap_route_fusion_free (HopmapRouteFusion *self);

void hopmap_route_fusion_insert (HopmapRouteFusion *self, guint position, HopmapHop *hop);
void hopmap_route_fusion_remove (HopmapRouteFusion *self, guint position, guint n);
void hopmap_route_fusion_set_candidates (HopmapRouteFusion *self,
                                         HopmapHop *hop,
                                         GPtrArray *candidates);
HopmapPlace *hopmap_route_fusion_get_origin (HopmapRouteFusion *self);
void hopmap_route_fusion_set_origin (HopmapRouteFusion *self, HopmapPlace *origin);
void hopmap_route_fusion_catch_up (HopmapRouteFusion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapRouteFusion, hopmap_route_fusion_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layer of the map that holds one HopmapHopBadge per stop, on the copy of the world nearest the
 * middle. Badges that would cover each other are moved apart; a thin line leads to the true point.
 */
#pragma once

#include <hopmap-name-layout.h>
#include <hopmap-palette.h>
#include <hopmap-route-shape.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_LAYER (hopmap_hop_layer_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopLayer, hopmap_hop_layer, HOPMAP, HOP_LAYER, ShumateLayer)

HopmapHopLayer *hopmap_hop_layer_new (ShumateViewport *viewport);

void hopmap_hop_layer_set_shape (HopmapHopLayer *self, HopmapRoute *route, HopmapRouteShape *shape);
void hopmap_hop_layer_set_palette (HopmapHopLayer *self, const HopmapPalette *palette);
void hopmap_hop_layer_set_selected (HopmapHopLayer *self, guint ttl);
void hopmap_hop_layer_set_taken (HopmapHopLayer *self, const HopmapMapRect *taken);
const HopmapMapRect *hopmap_hop_layer_get_taken (HopmapHopLayer *self);
void hopmap_hop_layer_set_legs_shown (HopmapHopLayer *self, double n_legs);
guint hopmap_hop_layer_get_serial (HopmapHopLayer *self);
HopmapRouteShape *hopmap_hop_layer_get_shape (HopmapHopLayer *self);
const HopmapBadgeBox *hopmap_hop_layer_get_boxes (HopmapHopLayer *self, guint *n_boxes);
void hopmap_hop_layer_add_captions (HopmapHopLayer *self, GArray *captions);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layer of the map with the names of countries and cities, and of the places of the route beside
 * their badges: under the badges, never in tiles, so that it is sharp at every zoom.
 */
#pragma once

#include <hopmap-palette.h>
#include <shumate/shumate.h>

#include "hopmap-hop-layer.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_NAME_LAYER (hopmap_name_layer_get_type ())

G_DECLARE_FINAL_TYPE (HopmapNameLayer, hopmap_name_layer, HOPMAP, NAME_LAYER, ShumateLayer)

HopmapNameLayer *hopmap_name_layer_new (ShumateViewport *viewport, HopmapHopLayer *badges);

void hopmap_name_layer_set_palette (HopmapNameLayer *self, const HopmapPalette *palette);
void hopmap_name_layer_set_beside (HopmapNameLayer *self, GPtrArray *shapes);
void hopmap_name_layer_set_world_named (HopmapNameLayer *self, gboolean named);
void hopmap_name_layer_settle (HopmapNameLayer *self);

G_END_DECLS

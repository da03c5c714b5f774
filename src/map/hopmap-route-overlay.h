/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The route on the map: joins a route and a selection to the layer of lines, the layer of badges
 * and the camera. It owns the following, not the widgets.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-palette.h>
#include <hopmap-route-shape.h>
#include <hopmap-route.h>

#include "hopmap-map-camera.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_OVERLAY (hopmap_route_overlay_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteOverlay, hopmap_route_overlay, HOPMAP, ROUTE_OVERLAY, GObject)

HopmapRouteOverlay *hopmap_route_overlay_new (ShumateMap *map, HopmapMapCamera *camera);

ShumateLayer *hopmap_route_overlay_get_lowest_layer (HopmapRouteOverlay *self);
void hopmap_route_overlay_set_palette (HopmapRouteOverlay *self, const HopmapPalette *palette);
void hopmap_route_overlay_set_route (HopmapRouteOverlay *self, HopmapRoute *route);
HopmapRoute *hopmap_route_overlay_get_route (HopmapRouteOverlay *self);
void hopmap_route_overlay_set_companions (HopmapRouteOverlay *self, GListModel *routes);
GListModel *hopmap_route_overlay_get_companions (HopmapRouteOverlay *self);
void hopmap_route_overlay_set_selection (HopmapRouteOverlay *self, GtkSingleSelection *selection);
GtkSingleSelection *hopmap_route_overlay_get_selection (HopmapRouteOverlay *self);
void hopmap_route_overlay_set_measure (HopmapRouteOverlay *self, HopmapShapeMeasure measure);
void hopmap_route_overlay_set_world_named (HopmapRouteOverlay *self, gboolean named);
void hopmap_route_overlay_set_taken (HopmapRouteOverlay *self, const HopmapMapRect *taken);
gboolean hopmap_route_overlay_has_lines (HopmapRouteOverlay *self);
void hopmap_route_overlay_zoom_to (HopmapRouteOverlay *self, guint ttl);
void hopmap_route_overlay_step (HopmapRouteOverlay *self, int step);
void hopmap_route_overlay_replay (HopmapRouteOverlay *self);
void hopmap_route_overlay_settle (HopmapRouteOverlay *self);
gboolean hopmap_route_overlay_is_moving (HopmapRouteOverlay *self);

G_END_DECLS

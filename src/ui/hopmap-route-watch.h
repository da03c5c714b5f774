/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells that something about a route changed, whatever it was, once for many changes: for views
 * that sum a route up. It emits "changed" from the main loop and says nothing about what.
 */
#pragma once

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_WATCH (hopmap_route_watch_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteWatch, hopmap_route_watch, HOPMAP, ROUTE_WATCH, GObject)

HopmapRouteWatch *hopmap_route_watch_new (void);

void hopmap_route_watch_set_route (HopmapRouteWatch *self, HopmapRoute *route);
HopmapRoute *hopmap_route_watch_get_route (HopmapRouteWatch *self);

G_END_DECLS

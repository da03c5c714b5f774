/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The changes of a route while it is watched: a GListModel of HopmapRouteChange in the order in
 * which they were noticed. It only reads the route, and keeps a little about each hop.
 */
#pragma once

#include "hopmap-route-change.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_LOG (hopmap_route_log_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteLog, hopmap_route_log, HOPMAP, ROUTE_LOG, GObject)

HopmapRouteLog *hopmap_route_log_new (void);

void hopmap_route_log_set_route (HopmapRouteLog *self, HopmapRoute *route);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gives the hops of one route the names of their routers as these come in. Nobody waits for it
 * who does not want to.
 */
#pragma once

#include "hopmap-resolver.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_NAMER (hopmap_route_namer_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteNamer, hopmap_route_namer, HOPMAP, ROUTE_NAMER, GObject)

HopmapRouteNamer *hopmap_route_namer_new (HopmapResolver *resolver,
                                          const HopmapTraceOptions *options);
void hopmap_route_namer_ask (HopmapRouteNamer *self, HopmapRoute *route);
gboolean hopmap_route_namer_is_busy (HopmapRouteNamer *self);
void hopmap_route_namer_cancel (HopmapRouteNamer *self);

G_END_DECLS

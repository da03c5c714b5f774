/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gives the hops of one route their places and networks, as they appear; the only writer of both.
 * It follows the trace and never holds it up.
 */
#pragma once

#include "hopmap-locator.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_LOCATOR (hopmap_route_locator_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteLocator, hopmap_route_locator, HOPMAP, ROUTE_LOCATOR, GObject)

HopmapRouteLocator *hopmap_route_locator_new (HopmapRoute *route, HopmapLocator *locator);

void hopmap_route_locator_use_recording (HopmapRouteLocator *self, HopmapRoute *recording);
void hopmap_route_locator_set_origin (HopmapRouteLocator *self, HopmapPlace *origin);
GStrv hopmap_route_locator_dup_attributions (HopmapRouteLocator *self);

void hopmap_route_locator_settle_async (HopmapRouteLocator *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean hopmap_route_locator_settle_finish (HopmapRouteLocator *self,
                                             GAsyncResult *result,
                                             GError **error);

G_END_DECLS

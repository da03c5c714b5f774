/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One change of a route: at a hop somebody else answers from then on. Never changes itself.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_CHANGE (hopmap_route_change_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteChange, hopmap_route_change, HOPMAP, ROUTE_CHANGE, GObject)

HopmapRouteChange *hopmap_route_change_new (guint ttl,
                                            gint64 at_ns,
                                            const HopmapAddress *from,
                                            const HopmapAddress *to);

guint hopmap_route_change_get_ttl (HopmapRouteChange *self);
gint64 hopmap_route_change_get_at_ns (HopmapRouteChange *self);
const HopmapAddress *hopmap_route_change_get_from (HopmapRouteChange *self);
const HopmapAddress *hopmap_route_change_get_to (HopmapRouteChange *self);
char *hopmap_route_change_dup_text (HopmapRouteChange *self);

G_END_DECLS

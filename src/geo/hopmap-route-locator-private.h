/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapRouteLocator share, and nobody else includes: hopmap-route-locator.c has the
 * object, hopmap-route-locator-follow.c what it does for a hop.
 */
#pragma once

#include "hopmap-recorded-provider.h"
#include "hopmap-route-fusion.h"
#include "hopmap-route-locator.h"

G_BEGIN_DECLS

struct _HopmapRouteLocator
{
  GObject parent_instance;

  HopmapRoute *route;
  HopmapLocator *locator;
  HopmapRecordedProvider *recorded;
  HopmapRouteFusion *fusion;
  GPtrArray *followed; /* in the order of the hops; see hopmap-route-locator-follow.c */
  GPtrArray *attributions;
  GPtrArray *settling; /* of GTask, owned */
};

GPtrArray *hopmap_route_locator_follow_nothing (void);
void hopmap_route_locator_take_change (HopmapRouteLocator *self,
                                       guint position,
                                       guint removed,
                                       guint added);
void hopmap_route_locator_locate_all (HopmapRouteLocator *self);
void hopmap_route_locator_look_again (HopmapRouteLocator *self, const HopmapAddress *address);
gboolean hopmap_route_locator_is_outstanding (HopmapRouteLocator *self);
void hopmap_route_locator_end_settling_if_done (HopmapRouteLocator *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The insides of HopmapRouteOverlay, for the files that it is made of.
 */
#pragma once

#include <shumate/shumate.h>

#include "hopmap-hop-layer.h"
#include "hopmap-name-layer.h"
#include "hopmap-ramp.h"
#include "hopmap-route-company.h"
#include "hopmap-route-layer.h"
#include "hopmap-route-overlay.h"
#include "hopmap-shape-follower.h"

G_BEGIN_DECLS

struct _HopmapRouteOverlay
{
  GObject parent_instance;

  ShumateMap *map; /* unowned, weak */
  HopmapMapCamera *camera;
  HopmapShapeFollower *follower;
  HopmapRouteCompany *company;
  HopmapRouteLayer *lines; /* unowned, children of the map */
  HopmapHopLayer *badges;
  HopmapNameLayer *names;
  HopmapRamp *growth;
  HopmapRamp *replay;
  guint n_legs;    /* of the last shape */
  GtkWidget *menu; /* unowned, a child of map; NULL until it was asked for */
  GtkSingleSelection *selection;
};

const HopmapRouteStop *hopmap_route_overlay_find_stop (HopmapRouteOverlay *self, guint ttl);
void hopmap_route_overlay_hop_dropped_cb (HopmapRouteOverlay *self,
                                          const HopmapRouteStop *stop,
                                          double x,
                                          double y);
void hopmap_route_overlay_hop_menu_cb (HopmapRouteOverlay *self,
                                       const HopmapRouteStop *stop,
                                       GtkWidget *badge);

G_END_DECLS

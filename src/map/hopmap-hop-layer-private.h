/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The insides of HopmapHopLayer, for the files that it is made of.
 */
#pragma once

#include "hopmap-hop-fan.h"
#include "hopmap-hop-layer.h"
#include "hopmap-stop-glide.h"

#include <hopmap-stop-tree.h>

G_BEGIN_DECLS

struct _HopmapHopLayer
{
  ShumateLayer parent_instance;

  HopmapRoute *route; /* of the shape */
  HopmapRouteShape *shape;
  const HopmapPalette *palette;
  GPtrArray *badges;    /* HopmapHopBadge, children */
  HopmapStopTree *tree; /* of the shape, or NULL */
  GArray *leads;        /* guint per stop: the first one with which it shares a badge */
  GPtrArray *joined;    /* HopmapRouteStop or NULL per stop: what its badge shows for several */
  HopmapHopFan *fan;
  GArray *boxes;       /* HopmapBadgeBox of the last allocation */
  GPtrArray *leaders;  /* HopmapLeader, one per box once it was drawn */
  HopmapMapRect taken; /* what the map's own buttons cover, pixels; no badge goes there */
  guint selected_ttl;
  HopmapStopGlide *glide;
  guint serial;       /* changes whenever badges move otherwise than with the map */
  GtkWidget *dragged; /* unowned, a badge, or NULL */
  double drag_x;      /* pixels from its place */
  double drag_y;
};

const HopmapRouteStop *hopmap_hop_layer_get_shown (HopmapHopLayer *self, guint number);
const HopmapRouteStop *hopmap_hop_layer_find_chosen (HopmapHopLayer *self);
gboolean hopmap_hop_layer_is_lead (HopmapHopLayer *self, guint number);
gboolean hopmap_hop_layer_rejoin (HopmapHopLayer *self);
void hopmap_hop_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline);
void hopmap_hop_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS

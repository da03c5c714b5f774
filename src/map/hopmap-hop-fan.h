/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hops of one place laid out around its badge, each a badge of its own. It owns those badges and
 * says where they go; the layer allocates and draws.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-badge-layout.h>
#include <hopmap-route-shape.h>

G_BEGIN_DECLS

typedef struct _HopmapHopFan HopmapHopFan;

HopmapHopFan *hopmap_hop_fan_new (GtkWidget *layer);
void hopmap_hop_fan_free (HopmapHopFan *self);

void hopmap_hop_fan_open (HopmapHopFan *self,
                          HopmapRoute *route,
                          const HopmapRouteShape *shape,
                          const HopmapRouteStop *stop);
void hopmap_hop_fan_close (HopmapHopFan *self);
void hopmap_hop_fan_select (HopmapHopFan *self, guint ttl);
guint hopmap_hop_fan_get_n_badges (const HopmapHopFan *self);
GtkWidget *hopmap_hop_fan_get_badge (const HopmapHopFan *self, guint number);
const HopmapRouteStop *hopmap_hop_fan_get_stop (const HopmapHopFan *self, guint number);
void hopmap_hop_fan_append_boxes (const HopmapHopFan *self, GArray *boxes, guint hub);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapHopFan, hopmap_hop_fan_free)

G_END_DECLS

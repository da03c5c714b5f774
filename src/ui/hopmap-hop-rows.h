/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the hop list: a GListModel of HopmapHopGroup over a route, in which runs of silent
 * hops are one row. It follows the route, and changes no more rows than it must.
 */
#pragma once

#include "hopmap-hop-group.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_ROWS (hopmap_hop_rows_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopRows, hopmap_hop_rows, HOPMAP, HOP_ROWS, GObject)

HopmapHopRows *hopmap_hop_rows_new (void);

HopmapRoute *hopmap_hop_rows_get_route (HopmapHopRows *self);
void hopmap_hop_rows_set_route (HopmapHopRows *self, HopmapRoute *route);
gint64 hopmap_hop_rows_get_scale_ns (HopmapHopRows *self);
guint hopmap_hop_rows_find_ttl (HopmapHopRows *self, guint ttl);

G_END_DECLS

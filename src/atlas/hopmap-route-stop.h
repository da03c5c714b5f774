/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One place that a route visits, with all of its hops there. Part of a HopmapRouteShape, which
 * builds and owns it; everybody else reads.
 */
#pragma once

#include <hopmap-hop.h>

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapRouteStop:
 * @point: where
 * @place: the place of its first hop; read only
 * @radius_km: uncertainty around it
 * @rtt_ns: smallest round-trip time of its hops, nanoseconds; -1 where none was measured
 * @label: numbers of its hops for people: "3", "3–4", "2, 5"
 * @ttls: distances (TTLs) of its hops, ascending
 * @n_hops: length of @ttls
 * @vague: whether the place is doubtful (a country only, or a radius above 200 km)
 * @destination: whether the destination is among its hops
 */
typedef struct
{
  HopmapMapPoint point;
  HopmapPlace *place;
  double radius_km;
  gint64 rtt_ns;
  char *label;
  guint *ttls;
  guint n_hops;
  gboolean vague;
  gboolean destination;
} HopmapRouteStop;

HopmapRouteStop *hopmap_route_stop_new (HopmapPlace *place);
void hopmap_route_stop_free (HopmapRouteStop *stop);
void hopmap_route_stop_add_hop (HopmapRouteStop *stop, HopmapHop *hop);
gboolean hopmap_route_stop_is_at (const HopmapRouteStop *stop, const HopmapPlace *place);
gboolean hopmap_route_stop_has_hop (const HopmapRouteStop *stop, guint ttl);
char *hopmap_route_stop_dup_text (const HopmapRouteStop *stop);

G_END_DECLS

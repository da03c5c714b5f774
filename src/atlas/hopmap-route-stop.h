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
 * @places: (nullable): several places in words, where badges of several stops were joined
 * @radius_km: uncertainty around it
 * @rtt_ns: smallest round-trip time of its hops, nanoseconds; -1 where none was measured
 * @label: numbers of its hops for people: "3", "3–4", "2, 5"; "7b" for another address of hop 7
 * @ttls: distances (TTLs) of its hops, ascending
 * @n_hops: length of @ttls
 * @tone: which of the palette's classes it has, %HOPMAP_RTT_CLASS_NONE for none
 * @vague: whether the place is doubtful (a country only, a radius above 200 km, or refuted)
 * @country: whether no more than the country is known
 * @refuted: whether this place is not believed in, so that no line leads there
 * @anycast: whether the address is at many places at once
 * @branch: whether other addresses at the distances of its hops are here, not the hops themselves
 * @origin: whether this is where the probes left, not a place of hops; @n_hops is 0 then
 * @destination: whether the destination is among its hops
 */
typedef struct
{
  HopmapMapPoint point;
  HopmapPlace *place;
  char *places;
  double radius_km;
  gint64 rtt_ns;
  char *label;
  guint *ttls;
  guint n_hops;
  guint tone;
  gboolean vague;
  gboolean country;
  gboolean refuted;
  gboolean anycast;
  gboolean branch;
  gboolean origin;
  gboolean destination;
} HopmapRouteStop;

HopmapRouteStop *hopmap_route_stop_new (HopmapPlace *place);
void hopmap_route_stop_free (HopmapRouteStop *stop);
HopmapRouteStop *hopmap_route_stop_new_origin (HopmapPlace *place);
HopmapRouteStop *hopmap_route_stop_new_branch (HopmapPlace *place);
void hopmap_route_stop_add_other (HopmapRouteStop *stop,
                                  HopmapHop *hop,
                                  const HopmapResponder *other,
                                  guint letter,
                                  guint tone);
void hopmap_route_stop_add_hop (HopmapRouteStop *stop, HopmapHop *hop, guint tone);
gboolean hopmap_route_stop_is_at (const HopmapRouteStop *stop, const HopmapPlace *place);
gboolean hopmap_route_stop_has_hop (const HopmapRouteStop *stop, guint ttl);
char *hopmap_route_stop_dup_place (const HopmapRouteStop *stop);
char *hopmap_route_stop_dup_doubt (const HopmapRouteStop *stop);
char *hopmap_route_stop_dup_text (const HopmapRouteStop *stop);

G_END_DECLS

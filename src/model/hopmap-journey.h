/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a route amounts to: how far, through which countries, how fast against light; and the
 * verdict, the sentence that a window shows, a screen reader speaks and an export begins with.
 */
#pragma once

#include "hopmap-route.h"

G_BEGIN_DECLS

/**
 * HopmapJourney:
 * @n_hops: distance of the destination, or of the farthest hop that answered
 * @rtt_ns: round-trip time of that hop in nanoseconds, or -1
 * @n_located: hops with a point on the map
 * @countries: (array zero-terminated=1): countries in the order they are met, no neighbours alike
 * @travelled_km: sum of the legs between located hops, kilometres
 * @direct_km: from the first located hop to the last, kilometres
 * @light_ratio: @rtt_ns over what light in fibre needs for @direct_km; 0 where that says nothing
 * @too_fast: whether two hops answered sooner than light could have been at both of their places, so
 *   that one of these is wrong
 */
typedef struct
{
  guint n_hops;
  gint64 rtt_ns;
  guint n_located;
  GStrv countries;
  double travelled_km;
  double direct_km;
  double light_ratio;
  gboolean too_fast;
} HopmapJourney;

HopmapJourney *hopmap_journey_new (HopmapRoute *route);
void hopmap_journey_free (HopmapJourney *journey);
char *hopmap_route_dup_verdict (HopmapRoute *route);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapJourney, hopmap_journey_free)

G_END_DECLS

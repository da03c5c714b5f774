/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes of which the truth is known: routers in real towns, times that light and slow routers make,
 * and sources some of which are wrong.
 */
#pragma once

#include "hopmap-hop-times.h"
#include "hopmap-place.h"

G_BEGIN_DECLS

#define MADE_UP_MAX_HOPS 16

/**
 * HopmapMadeUpHop:
 * @latitude: where it is
 * @longitude: where it is
 * @true_ns: the least time in which a probe went there and came back
 * @noted_ns: the most that this can be by what was noted of it
 * @candidates: (nullable) (element-type HopmapPlace): what sources say
 */
typedef struct
{
  double latitude;
  double longitude;
  double true_ns;
  double noted_ns;
  GPtrArray *candidates;
} HopmapMadeUpHop;

/**
 * HopmapMadeUpRoute:
 * @origin: where the probes come from, with a radius within which it is
 * @times: what was measured
 * @candidates: per hop its candidates
 */
typedef struct
{
  HopmapPlace *origin;
  guint n_hops;
  HopmapMadeUpHop hops[MADE_UP_MAX_HOPS];
  HopmapHopTimes times[MADE_UP_MAX_HOPS];
  GPtrArray *candidates[MADE_UP_MAX_HOPS];
} HopmapMadeUpRoute;

HopmapMadeUpRoute *hopmap_made_up_route_new (GRand *rand, double wrong_part);
void hopmap_made_up_route_put_in_office (HopmapMadeUpRoute *route, GRand *rand);
void hopmap_made_up_route_free (HopmapMadeUpRoute *route);
gboolean hopmap_made_up_route_is_true (const HopmapMadeUpRoute *route,
                                       guint hop,
                                       const HopmapPlace *place);
gboolean hopmap_made_up_route_is_within (const HopmapMadeUpRoute *route,
                                         const HopmapPlace *place,
                                         double ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapMadeUpRoute, hopmap_made_up_route_free)

G_END_DECLS

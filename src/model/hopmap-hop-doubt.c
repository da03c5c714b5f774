/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doubts about a hop's place: see the header.
 */
#include "hopmap-hop-doubt.h"

#include "hopmap-sphere.h"

/* As near as this two sources mean the same town. */
#define SAME_TOWN_KM 100.0

static gboolean
stands (const HopmapPlace *place)
{
  return place->refutation.kind == HOPMAP_REFUTATION_NONE;
}

static gboolean
is_rival (const HopmapPlace *shown, const HopmapPlace *other)
{
  const double same_km = MAX (SAME_TOWN_KM, shown->radius_km + other->radius_km);

  return other->has_point && other->city != NULL && stands (other)
         && other->evidence >= HOPMAP_EVIDENCE_DATABASE && shown->evidence < HOPMAP_EVIDENCE_PERSON
         && hopmap_sphere_distance_km (shown->latitude, shown->longitude, other->latitude,
                                       other->longitude)
                > same_km;
}

/**
 * hopmap_hop_find_refuted:
 * @hop: a hop
 *
 * Returns: (transfer none) (nullable): the best known of the places that something speaks against,
 *   where that leaves the hop without a point on the map; else %NULL. An anycast address has none
 *   because it is anycast: that one of its many places cannot be the one here is nothing to wonder at
 */
const HopmapPlace *
hopmap_hop_find_refuted (HopmapHop *hop)
{
  const HopmapPlace *shown = hopmap_hop_get_place (hop);
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);

  if (candidates == NULL || (shown != NULL && (shown->has_point || shown->anycast)))
    return NULL;

  for (guint i = 0; i < candidates->len; i++)
    if (!stands (candidates->pdata[i]))
      return candidates->pdata[i];

  return NULL;
}

/**
 * hopmap_hop_find_rival:
 * @hop: a hop
 *
 * Returns: (transfer none) (nullable): where another source puts the hop, if that is another town
 *   than the one that is shown, and nothing speaks against it
 */
const HopmapPlace *
hopmap_hop_find_rival (HopmapHop *hop)
{
  const HopmapPlace *shown = hopmap_hop_get_place (hop);
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);

  if (candidates == NULL || shown == NULL || !shown->has_point)
    return NULL;

  for (guint i = 0; i < candidates->len; i++)
    if (is_rival (shown, candidates->pdata[i]))
      return candidates->pdata[i];

  return NULL;
}

/**
 * hopmap_hop_dup_refutation:
 * @hop: a hop
 *
 * Returns: (transfer full) (nullable): why it is shown nowhere though a source knows a place, a
 *   translated sentence without its stop: "New York needs at least 62 ms; it answered in 11 ms"
 */
char *
hopmap_hop_dup_refutation (HopmapHop *hop)
{
  return hopmap_place_dup_reason (hopmap_hop_find_refuted (hop), hopmap_hop_get_ttl (hop));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What light says of claims: see the header. Which times bound which ways is told in
 * hopmap-hop-times.c; here the ways are measured, and always at their shortest: from edge to edge of
 * what each source calls its radius.
 */
#include "hopmap-claim-set.h"

#include "hopmap-place-choice.h"
#include "hopmap-sphere.h"

#define NS_PER_MS 1e6

/* The earth is no sphere: a distance may be shorter than computed by this factor. */
#define SPHERE_ERROR 0.994

/* From the middle of the largest country to its farthest town. What a source calls the radius of a
 * country is a guess. */
#define COUNTRY_REACH_KM 4500.0

/* Whoever votes knows a city. */
#define VOTER_RADIUS_KM 200.0

/* No two points on earth are so far apart that a slower answer could tell. */
#define PATIENCE_NS (2.0 * HOPMAP_EARTH_HALF_TURN_KM / HOPMAP_FIBRE_KM_PER_MS * NS_PER_MS)

static double
get_reach_km (const HopmapPlace *place)
{
  return place->kind == HOPMAP_PLACE_COUNTRY ? MAX (place->radius_km, COUNTRY_REACH_KM)
                                             : place->radius_km;
}

/* At least so far apart are the two, wherever within their radii they are. */
static double
gap_km (const HopmapPlace *a, const HopmapPlace *b)
{
  const double km = hopmap_sphere_distance_km (a->latitude, a->longitude, b->latitude,
                                               b->longitude);

  return MAX (km * SPHERE_ERROR - get_reach_km (a) - get_reach_km (b), 0.0);
}

static gboolean
is_too_far (double whole_way_km, HopmapTimeBound bound, HopmapRefutation *refutation)
{
  const double needed_ns = whole_way_km / HOPMAP_FIBRE_KM_PER_MS * NS_PER_MS;

  if (bound.rtt_ns < 0 || needed_ns <= (double) bound.limit_ns)
    return FALSE;

  *refutation = (HopmapRefutation){ .kind = HOPMAP_REFUTATION_LIGHT,
                                    .needed_ns = (gint64) needed_ns,
                                    .answered_ns = bound.rtt_ns,
                                    .answered_ttl = bound.ttl };
  return TRUE;
}

static const char *
get_name (const HopmapPlace *place)
{
  const char *country = place->country != NULL ? place->country : place->country_code;

  if (place->city != NULL)
    return place->city;

  return country != NULL ? country : place->source;
}

static gboolean
is_certain (const HopmapPlace *place)
{
  return place->evidence == HOPMAP_EVIDENCE_PERSON;
}

static void
refute_from_origin (HopmapClaimSet *self)
{
  for (guint i = 0; i < self->n_claims; i++)
    {
      HopmapClaim *claim = &self->claims[i];

      if (claim->place->has_point && !is_certain (claim->place))
        is_too_far (2.0 * gap_km (self->origin, claim->place),
                    hopmap_time_bounds_get_way_to (self->bounds, claim->hop), &claim->refutation);
    }
}

static void
refute_from_certainty (HopmapClaimSet *self, const HopmapClaim *certain)
{
  for (guint i = 0; i < self->n_claims; i++)
    {
      HopmapClaim *claim = &self->claims[i];

      if (!is_certain (claim->place) && hopmap_claim_stands (claim))
        hopmap_claim_set_are_at_odds (self, claim, certain, &claim->refutation);
    }
}

static gboolean
is_anycast (GPtrArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    if (((const HopmapPlace *) candidates->pdata[i])->anycast)
      return TRUE;

  return FALSE;
}

static void
add_claims (HopmapClaimSet *self, GPtrArray *candidates)
{
  g_autoptr (GPtrArray) ranked = g_ptr_array_new ();
  const gboolean anycast = is_anycast (candidates);

  g_ptr_array_extend (ranked, candidates, NULL, NULL);
  g_ptr_array_sort (ranked, hopmap_place_compare);
  for (guint i = 0; i < ranked->len; i++)
    {
      const HopmapPlace *place = ranked->pdata[i];

      self->claims[self->n_claims++] = (HopmapClaim){
        .place = place,
        .hop = self->n_hops,
        .votes = place->has_point && place->evidence >= HOPMAP_EVIDENCE_DATABASE
                 && place->radius_km <= VOTER_RADIUS_KM && !anycast,
      };
    }
}

static void
find_certainties (HopmapClaimSet *self)
{
  for (guint i = 0; i < self->n_claims; i++)
    if (is_certain (self->claims[i].place) && self->claims[i].place->has_point)
      refute_from_certainty (self, &self->claims[i]);
}

/**
 * hopmap_claim_set_new:
 * @times: (array length=n_hops): the hops of a route, the nearest first; kept
 * @candidates: (array length=n_hops) (element-type HopmapPlace): what is said of each, or %NULL
 * @n_hops: how many hops
 * @origin: (nullable): where the probes come from, with a point; kept
 *
 * Returns: (transfer full): the claims, in an order that does not depend on that of @candidates
 */
HopmapClaimSet *
hopmap_claim_set_new (const HopmapHopTimes *times,
                      GPtrArray *const *candidates,
                      guint n_hops,
                      const HopmapPlace *origin)
{
  HopmapClaimSet *self = g_new0 (HopmapClaimSet, 1);
  guint n_claims = 0;

  self->times = times;
  self->bounds = hopmap_time_bounds_new (times, n_hops);
  self->origin = origin != NULL && origin->has_point ? origin : NULL;
  self->first = g_new (guint, n_hops + 1);
  for (guint i = 0; i < n_hops; i++)
    n_claims += candidates[i] != NULL ? candidates[i]->len : 0;
  self->claims = g_new (HopmapClaim, n_claims);

  for (; self->n_hops < n_hops; self->n_hops++)
    {
      self->first[self->n_hops] = self->n_claims;
      if (candidates[self->n_hops] != NULL)
        add_claims (self, candidates[self->n_hops]);
    }
  self->first[n_hops] = self->n_claims;
  return self;
}

/**
 * hopmap_claim_set_free:
 * @self: (transfer full): claims
 */
void
hopmap_claim_set_free (HopmapClaimSet *self)
{
  hopmap_time_bounds_free (self->bounds);
  g_free (self->claims);
  g_free (self->first);
  g_free (self);
}

/**
 * hopmap_claim_stands:
 * @claim: a claim
 *
 * Returns: whether nothing speaks against it
 */
gboolean
hopmap_claim_stands (const HopmapClaim *claim)
{
  return claim->refutation.kind == HOPMAP_REFUTATION_NONE;
}

/**
 * hopmap_claim_set_are_at_odds:
 * @self: claims
 * @a: one of them
 * @b: another
 * @refutation: (out): what speaks against @a as long as @b stands; untouched where nothing does
 *
 * Returns: whether the two cannot both be right
 */
gboolean
hopmap_claim_set_are_at_odds (const HopmapClaimSet *self,
                              const HopmapClaim *a,
                              const HopmapClaim *b,
                              HopmapRefutation *refutation)
{
  const HopmapClaim *nearer = a->hop < b->hop ? a : b;
  const HopmapClaim *farther = a->hop < b->hop ? b : a;
  HopmapTimeBound bound;
  double between_km, whole_km;

  if (a->hop == b->hop || !a->place->has_point || !b->place->has_point)
    return FALSE;

  bound = hopmap_time_bounds_get_way_by (self->bounds, nearer->hop, farther->hop);
  if (bound.rtt_ns < 0)
    bound = hopmap_time_bounds_get_sum (self->bounds, nearer->hop, farther->hop);
  if (bound.rtt_ns < 0 || (double) bound.limit_ns > PATIENCE_NS)
    return FALSE;

  between_km = gap_km (a->place, b->place);
  whole_km = 2.0 * between_km;
  if (self->origin != NULL)
    whole_km = MAX (whole_km, gap_km (self->origin, nearer->place) + between_km
                                  + gap_km (farther->place, self->origin));
  if (!is_too_far (whole_km, bound, refutation))
    return FALSE;

  refutation->witness = (char *) get_name (b->place);
  refutation->witness_ttl = self->times[b->hop].ttl;
  return TRUE;
}

/**
 * hopmap_claim_set_refute_by_light:
 * @self: claims
 *
 * Refutes what is too far from the origin, and what cannot be right together with something of which
 * a person is certain.
 */
void
hopmap_claim_set_refute_by_light (HopmapClaimSet *self)
{
  if (self->origin != NULL)
    refute_from_origin (self);
  find_certainties (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills a HopmapRoute the way tracer and locator do.
 */
#include "made-up-route.h"

/* A home router, Europe, the United States with two silent hops and one doubtful place, New Zealand. */
static const MadeUpHop to_auckland[] = {
  { NULL, NULL, 0.0, 0.0, 0.9, 0.0 },
  { "Berlin", "Germany", 52.52, 13.40, 8.7, 20.0 },
  { "Frankfurt am Main", "Germany", 50.11, 8.68, 18.0, 20.0 },
  { "Frankfurt am Main", "Germany", 50.14, 8.74, 18.4, 20.0 },
  { "Paris", "France", 48.86, 2.35, 27.0, 20.0 },
  { "Ashburn", "United States", 39.04, -77.49, 104.0, 30.0 },
  { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  { "Los Angeles", "United States", 34.05, -118.24, 164.0, 40.0 },
  { "San Diego", "United States", 32.72, -117.16, 165.0, 600.0 },
  { "Auckland", "New Zealand", -36.85, 174.76, 288.0, 20.0 },
  { "Auckland", "New Zealand", -36.86, 174.77, 290.0, 20.0 },
};

static void
answer (HopmapHop *hop, double rtt_ms, gboolean destination)
{
  const guint probe = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);
  g_autofree char *address = g_strdup_printf ("198.51.100.%u", hopmap_hop_get_ttl (hop));
  HopmapSample sample = {
    .rtt_ns = (gint64) (rtt_ms * 1e6),
    .answer = destination ? HOPMAP_ANSWER_DESTINATION : HOPMAP_ANSWER_TIME_EXCEEDED,
    .protocol = HOPMAP_PROTOCOL_ICMP,
  };

  if (rtt_ms < 0.0)
    {
      hopmap_hop_lose_probe (hop, probe);
      return;
    }
  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, probe, &sample);
}

/* As the locator does it: the place is a candidate, and the hop has none. */
static void
set_refuted (HopmapHop *hop, HopmapPlace *place)
{
  const HopmapPlace nowhere = { .kind = HOPMAP_PLACE_UNKNOWN };
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&nowhere);
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);

  g_ptr_array_add (candidates, hopmap_place_ref (place));
  hopmap_hop_set_place (hop, unknown, candidates);
}

/**
 * made_up_route_append:
 * @route: a route
 * @hop: what its next hop is like
 * @destination: whether it is the destination
 */
void
made_up_route_append (HopmapRoute *route, const MadeUpHop *hop, gboolean destination)
{
  HopmapHop *added = hopmap_route_ensure_hop (route,
                                              g_list_model_get_n_items (G_LIST_MODEL (route)) + 1);
  const HopmapPlace fields = {
    .kind = hop->doubt == MADE_UP_COUNTRY ? HOPMAP_PLACE_COUNTRY : HOPMAP_PLACE_CITY,
    .anycast = hop->doubt == MADE_UP_ANYCAST,
    .refutation = { .kind = hop->doubt == MADE_UP_REFUTED ? HOPMAP_REFUTATION_LIGHT
                                                          : HOPMAP_REFUTATION_NONE,
                    .needed_ns = 90000000,
                    .answered_ns = 12000000,
                    .answered_ttl = hopmap_hop_get_ttl (added) },
    .evidence = hop->radius_km > 200.0 ? HOPMAP_EVIDENCE_WIDE : HOPMAP_EVIDENCE_DATABASE,
    .has_point = TRUE,
    .latitude = hop->latitude,
    .longitude = hop->longitude,
    .radius_km = hop->radius_km,
    .city = hop->doubt == MADE_UP_COUNTRY ? NULL : (char *) hop->city,
    .country = (char *) hop->country,
  };
  g_autoptr (HopmapPlace) place = NULL;

  answer (added, hop->rtt_ms, destination);
  if (hop->city == NULL)
    return;
  place = hopmap_place_new (&fields);
  if (hop->doubt == MADE_UP_REFUTED)
    set_refuted (added, place);
  else
    hopmap_hop_set_place (added, place, NULL);
}

/**
 * made_up_route_new:
 * @hops: (array length=n_hops): its hops, TTL 1 first
 * @n_hops: how many; the last one is the destination
 *
 * Returns: (transfer full): the route
 */
HopmapRoute *
made_up_route_new (const MadeUpHop *hops, guint n_hops)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("www.example.org", NULL);
  g_autoptr (HopmapTraceOptions) options = hopmap_trace_options_new ();
  HopmapRoute *route = hopmap_route_new (target, options);

  for (guint i = 0; i < n_hops; i++)
    made_up_route_append (route, &hops[i], i + 1 == n_hops);
  return route;
}

/**
 * made_up_route_add_other:
 * @route: a route
 * @ttl: one of its hops
 * @number: which of its other addresses, from 1
 * @other: where that is, and how fast; no place where it has no city
 *
 * Another address answers at that distance, too.
 */
void
made_up_route_add_other (HopmapRoute *route, guint ttl, guint number, const MadeUpHop *other)
{
  HopmapHop *hop = hopmap_route_get_hop (route, ttl);
  const guint probe = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);
  g_autofree char *address = g_strdup_printf ("203.0.113.%u", ttl * 3 + number);
  HopmapSample sample = { .rtt_ns = (gint64) (other->rtt_ms * 1e6),
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
                          .protocol = HOPMAP_PROTOCOL_ICMP };
  const HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                               .evidence = HOPMAP_EVIDENCE_DATABASE,
                               .has_point = TRUE,
                               .latitude = other->latitude,
                               .longitude = other->longitude,
                               .radius_km = other->radius_km,
                               .city = (char *) other->city,
                               .country = (char *) other->country };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, probe, &sample);
  if (other->city != NULL)
    hopmap_hop_set_other_place (hop, &sample.address, place);
}

/**
 * made_up_route_to_auckland:
 *
 * Returns: (transfer full): a route of twelve hops that has everything
 */
HopmapRoute *
made_up_route_to_auckland (void)
{
  return made_up_route_new (to_auckland, G_N_ELEMENTS (to_auckland));
}

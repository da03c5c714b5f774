/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes made by hand: see the header.
 */
#include "sample-route.h"

typedef struct
{
  const char *address;
  const char *name;
  const char *city;
  const char *country;
  double latitude;
  double longitude;
  double rtt_ms;
  guint asn;
  const char *network;
} SampleHop;

/* An address of NULL is a hop that does not answer. Addresses are from RFC 5737 and RFC 1918. */
static const SampleHop far_route[] = {
  { "192.168.178.1", "fritz.box", NULL, NULL, 0, 0, 0.92, 0, NULL },
  { "203.0.113.17", "p3e9bf011.dip0.t-ipconnect.de", "Berlin", "Germany", 52.52, 13.4, 8.7, 3320,
    "Deutsche Telekom" },
  { "203.0.113.34", "f-ed11-i.F.DE.NET.DTAG.DE", "Frankfurt am Main", "Germany", 50.11, 8.68, 17.9,
    3320, "Deutsche Telekom" },
  { "198.51.100.3", "ffm-bb1-link.ip.twelve99.net", "Frankfurt am Main", "Germany", 50.11, 8.68,
    18.2, 1299, "Arelion" },
  { "198.51.100.9", "prs-bb2-link.ip.twelve99.net", "Paris", "France", 48.86, 2.35, 27.1, 1299,
    "Arelion" },
  { "198.51.100.21", "ash-bb2-link.ip.twelve99.net", "Ashburn", "United States", 39.04, -77.49,
    104.3, 1299, "Arelion" },
  { NULL },
  { NULL },
  { "198.51.100.40", "lax-b22-link.ip.twelve99.net", "Los Angeles", "United States", 34.05, -118.24,
    164.0, 1299, "Arelion" },
  { "198.51.100.77", "reannz-ic-364512.ip.twelve99.net", "?", "New Zealand", 0, 0, 165.2, 38022,
    "REANNZ" },
  { "192.0.2.80", "and28-akl2.reannz.co.nz", "Auckland", "New Zealand", -36.85, 174.76, 288.4,
    38022, "REANNZ" },
  { "192.0.2.123", "www.auckland.ac.nz", "Auckland", "New Zealand", -36.85, 174.76, 290.1, 9431,
    "The University of Auckland" },
};

/*
 * sample_route_answer:
 * Lets the hop at @ttl answer with @address, which is its own.
 */
void
sample_route_answer (HopmapRoute *route,
                     guint ttl,
                     const char *address,
                     const char *name,
                     double rtt_ms)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  guint probe = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);
  HopmapSample answer = { .sent_ns = -1, .rtt_ns = (gint64) (rtt_ms * 1e6) };
  const HopmapAddress *destination = hopmap_route_get_destination (route);

  g_assert_true (hopmap_address_parse (address, &answer.address));
  answer.answer = destination != NULL && hopmap_address_equal (destination, &answer.address)
                      ? HOPMAP_ANSWER_DESTINATION
                      : HOPMAP_ANSWER_TIME_EXCEEDED;
  hopmap_hop_answer_probe (hop, probe, &answer);
  hopmap_hop_set_name (hop, name);
}

/*
 * sample_route_lose:
 * Lets a probe to the hop at @ttl be lost.
 */
void
sample_route_lose (HopmapRoute *route, guint ttl)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);

  hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0));
}

/*
 * sample_route_place:
 * Gives the hop at @ttl a city; or the country alone where @city is "?".
 */
void
sample_route_place (HopmapRoute *route,
                    guint ttl,
                    const char *city,
                    const char *country,
                    double latitude,
                    double longitude)
{
  gboolean known = g_strcmp0 (city, "?") != 0;
  HopmapPlace fields = {
    .kind = known ? HOPMAP_PLACE_CITY : HOPMAP_PLACE_COUNTRY,
    .evidence = known ? HOPMAP_EVIDENCE_DATABASE : HOPMAP_EVIDENCE_COUNTRY,
    .has_point = known,
    .latitude = latitude,
    .longitude = longitude,
    .radius_km = 30.0,
    .city = known ? (char *) city : NULL,
    .country = (char *) country,
  };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  hopmap_hop_set_place (hopmap_route_get_hop (route, ttl), place, NULL);
}

static void
place_specially (HopmapRoute *route, guint ttl, const char *label)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) label };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  hopmap_hop_set_place (hopmap_route_get_hop (route, ttl), place, NULL);
}

static HopmapRoute *
new_route_of (const char *host, const char *address, guint rounds)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse (host, NULL);
  HopmapTraceOptions options;
  HopmapAddress destination;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  options.rounds = rounds;
  route = hopmap_route_new (target, &options);
  if (address != NULL && hopmap_address_parse (address, &destination))
    {
      hopmap_route_set_destination (route, &destination);
      hopmap_route_set_method (route, HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW);
      hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
    }

  return route;
}

static HopmapRoute *
new_route (const char *host, const char *address)
{
  return new_route_of (host, address, 1);
}

static void
add_far_hops (HopmapRoute *route, guint n_hops, guint n_located)
{
  for (guint i = 0; i < n_hops; i++)
    {
      const SampleHop *hop = &far_route[i];

      if (hop->address == NULL)
        {
          sample_route_lose (route, i + 1);
          continue;
        }
      sample_route_answer (route, i + 1, hop->address, hop->name, hop->rtt_ms);
      if (i >= n_located)
        continue;
      if (hop->city != NULL)
        sample_route_place (route, i + 1, hop->city, hop->country, hop->latitude, hop->longitude);
      else
        place_specially (route, i + 1, "Private network");
      hopmap_hop_set_network (hopmap_route_get_hop (route, i + 1), hop->asn, hop->network);
    }
}

/* Later rounds, in which each hop loses one answer of some and answers the others by and by. */
static void
add_rounds (HopmapRoute *route, guint n_rounds)
{
  for (guint round = 1; round < n_rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (far_route); i++)
      {
        const SampleHop *hop = &far_route[i];

        if (hop->address == NULL || (round * 7 + i) % 23 == 0)
          sample_route_lose (route, i + 1);
        else
          sample_route_answer (route, i + 1, hop->address, hop->name,
                               hop->rtt_ms + (round * 5 + i * 3) % 11);
      }
}

static void
fail (HopmapRoute *route, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, sentence);

  hopmap_route_fail (route, error);
}

/*
 * sample_route_new:
 * Returns: (transfer full): the route
 */
HopmapRoute *
sample_route_new (SampleRoute kind)
{
  HopmapRoute *route = NULL;

  switch (kind)
    {
    case SAMPLE_TRACING:
      route = new_route ("www.auckland.ac.nz", "192.0.2.123");
      add_far_hops (route, 6, 4);
      hopmap_hop_add_probe (hopmap_route_ensure_hop (route, 7), HOPMAP_PROTOCOL_ICMP, 0);
      hopmap_hop_add_probe (hopmap_route_ensure_hop (route, 8), HOPMAP_PROTOCOL_ICMP, 0);
      break;
    case SAMPLE_DONE:
      route = new_route ("www.auckland.ac.nz", "192.0.2.123");
      add_far_hops (route, G_N_ELEMENTS (far_route), G_N_ELEMENTS (far_route));
      hopmap_route_finish (route, HOPMAP_END_DESTINATION);
      break;
    case SAMPLE_LOCAL:
      route = new_route ("192.168.178.1", "192.168.178.1");
      hopmap_route_set_method (route, HOPMAP_PROTOCOL_UDP, HOPMAP_ACCESS_ERROR_QUEUE);
      sample_route_answer (route, 1, "192.168.178.1", "fritz.box", 0.41);
      place_specially (route, 1, "Private network");
      hopmap_route_finish (route, HOPMAP_END_DESTINATION);
      break;
    case SAMPLE_SILENT:
      route = new_route ("www.auckland.ac.nz", "192.0.2.123");
      add_far_hops (route, 3, 3);
      for (guint ttl = 4; ttl <= 12; ttl++)
        sample_route_lose (route, ttl);
      hopmap_route_finish (route, HOPMAP_END_SILENT);
      break;
    case SAMPLE_FAILED:
      route = new_route ("nowhere.example", NULL);
      hopmap_route_set_phase (route, HOPMAP_PHASE_RESOLVING);
      fail (route, "The host “nowhere.example” was not found: check the name <and> the network.");
      break;
    case SAMPLE_CUT:
      route = new_route ("www.auckland.ac.nz", "192.0.2.123");
      add_far_hops (route, 3, 3);
      fail (route, "The network went away. Connect again, then try again.");
      break;
    case SAMPLE_WATCHED:
      route = new_route_of ("www.auckland.ac.nz", "192.0.2.123", 0);
      add_far_hops (route, G_N_ELEMENTS (far_route), G_N_ELEMENTS (far_route));
      add_rounds (route, 40);
      break;
    default:
      g_assert_not_reached ();
    }

  return route;
}

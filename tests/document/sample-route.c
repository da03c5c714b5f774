/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "sample-route.h"

#include <string.h>

#define DB_IP "DB-IP City Lite 2026-10"

typedef struct
{
  const char *address;
  const char *name;
  double rtt_ms;
  guint asn;
  const char *network;
  const char *city;
  const char *country;
  const char *country_code;
  double latitude;
  double longitude;
  double radius_km;
  const char *label;
} Router;

static HopmapRoute *
make_route (const char *host, const char *destination)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse (host, NULL);
  g_autoptr (GDateTime) started = g_date_time_new_utc (2026, 11, 23, 7, 32, 13.25);
  g_autoptr (GDateTime) ended = g_date_time_new_utc (2026, 11, 23, 7, 32, 15);
  HopmapTraceOptions options;
  HopmapAddress address;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  if (hopmap_address_parse (destination, &address))
    hopmap_route_set_destination (route, &address);
  hopmap_route_set_method (route, HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW);
  hopmap_route_finish (route, HOPMAP_END_DESTINATION);
  hopmap_route_set_times (route, started, ended);
  return route;
}

static void
add_answer (HopmapRoute *route, guint ttl, const char *address, double rtt_ms)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  const HopmapAddress *destination = hopmap_route_get_destination (route);
  guint before = hopmap_hop_get_n_samples (hop);
  guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP,
                                      3000000 * (gint64) ttl + 1000000000 * (gint64) before + 17);
  HopmapSample sample = { .sent_ns = -1, .reply_ttl = (guint8) (65 - ttl) };

  g_assert_true (hopmap_address_parse (address, &sample.address));
  sample.rtt_ns = (gint64) (rtt_ms * 1e6 + 0.5);
  if (destination != NULL && hopmap_address_equal (destination, &sample.address))
    {
      sample.answer = HOPMAP_ANSWER_DESTINATION;
      sample.icmp_type = sample.address.family == 6 ? 129 : 0;
    }
  else
    {
      sample.answer = HOPMAP_ANSWER_TIME_EXCEEDED;
      sample.icmp_type = sample.address.family == 6 ? 3 : 11;
      sample.quoted_ttl = 1;
    }
  hopmap_hop_answer_probe (hop, index, &sample);
}

static void
add_silence (HopmapRoute *route, guint ttl)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  guint before = hopmap_hop_get_n_samples (hop);

  hopmap_hop_lose_probe (
      hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP,
                                 3000000 * (gint64) ttl + 1000000000 * (gint64) before));
}

static HopmapEvidence
evidence_of (const Router *router)
{
  if (router->city == NULL)
    return router->country != NULL ? HOPMAP_EVIDENCE_COUNTRY : HOPMAP_EVIDENCE_NONE;

  return router->radius_km > 200.0 ? HOPMAP_EVIDENCE_WIDE : HOPMAP_EVIDENCE_DATABASE;
}

static void
place_hop (HopmapHop *hop, const Router *router)
{
  g_autoptr (HopmapPlace) place = NULL;
  HopmapPlace fields = {
    .kind = router->label != NULL  ? HOPMAP_PLACE_SPECIAL
            : router->city != NULL ? HOPMAP_PLACE_CITY
                                   : HOPMAP_PLACE_COUNTRY,
    .evidence = evidence_of (router),
    .has_point = router->city != NULL,
    .latitude = router->latitude,
    .longitude = router->longitude,
    .radius_km = router->radius_km,
    .city = (char *) router->city,
    .country = (char *) router->country,
    .country_code = (char *) router->country_code,
    .label = (char *) router->label,
    .source = router->label == NULL ? (char *) DB_IP : NULL,
    .attribution = router->label == NULL ? (char *) "IP Geolocation by DB-IP (https://db-ip.com)"
                                         : NULL,
  };

  if (router->label == NULL && router->country == NULL)
    return;

  place = hopmap_place_new (&fields);
  hopmap_hop_set_place (hop, place, NULL);
}

static void
add_routers (HopmapRoute *route, const Router *routers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      HopmapHop *hop;

      if (routers[i].address == NULL)
        {
          add_silence (route, i + 1);
          continue;
        }

      add_answer (route, i + 1, routers[i].address, routers[i].rtt_ms);
      hop = hopmap_route_get_hop (route, i + 1);
      hopmap_hop_set_name (hop, routers[i].name);
      hopmap_hop_set_network (hop, routers[i].asn, routers[i].network);
      place_hop (hop, &routers[i]);
    }
}

static void
add_label (HopmapRoute *route)
{
  HopmapHop *hop = hopmap_route_get_hop (route, 5);
  HopmapSample sample = { .sent_ns = -1,
                          .rtt_ns = 14250000,
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
                          .icmp_type = 11,
                          .n_labels = 1 };

  sample.labels[0] = (HopmapMplsLabel){ .label = 24012, .bottom = TRUE, .ttl = 1 };
  sample.address = *hopmap_hop_get_address (hop);
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_UDP, -1), &sample);
}

/**
 * sample_route_new:
 *
 * Returns: (transfer full): eleven hops from Berlin to San Francisco: a private one, two silent ones,
 *   two in one city, two routers at one distance, one known by its country only
 */
HopmapRoute *
sample_route_new (void)
{
  static const Router routers[] = {
    { "192.168.1.1", "gateway.example", 0.51, .label = "Private network" },
    { "198.51.100.1", "ber01.access.example", 6.125, 64500, "Example Access", "Berlin", "Germany",
      "DE", 52.52, 13.405, 25 },
    { NULL },
    { NULL },
    { "198.51.100.17", "fra-core-1.transit.example", 14.2, 64501, "Example Transit",
      "Frankfurt am Main", "Germany", "DE", 50.11, 8.68, 20 },
    { "198.51.100.18", "fra-core-2.transit.example", 14.9, 64501, "Example Transit",
      "Frankfurt am Main", "Germany", "DE", 50.11, 8.68, 20 },
    { "198.51.100.33", "lon-edge.transit.example", 26.75, 64501, "Example Transit", "London",
      "United Kingdom", "GB", 51.51, -0.13, 30 },
    { "203.0.113.1", NULL, 96.4, 64502, "Example Backbone", "Ashburn", "United States", "US", 39.04,
      -77.49, 350 },
    { "203.0.113.5", NULL, 128, 64502, "Example Backbone", NULL, "United States", "US" },
    { "203.0.113.9", "sjc-border.hosting.example", 158.3, 64503, "Example Hosting", "San Jose",
      "United States", "US", 37.34, -121.89, 40 },
    { "203.0.113.80", "www.example.org", 159.015625, 64503, "Example Hosting", "San Francisco",
      "United States", "US", 37.77, -122.42, 15 },
  };
  HopmapRoute *route = make_route ("www.example.org", "203.0.113.80");

  add_routers (route, routers, G_N_ELEMENTS (routers));
  add_label (route);
  add_answer (route, 7, "198.51.100.34", 27.5);
  add_silence (route, 8);
  return route;
}

/**
 * sample_route_new_empty:
 *
 * Returns: (transfer full): no hop at all
 */
HopmapRoute *
sample_route_new_empty (void)
{
  HopmapRoute *route = make_route ("www.example.org", NULL);

  hopmap_route_finish (route, HOPMAP_END_SILENT);
  return route;
}

/**
 * sample_route_new_one_hop:
 *
 * Returns: (transfer full): a neighbour in the same network
 */
HopmapRoute *
sample_route_new_one_hop (void)
{
  static const Router routers[] = { { "192.168.1.1", NULL, 0.25, .label = "Private network" } };
  HopmapRoute *route = make_route ("192.168.1.1", "192.168.1.1");

  add_routers (route, routers, G_N_ELEMENTS (routers));
  return route;
}

/**
 * sample_route_new_long:
 *
 * Returns: (transfer full): 64 hops round the world, every fifth of them silent; no end in sight
 */
HopmapRoute *
sample_route_new_long (void)
{
  HopmapRoute *route = make_route ("far.example.net", "203.0.113.200");

  for (guint ttl = 1; ttl <= 64; ttl++)
    {
      g_autofree char *address = g_strdup_printf ("198.51.100.%u", ttl);
      g_autofree char *city = g_strdup_printf ("City %u", ttl);
      Router router = { .city = city, .country = "Nowhere", .radius_km = 10 };

      if (ttl % 5 == 0)
        {
          add_silence (route, ttl);
          continue;
        }

      router.latitude = 60.0 - ttl;
      router.longitude = -180.0 + 5.5 * ttl;
      add_answer (route, ttl, address, 2.0 * ttl);
      place_hop (hopmap_route_get_hop (route, ttl), &router);
    }
  hopmap_route_finish (route, HOPMAP_END_MAX_TTL);
  return route;
}

/**
 * sample_route_new_private:
 *
 * Returns: (transfer full): addresses without a place only
 */
HopmapRoute *
sample_route_new_private (void)
{
  static const Router routers[] = {
    { "192.168.1.1", NULL, 0.5, .label = "Private network" },
    { "100.64.0.1", NULL, 4.5, .label = "Shared by the provider" },
    { "10.0.0.1", "nas.home.arpa", 5, .label = "Private network" },
  };
  HopmapRoute *route = make_route ("10.0.0.1", "10.0.0.1");

  add_routers (route, routers, G_N_ELEMENTS (routers));
  return route;
}

/**
 * sample_route_new_pacific:
 *
 * Returns: (transfer full): Tokyo to San Francisco, the short way across 180°
 */
HopmapRoute *
sample_route_new_pacific (void)
{
  static const Router routers[] = {
    { "198.51.100.1", NULL, 2.5, 64500, "Example Access", "Tokyo", "Japan", "JP", 35.69, 139.69,
      20 },
    { "203.0.113.80", NULL, 105, 64503, "Example Hosting", "San Francisco", "United States", "US",
      37.77, -122.42, 15 },
  };
  HopmapRoute *route = make_route ("www.example.org", "203.0.113.80");

  add_routers (route, routers, G_N_ELEMENTS (routers));
  return route;
}

/**
 * sample_route_new_hostile:
 *
 * Returns: (transfer full): names, places and networks that try to be markup, script or formatting
 */
HopmapRoute *
sample_route_new_hostile (void)
{
  static const Router routers[] = {
    { "198.51.100.1", HOSTILE_NAME, 2.5, 64500, "</title><script>alert(2)</script>",
      "\"onmouseover=\"alert(3)", "<!--", "DE", 52.52, 13.405, 20 },
    { "198.51.100.2",
      "\xe2\x80\xae"
      "evil\xe2\x80\xa8line\x1b[31m\xff",
      3, 64500, "{{TABLE}} & 'x'", "${alert(4)}", "]]>", "DE", 50.11, 8.68, 20 },
    { "203.0.113.80", "'; alert(5); //", 4, 64500, "\\u003c/script>", "Berlin\ninjected", "=1+1",
      "DE", 48.14, 11.58, 20 },
  };
  HopmapRoute *route = make_route ("www.example.org", "203.0.113.80");

  add_routers (route, routers, G_N_ELEMENTS (routers));
  return route;
}

/**
 * sample_route_new_v6:
 *
 * Returns: (transfer full): IPv6, a scoped link-local router, and a network that refuses
 */
HopmapRoute *
sample_route_new_v6 (void)
{
  static const Router routers[] = {
    { "fe80::1", NULL, 0.4, .label = "Link-local" },
    { "2001:db8::1", "r1.example.net", 12.3456789, 4200000000, NULL, NULL, "France", "FR" },
  };
  HopmapRoute *route = make_route ("2001:db8:ffff::1", "2001:db8:ffff::1");
  HopmapSample sample = { .sent_ns = -1,
                          .rtt_ns = 13000001,
                          .answer = HOPMAP_ANSWER_UNREACHABLE,
                          .icmp_type = 1,
                          .icmp_code = 3 };
  HopmapHop *hop;

  add_routers (route, routers, G_N_ELEMENTS (routers));
  hop = hopmap_route_ensure_hop (route, 3);
  g_assert_true (hopmap_address_parse ("2001:db8::2", &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 5), &sample);
  hopmap_route_finish (route, HOPMAP_END_UNREACHABLE);
  return route;
}

/**
 * sample_route_new_by_name:
 * @name: such as "hostile"
 *
 * Returns: (transfer full) (nullable): that route, or %NULL where there is none of that name
 */
HopmapRoute *
sample_route_new_by_name (const char *name)
{
  static const struct
  {
    const char *name;
    HopmapRoute *(*make) (void);
  } table[] = {
    { "plain", sample_route_new },           { "empty", sample_route_new_empty },
    { "one", sample_route_new_one_hop },     { "long", sample_route_new_long },
    { "private", sample_route_new_private }, { "pacific", sample_route_new_pacific },
    { "hostile", sample_route_new_hostile }, { "v6", sample_route_new_v6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (name, table[i].name) == 0)
        return table[i].make ();
    }

  return NULL;
}

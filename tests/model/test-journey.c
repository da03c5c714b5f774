/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a route amounts to, in figures and in words. */
#include "hopmap-journey.h"

#include "hopmap-hop-doubt.h"
#include "hopmap-rtt.h"

#define MS (G_GINT64_CONSTANT (1000000))

typedef struct
{
  const char *city;
  const char *country;
  double latitude;
  double longitude;
  gint64 rtt_ns;
} Stop;

static HopmapRoute *
make_route (const Stop *stops, guint n, HopmapEnd end)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  for (guint i = 0; i < n; i++)
    {
      HopmapHop *hop = hopmap_route_ensure_hop (route, i + 1);
      guint probe = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);
      g_autoptr (HopmapPlace) place = hopmap_place_new (&(HopmapPlace){
          .kind = HOPMAP_PLACE_CITY,
          .has_point = TRUE,
          .latitude = stops[i].latitude,
          .longitude = stops[i].longitude,
          .city = (char *) stops[i].city,
          .country = (char *) stops[i].country,
      });
      HopmapSample answer = { .rtt_ns = stops[i].rtt_ns, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

      if (stops[i].rtt_ns < 0)
        {
          hopmap_hop_lose_probe (hop, probe);
          continue;
        }
      g_assert_true (hopmap_address_parse ("192.0.2.9", &answer.address));
      hopmap_hop_answer_probe (hop, probe, &answer);
      if (stops[i].country != NULL)
        hopmap_hop_set_place (hop, place, NULL);
    }
  hopmap_route_finish (route, end);
  return route;
}

static const Stop berlin_auckland[] = {
  { NULL, NULL, 0, 0, 1 * MS },
  { "Berlin", "Germany", 52.52, 13.41, 9 * MS },
  { "Frankfurt", "Germany", 50.11, 8.68, 40 * MS },
  { NULL, NULL, 0, 0, -1 },
  { "Los Angeles", "United States", 34.05, -118.24, 165 * MS },
  { "Auckland", "New Zealand", -36.85, 174.76, 288 * MS },
};

static void
test_figures (void)
{
  g_autoptr (HopmapRoute) route = make_route (berlin_auckland, 6, HOPMAP_END_DESTINATION);
  g_autoptr (HopmapJourney) journey = hopmap_journey_new (route);
  g_autofree char *countries = g_strjoinv ("|", journey->countries);

  g_assert_cmpuint (journey->n_hops, ==, 6);
  g_assert_cmpuint (journey->n_located, ==, 4);
  g_assert_cmpint (journey->rtt_ns, ==, 288 * MS);
  g_assert_cmpstr (countries, ==, "Germany|United States|New Zealand");
  g_assert_cmpfloat_with_epsilon (journey->direct_km, 17740, 60);
  g_assert_cmpfloat (journey->travelled_km, >, journey->direct_km);
  g_assert_cmpfloat_with_epsilon (journey->light_ratio, 1.62, 0.05);
}

static void
test_empty (void)
{
  g_autoptr (HopmapRoute) route = make_route (NULL, 0, HOPMAP_END_SILENT);
  g_autoptr (HopmapJourney) journey = hopmap_journey_new (route);
  g_autofree char *verdict = hopmap_route_dup_verdict (route);

  g_assert_cmpuint (journey->n_hops, ==, 0);
  g_assert_cmpint (journey->rtt_ns, ==, -1);
  g_assert_null (journey->countries[0]);
  g_assert_cmpfloat (journey->light_ratio, ==, 0);
  g_assert_cmpstr (verdict, ==, "Nobody on the way answered. A firewall may drop these probes.");
}

static void
test_verdict (void)
{
  g_autoptr (HopmapRoute) reached = make_route (berlin_auckland, 6, HOPMAP_END_DESTINATION);
  g_autoptr (HopmapRoute) silent = make_route (berlin_auckland, 3, HOPMAP_END_SILENT);
  g_autoptr (HopmapRoute) near = make_route (berlin_auckland, 1, HOPMAP_END_DESTINATION);
  g_autofree char *reached_text = hopmap_route_dup_verdict (reached);
  g_autofree char *silent_text = hopmap_route_dup_verdict (silent);
  g_autofree char *near_text = hopmap_route_dup_verdict (near);

  g_assert_cmpstr (reached_text, ==,
                   "Reached. The biggest step, Frankfurt to Los Angeles, takes 125 ms; light in "
                   "fibre needs 93 ms.");
  g_assert_cmpstr (silent_text, ==,
                   "Ends after hop 3: nothing behind it answered. The biggest step, Berlin to "
                   "Frankfurt, takes 31 ms; light in fibre needs 4.2 ms.");
  g_assert_cmpstr (near_text, ==, "Reached.");
}

/* A router that answers late makes no step: the next hop shows that the way was shorter. */
static void
test_slow_router (void)
{
  static const Stop stops[] = {
    { "Berlin", "Germany", 52.52, 13.41, 9 * MS },
    { "Frankfurt", "Germany", 50.11, 8.68, 400 * MS },
    { "Paris", "France", 48.86, 2.35, 20 * MS },
  };
  g_autoptr (HopmapRoute) route = make_route (stops, 3, HOPMAP_END_DESTINATION);
  g_autofree char *verdict = hopmap_route_dup_verdict (route);

  g_assert_cmpstr (verdict, ==,
                   "Reached. The biggest step, Berlin to Frankfurt, takes 11 ms; light in fibre "
                   "needs 4.2 ms.");
}

/* Faster than light: the places cannot both be right, and it is said. */
static void
test_impossible (void)
{
  static const Stop stops[] = {
    { "Berlin", "Germany", 52.52, 13.41, 9 * MS },
    { "Auckland", "New Zealand", -36.85, 174.76, 29 * MS },
  };
  g_autoptr (HopmapRoute) route = make_route (stops, 2, HOPMAP_END_DESTINATION);
  g_autofree char *verdict = hopmap_route_dup_verdict (route);

  g_autoptr (HopmapJourney) journey = hopmap_journey_new (route);

  g_assert_true (journey->too_fast);
  g_assert_cmpfloat (journey->light_ratio, ==, 0.0);
  g_assert_nonnull (strstr (verdict, "at least one of them is wrong"));
}

/* Within their radii the two may be near enough. */
static void
test_radius (void)
{
  static const Stop stops[] = {
    { "Berlin", "Germany", 52.52, 13.41, 1 * MS },
    { "Frankfurt", "Germany", 50.11, 8.68, 2 * MS },
  };
  g_autoptr (HopmapRoute) route = make_route (stops, 2, HOPMAP_END_DESTINATION);
  HopmapHop *hop = hopmap_route_get_hop (route, 2);
  /* Whose words the fields go on using after the hop has let it go. */
  g_autoptr (HopmapPlace) first = hopmap_place_ref (hopmap_hop_get_place (hop));
  HopmapPlace fields = *first;
  g_autoptr (HopmapJourney) exact = hopmap_journey_new (route);
  g_autoptr (HopmapPlace) wide = NULL;
  g_autoptr (HopmapPlace) country = NULL;
  g_autoptr (HopmapJourney) wide_journey = NULL;
  g_autoptr (HopmapJourney) country_journey = NULL;

  g_assert_true (exact->too_fast);
  fields.radius_km = 150;
  wide = hopmap_place_new (&fields);
  hopmap_hop_set_place (hop, wide, NULL);
  wide_journey = hopmap_journey_new (route);
  g_assert_false (wide_journey->too_fast);

  fields.radius_km = 10;
  fields.kind = HOPMAP_PLACE_COUNTRY;
  country = hopmap_place_new (&fields);
  hopmap_hop_set_place (hop, country, NULL);
  country_journey = hopmap_journey_new (route);
  g_assert_false (country_journey->too_fast);
}

static HopmapPlace *
new_refuted (const char *city, gint64 needed_ns, gint64 answered_ns, guint ttl)
{
  return hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .has_point = TRUE,
      .latitude = 40.71,
      .longitude = -74.01,
      .city = (char *) city,
      .refutation = { .kind = HOPMAP_REFUTATION_LIGHT,
                      .needed_ns = needed_ns,
                      .answered_ns = answered_ns,
                      .answered_ttl = ttl },
  });
}

/* A place that light refutes is worth more words than the biggest step. */
static void
test_refuted (void)
{
  g_autoptr (HopmapRoute) route = make_route (berlin_auckland, 6, HOPMAP_END_DESTINATION);
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ 0 });
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  HopmapHop *hop = hopmap_route_get_hop (route, 3);
  g_autofree char *verdict = NULL;
  g_autofree char *guess = NULL;
  HopmapPlace outvoted;

  g_ptr_array_add (candidates, new_refuted ("New York", 62 * MS, 11 * MS, 3));
  hopmap_hop_set_place (hop, unknown, candidates);
  verdict = hopmap_route_dup_verdict (route);
  g_assert_cmpstr (
      verdict, ==,
      "Reached. Hop 3 is not where it is said to be: New York needs at least 62 ms; it "
      "answered in 11 ms.");

  outvoted = *(HopmapPlace *) candidates->pdata[0];
  outvoted.refutation.kind = HOPMAP_REFUTATION_OUTVOTED;
  outvoted.refutation.witness = (char *) "Berlin";
  outvoted.refutation.witness_ttl = 2;
  g_ptr_array_insert (candidates, 0, hopmap_place_new (&outvoted));
  hopmap_hop_set_place (hop, unknown, candidates);
  guess = hopmap_route_dup_verdict (route);
  g_assert_cmpstr (guess, ==,
                   "Reached. Hop 3 is hardly where it is said to be: New York cannot be right "
                   "together with Berlin (hop 2): that needs at least 62 ms; the answer came in "
                   "11 ms.");
}

static void
test_doubts (void)
{
  g_autoptr (HopmapRoute) route = make_route (berlin_auckland, 6, HOPMAP_END_DESTINATION);
  HopmapHop *hop = hopmap_route_get_hop (route, 2);
  g_autoptr (HopmapPlace) shown = hopmap_place_ref (hopmap_hop_get_place (hop));
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autoptr (HopmapPlace)
      anycast = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_UNKNOWN, .anycast = TRUE });
  HopmapPlace other = *shown;

  other.evidence = HOPMAP_EVIDENCE_DATABASE;
  other.city = (char *) "Potsdam";
  other.longitude -= 0.35;
  g_ptr_array_add (candidates, hopmap_place_new (&other));
  g_ptr_array_add (candidates, new_refuted ("New York", 62 * MS, 11 * MS, 2));
  hopmap_hop_set_place (hop, shown, candidates);
  g_assert_null (hopmap_hop_find_rival (hop));
  g_assert_null (hopmap_hop_find_refuted (hop));
  g_assert_null (hopmap_hop_dup_refutation (hop));

  other.city = (char *) "Madrid";
  other.latitude = 40.42;
  other.longitude = -3.7;
  g_ptr_array_insert (candidates, 0, hopmap_place_new (&other));
  hopmap_hop_set_place (hop, shown, candidates);
  g_assert_cmpstr (hopmap_hop_find_rival (hop)->city, ==, "Madrid");

  hopmap_hop_set_place (hop, NULL, candidates);
  g_assert_null (hopmap_hop_find_rival (hop));
  g_assert_cmpstr (hopmap_hop_find_refuted (hop)->city, ==, "New York");

  /* An anycast address is somewhere else because it is anycast. */
  hopmap_hop_set_place (hop, anycast, candidates);
  g_assert_null (hopmap_hop_find_refuted (hop));
  hopmap_hop_set_place (hop, NULL, NULL);
  g_assert_null (hopmap_hop_find_refuted (hop));
}

static void
test_rtt_text (void)
{
  static const struct
  {
    gint64 rtt_ns;
    const char *text;
  } rows[] = {
    { -1, "–" },           { 0, "0.00 ms" },     { 420000, "0.42 ms" },
    { 994000, "0.99 ms" }, { 996000, "1.0 ms" }, { 8700000, "8.7 ms" },
    { 9949000, "9.9 ms" }, { 9960000, "10 ms" }, { 104 * MS, "104 ms" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = hopmap_rtt_dup_text (rows[i].rtt_ns);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Where the destination answered another protocol than the first, the verdict says which. */
static void
test_arrival (void)
{
  static const struct
  {
    HopmapProtocol protocol;
    const char *verdict;
  } rows[] = {
    { HOPMAP_PROTOCOL_ICMP, "Reached." },
    { HOPMAP_PROTOCOL_UDP, "Reached with UDP: it does not answer ICMP." },
    { HOPMAP_PROTOCOL_TCP, "Reached with TCP: it does not answer ICMP." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapRoute) route = make_route (NULL, 0, HOPMAP_END_UNKNOWN);
      HopmapHop *hop = hopmap_route_ensure_hop (route, 1);
      HopmapSample answer = { .rtt_ns = MS, .answer = HOPMAP_ANSWER_DESTINATION };
      g_autofree char *verdict = NULL;

      g_assert_true (hopmap_address_parse ("192.0.2.9", &answer.address));
      hopmap_route_set_method (route, HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW);
      g_assert_cmpuint (hopmap_route_get_distance (route), ==, 0);
      hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0));
      hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, rows[i].protocol, 0), &answer);
      hopmap_route_finish (route, HOPMAP_END_DESTINATION);
      verdict = hopmap_route_dup_verdict (route);
      g_assert_cmpstr (verdict, ==, rows[i].verdict);
      g_assert_cmpuint (hopmap_route_get_distance (route), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journey/figures", test_figures);
  g_test_add_func ("/journey/empty", test_empty);
  g_test_add_func ("/journey/verdict", test_verdict);
  g_test_add_func ("/journey/arrival", test_arrival);
  g_test_add_func ("/journey/slow-router", test_slow_router);
  g_test_add_func ("/journey/impossible", test_impossible);
  g_test_add_func ("/journey/radius", test_radius);
  g_test_add_func ("/journey/refuted", test_refuted);
  g_test_add_func ("/journey/doubts", test_doubts);
  g_test_add_func ("/journey/rtt-text", test_rtt_text);
  return g_test_run ();
}

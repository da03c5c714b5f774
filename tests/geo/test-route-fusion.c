/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route whose places are judged again whenever a hop answers faster, a source says more, or the
 * origin becomes known; and what of a hop's answers counts.
 */
#include "hopmap-hop-times.h"
#include "hopmap-mmdb-provider.h"
#include "hopmap-route-locator.h"
#include "hopmap-sample-file.h"

#include "hopmap-fake-provider.h"

#define US 1000

#define TABLE                                                                                      \
  "62.154.0.0/16\tFrankfurt\tDE\tGermany\t50.11\t8.68\t30\t3320\tDeutsche Telekom AG\n"            \
  "62.155.0.0/16\tNew York\tUS\tUnited States\t40.71\t-74.01\t30\t3320\tDeutsche Telekom AG\n"

typedef struct
{
  char *database;
  HopmapFakeProvider *fake;
  HopmapRoute *route;
  HopmapRouteLocator *locator;
  HopmapPlace *berlin;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (HopmapMmdbProvider) database = NULL;
  g_autoptr (HopmapLocator) locator = NULL;
  HopmapTraceOptions options;

  fixture->database = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  database = hopmap_mmdb_provider_new (fixture->database, &error);
  g_assert_no_error (error);
  fixture->fake = hopmap_fake_provider_new ("fake", 50);
  g_ptr_array_add (providers, database);
  g_ptr_array_add (providers, fixture->fake);
  locator = hopmap_locator_new_for_providers (providers);
  hopmap_trace_options_init (&options);
  fixture->route = hopmap_route_new (target, &options);
  fixture->locator = hopmap_route_locator_new (fixture->route, locator);
  fixture->berlin = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                      .has_point = TRUE,
                                                      .latitude = 52.52,
                                                      .longitude = 13.41,
                                                      .radius_km = 30,
                                                      .city = (char *) "Berlin" });
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->locator);
  g_assert_finalize_object (g_steal_pointer (&fixture->route));
  g_clear_object (&fixture->fake);
  g_clear_pointer (&fixture->database, hopmap_sample_file_free);
  g_clear_pointer (&fixture->berlin, hopmap_place_unref);
}

static HopmapHop *
answer (HopmapRoute *route, guint ttl, const char *address, gint64 rtt_us)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapSample sample = { .rtt_ns = rtt_us * US, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  return hop;
}

static HopmapRefutationKind
get_refutation (HopmapHop *hop, guint candidate)
{
  const HopmapPlace *place = g_ptr_array_index (hopmap_hop_get_candidates (hop), candidate);

  return place->refutation.kind;
}

static gboolean
is_shown (HopmapHop *hop)
{
  return hopmap_hop_get_place (hop)->has_point;
}

/* Until then no time is measured: the main loop turns as long as it must. */
static void
wait_until (HopmapHop *hop, gboolean shown)
{
  while (is_shown (hop) != shown)
    g_main_context_iteration (NULL, TRUE);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop;

  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  hop = answer (fixture->route, 1, "62.155.1.1", 11300);
  g_assert_false (is_shown (hop));
  g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, 1);
  g_assert_cmpint (get_refutation (hop, 0), ==, HOPMAP_REFUTATION_LIGHT);
  g_assert_cmpuint (hopmap_hop_get_asn (hop), ==, 3320);
}

static void
test_faster (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop;
  guint n_changes = 0;

  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  hop = answer (fixture->route, 1, "62.155.1.1", 90300);
  g_assert_true (is_shown (hop));
  g_signal_connect_swapped (hop, "notify::place", G_CALLBACK (count_cb), &n_changes);

  for (guint i = 0; i < 20; i++)
    answer (fixture->route, 1, "62.155.1.1", 80000 + i);
  answer (fixture->route, 1, "62.155.1.1", 11300);
  g_assert_true (is_shown (hop));
  wait_until (hop, FALSE);
  g_assert_cmpuint (n_changes, ==, 1);
}

static void
test_later_hop (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop;

  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  hop = answer (fixture->route, 1, "62.155.1.1", 90300);
  g_assert_true (is_shown (hop));
  /* Its place is news, and news are judged at once. */
  answer (fixture->route, 2, "62.154.1.1", 12300);
  g_assert_false (is_shown (hop));

  /* What was refuted by a hop that is no part of the route stands again. */
  hopmap_route_truncate (fixture->route, 1);
  wait_until (hop, TRUE);
  g_assert_cmpint (get_refutation (hop, 0), ==, HOPMAP_REFUTATION_NONE);

  /* And where two routers answer, nobody knows whom the later probes have passed. */
  answer (fixture->route, 1, "192.0.2.77", 95000);
  answer (fixture->route, 2, "62.154.1.1", 12300);
  g_assert_true (is_shown (hop));
}

static void
test_origin (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = answer (fixture->route, 1, "62.155.1.1", 11300);

  g_assert_true (is_shown (hop));
  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  g_assert_false (is_shown (hop));
  hopmap_route_locator_set_origin (fixture->locator, NULL);
  g_assert_true (is_shown (hop));
}

/* A second source, asked on the web, is right; the first stays with what speaks against it. */
static void
test_more_said (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop;

  hopmap_fake_provider_tell_city (fixture->fake, "62.155.1.1", "Ulm", 48.4, 10.0);
  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  hop = answer (fixture->route, 1, "62.155.1.1", 11300);
  g_assert_false (is_shown (hop));
  wait_until (hop, TRUE);
  g_assert_cmpstr (hopmap_hop_get_place (hop)->city, ==, "Ulm");
  g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, 2);
  g_assert_cmpint (get_refutation (hop, 0), ==, HOPMAP_REFUTATION_NONE);
  g_assert_cmpint (get_refutation (hop, 1), ==, HOPMAP_REFUTATION_LIGHT);
}

/* Where one source says anycast, what another one knows is not shown. */
static void
test_anycast (Fixture *fixture, gconstpointer data)
{
  HopmapPlace *anycast = hopmap_place_new (&(HopmapPlace){ .anycast = TRUE });
  HopmapHop *hop;

  hopmap_fake_provider_tell (fixture->fake, "62.154.1.1",
                             hopmap_geo_answer_new_found (anycast, 0, NULL));
  hop = answer (fixture->route, 1, "62.154.1.1", 11300);
  g_assert_true (is_shown (hop));
  wait_until (hop, FALSE);
  g_assert_true (hopmap_hop_get_place (hop)->anycast);
  g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, 2);
}

/* What a file says is not judged again. */
static void
test_recorded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;
  g_autoptr (HopmapRoute) recording = NULL;
  g_autoptr (HopmapPlace) place = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                                    .has_point = TRUE,
                                                                    .latitude = -36.85,
                                                                    .longitude = 174.76,
                                                                    .city = (char *) "Auckland" });
  HopmapHop *hop;

  hopmap_trace_options_init (&options);
  recording = hopmap_route_new (target, &options);
  hopmap_hop_set_place (answer (recording, 1, "62.155.1.1", 11300), place, NULL);

  hopmap_route_locator_set_origin (fixture->locator, fixture->berlin);
  hop = answer (fixture->route, 1, "62.155.1.1", 11300);
  g_assert_false (is_shown (hop));
  hopmap_route_locator_use_recording (fixture->locator, recording);
  answer (fixture->route, 2, "62.154.1.1", 5300);
  g_assert_cmpstr (hopmap_hop_get_place (hop)->city, ==, "Auckland");
}

/* Nor is that a place was refuted forgotten when a file is opened, where nobody knows the origin. */
static void
test_recorded_refutation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ 0 });
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  HopmapHop *hop = hopmap_route_ensure_hop (fixture->route, 1);
  HopmapPlace fields = *fixture->berlin;

  fields.refutation = (HopmapRefutation){ .kind = HOPMAP_REFUTATION_LIGHT, .needed_ns = 1 };
  g_ptr_array_add (candidates, hopmap_place_new (&fields));
  hopmap_hop_set_place (hop, unknown, candidates);
  answer (fixture->route, 1, "62.154.1.1", 11300);
  g_assert_false (is_shown (hop));
  g_assert_cmpint (get_refutation (hop, 0), ==, HOPMAP_REFUTATION_LIGHT);
}

/* Times that nobody has looked at yet harm nobody when the locator goes away. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  answer (fixture->route, 1, "62.155.1.1", 11300);
  answer (fixture->route, 1, "62.155.1.1", 10300);
  g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  answer (fixture->route, 1, "62.155.1.1", 9300);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
add_answer (HopmapHop *hop, HopmapProtocol protocol, const char *address, gint64 rtt_us)
{
  HopmapSample sample = { .rtt_ns = rtt_us * US, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, protocol, 0), &sample);
}

static void
test_times (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapHopTimes times;

  hopmap_hop_times_init (&times, 4);
  g_assert_false (hopmap_hop_times_update (&times, hop));
  add_answer (hop, HOPMAP_PROTOCOL_ICMP, "192.0.2.1", 30);
  add_answer (hop, HOPMAP_PROTOCOL_ICMP, "192.0.2.1", 20);
  add_answer (hop, HOPMAP_PROTOCOL_ICMP, "192.0.2.1", 0);
  g_assert_true (hopmap_hop_times_update (&times, hop));
  g_assert_cmpint (times.rtt_ns[HOPMAP_PROTOCOL_ICMP], ==, 20 * US);
  g_assert_cmpint (times.rtt_ns[HOPMAP_PROTOCOL_TCP], <=, 0);
  g_assert_false (times.split);
  g_assert_false (hopmap_hop_times_update (&times, hop));

  /* Protocols are kept apart, those of others do not count, and what is dropped is remembered. */
  add_answer (hop, HOPMAP_PROTOCOL_TCP, "192.0.2.1", 25);
  hopmap_hop_drop_samples (hop, 3);
  g_assert_true (hopmap_hop_times_update (&times, hop));
  add_answer (hop, HOPMAP_PROTOCOL_TCP, "192.0.2.2", 5);
  g_assert_true (hopmap_hop_times_update (&times, hop));
  g_assert_cmpint (times.rtt_ns[HOPMAP_PROTOCOL_ICMP], ==, 20 * US);
  g_assert_cmpint (times.rtt_ns[HOPMAP_PROTOCOL_TCP], ==, 25 * US);
  g_assert_true (times.split);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/route-fusion/at-once", test_at_once);
  add ("/route-fusion/faster", test_faster);
  add ("/route-fusion/later-hop", test_later_hop);
  add ("/route-fusion/origin", test_origin);
  add ("/route-fusion/more-said", test_more_said);
  add ("/route-fusion/anycast", test_anycast);
  add ("/route-fusion/recorded", test_recorded);
  add ("/route-fusion/recorded-refutation", test_recorded_refutation);
  add ("/route-fusion/dropped", test_dropped);
  g_test_add_func ("/route-fusion/times", test_times);

  return g_test_run ();
}

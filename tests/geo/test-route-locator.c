/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route whose hops get their places: as they come, from the web later, from a recording alone.
 */
#include "hopmap-route-locator.h"

#include <string.h>

#include "hopmap-fake-provider.h"
#include "hopmap-mmdb-provider.h"
#include "hopmap-sample-file.h"

#define TABLE "62.154.0.0/16\tBonn\tDE\tGermany\t50.73\t7.1\t40\t3320\tDeutsche Telekom AG\n"

#define DBIP  "IP Geolocation by DB-IP (https://db-ip.com)"
#define NAMES "Networks by Somebody"

typedef struct
{
  char *database;
  HopmapFakeProvider *fake;
  HopmapLocator *locator;
  HopmapRoute *route;
  HopmapRouteLocator *route_locator;
  GMainLoop *loop;
  gboolean settled;
  GError *error;
} Fixture;

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return hopmap_route_new (target, &options);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) database = NULL;
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();

  fixture->database = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  database = hopmap_mmdb_provider_new (fixture->database, &error);
  g_assert_no_error (error);
  fixture->fake = hopmap_fake_provider_new ("fake", 50);
  g_ptr_array_add (providers, fixture->fake);
  g_ptr_array_add (providers, database);
  fixture->locator = hopmap_locator_new_for_providers (providers);
  fixture->route = new_route ();
  fixture->route_locator = hopmap_route_locator_new (fixture->route, fixture->locator);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->route_locator));
  g_assert_finalize_object (g_steal_pointer (&fixture->route));
  g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  g_clear_object (&fixture->fake);
  g_clear_pointer (&fixture->database, hopmap_sample_file_free);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_clear_error (&fixture->error);
}

static HopmapHop *
answer (HopmapRoute *route, guint ttl, const char *address)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapSample sample = { .rtt_ns = 1000, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  return hop;
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->settled = hopmap_route_locator_settle_finish (HOPMAP_ROUTE_LOCATOR (object), result,
                                                         &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
settle (Fixture *fixture)
{
  fixture->settled = FALSE;
  hopmap_route_locator_settle_async (fixture->route_locator, NULL, settled_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->settled);
}

static void
assert_city (HopmapHop *hop, const char *city)
{
  g_assert_nonnull (hopmap_hop_get_place (hop));
  g_assert_cmpstr (hopmap_hop_get_place (hop)->city, ==, city);
}

/* A router's own name counts more than a database, whenever it comes, and the rest is still there. */
static void
test_name (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = answer (fixture->route, 1, "62.154.1.1");

  assert_city (hop, "Bonn");
  hopmap_hop_set_name (hop, "f-ed11-i.F.DE.NET.DTAG.DE");
  assert_city (hop, "Frankfurt");
  g_assert_cmpint (hopmap_hop_get_place (hop)->evidence, ==, HOPMAP_EVIDENCE_NAMED);
  g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, 2);
  hopmap_hop_set_name (hop, "static.example.org");
  assert_city (hop, "Bonn");
  settle (fixture);
}

/* A private address is another router elsewhere, whatever it is called. */
static void
test_private_name (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = answer (fixture->route, 1, "10.1.2.3");

  hopmap_hop_set_name (hop, "f-ed11-i.F.DE.NET.DTAG.DE");
  g_assert_cmpint (hopmap_hop_get_place (hop)->kind, ==, HOPMAP_PLACE_SPECIAL);
}

static void
assert_questions (Fixture *fixture, const char *expected)
{
  g_autofree char *questions = hopmap_fake_provider_dup_questions (fixture->fake);

  g_assert_cmpstr (questions, ==, expected);
}

static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  HopmapHop *home = answer (fixture->route, 1, "192.168.1.1");
  HopmapHop *silent = hopmap_route_ensure_hop (fixture->route, 2);
  HopmapHop *bonn = answer (fixture->route, 3, "62.154.1.1");

  /* No turn of the main loop was needed. */
  g_assert_cmpint (hopmap_hop_get_place (home)->kind, ==, HOPMAP_PLACE_SPECIAL);
  g_assert_cmpstr (hopmap_hop_get_place (home)->label, ==, "Private network");
  g_assert_null (hopmap_hop_get_place (silent));
  assert_city (bonn, "Bonn");
  g_assert_cmpuint (hopmap_hop_get_candidates (bonn)->len, ==, 1);
  g_assert_cmpuint (hopmap_hop_get_asn (bonn), ==, 3320);
  g_assert_cmpstr (hopmap_hop_get_network (bonn), ==, "Deutsche Telekom AG");
}

static void
test_refined (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop, *unknown;

  hopmap_fake_provider_tell_city (fixture->fake, "62.154.1.1", "Ulm", 48.4, 10);
  hop = answer (fixture->route, 1, "62.154.1.1");
  unknown = answer (fixture->route, 2, "9.9.9.9");
  assert_city (hop, "Bonn");
  g_assert_null (hopmap_hop_get_place (unknown));

  settle (fixture);
  assert_city (hop, "Ulm");
  g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, 2);
  g_assert_cmpuint (hopmap_hop_get_asn (hop), ==, 3320);
  g_assert_cmpint (hopmap_hop_get_place (unknown)->kind, ==, HOPMAP_PLACE_UNKNOWN);
  assert_questions (fixture, "62.154.1.1,9.9.9.9");
}

/* Another address at the same distance gets a place of its own, and the hop keeps its own. */
static void
test_other_address (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = answer (fixture->route, 1, "198.51.100.7");
  const HopmapAddress *other;

  answer (fixture->route, 1, "62.154.1.1");
  answer (fixture->route, 1, "10.0.0.1");
  settle (fixture);
  g_assert_cmpuint (hopmap_hop_get_n_responders (hop), ==, 3);
  other = &hopmap_hop_get_responder (hop, 1)->address;
  g_assert_nonnull (hopmap_hop_get_other_place (hop, other));
  g_assert_cmpstr (hopmap_hop_get_other_place (hop, other)->city, ==, "Bonn");
  g_assert_null (hopmap_hop_get_other_place (hop, &hopmap_hop_get_responder (hop, 2)->address));
  g_assert_null (hopmap_hop_get_other_place (hop, hopmap_hop_get_address (hop)));
}

static void
test_existing_hops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = new_route ();
  HopmapHop *hop = answer (route, 4, "62.154.1.1");
  g_autoptr (HopmapRouteLocator) other = hopmap_route_locator_new (route, fixture->locator);

  g_assert_nonnull (other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 4);
  assert_city (hop, "Bonn");
}

/* Hops that are taken away again are let go of, and nobody is asked for them. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapHop) gone = g_object_ref (answer (fixture->route, 3, "62.154.1.3"));
  HopmapHop *stays = answer (fixture->route, 1, "62.154.1.1");
  HopmapHop *again;

  hopmap_fake_provider_tell_city (fixture->fake, "62.154.1.3", "Ulm", 48.4, 10);
  hopmap_route_truncate (fixture->route, 2);
  again = answer (fixture->route, 5, "62.154.1.5");
  settle (fixture);

  assert_city (gone, "Bonn");
  assert_city (stays, "Bonn");
  assert_city (again, "Bonn");
  assert_questions (fixture, "62.154.1.1,62.154.1.5");
}

static HopmapRoute *
new_recording (void)
{
  HopmapRoute *recording = new_route ();
  HopmapHop *hop = answer (recording, 1, "192.168.1.1");
  g_autoptr (HopmapPlace) special = hopmap_place_new (
      &(HopmapPlace){ .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) "Privates Netz" });
  g_autoptr (HopmapPlace) ulm = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                                  .has_point = TRUE,
                                                                  .latitude = 48.4,
                                                                  .longitude = 10.0,
                                                                  .city = (char *) "Ulm",
                                                                  .attribution = (char *) DBIP });
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ 0 });

  hopmap_hop_set_place (hop, special, NULL);
  hop = answer (recording, 2, "62.154.1.1");
  hopmap_hop_set_place (hop, ulm, NULL);
  hopmap_hop_set_network (hop, 64500, "Recorded");
  hopmap_hop_set_network_attribution (hop, NAMES);
  hop = answer (recording, 3, "62.154.1.3");
  hopmap_hop_set_place (hop, unknown, NULL);
  return recording;
}

static void
assert_recorded (Fixture *fixture, HopmapRoute *route)
{
  HopmapHop *home = hopmap_route_get_hop (route, 1);
  HopmapHop *ulm = hopmap_route_get_hop (route, 2);

  assert_city (ulm, "Ulm");
  g_assert_cmpuint (hopmap_hop_get_asn (ulm), ==, 64500);
  g_assert_cmpstr (hopmap_hop_get_network (ulm), ==, "Recorded");
  g_assert_cmpstr (hopmap_hop_get_place (home)->label, ==, "Private network");
  assert_city (hopmap_route_get_hop (route, 3), "Bonn");
  assert_questions (fixture, "62.154.1.3");
}

static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) recording = new_recording ();
  g_auto (GStrv) lines = NULL;

  hopmap_route_locator_use_recording (fixture->route_locator, recording);
  g_assert_finalize_object (g_steal_pointer (&recording));
  answer (fixture->route, 1, "192.168.1.1");
  answer (fixture->route, 2, "62.154.1.1");
  answer (fixture->route, 3, "62.154.1.3");
  settle (fixture);

  assert_recorded (fixture, fixture->route);
  lines = hopmap_route_locator_dup_attributions (fixture->route_locator);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) lines, DBIP));
  g_assert_true (g_strv_contains ((const char *const *) lines, NAMES));
}

/* A finished route from a file is its own recording, whichever is said first. */
static void
test_finished (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->route_locator);
  g_clear_object (&fixture->route);
  fixture->route = new_recording ();
  fixture->route_locator = hopmap_route_locator_new (fixture->route, fixture->locator);
  hopmap_route_locator_use_recording (fixture->route_locator, fixture->route);
  settle (fixture);

  assert_recorded (fixture, fixture->route);
}

/* A recording that comes late still stops what was asked before. */
static void
test_late_recording (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) recording = new_recording ();

  answer (fixture->route, 1, "192.168.1.1");
  answer (fixture->route, 2, "62.154.1.1");
  answer (fixture->route, 3, "62.154.1.3");
  assert_city (hopmap_route_get_hop (fixture->route, 2), "Bonn");
  hopmap_route_locator_use_recording (fixture->route_locator, recording);
  settle (fixture);

  assert_recorded (fixture, fixture->route);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_attributions (Fixture *fixture, gconstpointer data)
{
  char *path = hopmap_sample_file_new_ipv4 ("Cologne", 50.9, 6.9);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) database = hopmap_mmdb_provider_new (path, &error);
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (HopmapLocator) locator = NULL;
  g_autoptr (HopmapRouteLocator) other = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  guint n_changes = 0;

  g_assert_no_error (error);
  g_ptr_array_add (providers, database);
  locator = hopmap_locator_new_for_providers (providers);
  other = hopmap_route_locator_new (fixture->route, locator);
  g_signal_connect_swapped (other, "notify::attributions", G_CALLBACK (count), &n_changes);

  answer (fixture->route, 1, "10.0.0.1");
  before = hopmap_route_locator_dup_attributions (other);
  g_assert_cmpuint (g_strv_length (before), ==, 0);
  answer (fixture->route, 2, "193.0.0.1");
  answer (fixture->route, 3, "194.0.0.1");
  g_object_get (other, "attributions", &after, NULL);
  g_assert_cmpuint (g_strv_length (after), ==, 1);
  g_assert_cmpstr (after[0], ==, DBIP);
  g_assert_cmpuint (n_changes, ==, 1);

  hopmap_sample_file_free (path);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_settle_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  hopmap_fake_provider_hold (fixture->fake);
  answer (fixture->route, 1, "62.154.1.1");
  hopmap_route_locator_settle_async (fixture->route_locator, cancellable, settled_cb, fixture);
  g_idle_add (cancel_cb, cancellable);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  hopmap_fake_provider_release (fixture->fake);
}

/* A service that never answers holds nobody up for ever. */
static void
test_settle_gives_up (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = answer (fixture->route, 1, "62.154.1.1");

  hopmap_fake_provider_hold (fixture->fake);
  settle (fixture);
  g_assert_cmpuint (hopmap_fake_provider_get_n_held (fixture->fake), ==, 1);
  assert_city (hop, "Bonn");
  hopmap_fake_provider_release (fixture->fake);
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_hold (fixture->fake);
  answer (fixture->route, 1, "62.154.1.1");
  while (hopmap_fake_provider_get_n_held (fixture->fake) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (g_steal_pointer (&fixture->route_locator));
  hopmap_fake_provider_release (fixture->fake);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture->route_locator = hopmap_route_locator_new (fixture->route, fixture->locator);
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

  add ("/route-locator/at-once", test_at_once);
  add ("/route-locator/refined", test_refined);
  add ("/route-locator/name", test_name);
  add ("/route-locator/private-name", test_private_name);
  add ("/route-locator/other-address", test_other_address);
  add ("/route-locator/existing-hops", test_existing_hops);
  add ("/route-locator/truncated", test_truncated);
  add ("/route-locator/replay", test_replay);
  add ("/route-locator/finished", test_finished);
  add ("/route-locator/late-recording", test_late_recording);
  add ("/route-locator/attributions", test_attributions);
  add ("/route-locator/settle-cancelled", test_settle_cancelled);
  add ("/route-locator/settle-gives-up", test_settle_gives_up);
  add ("/route-locator/dropped", test_dropped);

  return g_test_run ();
}

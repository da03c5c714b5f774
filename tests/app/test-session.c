/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session that only looks up places: what it waits for, and how a person ends the wait. */
#include "hopmap-fake-provider.h"
#include "hopmap-session.h"

typedef struct
{
  gboolean done;
  gboolean ok;
  GError *error;
} Run;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->ok = hopmap_session_run_finish (HOPMAP_SESSION (object), result, &run->error);
  run->done = TRUE;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_error ("the session does not end");
  return G_SOURCE_REMOVE;
}

static HopmapRoute *
create_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("62.154.1.1", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;
  HopmapHop *hop;
  HopmapSample sample = { .rtt_ns = 1000000, .answer = HOPMAP_ANSWER_DESTINATION };

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  hop = hopmap_route_ensure_hop (route, 1);
  sample.address = target->address;
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  hopmap_route_finish (route, HOPMAP_END_DESTINATION);
  return route;
}

/* Nobody need wait for a service that does not answer: a stop is enough, and is no error. */
static void
test_stop_places (gconstpointer data)
{
  const gboolean answers = GPOINTER_TO_INT (data) != 0;
  g_autoptr (HopmapFakeProvider) provider = hopmap_fake_provider_new ("fake", 1);
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (HopmapLocator) locator = NULL;
  g_autoptr (HopmapRoute) route = create_route ();
  g_autoptr (HopmapSession) session = NULL;
  Run run = { FALSE, FALSE, NULL };
  guint guard;

  hopmap_fake_provider_tell_city (provider, "62.154.1.1", "Berlin", 52.5, 13.4);
  hopmap_fake_provider_hold (provider);
  g_ptr_array_add (providers, provider);
  locator = hopmap_locator_new_for_providers (providers);
  session = hopmap_session_new_finished (route, locator);
  hopmap_session_run_async (session, NULL, run_cb, &run);
  while (hopmap_fake_provider_get_n_held (provider) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (run.done);

  if (answers)
    hopmap_fake_provider_release (provider);
  else
    hopmap_session_stop (session);
  /* Less than the session would wait of its own accord. */
  guard = g_timeout_add_seconds (4, too_long_cb, NULL);
  while (!run.done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);

  g_assert_no_error (run.error);
  g_assert_true (run.ok);
  g_assert_cmpint (hopmap_hop_get_place (hopmap_route_get_hop (route, 1)) != NULL, ==, answers);
}

/* Where the person is counts for what is traced from here, and not for what comes from a file. */
static void
test_origin (void)
{
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (HopmapLocator) locator = hopmap_locator_new_for_providers (providers);
  g_autoptr (HopmapPlace) origin = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                                     .has_point = TRUE,
                                                                     .latitude = 52.5,
                                                                     .longitude = 13.4,
                                                                     .radius_km = 10.0 });
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("62.154.1.1", NULL);
  g_autoptr (HopmapRoute) recording = create_route ();
  g_autoptr (HopmapPlace) theirs = hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY, .has_point = TRUE, .latitude = 50.7, .longitude = 7.1 });
  g_autoptr (HopmapSession) trace = NULL, finished = NULL, replay = NULL, told = NULL;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  hopmap_locator_set_origin (locator, origin);
  trace = hopmap_session_new_trace (target, &options, locator);
  finished = hopmap_session_new_finished (recording, locator);
  replay = hopmap_session_new_replay (recording, locator);

  g_assert_true (
      hopmap_place_equal (hopmap_route_get_origin (hopmap_session_get_route (trace)), origin));
  g_assert_null (hopmap_route_get_origin (hopmap_session_get_route (finished)));
  g_assert_null (hopmap_route_get_origin (hopmap_session_get_route (replay)));

  /* A file may say where it was measured. */
  hopmap_route_set_origin (recording, theirs);
  told = hopmap_session_new_replay (recording, locator);
  g_assert_true (
      hopmap_place_equal (hopmap_route_get_origin (hopmap_session_get_route (told)), theirs));
}

/* How far it was is known before the first probe leaves, whether the address is or has to be found. */
static void
test_distance (void)
{
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (HopmapLocator) locator = hopmap_locator_new_for_providers (providers);
  g_autoptr (HopmapDistanceBook) distances = hopmap_distance_book_new (NULL);
  g_autoptr (HopmapTarget) number = hopmap_target_parse ("192.0.2.1", NULL);
  g_autoptr (HopmapTarget) name = hopmap_target_parse ("host.example", NULL);
  g_autoptr (HopmapSession) known = NULL, found = NULL;
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  hopmap_distance_book_note (distances, &number->address, 9);
  known = hopmap_session_new_trace (number, &options, locator);
  hopmap_session_use_distances (known, distances);
  g_assert_cmpuint (hopmap_route_get_options (hopmap_session_get_route (known))->distance, ==, 9);

  found = hopmap_session_new_trace (name, &options, locator);
  hopmap_session_use_distances (found, distances);
  route = hopmap_session_get_route (found);
  g_assert_cmpuint (hopmap_route_get_options (route)->distance, ==, 0);
  hopmap_route_set_destination (route, &number->address);
  g_assert_cmpuint (hopmap_route_get_options (route)->distance, ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/session/places/come", GINT_TO_POINTER (1), test_stop_places);
  g_test_add_data_func ("/session/places/stopped", NULL, test_stop_places);
  g_test_add_func ("/session/origin", test_origin);
  g_test_add_func ("/session/distance", test_distance);
  return g_test_run ();
}

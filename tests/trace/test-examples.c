/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The examples that are installed: they are read, say what they are, lack nothing that a window
 * shows, and come out of a replay as they are.
 */
#include <string.h>

#include "hopmap-document.h"
#include "hopmap-replay-source.h"
#include "hopmap-resolver.h"
#include "hopmap-tracer.h"
#include "trace-fixture.h"

typedef struct
{
  const char *file;
  const char *destination;
  guint family;
  guint n_hops;
  guint n_silent;
} Example;

static const Example examples[] = {
  { "berlin-auckland.traceroute.json", "www.auckland.example", 4, 12, 2 },
  { "zurich-tokyo.traceroute.json", "mirror.tokyo.example", 6, 10, 1 },
};

static HopmapRoute *
read_example (const Example *example)
{
  g_autofree char *path = g_build_filename (EXAMPLES_DIR, example->file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HopmapRoute *route;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "made up and not measured"));
  bytes = g_bytes_new (text, length);
  route = hopmap_document_read (bytes, &error);
  g_assert_no_error (error);
  return route;
}

static void
test_whole (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (HopmapRoute) route = read_example (example);
  guint n_silent = 0;

  g_assert_cmpstr (hopmap_route_get_target (route)->host, ==, example->destination);
  g_assert_cmpint (hopmap_route_get_destination (route)->family, ==, example->family);
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, example->n_hops);

  for (guint ttl = 1; ttl <= example->n_hops; ttl++)
    {
      HopmapHop *hop = hopmap_route_get_hop (route, ttl);

      g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 2);
      g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, >=, 0);
      g_assert_cmpint (hopmap_hop_is_destination (hop), ==, ttl == example->n_hops);
      if (hopmap_hop_get_state (hop) == HOPMAP_HOP_SILENT)
        {
          n_silent++;
          continue;
        }
      g_assert_nonnull (hopmap_hop_get_name (hop));
      g_assert_true (g_str_has_suffix (hopmap_hop_get_name (hop), ".example"));
      g_assert_nonnull (hopmap_hop_get_place (hop));
      if (hopmap_hop_get_place (hop)->kind == HOPMAP_PLACE_CITY)
        {
          g_assert_true (hopmap_hop_get_place (hop)->has_point);
          /* Numbers of autonomous systems that are kept for examples (RFC 5398). */
          g_assert_cmpuint (hopmap_hop_get_asn (hop), >=, 64496);
          g_assert_cmpuint (hopmap_hop_get_asn (hop), <=, 64511);
        }
    }
  g_assert_cmpuint (n_silent, ==, example->n_silent);
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_replay (gconstpointer data)
{
  g_autoptr (HopmapRoute) recording = read_example (data);
  g_autoptr (HopmapRoute) route = hopmap_route_new (hopmap_route_get_target (recording),
                                                    hopmap_route_get_options (recording));
  g_autoptr (HopmapProbeSource)
      source = HOPMAP_PROBE_SOURCE (hopmap_replay_source_new (recording, 0.0));
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new_for_recording (recording);
  g_autoptr (HopmapTracer) tracer = NULL;
  g_autofree char *expected = trace_fixture_describe (recording);
  g_autofree char *got = NULL;
  gboolean done = FALSE;

  hopmap_route_set_destination (route, hopmap_route_get_destination (recording));
  tracer = hopmap_tracer_new (route, source, resolver);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &done);
  trace_fixture_run_until (&done, 20);
  got = trace_fixture_describe (route);
  g_assert_cmpstr (got, ==, expected);
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *whole = g_strdup_printf ("/trace/examples/whole/%s", examples[i].file);
      g_autofree char *replay = g_strdup_printf ("/trace/examples/replay/%s", examples[i].file);

      g_test_add_data_func (whole, &examples[i], test_whole);
      g_test_add_data_func (replay, &examples[i], test_replay);
    }
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recorded route, traced again without a network and without delay, comes out as it went in.
 */
#include "hopmap-replay-source.h"
#include "hopmap-tracer.h"
#include "trace-fixture.h"

typedef struct
{
  gboolean done;
  gboolean ok;
} Run;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  run->ok = hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &error);
  g_assert_no_error (error);
  run->done = TRUE;
}

/* Traces @recording again at full speed and returns what came out. */
static HopmapRoute *
trace_again (HopmapRoute *recording, const HopmapTraceOptions *options)
{
  g_autofree char *host = hopmap_address_to_string (hopmap_route_get_destination (recording));
  HopmapRoute *route = trace_fixture_new_trace (host, options);
  g_autoptr (HopmapProbeSource)
      source = HOPMAP_PROBE_SOURCE (hopmap_replay_source_new (recording, 0.0));
  g_autoptr (HopmapTracer) tracer = hopmap_tracer_new (route, source, NULL);
  Run run = { FALSE, FALSE };

  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_RESOLVING);
  trace_fixture_run_until (&run.done, 20);
  g_assert_true (run.ok);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_DONE);
  g_assert_cmpint (hopmap_route_get_access (route), ==, HOPMAP_ACCESS_RECORDING);
  return route;
}

static void
check (const char *destination, const char *line, const char *expected, HopmapEnd end)
{
  g_autoptr (HopmapRoute) recording = trace_fixture_route_new (destination, line);
  g_autoptr (HopmapRoute) route = trace_again (recording, NULL);
  g_autofree char *got = trace_fixture_describe (route);

  g_assert_cmpstr (got, ==, expected);
  g_assert_cmpint (hopmap_route_get_end (route), ==, end);
}

static void
test_routes (void)
{
  static const struct
  {
    const char *destination;
    const char *line;
    const char *expected; /* NULL: the same */
    HopmapEnd end;
  } cases[] = {
    { "192.0.2.9", "192.0.2.9=0.2", NULL, HOPMAP_END_DESTINATION },
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=20 192.0.2.9=30", NULL, HOPMAP_END_DESTINATION },
    { "192.0.2.9", "192.0.2.1=1 * * 192.0.2.9=30", NULL, HOPMAP_END_DESTINATION },
    { "192.0.2.9", "* * * 192.0.2.9=30", NULL, HOPMAP_END_DESTINATION },
    { "2001:db8::9", "2001:db8::1=1 2001:db8:1::1=7.5 2001:db8::9=9.25", NULL,
      HOPMAP_END_DESTINATION },
    /* the first probe was lost, the second answered */
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=*,20 192.0.2.9=30",
      "192.0.2.1=1 198.51.100.1=20 192.0.2.9=30", HOPMAP_END_DESTINATION },
    /* silence behind the last answer is no part of the route */
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=20 * *", "192.0.2.1=1 198.51.100.1=20",
      HOPMAP_END_SILENT },
    { "192.0.2.9", "* * *", "", HOPMAP_END_SILENT },
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=20!", "192.0.2.1=1 198.51.100.1=20!",
      HOPMAP_END_UNREACHABLE },
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=20! * 203.0.113.3=9 192.0.2.9=30", NULL,
      HOPMAP_END_DESTINATION },
    /* as slow as it gets */
    { "192.0.2.9", "192.0.2.1=1 198.51.100.1=900 192.0.2.9=2500", NULL, HOPMAP_END_DESTINATION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].line);
      check (cases[i].destination, cases[i].line,
             cases[i].expected != NULL ? cases[i].expected : cases[i].line, cases[i].end);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/replay/routes", test_routes);
  return g_test_run ();
}

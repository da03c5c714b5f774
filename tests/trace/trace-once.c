/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Traces a host through a helper and prints the route and how long it took: for measuring by hand.
 * trace-once HELPER HOST [QUERIES]; for a replay without delay: trace-once - HOPS [TIMES]
 */
#include <locale.h>
#include <stdlib.h>

#include "hopmap-helper-client.h"
#include "hopmap-replay-source.h"
#include "hopmap-tracer.h"
#include "trace-fixture.h"

typedef struct
{
  gboolean done;
  GError *error;
} Run;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &run->error);
  run->done = TRUE;
}

static HopmapRoute *
trace (const char *host, HopmapProbeSource *source, guint queries)
{
  HopmapTraceOptions options;
  g_autoptr (HopmapTracer) tracer = NULL;
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  HopmapRoute *route;
  Run run = { FALSE, NULL };

  hopmap_trace_options_init (&options);
  options.queries = queries;
  options.names = FALSE;
  route = trace_fixture_new_trace (host, &options);
  tracer = hopmap_tracer_new (route, source, resolver);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  trace_fixture_run_until (&run.done, 120);
  if (run.error != NULL)
    g_printerr ("%s\n", run.error->message);
  g_clear_error (&run.error);
  return route;
}

static HopmapRoute *
replay (guint n_hops, guint times)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (HopmapRoute) recording = NULL;
  HopmapRoute *route = NULL;

  for (guint i = 1; i < n_hops; i++)
    g_string_append_printf (line, "198.51.100.%u=%u ", i, i * 7);
  g_string_append (line, "203.0.113.9=250");
  recording = trace_fixture_route_new ("203.0.113.9", line->str);
  for (guint i = 0; i < times; i++)
    {
      g_autoptr (HopmapProbeSource)
          source = HOPMAP_PROBE_SOURCE (hopmap_replay_source_new (recording, 0.0));

      g_clear_object (&route);
      route = trace ("203.0.113.9", source, 1);
    }
  return route;
}

int
main (int argc, char **argv)
{
  const gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (HopmapRoute) route = NULL;
  g_autofree char *text = NULL;
  const guint number = argc > 3 ? (guint) atoi (argv[3]) : 1;

  setlocale (LC_ALL, "");
  if (argc < 3)
    return 1;

  if (g_str_equal (argv[1], "-"))
    route = replay ((guint) atoi (argv[2]), number);
  else
    {
      g_autoptr (HopmapProbeSource)
          source = HOPMAP_PROBE_SOURCE (hopmap_helper_client_new (argv[1]));

      route = trace (argv[2], source, number);
    }

  text = trace_fixture_describe (route);
  g_print ("%s\n%s, %.1f ms\n", text,
           hopmap_enum_to_nick (HOPMAP_TYPE_END, (int) hopmap_route_get_end (route)),
           (double) (g_get_monotonic_time () - begin_us) / 1000.0);
  return 0;
}

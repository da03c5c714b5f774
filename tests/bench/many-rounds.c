/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many rounds in a short time, and the memory that they take: tracer, route and a real helper, as in
 * the program, but without its limit of five probes to a hop in five seconds.
 * many-rounds HELPER HOST ROUNDS INTERVAL
 */
#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hopmap-helper-client.h"
#include "hopmap-hop.h"
#include "hopmap-tracer.h"

#define STEP    1000
#define LOOK_MS 50

typedef struct
{
  HopmapRoute *route;
  GMainLoop *loop;
  gint64 begin_us;
  guint64 said; /* rounds */
} Run;

/* Of a field of /proc/PID/smaps_rollup, in KiB; what begins so counts together. */
static guint
read_memory (const char *pid, const char *field)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "smaps_rollup", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint sum = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], field))
      sum += (guint) strtoul (strchr (lines[i], ':') + 1, NULL, 10);

  return sum;
}

static char *
dup_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || *text == '\0')
    return g_strdup ("none");

  return g_strndup (text, strcspn (text, " "));
}

static void
say (Run *run)
{
  g_autofree char *child = dup_child ();
  const struct mallinfo2 heap = mallinfo2 ();

  g_print ("%7" G_GUINT64_FORMAT " %8.0f %10u %10u %10zu %10u %10u\n", run->said,
           (double) (g_get_monotonic_time () - run->begin_us) / 1e6, read_memory ("self", "Pss:"),
           read_memory ("self", "Private_"), (heap.uordblks + heap.hblkhd) / 1024,
           read_memory (child, "Pss:"), read_memory (child, "Private_"));
}

static gboolean
look_cb (gpointer user_data)
{
  Run *run = user_data;
  HopmapHop *first = hopmap_route_get_hop (run->route, 1);

  if (first != NULL && hopmap_hop_get_stats (first)->sent >= run->said + STEP)
    {
      run->said += STEP;
      say (run);
    }

  return G_SOURCE_CONTINUE;
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  if (!hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &error))
    g_printerr ("%s\n", error->message);
  /* Rounds that a busy machine missed are not made up for. */
  run->said = hopmap_hop_get_stats (hopmap_route_ensure_hop (run->route, 1))->sent;
  say (run);
  g_main_loop_quit (run->loop);
}

int
main (int argc, char **argv)
{
  HopmapTraceOptions options;
  g_autoptr (HopmapTarget) target = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (HopmapProbeSource) source = NULL;
  g_autoptr (HopmapTracer) tracer = NULL;
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop, .begin_us = g_get_monotonic_time () };

  setlocale (LC_ALL, "");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc != 5 || (target = hopmap_target_parse (argv[2], NULL)) == NULL)
    return 1;

  hopmap_trace_options_init (&options);
  options.names = FALSE;
  options.rounds = (guint) atoi (argv[3]);
  options.interval_s = g_ascii_strtod (argv[4], NULL);
  route = hopmap_route_new (target, &options);
  source = HOPMAP_PROBE_SOURCE (hopmap_helper_client_new (argv[1]));
  tracer = hopmap_tracer_new (route, source, resolver);
  run.route = route;

  g_print ("%7s %8s %10s %10s %10s %10s %10s\n", "rounds", "seconds", "PSS", "its own", "heap",
           "helper PSS", "its own");
  g_timeout_add (LOOK_MS, look_cb, &run);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  g_main_loop_run (loop);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said while a route is watched: see hopmap-ui-closures.h.
 */
#include "hopmap-ui-closures.h"

#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>

#define NS_PER_US 1000

/**
 * hopmap_ui_is_watching:
 * @route: a route
 *
 * Returns: whether its hops are known and are asked again and again
 */
gboolean
hopmap_ui_is_watching (HopmapRoute *route)
{
  const HopmapTraceOptions *options = hopmap_route_get_options (route);
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);

  return hopmap_route_get_phase (route) == HOPMAP_PHASE_TRACING && options->rounds != 1
         && last != NULL && hopmap_hop_get_stats (last)->received > options->queries;
}

/**
 * hopmap_ui_dup_watch:
 * @route: a route that is watched
 *
 * Returns: (transfer full): how its last hop does
 */
char *
hopmap_ui_dup_watch (HopmapRoute *route)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);
  const HopmapRunningStats *stats = hopmap_hop_get_stats (last);
  g_autofree char *mean = hopmap_rtt_dup_text ((gint64) stats->mean_ns);
  g_autofree char *jitter = hopmap_rtt_dup_text ((gint64) stats->jitter_ns);
  const double loss = hopmap_running_stats_get_loss_percent (stats);

  if (!hopmap_hop_is_destination (last))
    /* Translators: a hop's number; a time ("290 ms"); a number of per cent */
    return g_strdup_printf (_ ("Watching. Hop %u is the last that answers: %s on average, %.0f %% "
                               "lost."),
                            hopmap_hop_get_ttl (last), mean, loss);

  /* Translators: two times ("290 ms"), a number of per cent and a number of probes */
  return g_strdup_printf (_ ("Watching. %s on average, jitter %s, %.0f %% of %u probes lost."),
                          mean, jitter, loss, stats->sent);
}

/**
 * hopmap_ui_dup_n_changes:
 * @n: how often a route changed
 *
 * Returns: (transfer full): a few words for a chip
 */
char *
hopmap_ui_dup_n_changes (guint n)
{
  return g_strdup_printf (ngettext ("%u route change", "%u route changes", n), n);
}

/**
 * hopmap_ui_dup_change:
 * @route: a route
 * @change: a change of it
 *
 * Returns: (transfer full): when, and what: a line of the log
 */
char *
hopmap_ui_dup_change (HopmapRoute *route, HopmapRouteChange *change)
{
  GDateTime *started = hopmap_route_get_started (route);
  const gint64 at_ns = hopmap_route_change_get_at_ns (change);
  g_autofree char *text = hopmap_route_change_dup_text (change);
  g_autoptr (GDateTime) at = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *time = NULL;

  if (started == NULL || at_ns < 0)
    return g_steal_pointer (&text);

  at = g_date_time_add (started, at_ns / NS_PER_US);
  local = at != NULL ? g_date_time_to_local (at) : NULL;
  time = local != NULL ? g_date_time_format (local, "%X") : NULL;
  return time != NULL ? g_strdup_printf ("%s  %s", time, text) : g_steal_pointer (&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a hop's times went, in words and as a scale: see hopmap-ui-closures.h.
 */
#include "hopmap-ui-closures.h"

#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS G_GINT64_CONSTANT (1000000)

/* A graph of a steady hop should look steady. */
#define MIN_GRAPH_NS (1 * NS_PER_MS)

/**
 * hopmap_ui_graph_scale_ns:
 * @slowest_ns: the largest time in a graph, nanoseconds, or -1 for none
 *
 * Returns: what its full height stands for: the next of 1, 2, 5, 10, 20 … milliseconds
 */
gint64
hopmap_ui_graph_scale_ns (gint64 slowest_ns)
{
  static const int steps[] = { 1, 2, 5 };
  gint64 decade = MIN_GRAPH_NS;

  for (guint i = 0; decade < G_MAXINT64 / 10; i++)
    {
      gint64 scale = decade * steps[i % G_N_ELEMENTS (steps)];

      if (scale >= slowest_ns)
        return scale;
      if (i % G_N_ELEMENTS (steps) == G_N_ELEMENTS (steps) - 1)
        decade *= 10;
    }

  return G_MAXINT64;
}

/**
 * hopmap_ui_dup_row_loss:
 * @hop: a hop
 *
 * Returns: (transfer full): how much of it is lost; "" where nothing is
 */
char *
hopmap_ui_dup_row_loss (HopmapHop *hop)
{
  const double loss = hopmap_running_stats_get_loss_percent (hopmap_hop_get_stats (hop));

  if (loss < 0.5)
    return g_strdup ("");

  /* Translators: %.0f is a number of per cent */
  return g_strdup_printf (_ ("%.0f %% lost"), loss);
}

/**
 * hopmap_ui_dup_course:
 * @hop: a hop
 *
 * Returns: (transfer full): what a graph of its times shows, for who does not see it
 */
char *
hopmap_ui_dup_course (HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  g_autofree char *best = hopmap_rtt_dup_text (stats->best_ns);
  g_autofree char *worst = hopmap_rtt_dup_text (stats->worst_ns);
  g_autofree char *mean = hopmap_rtt_dup_text ((gint64) stats->mean_ns);

  if (stats->received == 0)
    return g_strdup (_ ("No times yet"));

  /* Translators: times ("18 ms"); then a number of per cent */
  return g_strdup_printf (_ ("%s on average, from %s to %s, %.0f %% lost"), mean, best, worst,
                          hopmap_running_stats_get_loss_percent (stats));
}

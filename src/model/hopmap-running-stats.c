/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRunningStats: see the header.
 */
#include "hopmap-running-stats.h"

#include <math.h>

/**
 * hopmap_running_stats_add_sent:
 * @stats: statistics
 *
 * One more probe left.
 */
void
hopmap_running_stats_add_sent (HopmapRunningStats *stats)
{
  stats->sent++;
}

/**
 * hopmap_running_stats_add_reply:
 * @stats: statistics
 * @rtt_ns: round-trip time in nanoseconds, at least 0
 *
 * One probe under way was answered. The first answer adds nothing to the jitter.
 */
void
hopmap_running_stats_add_reply (HopmapRunningStats *stats, gint64 rtt_ns)
{
  double distance;

  g_return_if_fail (rtt_ns >= 0);

  if (stats->received > 0)
    {
      double step = fabs ((double) (rtt_ns - stats->last_ns));

      stats->jitter_ns += (step - stats->jitter_ns) / stats->received;
    }

  stats->received++;
  stats->last_ns = rtt_ns;
  stats->best_ns = stats->received == 1 ? rtt_ns : MIN (stats->best_ns, rtt_ns);
  stats->worst_ns = MAX (stats->worst_ns, rtt_ns);

  distance = (double) rtt_ns - stats->mean_ns;
  stats->mean_ns += distance / stats->received;
  stats->squares += distance * ((double) rtt_ns - stats->mean_ns);
}

/**
 * hopmap_running_stats_add_lost:
 * @stats: statistics
 *
 * One probe under way was given up.
 */
void
hopmap_running_stats_add_lost (HopmapRunningStats *stats)
{
  stats->lost++;
}

/**
 * hopmap_running_stats_add_late_reply:
 * @stats: statistics
 *
 * A probe that had been given up was answered after all: it is no longer lost, and its time, which
 * says when somebody lost patience, does not count.
 */
void
hopmap_running_stats_add_late_reply (HopmapRunningStats *stats)
{
  g_return_if_fail (stats->lost > 0);

  stats->lost--;
  stats->late++;
}

/**
 * hopmap_running_stats_get_deviation_ns:
 * @stats: statistics
 *
 * Returns: the sample standard deviation in nanoseconds; 0 with fewer than two answers
 */
double
hopmap_running_stats_get_deviation_ns (const HopmapRunningStats *stats)
{
  return stats->received > 1 ? sqrt (stats->squares / (stats->received - 1)) : 0.0;
}

/**
 * hopmap_running_stats_get_loss_percent:
 * @stats: statistics
 *
 * Returns: lost probes among the decided ones, 0 to 100
 */
double
hopmap_running_stats_get_loss_percent (const HopmapRunningStats *stats)
{
  guint decided = stats->received + stats->lost;

  return decided > 0 ? 100.0 * stats->lost / decided : 0.0;
}

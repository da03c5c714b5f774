/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running statistics of one hop's round-trip times: Welford's mean and variance, loss over decided
 * probes, jitter. A plain value. A probe under way counts as sent, and as nothing else.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapRunningStats:
 * @sent: probes sent
 * @received: probes answered
 * @lost: probes given up; @sent − @received − @lost − @late are under way
 * @late: probes that were answered after they had been given up: neither lost nor measured
 * @last_ns: newest round-trip time, nanoseconds
 * @best_ns: smallest, nanoseconds; meaningless where @received is 0
 * @worst_ns: largest, nanoseconds
 * @mean_ns: mean, nanoseconds
 * @squares: sum of squared distances from the mean
 * @jitter_ns: mean distance between neighbouring round-trip times, nanoseconds
 */
typedef struct
{
  guint sent;
  guint received;
  guint lost;
  guint late;
  gint64 last_ns;
  gint64 best_ns;
  gint64 worst_ns;
  double mean_ns;
  double squares;
  double jitter_ns;
} HopmapRunningStats;

void hopmap_running_stats_add_sent (HopmapRunningStats *stats);
void hopmap_running_stats_add_reply (HopmapRunningStats *stats, gint64 rtt_ns);
void hopmap_running_stats_add_lost (HopmapRunningStats *stats);
void hopmap_running_stats_add_late_reply (HopmapRunningStats *stats);
double hopmap_running_stats_get_deviation_ns (const HopmapRunningStats *stats);
double hopmap_running_stats_get_loss_percent (const HopmapRunningStats *stats);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running statistics against the same figures reckoned the plain way. */
#include "hopmap-running-stats.h"

#include <math.h>

static void
test_plain (void)
{
  static const gint64 times[] = { 10000, 12000, 9000, 30000, 10500 };
  HopmapRunningStats stats = { 0 };
  double sum = 0, squares = 0, steps = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      hopmap_running_stats_add_sent (&stats);
      hopmap_running_stats_add_reply (&stats, times[i]);
      sum += (double) times[i];
      steps += i > 0 ? fabs ((double) (times[i] - times[i - 1])) : 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    squares += pow ((double) times[i] - sum / 5, 2);

  g_assert_cmpint (stats.best_ns, ==, 9000);
  g_assert_cmpint (stats.worst_ns, ==, 30000);
  g_assert_cmpint (stats.last_ns, ==, 10500);
  g_assert_cmpfloat_with_epsilon (stats.mean_ns, sum / 5, 1e-6);
  g_assert_cmpfloat_with_epsilon (hopmap_running_stats_get_deviation_ns (&stats),
                                  sqrt (squares / 4), 1e-6);
  g_assert_cmpfloat_with_epsilon (stats.jitter_ns, steps / 4, 1e-6);
  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (&stats), ==, 0.0);
}

/* Deviations of microseconds among times of hours: the plain sum of squares loses all of it. */
static void
test_stable (void)
{
  HopmapRunningStats stats = { 0 };

  for (guint i = 0; i < 100000; i++)
    {
      hopmap_running_stats_add_sent (&stats);
      hopmap_running_stats_add_reply (&stats, G_GINT64_CONSTANT (3600000000000) + 1000 * (i % 2));
    }
  g_assert_cmpfloat_with_epsilon (hopmap_running_stats_get_deviation_ns (&stats), 500.0, 0.01);
  g_assert_cmpfloat_with_epsilon (stats.jitter_ns, 1000.0, 0.01);
}

/* The first answer has no neighbour, so that it is no jitter. */
static void
test_first_jitter (void)
{
  HopmapRunningStats stats = { 0 };

  hopmap_running_stats_add_reply (&stats, 50000);
  g_assert_cmpfloat (stats.jitter_ns, ==, 0.0);
  hopmap_running_stats_add_reply (&stats, 50004);
  g_assert_cmpfloat (stats.jitter_ns, ==, 4.0);
}

static void
test_loss (void)
{
  HopmapRunningStats stats = { 0 };

  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (&stats), ==, 0.0);
  for (int i = 0; i < 4; i++)
    hopmap_running_stats_add_sent (&stats);
  /* What is under way is not lost. */
  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (&stats), ==, 0.0);
  hopmap_running_stats_add_reply (&stats, 5);
  hopmap_running_stats_add_lost (&stats);
  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (&stats), ==, 50.0);
  hopmap_running_stats_add_late_reply (&stats);
  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (&stats), ==, 0.0);
  /* What came late is neither lost nor measured. */
  g_assert_cmpuint (stats.received, ==, 1);
  g_assert_cmpuint (stats.late, ==, 1);
  g_assert_cmpint (stats.worst_ns, ==, 5);
  g_assert_cmpfloat (stats.mean_ns, ==, 5.0);
  g_assert_cmpfloat (hopmap_running_stats_get_deviation_ns (&(HopmapRunningStats){ 0 }), ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/running-stats/plain", test_plain);
  g_test_add_func ("/running-stats/stable", test_stable);
  g_test_add_func ("/running-stats/first-jitter", test_first_jitter);
  g_test_add_func ("/running-stats/loss", test_loss);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schedule that goes on: rounds, routes that change meanwhile, and what is known from before. */
#include <string.h>

#include "hopmap-attempts.h"
#include "virtual-network.h"

#define SECOND (1000 * MS)

static void
init_rounds (Network *net, const char *line, guint rounds)
{
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.rounds = rounds;
  network_init (net, line, &options);
}

/* The destination moves away: the route follows, and asks no more than two hops behind it. */
static void
test_grows (void)
{
  g_auto (Network) net;
  guint before[HOPMAP_MAX_TTL + 1];
  const HopmapSurvey *survey;

  init_rounds (&net, "5 10 15D", 0);
  survey = hopmap_schedule_get_survey (net.schedule);
  network_run (&net, NETWORK_BEGIN + 3 * SECOND);
  g_assert_cmpuint (survey->distance, ==, 3);
  network_change (&net, "5 10 15 20 25 30D");
  memcpy (before, net.n_sent, sizeof before);
  network_run (&net, NETWORK_BEGIN + 8 * SECOND);
  g_assert_cmpuint (survey->distance, ==, 6);
  g_assert_true (hopmap_survey_has_answer (survey, 4));
  g_assert_true (hopmap_survey_has_answer (survey, 5));
  for (guint ttl = 9; ttl <= 30; ttl++)
    g_assert_cmpuint (net.n_sent[ttl], ==, before[ttl]);
  /* All of them take part in the rounds now, and none has to catch up. */
  g_assert_cmpuint (net.n_sent[5] - before[5], >=, 2);
  g_assert_cmpuint (net.n_sent[5] - before[5], <=, 5);
}

/* One probe in many that a balancer sends a longer way changes nothing. */
static void
test_grows_once (void)
{
  g_auto (Network) net;

  init_rounds (&net, "5 10 15D,15,15D,15D,15,15D", 6);
  network_run (&net, G_MAXINT64);
  g_assert_cmpuint (hopmap_schedule_get_survey (net.schedule)->distance, ==, 3);
  g_assert_cmpuint (net.n_sent[4], ==, 1);
}

static void
test_shrinks (void)
{
  g_auto (Network) net;
  guint before;

  init_rounds (&net, "5 10 15 20 25D", 0);
  network_run (&net, NETWORK_BEGIN + 3 * SECOND);
  network_change (&net, "5 10 15D");
  network_run (&net, NETWORK_BEGIN + 6 * SECOND);
  g_assert_cmpuint (hopmap_schedule_get_survey (net.schedule)->distance, ==, 3);
  before = net.n_sent[4] + net.n_sent[5];
  network_run (&net, NETWORK_BEGIN + 10 * SECOND);
  g_assert_cmpuint (net.n_sent[4] + net.n_sent[5], ==, before);
  g_assert_cmpuint (net.n_sent[3], >=, 8);
}

/* Somebody who was silent behind the last hop speaks up later. */
static void
test_comes_up (void)
{
  g_auto (Network) net;

  init_rounds (&net, "5 10", 0);
  network_run (&net, NETWORK_BEGIN + 4 * SECOND);
  g_assert_cmpint (hopmap_schedule_get_end (net.schedule), ==, HOPMAP_END_SILENT);
  network_change (&net, "5 10 15 20D");
  network_run (&net, NETWORK_BEGIN + 12 * SECOND);
  g_assert_cmpint (hopmap_schedule_get_end (net.schedule), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpuint (hopmap_schedule_get_survey (net.schedule)->distance, ==, 4);
}

typedef struct
{
  const char *line;
  guint expected;
  guint distance;
  guint probes; /* at most, behind the destination */
  double ms;    /* at most */
} Repeat;

/* With a distance from before nothing is asked far behind it, right or wrong; where the path has become
 * much longer it is searched as one that nobody knows. */
static void
test_remembered (void)
{
  static const Repeat rows[] = {
    { "5 10 15 20 25 30D", 6, 6, 2, 30.1 },
    { "5 10 15 20 25 30D", 4, 6, 2, 60.1 },
    { "5 10 15 20 25 30D", 1, 6, 6, 46 },
    { "5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80D", 4, 16, 6, 112 },
    { "5 10 15 20 25 30D", 8, 6, 4, 30.1 },
    { "5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80D", 16, 16, 2, 80.1 },
    { "5 10 15 20 25 30D", 30, 6, 24, 32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HopmapTraceOptions options;
      guint n_behind = 0;
      g_auto (Network) net;

      hopmap_trace_options_init (&options);
      options.distance = rows[i].expected;
      network_init (&net, rows[i].line, &options);
      network_run (&net, G_MAXINT64);
      for (guint ttl = rows[i].distance + 1; ttl <= 30; ttl++)
        n_behind += net.n_sent[ttl];
      g_test_message ("%u expected: %g ms, %u behind", rows[i].expected,
                      network_get_elapsed_ms (&net), n_behind);
      g_assert_cmpuint (hopmap_schedule_get_survey (net.schedule)->distance, ==, rows[i].distance);
      g_assert_cmpuint (n_behind, <=, rows[i].probes);
      g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, rows[i].ms);
    }
}

/* A destination that has gone silent since is looked for a little farther, and then it ends. */
static void
test_remembered_silent (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.distance = 4;
  network_init (&net, "5 10 15", &options);
  network_run (&net, G_MAXINT64);
  g_assert_cmpint (hopmap_schedule_get_end (net.schedule), ==, HOPMAP_END_SILENT);
  g_assert_cmpuint (net.n_sent[8], >, 0);
  g_assert_cmpuint (net.n_sent[9], ==, 0);
}

/* What was missed while the computer slept is not made up for. */
static void
test_sleep (void)
{
  g_auto (Network) net;
  guint before;

  init_rounds (&net, "5 10 15D", 0);
  network_run (&net, NETWORK_BEGIN + 5 * SECOND);
  before = net.n_sent[1];
  net.now_ns += 3600 * SECOND;
  network_run (&net, net.now_ns + 2 * SECOND);
  g_assert_cmpuint (net.n_sent[1] - before, >=, 2);
  g_assert_cmpuint (net.n_sent[1] - before, <=, 4);
}

/* No hop gets more than five probes in five seconds, whatever the interval. */
static void
test_limit (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  options.interval_s = 0.1;
  network_init (&net, "5 * 15D", &options);
  network_run (&net, NETWORK_BEGIN + 40 * SECOND);
  for (guint ttl = 1; ttl <= 3; ttl++)
    {
      g_assert_cmpint (net.left_ns[ttl][35], >, 0);
      /* The last may be asked and not have left. */
      for (guint i = 5; net.left_ns[ttl][i] > 0; i++)
        g_assert_cmpint (net.left_ns[ttl][i] - net.left_ns[ttl][i - 5], >=, 4990 * MS);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Several probes are handed over together, and yet each leaves alone and at its own time. */
static void
test_together (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_together = 0;
  guint before;
  g_auto (Network) net;

  for (guint ttl = 1; ttl <= 30; ttl++)
    g_string_append_printf (line, "%u%s ", ttl * 5, ttl == 30 ? "D" : "");
  init_rounds (&net, g_strchomp (line->str), 0);
  network_run (&net, NETWORK_BEGIN + 2 * SECOND);
  before = net.n_batches;
  network_run (&net, NETWORK_BEGIN + 22 * SECOND);
  g_assert_cmpuint (net.n_batches - before, <=, 20 * 6);

  for (guint ttl = 1; ttl <= 30; ttl++)
    for (guint i = 2; i < 20; i++)
      {
        const gint64 round_ns = net.left_ns[ttl][i] - net.left_ns[ttl][i - 1];

        g_assert_cmpint (round_ns, >=, 750 * MS);
        g_assert_cmpint (round_ns, <=, 1300 * MS);
        g_array_append_val (left, net.left_ns[ttl][i]);
      }
  g_array_sort (left, compare_times);
  for (guint i = 1; i < left->len; i++)
    {
      const gint64 gap_ns = g_array_index (left, gint64, i) - g_array_index (left, gint64, i - 1);

      g_assert_cmpint (gap_ns, >=, MS * 99 / 100);
      n_together += gap_ns < 2 * MS;
    }
  g_assert_cmpuint (n_together, <, left->len / 5);
}

/* A day of rounds needs no more room than a minute; the hop that is silent all day included. */
static void
test_day (void)
{
  HopmapAttempts attempts;

  hopmap_attempts_init (&attempts);
  for (guint i = 0; i < 86400; i++)
    {
      g_assert_cmpuint (hopmap_attempts_add (&attempts, 0, i), ==, i);
      hopmap_attempts_decide (&attempts, i,
                              i % 3 == 0 ? HOPMAP_ATTEMPT_LOST : HOPMAP_ATTEMPT_ANSWERED);
      g_assert_cmpuint (attempts.list->len, <=, 100);
    }
  g_assert_cmpuint (hopmap_attempts_get_n (&attempts), ==, 86400);
  g_assert_cmpuint (attempts.n_decided, ==, 86400);
  g_assert_nonnull (hopmap_attempts_get (&attempts, 86400 - 5));
  g_assert_null (hopmap_attempts_get (&attempts, 0));
  hopmap_attempts_clear (&attempts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/rounds/grows", test_grows);
  g_test_add_func ("/trace/rounds/grows-once", test_grows_once);
  g_test_add_func ("/trace/rounds/shrinks", test_shrinks);
  g_test_add_func ("/trace/rounds/comes-up", test_comes_up);
  g_test_add_func ("/trace/rounds/remembered", test_remembered);
  g_test_add_func ("/trace/rounds/remembered-silent", test_remembered_silent);
  g_test_add_func ("/trace/rounds/sleep", test_sleep);
  g_test_add_func ("/trace/rounds/limit", test_limit);
  g_test_add_func ("/trace/rounds/together", test_together);
  g_test_add_func ("/trace/rounds/day", test_day);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schedule with one protocol: courses of whole traces, waits, queries, and whatever is odd. */
#include <stdlib.h>
#include <string.h>

#include "virtual-network.h"

typedef struct
{
  const char *name;
  const char *line;
  HopmapEnd end;
  guint last_ttl;
  double ms;    /* at most */
  guint probes; /* at most */
} Case;

static const Case cases[] = {
  { "loopback", "0.05D", HOPMAP_END_DESTINATION, 1, 0.1, 8 },
  { "one hop", "0.4D", HOPMAP_END_DESTINATION, 1, 0.5, 8 },
  /* 14 hops to 100 ms: the limit is 100 ms and the last probe's place in the row */
  { "plain", "7 14 21 28 35 42 50 57 64 71 78 85 92 100D", HOPMAP_END_DESTINATION, 14, 119, 30 },
  { "near", "1 3 4 6 7 9 10 12 13 15 16 18 19 20D", HOPMAP_END_DESTINATION, 14, 39, 24 },
  { "short", "4 8 12 16 20D", HOPMAP_END_DESTINATION, 5, 20, 17 },
  /* silent hops on the way are asked once more and given up */
  { "silent hops", "7 14 21 * 35 42 50 57 * 71 78 85 92 100D", HOPMAP_END_DESTINATION, 14, 270,
    32 },
  { "silent first hops", "* * 12 20D", HOPMAP_END_DESTINATION, 4, 230, 18 },
  { "only the destination", "* * * * 30D", HOPMAP_END_DESTINATION, 5, 260, 24 },
  { "second try", "7 *,14 21 28D", HOPMAP_END_DESTINATION, 4, 130, 19 },
  /* the destination and two before it say nothing */
  { "silent destination", "7 14 21 28 35 42 50 57 64 71 78", HOPMAP_END_SILENT, 11, 420, 38 },
  { "nobody", "", HOPMAP_END_SILENT, 0, 1500, 38 },
  { "nobody far away", "200 400", HOPMAP_END_SILENT, 2, 1700, 38 },
  /* behind more silence than is asked hop by hop there may be more */
  { "sixteen silent hops", "* * * * * * * * * * * * * * * * * 40D", HOPMAP_END_DESTINATION, 18,
    1000, 80 },
  { "twelve silent hops", "5 10 15 20 * * * * * * * * * * * * 50 52 55D", HOPMAP_END_DESTINATION,
    19, 500, 60 },
  { "farther than is asked", "5 * * * * * * * * * * * * * * * * 5 * * * * * * * * * * * 6 7 8D",
    HOPMAP_END_MAX_TTL, 30, 660, 72 },
  /* routers that know no way end nothing while there is one, and end it where there is none */
  { "forbidden, yet open", "7 14! 21 28 35D", HOPMAP_END_DESTINATION, 5, 36, 22 },
  { "unreachable", "7 14 21!", HOPMAP_END_UNREACHABLE, 3, 370, 30 },
  { "all unreachable", "7 14 21! 22! 23! 24! 25! 26! 27!", HOPMAP_END_UNREACHABLE, 3, 370, 30 },
  { "all unreachable, and yet a destination",
    "7! 14! 21! 22! 23! 24! 25! 26! 27! 28! 29! 30! 31! 32! 33! 34! 35! 36! 37D",
    HOPMAP_END_DESTINATION, 19, 220, 36 },
  /* the destination itself says so, more than once, which nobody does in its name */
  { "refused", "7 14 21R", HOPMAP_END_UNREACHABLE, 3, 36.1, 14 },
  { "refused once", "7 14 21R 22 23D", HOPMAP_END_DESTINATION, 5, 24, 18 },
  { "unreachable at once", "1!", HOPMAP_END_UNREACHABLE, 1, 1150, 30 },
  /* later hops answer first */
  { "reordered", "90 70 50 30 10D", HOPMAP_END_DESTINATION, 5, 91, 13 },
  { "reordered, 20 to 0", "20 15 10 5 0D", HOPMAP_END_DESTINATION, 5, 21, 8 },
  /* a destination that left an earlier probe out turns out to be nearer */
  { "shrinks", "5 10 *,20D 20D", HOPMAP_END_DESTINATION, 3, 140, 18 },
  { "shrinks twice", "5 *,20D *,20D 20D", HOPMAP_END_DESTINATION, 2, 260, 20 },
  /* the answer to the second try of the hop before comes with the destination's first */
  { "limited twice", "5 10 *,*,20D *,20D", HOPMAP_END_DESTINATION, 3, 2500, 50 },
  /* a gateway bears the destination's address once; one that always does is the destination */
  { "translated", "5 10 15T 20 25D", HOPMAP_END_DESTINATION, 5, 26, 18 },
  { "translated, then silence", "5 10 15T *", HOPMAP_END_SILENT, 3, 400, 38 },
  { "destination plays router", "5 10 15 20T 21T 22T 23T", HOPMAP_END_DESTINATION, 4, 26, 20 },
  /* a destination may speak with another address, and a packet filter with the same words */
  { "destination elsewhere", "5 10 15 20P", HOPMAP_END_DESTINATION, 4, 21, 18 },
  { "a filter's words", "5 10P 15 20 25D", HOPMAP_END_DESTINATION, 5, 26, 20 },
  { "a filter's words, twice", "5 10P 15! 20 25D", HOPMAP_END_DESTINATION, 5, 26, 20 },
  { "a word, and silence", "5 10 15P *", HOPMAP_END_DESTINATION, 3, 400, 38 },
  { "thirty hops",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    HOPMAP_END_MAX_TTL, 30, 97, 30 },
  { "slow", "1 600 1200D", HOPMAP_END_DESTINATION, 3, 1201, 60 },
};

static void
test_course (gconstpointer data)
{
  const Case *c = data;
  g_auto (Network) net;
  const HopmapSurvey *survey;

  network_init (&net, c->line, NULL);
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_test_message ("%g ms, %u probes", network_get_elapsed_ms (&net), net.n_left);

  g_assert_cmpint (hopmap_survey_get_end (survey), ==, c->end);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, c->last_ttl);
  g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, c->ms);
  g_assert_cmpuint (net.n_left, <=, c->probes);

  /* Every hop of the route has answered, or all its probes are given up. */
  for (guint ttl = 1; ttl <= c->last_ttl; ttl++)
    {
      g_assert_true (hopmap_survey_has_answer (survey, ttl) || net.n_lost[ttl] == net.n_sent[ttl]);
      g_assert_cmpuint (net.n_sent[ttl], <=, 3);
    }
}

/* The first eight at once, six more in order, two that may be the last for a path of one round trip;
 * while nobody answers, nobody is asked behind them. */
static void
test_pace (void)
{
  g_auto (Network) net;

  network_init (&net, "", NULL);
  network_run (&net, NETWORK_BEGIN + 100 * MS);
  for (guint ttl = 1; ttl <= 8; ttl++)
    g_assert_cmpint (net.left_ns[ttl][0], ==, NETWORK_BEGIN);
  for (guint ttl = 9; ttl <= 14; ttl++)
    g_assert_cmpint (net.left_ns[ttl][0], ==, NETWORK_BEGIN + (ttl - 8) * 9 * MS / 4);
  for (guint ttl = 15; ttl <= 16; ttl++)
    g_assert_cmpint (net.left_ns[ttl][0], ==, NETWORK_BEGIN + 16 * MS);
  for (guint ttl = 17; ttl <= 31; ttl++)
    g_assert_cmpuint (net.n_sent[ttl], ==, 0);
}

/* Hops that answer at once have more behind them, and a far path is asked to its end. */
static void
test_view (void)
{
  static const struct
  {
    const char *line;
    gint64 at_ns;
    guint last_ttl;
  } rows[] = {
    { "* * * * *", 15 * MS, 14 },
    { "* * * * *", 17 * MS, 16 },
    { "4 9 14 18", 20 * MS, 16 },
    { "1 2 3 4 5 6 7 8 9 10", 20 * MS, 21 },
    { "5 10 15 50 51 52 53 54 55 56 57 58", 58 * MS, 16 },
    { "5 10 15 50 51 52 53 54 55 56 57 58", 120 * MS, 17 },
    { "5 10 15 20 99 101", 95 * MS, 16 },
    { "5 10 15 20 99 101", 120 * MS, 30 },
    { "5 10 15! 99! 101!", 120 * MS, 17 },
    { "5! 10! 14! 20! 25!", 21 * MS, 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint last = 0;
      g_auto (Network) net;

      network_init (&net, rows[i].line, NULL);
      network_run (&net, NETWORK_BEGIN + rows[i].at_ns);
      while (net.n_sent[last + 1] > 0)
        last++;
      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (last, ==, rows[i].last_ttl);
    }
}

/* Where all answer, no more is asked than one probe a hop, a fifth, and eight, and the whole takes
 * no more than 20 ms beyond the farthest answer: two aims that contradict each other where a far
 * destination is near in hops, or very far. */
static void
test_sparing (void)
{
  static const guint rtts[] = { 1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99 };

  for (guint n = 7; n <= 16; n++)
    for (guint i = 0; i < G_N_ELEMENTS (rtts); i++)
      {
        g_autoptr (GString) line = g_string_new (NULL);
        g_auto (Network) net;

        for (guint ttl = 1; ttl <= n; ttl++)
          g_string_append_printf (line, "%.3f%s", (double) rtts[i] * ttl / n, ttl < n ? " " : "D");
        network_init_with (&net, line->str, NULL, ALL_PROTOCOLS);
        network_run (&net, G_MAXINT64);
        if (rtts[i] != 20 && rtts[i] != 30)
          g_assert_cmpuint (net.n_left * 10, <=, n * 12 + 80);
        g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, rtts[i] + (n <= 14 ? 20.0 : 22.5));
      }
}

static void
test_range (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.first_ttl = 3;
  options.max_ttl = 4;
  network_init (&net, "1 2 3 4 5D", &options);
  network_run (&net, G_MAXINT64);
  g_assert_cmpuint (net.n_sent[2] + net.n_sent[5], ==, 0);
  g_assert_cmpuint (net.n_left, ==, 2);
  g_assert_cmpint (hopmap_survey_get_end (hopmap_schedule_get_survey (net.schedule)), ==,
                   HOPMAP_END_MAX_TTL);
  g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, 4.0);
}

static void
test_wait (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.wait_s = 0.3;
  network_init (&net, "1 * 3D", &options);
  network_run (&net, G_MAXINT64);
  g_assert_cmpfloat (network_get_elapsed_ms (&net), ==, 600.0);
}

/* Three probes a hop, a tenth of a second apart, all decided before the end. */
static void
test_queries (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.queries = 3;
  network_init (&net, "5 * 15,*,15 20D", &options);
  network_run (&net, G_MAXINT64);
  for (guint ttl = 1; ttl <= 4; ttl++)
    {
      g_assert_cmpuint (net.n_sent[ttl], ==, 3);
      for (guint i = ttl == 2 ? 2 : 1; i < 3; i++)
        g_assert_cmpint (net.left_ns[ttl][i] - net.left_ns[ttl][i - 1], >=, 100 * MS);
    }
  g_assert_cmpuint (net.n_lost[1], ==, 0);
  g_assert_cmpuint (net.n_lost[2], ==, 3);
  g_assert_cmpuint (net.n_lost[3], ==, 1);
  g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, 800.0);
}

/* Never more than five probes to a hop within five seconds. */
static void
test_window (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.queries = 10;
  network_init (&net, "5 10D", &options);
  network_run (&net, G_MAXINT64);
  g_assert_cmpuint (net.n_sent[1], ==, 10);
  for (guint i = 5; i < 10; i++)
    g_assert_cmpint (net.left_ns[1][i] - net.left_ns[1][i - 5], >=, 5000 * MS);
}

/* Rounds go on, one probe a hop each, spread over the interval, until there were enough. */
static void
test_rounds (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.rounds = 4;
  options.interval_s = 2.0;
  network_init (&net, "5 10 15 20D", &options);
  network_run (&net, G_MAXINT64);
  for (guint ttl = 1; ttl <= 4; ttl++)
    {
      g_assert_cmpuint (net.n_sent[ttl], ==, 4);
      /* early or late by up to a tenth of the interval, each of them */
      g_assert_cmpint (net.left_ns[ttl][3] - net.left_ns[ttl][2], >=, 1600 * MS);
      g_assert_cmpint (net.left_ns[ttl][3] - net.left_ns[ttl][2], <=, 2400 * MS);
      g_assert_cmpint (net.left_ns[ttl][3] - net.left_ns[ttl][2], !=,
                       net.left_ns[ttl][2] - net.left_ns[ttl][1]);
    }
  g_assert_cmpint (net.left_ns[2][1] - net.left_ns[1][1], >=, 100 * MS);
  g_assert_cmpint (net.left_ns[3][1] - net.left_ns[1][1], >=, 600 * MS);
}

static void
test_for_ever (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  network_init (&net, "5 10 15 20D", &options);
  network_run (&net, NETWORK_BEGIN + 60500 * MS);
  g_assert_false (hopmap_schedule_is_over (net.schedule));
  g_assert_cmpuint (net.n_sent[1], >=, 59);
  g_assert_cmpuint (net.n_sent[1], <=, 61);
}

/* An answer after the end is still learned from. */
static void
test_late (void)
{
  g_auto (Network) net;
  const HopmapSurvey *survey;

  network_init (&net, "7 14 21 *", NULL);
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_SILENT);

  net.now_ns += 1500 * MS;
  network_answer (&net, 5, 0, HOPMAP_ANSWER_DESTINATION, 2000 * MS);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, 5);
  g_assert_cmpint (network_advance (&net), ==, HOPMAP_SCHEDULE_NEVER);
}

/* Whatever is said about probes that do not exist, or twice, changes nothing. */
static void
test_nonsense (void)
{
  g_auto (Network) net;
  const HopmapSurvey *survey;

  network_init (&net, "", NULL);
  network_run (&net, NETWORK_BEGIN);
  survey = hopmap_schedule_get_survey (net.schedule);
  network_answer (&net, 0, 0, HOPMAP_ANSWER_DESTINATION, MS);
  network_answer (&net, 31, 0, HOPMAP_ANSWER_DESTINATION, MS);
  network_answer (&net, 255, 9, HOPMAP_ANSWER_DESTINATION, MS);
  network_answer (&net, 3, 1, HOPMAP_ANSWER_DESTINATION, MS);
  hopmap_schedule_sent (net.schedule, 200, 0, net.now_ns);
  hopmap_schedule_expired (net.schedule, 0, 7);
  g_assert_cmpuint (survey->n_answered, ==, 0);

  network_answer (&net, 3, 0, HOPMAP_ANSWER_TIME_EXCEEDED, MS);
  network_answer (&net, 3, 0, HOPMAP_ANSWER_DESTINATION, MS);
  g_assert_cmpuint (survey->n_answered, ==, 1);
  g_assert_cmpuint (survey->distance, ==, 0);
}

/* Probes of which nobody ever says that they left do not hold a trace up for ever. */
static void
test_dead_source (void)
{
  g_auto (Network) net;

  network_init (&net, "", NULL);
  for (guint i = 0; i < 1000 && !hopmap_schedule_is_over (net.schedule); i++)
    {
      gint64 deadline = network_advance (&net);

      if (deadline != HOPMAP_SCHEDULE_NEVER)
        net.now_ns = MAX (net.now_ns, deadline);
    }
  g_assert_true (hopmap_schedule_is_over (net.schedule));
  g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, 5000.0);
}

/* Probes that the source gives up at once are given up at once. */
static void
test_expired (void)
{
  g_auto (Network) net;

  network_init (&net, "", NULL);
  network_advance (&net);
  net.now_ns += 60 * MS; /* the sure ones are asked by then */
  network_advance (&net);
  for (guint try = 0; try < 2; try++)
    {
      for (guint ttl = 1; ttl <= 16; ttl++)
        hopmap_schedule_expired (net.schedule, ttl, try);
      hopmap_schedule_expired (net.schedule, 30, 0);
      network_advance (&net);
    }
  g_assert_true (hopmap_schedule_is_over (net.schedule));
  g_assert_cmpfloat (network_get_elapsed_ms (&net), ==, 60.0);
  g_assert_cmpuint (net.n_lost[1], ==, 2);
  g_assert_cmpuint (net.n_lost[3], ==, 1);
  g_assert_cmpuint (net.n_lost[16], ==, 1);
}

/* Random networks: a trace always ends, in bounded time; and what was called silent because it is
 * much slower than all others, hop or destination, is made good by its late answer. */
static void
test_random (void)
{
  for (guint i = 0; i < 300; i++)
    {
      const guint n = (guint) g_test_rand_int_range (1, 29);
      g_autoptr (GString) line = g_string_new (NULL);
      g_auto (Network) net;
      const HopmapSurvey *survey;

      for (guint ttl = 1; ttl <= n; ttl++)
        {
          const int kind = g_test_rand_int_range (0, 10);

          g_string_append_printf (line, "%s%d%s", ttl > 1 ? " " : "",
                                  g_test_rand_int_range (1, 450), ttl == n ? "D" : "");
          if (kind == 0 && ttl < n)
            g_string_append (line, ",*");
          else if (kind <= 2 && ttl < n)
            g_string_append_c (line, '!');
        }
      network_init (&net, line->str, NULL);
      network_run (&net, G_MAXINT64);
      survey = hopmap_schedule_get_survey (net.schedule);
      g_test_message ("%s", line->str);
      network_take_late (&net);
      g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
      g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, n);
      for (guint ttl = 1; ttl <= n; ttl++)
        g_assert_true (hopmap_survey_has_answer (survey, ttl));
      g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, 2100.0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/trace/schedule/course/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_course);
    }
  g_test_add_func ("/trace/schedule/pace", test_pace);
  g_test_add_func ("/trace/schedule/view", test_view);
  g_test_add_func ("/trace/schedule/sparing", test_sparing);
  g_test_add_func ("/trace/schedule/range", test_range);
  g_test_add_func ("/trace/schedule/wait", test_wait);
  g_test_add_func ("/trace/schedule/queries", test_queries);
  g_test_add_func ("/trace/schedule/window", test_window);
  g_test_add_func ("/trace/schedule/rounds", test_rounds);
  g_test_add_func ("/trace/schedule/for-ever", test_for_ever);
  g_test_add_func ("/trace/schedule/late", test_late);
  g_test_add_func ("/trace/schedule/nonsense", test_nonsense);
  g_test_add_func ("/trace/schedule/dead-source", test_dead_source);
  g_test_add_func ("/trace/schedule/expired", test_expired);
  g_test_add_func ("/trace/schedule/random", test_random);
  return g_test_run ();
}

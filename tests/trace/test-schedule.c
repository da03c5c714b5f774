/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schedule against made-up networks and a made-up clock: whole traces in no time.
 *
 * A network is a line with one word per hop: "10" answers after 10 ms, "*" never, "20!" says
 * unreachable, "30D" is the destination. "*,10" is silent at first and answers the second probe;
 * after the last of a word's outcomes comes the last again. "*|*|10" is silent to the first two rungs
 * of the ladder and answers the third and all after it. Behind the last word answers the destination,
 * if it is one, or nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "hopmap-schedule.h"

#define MS G_GINT64_CONSTANT (1000000)

typedef struct
{
  gint64 at_ns;
  guint ttl;
  guint index;
  gboolean sent; /* else the answer */
  HopmapAnswer answer;
  gint64 rtt_ns;
} Happening;

typedef struct
{
  HopmapSchedule *schedule;
  HopmapLadder ladder;
  char **words;
  guint n_words;
  GArray *coming; /* of Happening, unordered */
  gint64 now_ns;
  gint64 end_ns; /* when it was over */
  guint n_sent[HOPMAP_MAX_TTL + 1];
  guint n_asked[HOPMAP_MAX_TTL + 1][HOPMAP_LADDER_MAX];
  guint n_unseen[HOPMAP_MAX_TTL + 1];
  guint n_lost[HOPMAP_MAX_TTL + 1];
  gint64 left_ns[HOPMAP_MAX_TTL + 1][64];
  guint n_forgotten;
  guint n_left; /* probes that really left */
} Network;

/* What becomes of a probe: FALSE if nobody answers. */
static gboolean
get_outcome (Network *net, guint ttl, guint rung, guint index, HopmapAnswer *answer, gint64 *rtt_ns)
{
  const char *last = net->n_words > 0 ? net->words[net->n_words - 1] : "*";
  const char *word = ttl <= net->n_words ? net->words[ttl - 1] : NULL;
  g_auto (GStrv) rungs = NULL;
  g_auto (GStrv) outcomes = NULL;
  const char *outcome;
  char *unit;

  if (word == NULL)
    word = strchr (last, 'D') != NULL ? last : "*";
  rungs = g_strsplit (word, "|", -1);
  outcomes = g_strsplit (rungs[MIN (rung, g_strv_length (rungs) - 1)], ",", -1);
  outcome = outcomes[MIN (index, g_strv_length (outcomes) - 1)];
  if (*outcome == '*')
    return FALSE;

  *rtt_ns = (gint64) (g_ascii_strtod (outcome, &unit) * (double) MS);
  *answer = HOPMAP_ANSWER_TIME_EXCEEDED;
  if (*unit == 'D')
    *answer = HOPMAP_ANSWER_DESTINATION;
  else if (*unit == '!')
    *answer = HOPMAP_ANSWER_UNREACHABLE;
  return TRUE;
}

static guint
find_rung (Network *net, const HopmapRung *rung)
{
  for (guint i = 0; i < net->ladder.n; i++)
    if (net->ladder.rungs[i].protocol == rung->protocol && net->ladder.rungs[i].port == rung->port)
      return i;

  g_assert_not_reached ();
}

static void
expect (Network *net, const HopmapScheduleAction *action, gint64 at_ns)
{
  const guint ttl = action->ttl;
  const guint index = action->index;
  const guint rung = find_rung (net, &action->rung);
  Happening sent = { .at_ns = at_ns, .ttl = ttl, .index = index, .sent = TRUE };
  Happening reply = { .ttl = ttl, .index = index };

  g_array_append_val (net->coming, sent);
  net->n_sent[ttl]++;
  net->n_unseen[ttl] += action->view == HOPMAP_SCHEDULE_UNSEEN ? 1 : 0;
  if (get_outcome (net, ttl, rung, net->n_asked[ttl][rung]++, &reply.answer, &reply.rtt_ns))
    {
      reply.at_ns = at_ns + reply.rtt_ns;
      g_array_append_val (net->coming, reply);
    }
}

/* A probe that waits does not leave any more; one that left may still be answered. */
static void
forget (Network *net, guint ttl, guint index)
{
  gboolean waits = FALSE;

  net->n_forgotten++;
  for (guint i = 0; i < net->coming->len; i++)
    {
      Happening *h = &g_array_index (net->coming, Happening, i);

      waits = waits || (h->ttl == ttl && h->index == index && h->sent);
    }
  for (guint i = net->coming->len; waits && i > 0; i--)
    {
      Happening *h = &g_array_index (net->coming, Happening, i - 1);

      if (h->ttl == ttl && h->index == index)
        g_array_remove_index (net->coming, i - 1);
    }
}

static gint64
advance (Network *net)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (HopmapScheduleAction));
  gint64 deadline = hopmap_schedule_advance (net->schedule, net->now_ns, actions);
  gint64 due_ns = net->now_ns;

  for (guint i = 0; i < actions->len; i++)
    {
      HopmapScheduleAction *action = &g_array_index (actions, HopmapScheduleAction, i);

      switch (action->verb)
        {
        case HOPMAP_SCHEDULE_SEND:
          due_ns += action->gap_us * 1000;
          g_assert_cmpuint (action->index, ==, net->n_sent[action->ttl]);
          expect (net, action, due_ns);
          break;
        case HOPMAP_SCHEDULE_FORGET:
          forget (net, action->ttl, action->index);
          break;
        case HOPMAP_SCHEDULE_LOSE:
          net->n_lost[action->ttl]++;
          break;
        case HOPMAP_SCHEDULE_OVER:
          g_assert_cmpuint (i, ==, actions->len - 1);
          net->end_ns = net->now_ns;
          break;
        default:
          g_assert_not_reached ();
        }
    }

  return deadline;
}

static void
happen (Network *net, const Happening *h)
{
  if (!h->sent)
    {
      hopmap_schedule_answered (net->schedule, h->ttl, h->index, h->answer, h->rtt_ns, net->now_ns);
      return;
    }

  net->n_left++;
  if (h->index < G_N_ELEMENTS (net->left_ns[0]))
    net->left_ns[h->ttl][h->index] = h->at_ns;
  hopmap_schedule_sent (net->schedule, h->ttl, h->index, h->at_ns);
}

static int
find_next (Network *net)
{
  int next = -1;

  for (guint i = 0; i < net->coming->len; i++)
    if (next < 0
        || g_array_index (net->coming, Happening, i).at_ns
               < g_array_index (net->coming, Happening, (guint) next).at_ns)
      next = (int) i;

  return next;
}

/* Lets time go on until the schedule is over, or until @until_ns. */
static void
run (Network *net, gint64 until_ns)
{
  gint64 deadline = advance (net);

  while (!hopmap_schedule_is_over (net->schedule))
    {
      int next = find_next (net);
      gint64 at_ns = next >= 0 ? g_array_index (net->coming, Happening, (guint) next).at_ns
                               : G_MAXINT64;

      /* A schedule that waits for nothing and is not over would wait for ever. */
      g_assert_true (at_ns != G_MAXINT64 || deadline != HOPMAP_SCHEDULE_NEVER);
      if (MIN (at_ns, deadline) > until_ns)
        return;
      net->now_ns = MAX (net->now_ns, MIN (at_ns, deadline));
      if (at_ns <= deadline)
        {
          Happening h = g_array_index (net->coming, Happening, (guint) next);

          g_array_remove_index_fast (net->coming, (guint) next);
          happen (net, &h);
        }
      deadline = advance (net);
    }
}

/* What still comes after the end. */
static void
take_late (Network *net)
{
  while (net->coming->len > 0)
    {
      guint next = (guint) find_next (net);
      Happening h = g_array_index (net->coming, Happening, next);

      g_array_remove_index_fast (net->coming, next);
      net->now_ns = MAX (net->now_ns, h.at_ns);
      happen (net, &h);
    }
}

/* What a helper can send that can send everything, or ICMP only. */
#define ALL_PROTOCOLS                                                                              \
  (HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP) | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_UDP)          \
   | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP))
#define ICMP_ONLY HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP)

static void
network_init_with (Network *net,
                   const char *line,
                   const HopmapTraceOptions *options,
                   HopmapProtocols protocols)
{
  HopmapTraceOptions defaults;

  hopmap_trace_options_init (&defaults);
  memset (net, 0, sizeof *net);
  hopmap_ladder_init (&net->ladder, options != NULL ? options : &defaults, protocols);
  net->schedule = hopmap_schedule_new (options != NULL ? options : &defaults, &net->ladder);
  net->words = g_strsplit (line, " ", -1);
  net->n_words = g_strv_length (net->words);
  net->coming = g_array_new (FALSE, FALSE, sizeof (Happening));
  net->now_ns = 77 * MS; /* a clock does not begin with the trace */
}

static void
network_init (Network *net, const char *line, const HopmapTraceOptions *options)
{
  network_init_with (net, line, options, ICMP_ONLY);
}

static void
network_clear (Network *net)
{
  hopmap_schedule_free (net->schedule);
  g_strfreev (net->words);
  g_array_unref (net->coming);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Network, network_clear)

static double
get_elapsed_ms (Network *net)
{
  return (double) (net->end_ns - 77 * MS) / (double) MS;
}

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
  { "near", "1 3 4 6 7 9 10 12 13 15 16 18 19 20D", HOPMAP_END_DESTINATION, 14, 39, 21 },
  { "short", "4 8 12 16 20D", HOPMAP_END_DESTINATION, 5, 21, 15 },
  /* silent hops on the way are asked once more and given up */
  { "silent hops", "7 14 21 * 35 42 50 57 * 71 78 85 92 100D", HOPMAP_END_DESTINATION, 14, 345,
    32 },
  { "silent first hops", "* * 12 20D", HOPMAP_END_DESTINATION, 4, 230, 18 },
  { "only the destination", "* * * * 30D", HOPMAP_END_DESTINATION, 5, 260, 24 },
  { "second try", "7 *,14 21 28D", HOPMAP_END_DESTINATION, 4, 130, 18 },
  /* the destination and two before it say nothing */
  { "silent destination", "7 14 21 28 35 42 50 57 64 71 78", HOPMAP_END_SILENT, 11, 620, 38 },
  { "nobody", "", HOPMAP_END_SILENT, 0, 2200, 38 },
  { "nobody far away", "200 400", HOPMAP_END_SILENT, 2, 2200, 38 },
  /* routers that know no way end nothing while there is one, and end it where there is none */
  { "forbidden, yet open", "7 14! 21 28 35D", HOPMAP_END_DESTINATION, 5, 36, 20 },
  { "unreachable", "7 14 21!", HOPMAP_END_UNREACHABLE, 3, 340, 30 },
  { "all unreachable", "7 14 21! 22! 23! 24! 25! 26! 27!", HOPMAP_END_UNREACHABLE, 3, 340, 30 },
  { "unreachable at once", "1!", HOPMAP_END_UNREACHABLE, 1, 1100, 30 },
  /* later hops answer first */
  { "reordered", "90 70 50 30 10D", HOPMAP_END_DESTINATION, 5, 91, 13 },
  { "reordered, 20 to 0", "20 15 10 5 0D", HOPMAP_END_DESTINATION, 5, 21, 8 },
  /* a destination that left an earlier probe out turns out to be nearer */
  { "shrinks", "5 10 *,20D 20D", HOPMAP_END_DESTINATION, 3, 140, 18 },
  { "shrinks twice", "5 *,20D *,20D 20D", HOPMAP_END_DESTINATION, 2, 260, 20 },
  /* the answer to the second try of the hop before comes with the destination's first */
  { "limited twice", "5 10 *,*,20D *,20D", HOPMAP_END_DESTINATION, 3, 2500, 50 },
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
  run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_test_message ("%g ms, %u probes", get_elapsed_ms (&net), net.n_left);

  g_assert_cmpint (hopmap_survey_get_end (survey), ==, c->end);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, c->last_ttl);
  g_assert_cmpfloat (get_elapsed_ms (&net), <=, c->ms);
  g_assert_cmpuint (net.n_left, <=, c->probes);

  /* Every hop of the route has answered, or all its probes are given up. */
  for (guint ttl = 1; ttl <= c->last_ttl; ttl++)
    {
      g_assert_true (hopmap_survey_has_answer (survey, ttl) || net.n_lost[ttl] == net.n_sent[ttl]);
      g_assert_cmpuint (net.n_sent[ttl], <=, 3);
    }
}

/* The first eight at once, then one every three milliseconds, in order. */
static void
test_pace (void)
{
  g_auto (Network) net;

  network_init (&net, "", NULL);
  run (&net, 77 * MS + 100 * MS);
  for (guint ttl = 1; ttl <= 8; ttl++)
    g_assert_cmpint (net.left_ns[ttl][0], ==, 77 * MS);
  for (guint ttl = 9; ttl <= 30; ttl++)
    g_assert_cmpint (net.left_ns[ttl][0], ==, 77 * MS + (ttl - 8) * 3 * MS);
  g_assert_cmpuint (net.n_sent[31], ==, 0);
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
  run (&net, G_MAXINT64);
  g_assert_cmpuint (net.n_sent[2] + net.n_sent[5], ==, 0);
  g_assert_cmpuint (net.n_left, ==, 2);
  g_assert_cmpint (hopmap_survey_get_end (hopmap_schedule_get_survey (net.schedule)), ==,
                   HOPMAP_END_MAX_TTL);
  g_assert_cmpfloat (get_elapsed_ms (&net), <=, 4.0);
}

static void
test_wait (void)
{
  HopmapTraceOptions options;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.wait_s = 0.3;
  network_init (&net, "1 * 3D", &options);
  run (&net, G_MAXINT64);
  g_assert_cmpfloat (get_elapsed_ms (&net), ==, 600.0);
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
  run (&net, G_MAXINT64);
  for (guint ttl = 1; ttl <= 4; ttl++)
    {
      g_assert_cmpuint (net.n_sent[ttl], ==, 3);
      for (guint i = ttl == 2 ? 2 : 1; i < 3; i++)
        g_assert_cmpint (net.left_ns[ttl][i] - net.left_ns[ttl][i - 1], >=, 100 * MS);
    }
  g_assert_cmpuint (net.n_lost[1], ==, 0);
  g_assert_cmpuint (net.n_lost[2], ==, 3);
  g_assert_cmpuint (net.n_lost[3], ==, 1);
  g_assert_cmpfloat (get_elapsed_ms (&net), <=, 800.0);
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
  run (&net, G_MAXINT64);
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
  run (&net, G_MAXINT64);
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
  run (&net, 77 * MS + 60500 * MS);
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
  run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_SILENT);

  net.now_ns += 1500 * MS;
  hopmap_schedule_answered (net.schedule, 5, 0, HOPMAP_ANSWER_DESTINATION, 2000 * MS, net.now_ns);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, 5);
  g_assert_cmpint (advance (&net), ==, HOPMAP_SCHEDULE_NEVER);
}

/* Whatever is said about probes that do not exist, or twice, changes nothing. */
static void
test_nonsense (void)
{
  g_auto (Network) net;
  const HopmapSurvey *survey;

  network_init (&net, "", NULL);
  run (&net, 77 * MS);
  survey = hopmap_schedule_get_survey (net.schedule);
  hopmap_schedule_answered (net.schedule, 0, 0, HOPMAP_ANSWER_DESTINATION, MS, net.now_ns);
  hopmap_schedule_answered (net.schedule, 31, 0, HOPMAP_ANSWER_DESTINATION, MS, net.now_ns);
  hopmap_schedule_answered (net.schedule, 255, 9, HOPMAP_ANSWER_DESTINATION, MS, net.now_ns);
  hopmap_schedule_answered (net.schedule, 3, 1, HOPMAP_ANSWER_DESTINATION, MS, net.now_ns);
  hopmap_schedule_sent (net.schedule, 200, 0, net.now_ns);
  hopmap_schedule_expired (net.schedule, 0, 7);
  g_assert_cmpuint (survey->n_answered, ==, 0);

  hopmap_schedule_answered (net.schedule, 3, 0, HOPMAP_ANSWER_TIME_EXCEEDED, MS, net.now_ns);
  hopmap_schedule_answered (net.schedule, 3, 0, HOPMAP_ANSWER_DESTINATION, MS, net.now_ns);
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
      gint64 deadline = advance (&net);

      if (deadline != HOPMAP_SCHEDULE_NEVER)
        net.now_ns = MAX (net.now_ns, deadline);
    }
  g_assert_true (hopmap_schedule_is_over (net.schedule));
  g_assert_cmpfloat (get_elapsed_ms (&net), <=, 5000.0);
}

/* Probes that the source gives up at once are given up at once. */
static void
test_expired (void)
{
  g_auto (Network) net;

  network_init (&net, "", NULL);
  advance (&net);
  for (guint try = 0; try < 2; try++)
    {
      for (guint ttl = 1; ttl <= 30; ttl++)
        hopmap_schedule_expired (net.schedule, ttl, try);
      advance (&net);
    }
  g_assert_true (hopmap_schedule_is_over (net.schedule));
  g_assert_cmpfloat (get_elapsed_ms (&net), ==, 0.0);
  g_assert_cmpuint (net.n_lost[1], ==, 2);
  g_assert_cmpuint (net.n_lost[8], ==, 2);
  g_assert_cmpuint (net.n_lost[9], ==, 1);
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
      run (&net, G_MAXINT64);
      survey = hopmap_schedule_get_survey (net.schedule);
      g_test_message ("%s", line->str);
      take_late (&net);
      g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
      g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, n);
      for (guint ttl = 1; ttl <= n; ttl++)
        g_assert_true (hopmap_survey_has_answer (survey, ttl));
      g_assert_cmpfloat (get_elapsed_ms (&net), <=, 2100.0);
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

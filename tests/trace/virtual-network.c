/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The made-up network; see the header.
 */
#include "virtual-network.h"

#include <string.h>

#include "probe-frame.h"

/* What becomes of a probe: FALSE if nobody answers. */
static gboolean
get_outcome (Network *net, guint ttl, guint rung, guint index, Happening *reply)
{
  const char *last = net->n_words > 0 ? net->words[net->n_words - 1] : "*";
  const char *word = ttl <= net->n_words ? net->words[ttl - 1] : NULL;
  g_auto (GStrv) rungs = NULL;
  g_auto (GStrv) outcomes = NULL;
  const char *outcome;
  char *unit;

  if (word == NULL)
    word = !net->closed && strpbrk (last, "DTPR") != NULL ? last : "*";
  rungs = g_strsplit (word, "|", -1);
  outcomes = g_strsplit (rungs[MIN (rung, g_strv_length (rungs) - 1)], ",", -1);
  outcome = outcomes[MIN (index, g_strv_length (outcomes) - 1)];
  if (*outcome == '*' || (guint) g_test_rand_int_range (0, 100) < net->loss)
    return FALSE;

  if (strchr (outcome, 'D') != NULL && net->limit > 0 && ++net->n_arrived > net->limit)
    return FALSE;

  reply->rtt_ns = (gint64) (g_ascii_strtod (outcome, &unit) * (double) MS);
  reply->answer = HOPMAP_ANSWER_TIME_EXCEEDED;
  reply->bearing = *unit == 'T' || *unit == 'R' ? HOPMAP_BEARING_DESTINATION : HOPMAP_BEARING_OTHER;
  if (*unit == 'P')
    reply->bearing = HOPMAP_BEARING_DOUBTFUL;
  if (*unit == 'D' || *unit == 'P')
    reply->answer = HOPMAP_ANSWER_DESTINATION;
  else if (*unit == '!' || *unit == 'R')
    reply->answer = HOPMAP_ANSWER_UNREACHABLE;
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
  Happening sent = { .at_ns = at_ns, .left_ns = at_ns, .ttl = ttl, .index = index, .sent = TRUE };
  Happening reply = { .ttl = ttl, .index = index };

  net->n_sent[ttl]++;
  net->n_unseen[ttl] += action->view == HOPMAP_SCHEDULE_UNSEEN ? 1 : 0;
  if (get_outcome (net, ttl, rung, net->n_asked[ttl][rung]++, &reply))
    {
      reply.at_ns = at_ns + reply.rtt_ns;
      net->n_answers[ttl]++;
    }
  /* As the helper does, just before the answer or some time after it left. */
  if (action->unhurried)
    sent.at_ns = MIN (at_ns + HOPMAP_FRAME_UNHURRIED_MS * MS,
                      reply.at_ns > 0 ? reply.at_ns - 1 : G_MAXINT64);
  g_array_append_val (net->coming, sent);
  if (reply.at_ns > 0)
    g_array_append_val (net->coming, reply);
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

gint64
network_advance (Network *net)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (HopmapScheduleAction));
  gint64 deadline = hopmap_schedule_advance (net->schedule, net->now_ns, actions);
  gint64 due_ns = net->now_ns;
  gboolean asks = FALSE;

  for (guint i = 0; i < actions->len; i++)
    {
      HopmapScheduleAction *action = &g_array_index (actions, HopmapScheduleAction, i);

      switch (action->verb)
        {
        case HOPMAP_SCHEDULE_SEND:
          due_ns += action->gap_us * 1000;
          g_assert_cmpuint (action->index, ==, net->n_sent[action->ttl]);
          expect (net, action, due_ns);
          asks = TRUE;
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

  net->n_batches += asks ? 1 : 0;
  return deadline;
}

static void
happen (Network *net, const Happening *h)
{
  if (!h->sent)
    {
      HopmapFinding finding = { .ttl = h->ttl,
                                .answer = h->answer,
                                .bearing = h->bearing,
                                .rtt_ns = h->rtt_ns,
                                .now_ns = net->now_ns };

      if (h->answer == HOPMAP_ANSWER_DESTINATION)
        finding.distance = net->told;

      hopmap_schedule_answered (net->schedule, h->index, &finding);
      return;
    }

  net->n_left++;
  if (h->index < G_N_ELEMENTS (net->left_ns[0]))
    net->left_ns[h->ttl][h->index] = h->left_ns;
  hopmap_schedule_sent (net->schedule, h->ttl, h->index, h->left_ns);
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
void
network_run (Network *net, gint64 until_ns)
{
  gint64 deadline = network_advance (net);

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
      deadline = network_advance (net);
    }
}

void
network_take_late (Network *net)
{
  gint64 deadline = network_advance (net);
  int next;

  while ((next = find_next (net)) >= 0 || deadline != HOPMAP_SCHEDULE_NEVER)
    {
      gint64 at_ns = next >= 0 ? g_array_index (net->coming, Happening, (guint) next).at_ns
                               : G_MAXINT64;

      net->now_ns = MAX (net->now_ns, MIN (at_ns, deadline));
      if (at_ns <= deadline)
        {
          Happening h = g_array_index (net->coming, Happening, (guint) next);

          g_array_remove_index_fast (net->coming, (guint) next);
          happen (net, &h);
        }
      deadline = network_advance (net);
    }
}

void
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
  net->now_ns = NETWORK_BEGIN;
}

void
network_init (Network *net, const char *line, const HopmapTraceOptions *options)
{
  network_init_with (net, line, options, ICMP_ONLY);
}

void
network_change (Network *net, const char *line)
{
  g_strfreev (net->words);
  net->words = g_strsplit (line, " ", -1);
  net->n_words = g_strv_length (net->words);
}

void
network_clear (Network *net)
{
  hopmap_schedule_free (net->schedule);
  g_strfreev (net->words);
  g_array_unref (net->coming);
}

double
network_get_elapsed_ms (Network *net)
{
  return (double) (net->end_ns - NETWORK_BEGIN) / (double) MS;
}

void
network_answer (Network *net, guint ttl, guint index, HopmapAnswer what, gint64 rtt_ns)
{
  HopmapFinding finding = { .ttl = ttl, .answer = what, .rtt_ns = rtt_ns, .now_ns = net->now_ns };

  hopmap_schedule_answered (net->schedule, index, &finding);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ten thousand made-up paths: none may end with a wrong verdict, and the table says how long after
 * the last truthful answer the schedule was sure.
 */
#include <math.h>

#include "virtual-network.h"

#define N_PATHS 10000

typedef enum
{
  ALL_ANSWER,
  SILENT_HOPS,
  SILENT_DESTINATION,
  LOSS,
  N_KINDS,
} Kind;

static const char *const kind_names[] = { "all answer", "silent hops", "silent destination",
                                          "5 % loss" };

typedef struct
{
  Kind kind;
  guint n;
  gboolean silent[HOPMAP_MAX_TTL + 1];
  double limit_ms;
  double sight_ms; /* who takes longer is behind silence that looks like the end */
  gboolean endless;
  char *line;
} Path;

/* Whoever lies behind a row of silent hops is waited for so long, or twice as long as the slowest before
 * them: else a destination that says nothing could not be called so in half a second. It may be the
 * destination alone that is asked, and leads to the others. */
#define WAITED_MS  280.0
#define SILENT_ROW 4

static void
path_note_answer (Path *path, double rtt_ms, guint n_silent_before)
{
  if (n_silent_before >= SILENT_ROW)
    path->sight_ms = MIN (path->sight_ms, MAX (WAITED_MS, 2.0 * path->limit_ms));
  path->endless = path->endless || rtt_ms > path->sight_ms;
  path->limit_ms = MAX (path->limit_ms, rtt_ms);
}

/* Distances grow by small steps and now and then by an ocean; routers are slower than they pass. */
static void
path_init (Path *path)
{
  g_autoptr (GString) line = g_string_new (NULL);
  double rtt_ms = 0.0;
  guint n_silent = 0;

  *path = (Path){ .kind = (Kind) g_test_rand_int_range (0, N_KINDS),
                  .n = (guint) g_test_rand_int_range (1, 31),
                  .sight_ms = HUGE_VAL };
  for (guint ttl = 1; ttl <= path->n; ttl++)
    {
      const gboolean last = ttl == path->n;
      double here_ms;

      rtt_ms += g_test_rand_double_range (0.1, 6.0);
      if (g_test_rand_int_range (0, 15) == 0)
        rtt_ms += g_test_rand_double_range (20.0, 90.0);
      here_ms = rtt_ms + g_test_rand_double_range (0.0, 10.0);
      path->silent[ttl] = (path->kind == SILENT_HOPS && !last && g_test_rand_int_range (0, 5) == 0)
                          || (path->kind == SILENT_DESTINATION && last);
      if (!path->silent[ttl])
        path_note_answer (path, here_ms, n_silent);
      n_silent = path->silent[ttl] ? n_silent + 1 : 0;
      g_string_append_printf (line, "%s%s", ttl > 1 ? " " : "", path->silent[ttl] ? "*" : "");
      if (!path->silent[ttl])
        g_string_append_printf (line, "%d.%d%s", (int) here_ms, (int) (here_ms * 10.0) % 10,
                                last ? "D" : "");
    }
  path->line = g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
was_answered (Network *net, guint ttl)
{
  return net->n_answers[ttl] > 0;
}

static guint
find_farthest (const Path *path, Network *net)
{
  guint farthest = 0;

  for (guint ttl = 1; ttl <= path->n; ttl++)
    if (was_answered (net, ttl))
      farthest = ttl;

  return farthest;
}

/* A verdict is wrong if it does not say what the answers say that were given, or if nobody was asked
 * who would have answered. */
static gboolean
is_right (const Path *path, Network *net)
{
  const HopmapSurvey *survey = hopmap_schedule_get_survey (net->schedule);
  const gboolean arrived = was_answered (net, path->n) && !path->silent[path->n];

  for (guint ttl = 1; ttl <= path->n; ttl++)
    if (was_answered (net, ttl) != hopmap_survey_has_answer (survey, ttl))
      return FALSE;
  if (path->kind == SILENT_DESTINATION)
    return survey->distance == 0
           && hopmap_survey_get_last_ttl (survey) == find_farthest (path, net);

  return survey->distance == path->n || (path->kind == LOSS && !arrived);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *one = a;
  const double *other = b;

  return (*one > *other) - (*one < *other);
}

/* What became of the paths of one kind. */
typedef struct
{
  GArray *over_ms; /* of double: after the last truthful answer */
  guint n_probes;
  guint n_in_time; /* sure within 20 ms of it */
  guint n_sparing; /* with no more probes than one a hop, a fifth, and eight */
  guint n_both;
} Tally;

static void
tally_add (Tally *tally, const Path *path, Network *net)
{
  const double over_ms = network_get_elapsed_ms (net) - path->limit_ms;

  const gboolean in_time = over_ms <= 20.0;
  const gboolean sparing = net->n_left * 10 <= path->n * 12 + 80;

  g_array_append_val (tally->over_ms, over_ms);
  tally->n_probes += net->n_left;
  tally->n_in_time += in_time ? 1 : 0;
  tally->n_sparing += sparing ? 1 : 0;
  tally->n_both += in_time && sparing ? 1 : 0;
}

static void
tally_say (Tally *tally, const char *name)
{
  GArray *over_ms = tally->over_ms;
  const guint n = over_ms->len;

  g_array_sort (over_ms, compare_doubles);
  g_test_message ("%-20s %5u %12.1f %12.1f %9.1f %9.1f %9.1f %9.1f", name, n,
                  g_array_index (over_ms, double, n / 2),
                  g_array_index (over_ms, double, n * 99 / 100), (double) tally->n_probes / n,
                  100.0 * tally->n_in_time / n, 100.0 * tally->n_sparing / n,
                  100.0 * tally->n_both / n);
}

/* What is remembered of the destination's distance: nothing, what it is, or what it was elsewhere. */
typedef enum
{
  MEMORY_NONE,
  MEMORY_RIGHT,
  MEMORY_WRONG,
} Memory;

static guint
remember (Memory memory, guint n)
{
  if (memory == MEMORY_NONE)
    return 0;

  return memory == MEMORY_RIGHT ? n : (guint) g_test_rand_int_range (1, 31);
}

typedef struct
{
  const char *name;
  HopmapProtocols protocols;
  Memory memory;
} Case;

static const Case cases[] = {
  { "one-protocol", ICMP_ONLY, MEMORY_NONE },
  { "all-protocols", ALL_PROTOCOLS, MEMORY_NONE },
  { "remembered", ALL_PROTOCOLS, MEMORY_RIGHT },
  { "remembered-wrongly", ALL_PROTOCOLS, MEMORY_WRONG },
};

static void
test_many (gconstpointer data)
{
  const Case *c = data;
  Tally tallies[N_KINDS] = { { 0 } };
  guint n_endless = 0;

  for (guint kind = 0; kind < N_KINDS; kind++)
    tallies[kind].over_ms = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_PATHS; i++)
    {
      HopmapTraceOptions options;
      g_auto (Network) net;
      Path path;

      path_init (&path);
      hopmap_trace_options_init (&options);
      options.distance = remember (c->memory, path.n);
      network_init_with (&net, path.line, &options, c->protocols);
      net.loss = path.kind == LOSS ? 5 : 0;
      net.limit = i % 3 == 0 ? 6 : 0;
      network_run (&net, G_MAXINT64);
      n_endless += path.endless ? 1 : 0;
      if (!path.endless && !is_right (&path, &net))
        g_error ("wrong: %s", path.line);
      for (guint ttl = 1; ttl <= path.n; ttl++)
        g_assert_cmpuint (net.n_sent[ttl], <=, 5);
      tally_add (&tallies[path.kind], &path, &net);
      g_free (path.line);
    }

  g_assert_cmpuint (n_endless, <=, N_PATHS / 1000);
  g_test_message ("%s: %u paths, no wrong verdict; not judged: %u", c->name, N_PATHS, n_endless);
  g_test_message ("%-20s %5s %12s %12s %9s %9s %9s %9s", "path", "runs", "ms over limit",
                  "99th of 100", "probes", "% +20 ms", "% 1.2n+8", "% both");
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      tally_say (&tallies[kind], kind_names[kind]);
      g_array_unref (tallies[kind].over_ms);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/trace/many/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_many);
    }
  return g_test_run ();
}

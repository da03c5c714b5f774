/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who answers behind a row of silent hops is found if he takes no longer than is waited in any case,
 * however long the row is; who takes longer than that, and than twice the slowest before, is not waited
 * for, since a destination that is silent would have to be waited for as long.
 */
#include "virtual-network.h"

/* How long an answer may take, milliseconds, behind a short row and behind any. */
#define WAITED_SHORT_MS 350
#define WAITED_MS       280
#define SHORT_ROW       3

typedef struct
{
  const char *name;
  HopmapProtocols protocols;
  guint memory; /* how far the destination was the last time, or 0 */
} Case;

static const Case cases[] = {
  { "one-protocol", ICMP_ONLY, 0 },
  { "all-protocols", ALL_PROTOCOLS, 0 },
  { "remembered-nearer", ALL_PROTOCOLS, 5 },
  { "remembered-farther", ALL_PROTOCOLS, 29 },
};

/* @n_before hops up to @before_ms, then a row that says nothing, then some more, and the destination. */
static char *
make_line (guint n_before, guint before_ms, guint n_silent, guint behind_ms, guint n_behind)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 1; i <= n_before; i++)
    g_string_append_printf (line, "%u ", MAX (before_ms * i / n_before, 1));
  for (guint i = 0; i < n_silent; i++)
    g_string_append (line, "* ");
  for (guint i = 0; i < n_behind; i++)
    g_string_append_printf (line, "%u ", behind_ms);
  g_string_append_printf (line, "%uD", behind_ms);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
check (const Case *c, const char *line)
{
  HopmapTraceOptions options;
  g_auto (Network) net;
  const HopmapSurvey *survey;

  hopmap_trace_options_init (&options);
  options.distance = c->memory;
  network_init_with (&net, line, &options, c->protocols);
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  if (survey->distance != net.n_words)
    g_error ("ends at %u: %s", hopmap_survey_get_last_ttl (survey), line);
  for (guint ttl = 1; ttl <= net.n_words; ttl++)
    {
      g_assert_cmpint (hopmap_survey_has_answer (survey, ttl), ==, *net.words[ttl - 1] != '*');
      g_assert_cmpuint (net.n_sent[ttl], <=, 5);
    }
}

static guint
get_waited_ms (guint n_silent)
{
  return n_silent <= SHORT_ROW ? WAITED_SHORT_MS : WAITED_MS;
}

static void
test_row (gconstpointer data)
{
  static const guint before_ms[] = { 4, 48, 78, 130 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (before_ms); i++)
    for (guint n_before = 3; n_before <= 15; n_before += 6)
      for (guint n_silent = 1; n_silent + n_before < 30; n_silent++)
        for (guint behind_ms = before_ms[i]; behind_ms <= get_waited_ms (n_silent); behind_ms += 23)
          for (guint n_behind = 0; n_behind <= 4 && n_before + n_silent + n_behind < 30;
               n_behind += 2)
            {
              g_autofree char *line = make_line (n_before, before_ms[i], n_silent, behind_ms,
                                                 n_behind);

              check (data, line);
              n++;
            }
  g_test_message ("%u paths", n);
}

/* One that was drawn by chance: four silent hops, and the next one was asked when those were given up. */
static void
test_last_of_reach (gconstpointer data)
{
  check (data, "14 11 10 20 20 18 * 31 35 37 42 47 * * * * 277 281 283 338 336 403 406 414 415 416 "
               "424 421D");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *row = g_strconcat ("/trace/silence/row/", cases[i].name, NULL);
      g_autofree char *last = g_strconcat ("/trace/silence/last-of-reach/", cases[i].name, NULL);

      g_test_add_data_func (row, &cases[i], test_row);
      g_test_add_data_func (last, &cases[i], test_last_of_reach);
    }
  return g_test_run ();
}

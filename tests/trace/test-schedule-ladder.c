/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schedule with several protocols, and how often it asks where probes get lost. */
#include <string.h>

#include "virtual-network.h"

typedef struct
{
  const char *name;
  HopmapProtocol protocol; /* wanted */
  HopmapProtocols available;
  guint port;
  const char *rungs;
} Rungs;

#define ICMP HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP)
#define UDP  HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_UDP)
#define TCP  HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP)

static void
test_rungs (void)
{
  static const Rungs rows[] = {
    { "all", HOPMAP_PROTOCOL_AUTO, ICMP | UDP | TCP, 0, "icmp udp:33434 tcp:443 tcp:80" },
    { "no TCP", HOPMAP_PROTOCOL_AUTO, ICMP | UDP, 0, "icmp udp:33434" },
    { "no ICMP", HOPMAP_PROTOCOL_AUTO, UDP | TCP, 0, "udp:33434 tcp:443 tcp:80" },
    { "ICMP only", HOPMAP_PROTOCOL_AUTO, ICMP, 0, "icmp" },
    { "a port", HOPMAP_PROTOCOL_AUTO, ICMP | UDP | TCP, 22, "icmp udp:33434 tcp:22" },
    { "chosen", HOPMAP_PROTOCOL_ICMP, ICMP | UDP | TCP, 0, "icmp" },
    { "UDP chosen", HOPMAP_PROTOCOL_UDP, ICMP | UDP | TCP, 0, "udp:33434" },
    { "UDP and port chosen", HOPMAP_PROTOCOL_UDP, ICMP | UDP | TCP, 53, "udp:53" },
    { "TCP chosen", HOPMAP_PROTOCOL_TCP, ICMP | UDP | TCP, 0, "tcp:443" },
    { "nothing", HOPMAP_PROTOCOL_AUTO, 0, 0, "icmp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      HopmapTraceOptions options;
      HopmapLadder ladder;

      hopmap_trace_options_init (&options);
      options.protocol = rows[i].protocol;
      options.port = rows[i].port;
      hopmap_ladder_init (&ladder, &options, rows[i].available);
      for (guint rung = 0; rung < ladder.n; rung++)
        {
          g_string_append_printf (
              text, "%s%s", rung > 0 ? " " : "",
              hopmap_enum_to_nick (HOPMAP_TYPE_PROTOCOL, (int) ladder.rungs[rung].protocol));
          if (ladder.rungs[rung].port != 0)
            g_string_append_printf (text, ":%u", ladder.rungs[rung].port);
        }
      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (text->str, ==, rows[i].rungs);
    }
}

typedef struct
{
  const char *name;
  const char *line;
  HopmapProtocol protocol; /* wanted */
  HopmapEnd end;
  guint last_ttl;
  const char *rungs; /* by hop: the rung that was answered, or - */
  double ms;         /* at most */
  guint probes;      /* at most */
} Case;

#define FORBIDS "*|*|20! *|*|20! *|*|20! *|*|20! *|*|20! *|*|20! "

static const Case cases[] = {
  { "no need", "7 14 21 28 35D", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 5, "00000", 36, 22 },
  { "UDP fills a gap", "7 14 *|21 28 35D", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 5, "00100",
    215, 25 },
  { "TCP fills a gap", "7 14 *|*|21 28 35D", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 5,
    "00200", 225, 25 },
  { "silent to all", "7 14 * 28 35D", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 5, "00-00", 305,
    25 },
  { "routers do not care for ports", "7 14 *|*|*|21 28 35D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 5, "00-00", 305, 25 },
  /* who is silent next to silence, or farther on, is not asked in all ways, unless one is answered */
  { "four silent", "7 14 21 * 35 42 50 * * 71 78 * 92 100D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 14, "000-000--00-00", 530, 24 },
  { "neighbours that answer UDP", "7 14 21 *|28 *|35 *|42 50 *|57 *|64D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 9, "000111011", 400, 40 },
  { "the second of two answers TCP, another UDP", "7 14 *|21 28 * *|*|42 50D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 7, "0010-20", 400, 30 },
  { "nobody falls back from what was chosen", "7 14 *|21 28 35D", HOPMAP_PROTOCOL_ICMP,
    HOPMAP_END_DESTINATION, 5, "00-00", 180, 23 },
  { "destination answers UDP", "7 14 21 28 *|35D", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 5,
    "00001", 260, 60 },
  { "destination answers port 443", "7 14 21 28 *|*|35D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 5, "00002", 270, 60 },
  { "destination answers port 80", "7 14 21 28 *|*|*|35D", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_DESTINATION, 5, "00003", 280, 60 },
  { "a filter, and a path behind it", "7 14 *|*|21 *|*|28 *|*|35 *|*|42 *|*|49 *|*|56 *|*|63D",
    HOPMAP_PROTOCOL_AUTO, HOPMAP_END_DESTINATION, 9, "002222222", 600, 36 },
  { "another way, forbidden farther on", "7 14 * * " FORBIDS FORBIDS FORBIDS FORBIDS FORBIDS,
    HOPMAP_PROTOCOL_AUTO, HOPMAP_END_UNREACHABLE, 5, "00--2", 900, 80 },
  { "destination silent to all", "7 14 21 28 35 42 50 57 64 71 78", HOPMAP_PROTOCOL_AUTO,
    HOPMAP_END_SILENT, 11, "00000000000", 440, 23 },
  { "nobody", "", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_SILENT, 0, "", 1600, 54 },
  { "two answers are few", "10 20", HOPMAP_PROTOCOL_AUTO, HOPMAP_END_SILENT, 2, "00", 1600, 54 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  HopmapTraceOptions options;
  const HopmapSurvey *survey;
  g_auto (Network) net;

  hopmap_trace_options_init (&options);
  options.protocol = c->protocol;
  network_init_with (&net, c->line, &options, ALL_PROTOCOLS);
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_test_message ("%g ms, %u probes", network_get_elapsed_ms (&net), net.n_left);

  g_assert_cmpint (hopmap_survey_get_end (survey), ==, c->end);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, c->last_ttl);
  g_assert_cmpuint (strlen (c->rungs), ==, c->last_ttl);
  for (guint ttl = 1; ttl <= c->last_ttl; ttl++)
    if (c->rungs[ttl - 1] == '-')
      g_assert_false (hopmap_survey_has_answer (survey, ttl));
    else
      {
        g_assert_true (hopmap_survey_has_answer (survey, ttl));
        g_assert_cmpuint (survey->rung[ttl], ==, (guint) (c->rungs[ttl - 1] - '0'));
      }
  g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, c->ms);
  g_assert_cmpuint (net.n_left, <=, c->probes);
  for (guint ttl = 1; ttl <= HOPMAP_MAX_TTL; ttl++)
    g_assert_cmpuint (net.n_sent[ttl], <=, 5);
}

/* Where the answer to a scout tells how far it came, no more hops are asked than lie before that; one
 * that seems nearer than it is, as the way back is shorter, is found all the same. */
static void
test_told (void)
{
  static const char *const lines[] = {
    "7 14 *|*|21 *|*|28 *|*|35 *|*|42 *|*|49 *|*|56 *|*|63D",
    "10 20 *|*|*|30D",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint told = 3; told <= 30; told++)
      {
        g_auto (Network) net;
        const guint n = i == 0 ? 9 : 3;

        network_init_with (&net, lines[i], NULL, ALL_PROTOCOLS);
        net.told = told;
        network_run (&net, G_MAXINT64);
        g_assert_cmpuint (hopmap_schedule_get_survey (net.schedule)->distance, ==, n);
        if (told == n)
          g_assert_cmpuint (net.n_left, <=, 23 + (n - 2) + 2);
      }
}

/* A silent hop shows the probes of the first protocol; the others only if they are answered. */
static void
test_views (void)
{
  g_auto (Network) net;

  network_init_with (&net, "7 14 * 28 35D", NULL, ALL_PROTOCOLS);
  network_run (&net, G_MAXINT64);
  g_assert_cmpuint (net.n_sent[3] - net.n_unseen[3], ==, 2);
  g_assert_cmpuint (net.n_unseen[3], ==, 2);
  g_assert_cmpuint (net.n_unseen[2], ==, 0);
}

/* Where neighbours lose probes, a hop is asked more often before it is called silent, and never
 * more than five times. */
static void
test_loss (void)
{
  static const struct
  {
    const char *line;
    guint asked; /* the third hop, which is silent */
  } rows[] = {
    { "7 14 * 28 35 42 49 56 63 70D", 2 },
    { "7 *,14 * 28 35 42 49 56 63 70D", 3 },
    { "7 *,14 * 28 *,35 42 49 56 63 70D", 4 },
    { "*,7 *,14 * *,28 *,35 42 49 56 63 70D", 5 },
    { "*,7 *,14 * *,28 *,35 *,42 *,49 *,56 63 70D", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Network) net;

      network_init (&net, rows[i].line, NULL);
      network_run (&net, G_MAXINT64);
      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (net.n_sent[3], ==, rows[i].asked);
      g_assert_cmpint (hopmap_schedule_get_end (net.schedule), ==, HOPMAP_END_DESTINATION);
    }
}

/* A fifth of all probes is lost, and next to no hop that answers is missing or too far away; next to no
 * trace takes longer than three quarters of a second, as one in 30,000 does. */
static void
test_lossy_networks (void)
{
  guint n_missing = 0;
  guint n_slow = 0;

  for (guint i = 0; i < 1000; i++)
    {
      const HopmapSurvey *survey;
      g_auto (Network) net;

      network_init_with (&net, "7 14 21 28 35 42 50 57 64 71 78 85 92 100D", NULL, ALL_PROTOCOLS);
      net.loss = 20;
      network_run (&net, G_MAXINT64);
      survey = hopmap_schedule_get_survey (net.schedule);
      g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
      for (guint ttl = 1; ttl <= 14; ttl++)
        n_missing += hopmap_survey_has_answer (survey, ttl) ? 0 : 1;
      n_missing += hopmap_survey_get_last_ttl (survey) - 14;
      n_slow += network_get_elapsed_ms (&net) > 760.0 ? 1 : 0;
      g_assert_cmpfloat (network_get_elapsed_ms (&net), <=, 1500.0);
    }
  g_test_message ("%u of %u hops missing or wrong", n_missing, 1000 * 14);
  g_assert_cmpuint (n_missing, <=, 28);
  g_assert_cmpuint (n_slow, <=, 2);
}

/* After the end silence is asked once more, when a limiter has had its second. */
static void
test_second_look (void)
{
  g_auto (Network) net;
  const HopmapSurvey *survey;
  gint64 end_ns;

  network_init (&net, "5 *,*,10 15 20D", NULL);
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  end_ns = net.now_ns;
  g_assert_false (hopmap_survey_has_answer (survey, 2));
  g_assert_cmpuint (net.n_sent[2], ==, 2);

  network_take_late (&net);
  g_assert_cmpuint (net.n_sent[2], ==, 3);
  g_assert_cmpuint (net.n_unseen[2], ==, 1);
  g_assert_cmpint (net.left_ns[2][2] - net.left_ns[2][1], >=, 1000 * MS);
  g_assert_cmpint (net.left_ns[2][2], >, end_ns);
  g_assert_true (hopmap_survey_has_answer (survey, 2));
  g_assert_cmpuint (net.n_sent[1] + net.n_sent[3] + net.n_sent[4], ==, 3);
}

/* … of a destination that was silent, too. */
static void
test_second_look_behind (void)
{
  g_auto (Network) net;
  const HopmapSurvey *survey;

  network_init (&net, "5 10 15 *,*,20D", NULL);
  net.n_words = 4;
  net.closed = TRUE;
  network_run (&net, G_MAXINT64);
  survey = hopmap_schedule_get_survey (net.schedule);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_SILENT);
  network_take_late (&net);
  g_assert_cmpint (hopmap_survey_get_end (survey), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpuint (hopmap_survey_get_last_ttl (survey), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/trace/ladder/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/trace/ladder/rungs", test_rungs);
  g_test_add_func ("/trace/ladder/told", test_told);
  g_test_add_func ("/trace/ladder/views", test_views);
  g_test_add_func ("/trace/ladder/loss", test_loss);
  g_test_add_func ("/trace/ladder/lossy-networks", test_lossy_networks);
  g_test_add_func ("/trace/ladder/second-look", test_second_look);
  g_test_add_func ("/trace/ladder/second-look-behind", test_second_look_behind);
  return g_test_run ();
}

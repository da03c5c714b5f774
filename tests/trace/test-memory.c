/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ten thousand rounds of thirty hops with a made-up clock: schedule, logbook, route and the log of
 * its changes take no more room at the end than they did after the first hours.
 */
#include <malloc.h>

#include "hopmap-logbook.h"
#include "hopmap-route-log.h"
#include "hopmap-schedule.h"
#include "trace-fixture.h"

#define MS     G_GINT64_CONSTANT (1000000)
#define HOPS   30
#define ROUNDS 10000

/* Samples are dropped by the hundred, so that what is held goes up and down. */
#define WARM_ROUNDS 3000
#define SWING_BYTES (256 * 1024)

typedef struct
{
  HopmapSchedule *schedule;
  HopmapLogbook *book;
  HopmapRoute *route;
  HopmapRouteLog *log;
  GArray *actions;
  gint64 now_ns;
  guint n_sent[HOPS + 1];
} Watch;

static gsize
get_heap (void)
{
  const struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* Hop 7 never answers, hop 8 seldom; hop 9 has ever new addresses, more than anybody can keep. */
static gboolean
answers (guint ttl, guint n)
{
  return ttl != 7 && (ttl != 8 || n % 5 == 0);
}

static void
make_answer (HopmapSample *answer, guint ttl, guint n)
{
  *answer = (HopmapSample){ .sent_ns = -1,
                            .rtt_ns = ttl * MS + (gint64) (n % 13) * MS / 10,
                            .protocol = HOPMAP_PROTOCOL_ICMP };

  answer->answer = ttl == HOPS ? HOPMAP_ANSWER_DESTINATION : HOPMAP_ANSWER_TIME_EXCEEDED;
  g_assert_true (hopmap_address_parse ("10.0.0.0", &answer->address));
  answer->address.bytes[1] = (guint8) ttl;
  if (ttl == 9)
    {
      answer->address.bytes[2] = (guint8) (n >> 8);
      answer->address.bytes[3] = (guint8) n;
    }
}

static void
send_probe (Watch *watch, const HopmapScheduleAction *action)
{
  const guint ttl = action->ttl;
  const guint n = watch->n_sent[MIN (ttl, HOPS)]++;
  HopmapFinding finding = { .ttl = ttl, .now_ns = watch->now_ns };
  HopmapSample answer;

  hopmap_logbook_note_asked (watch->book, action);
  hopmap_schedule_sent (watch->schedule, ttl, action->index, watch->now_ns);
  hopmap_logbook_note_sent (watch->book, watch->route, ttl, action->index, watch->now_ns);
  if (!answers (ttl, n))
    return;

  make_answer (&answer, MIN (ttl, HOPS), n);
  finding.answer = answer.answer;
  finding.bearing = ttl >= HOPS ? HOPMAP_BEARING_DESTINATION : HOPMAP_BEARING_OTHER;
  finding.rtt_ns = answer.rtt_ns;
  hopmap_schedule_answered (watch->schedule, action->index, &finding);
  hopmap_logbook_note_answer (watch->book, watch->route, ttl, action->index, &answer);
}

static void
watch_step (Watch *watch)
{
  gint64 deadline;

  g_array_set_size (watch->actions, 0);
  deadline = hopmap_schedule_advance (watch->schedule, watch->now_ns, watch->actions);
  for (guint i = 0; i < watch->actions->len; i++)
    {
      const HopmapScheduleAction action = g_array_index (watch->actions, HopmapScheduleAction, i);

      if (action.verb == HOPMAP_SCHEDULE_SEND)
        send_probe (watch, &action);
      else if (action.verb == HOPMAP_SCHEDULE_LOSE)
        hopmap_logbook_note_lost (watch->book, watch->route, action.ttl, action.index);
      else if (action.verb == HOPMAP_SCHEDULE_FORGET)
        hopmap_logbook_note_forgotten (watch->book, action.ttl, action.index);
    }
  hopmap_logbook_show (watch->book, watch->route,
                       hopmap_survey_get_last_ttl (hopmap_schedule_get_survey (watch->schedule)));
  if (watch->actions->len == 0)
    watch->now_ns = MAX (watch->now_ns + 1, deadline);
}

static void
run_rounds (Watch *watch, guint n)
{
  while (watch->n_sent[1] < n)
    watch_step (watch);
}

static void
test_rounds (void)
{
  HopmapTraceOptions options;
  HopmapLadder ladder;
  Watch watch = { NULL };
  gsize warm;
  gsize most = 0;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  hopmap_ladder_init (&ladder, &options, HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP));
  watch.schedule = hopmap_schedule_new (&options, &ladder);
  watch.book = hopmap_logbook_new ();
  watch.route = trace_fixture_new_trace ("10.30.0.0", &options);
  watch.log = hopmap_route_log_new ();
  hopmap_route_log_set_route (watch.log, watch.route);
  watch.actions = g_array_new (FALSE, FALSE, sizeof (HopmapScheduleAction));
  watch.now_ns = MS;

  run_rounds (&watch, WARM_ROUNDS);
  warm = get_heap ();
  for (guint n = WARM_ROUNDS + 100; n <= ROUNDS; n += 100)
    {
      run_rounds (&watch, n);
      most = MAX (most, get_heap ());
    }
  g_test_message ("%u rounds, %.1f hours: %zu KiB after %u rounds, never more than %zu KiB", ROUNDS,
                  (double) watch.now_ns / 3.6e12, warm / 1024, WARM_ROUNDS, most / 1024);
  g_assert_cmpuint (most, <=, warm + SWING_BYTES);

  /* All rounds are in the statistics, the newest in the samples. */
  for (guint ttl = 1; ttl <= HOPS; ttl++)
    {
      HopmapHop *hop = hopmap_route_get_hop (watch.route, ttl);

      g_assert_cmpuint (hopmap_hop_get_stats (hop)->sent, >=, ROUNDS - 200);
      g_assert_cmpuint (hopmap_hop_get_n_samples (hop), >=, 900);
      g_assert_cmpuint (hopmap_hop_get_n_samples (hop), <=, 1200);
    }
  g_assert_cmpuint (hopmap_logbook_get_n_entries (watch.book), <=, HOPS * 65);

  hopmap_schedule_free (watch.schedule);
  hopmap_logbook_free (watch.book);
  g_object_unref (watch.log);
  g_object_unref (watch.route);
  g_array_unref (watch.actions);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/memory/rounds", test_rounds);
  return g_test_run ();
}

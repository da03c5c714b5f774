/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clock of the computer is set in mid-trace, or the computer sleeps: this program's own
 * clock_gettime() and gettimeofday() are those that all libraries find, and say what the test wants.
 */
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "hopmap-tracer.h"
#include "scripted-source.h"
#include "trace-fixture.h"

#define DESTINATION "192.0.2.9"
#define N_HOPS      4
#define SECOND      G_GINT64_CONSTANT (1000000000)
#define DAY         (86400 * SECOND)
#define SLEEP       (8 * 3600 * SECOND)

static gint64 wall_step_ns; /* the clock that shows the date goes wrong, or right, by this */
static gint64 slept_ns; /* while the computer sleeps that one goes on, and the one of alarms not */
static guint n_looks;

int clock_gettime (clockid_t clock, struct timespec *now);

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  const int result = (int) syscall (SYS_clock_gettime, clock, now);
  gint64 shift_ns = 0;

  if (clock == CLOCK_REALTIME)
    {
      n_looks++;
      shift_ns = wall_step_ns + slept_ns;
    }
  else if (clock == CLOCK_BOOTTIME)
    shift_ns = slept_ns;
  now->tv_sec += shift_ns / SECOND;

  return result;
}

/* The other way to ask for the date. */
int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec time;
  const int result = clock_gettime (CLOCK_REALTIME, &time);

  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return result;
}

typedef struct
{
  HopmapRoute *route;
  ScriptedSource *source;
  HopmapTracer *tracer;
  gboolean done;
} Fixture;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &error));
  g_assert_no_error (error);
  f->done = TRUE;
}

static void
answer (Fixture *f, guint ttl)
{
  g_autofree char *address = g_strdup_printf ("192.0.2.%u", ttl);
  const gboolean last = ttl == N_HOPS;

  scripted_source_answer (f->source, ttl, 0, last ? DESTINATION : address,
                          last ? HOPMAP_ANSWER_DESTINATION : HOPMAP_ANSWER_TIME_EXCEEDED, ttl);
}

/* Half of the hops answer before it happens, and half after it. */
static void
run (Fixture *f, gint64 step_ns)
{
  HopmapTraceOptions options;

  wall_step_ns = slept_ns = 0;
  hopmap_trace_options_init (&options);
  options.wait_s = HOPMAP_MAX_WAIT_S;
  *f = (Fixture){ .route = trace_fixture_new_trace (DESTINATION, &options),
                  .source = scripted_source_new () };
  f->tracer = hopmap_tracer_new (f->route, HOPMAP_PROBE_SOURCE (f->source), NULL);
  hopmap_tracer_run_async (f->tracer, NULL, run_cb, f);
  while (scripted_source_count (f->source, 0) < 8)
    g_main_context_iteration (NULL, TRUE);
  scripted_source_send_all (f->source);
  answer (f, 1);
  answer (f, 2);

  wall_step_ns = step_ns;
  while (scripted_source_count (f->source, 0) < 16)
    g_main_context_iteration (NULL, TRUE);
  scripted_source_send_all (f->source);
  answer (f, 3);
  answer (f, 4);
  trace_fixture_run_until (&f->done, 20);
  g_assert_true (f->done);
  g_assert_cmpint (hopmap_route_get_end (f->route), ==, HOPMAP_END_DESTINATION);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_object (&f->tracer);
  g_clear_object (&f->source);
  g_clear_object (&f->route);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static gint64
get_duration_ns (HopmapRoute *route)
{
  return g_date_time_difference (hopmap_route_get_ended (route), hopmap_route_get_started (route))
         * 1000;
}

/* No time is a difference of two looks at the clock that shows the date. */
static void
test_set (void)
{
  static const gint64 steps[] = { -DAY, -SECOND, SECOND, 7 * SECOND, DAY };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_auto (Fixture) f;

      n_looks = 0;
      run (&f, steps[i]);
      g_assert_cmpuint (n_looks, >, 0); /* at the date: else this test sees nothing */
      g_assert_cmpint (get_duration_ns (f.route), >=, 0);
      g_assert_cmpint (get_duration_ns (f.route), <, 3600 * SECOND);
      for (guint ttl = 1; ttl <= N_HOPS; ttl++)
        {
          HopmapHop *hop = hopmap_route_get_hop (f.route, ttl);

          g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 1);
          g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, ttl * SECOND / 1000);
          g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, <, 3600 * SECOND);
        }
    }
}

/* What leaves after eight hours of sleep leaves eight hours later. */
static void
test_sleep (void)
{
  HopmapTraceOptions options;
  g_auto (Fixture) f;
  HopmapHop *hop;

  wall_step_ns = slept_ns = 0;
  hopmap_trace_options_init (&options);
  options.wait_s = HOPMAP_MAX_WAIT_S;
  options.queries = 2;
  f = (Fixture){ .route = trace_fixture_new_trace (DESTINATION, &options),
                 .source = scripted_source_new () };
  f.tracer = hopmap_tracer_new (f.route, HOPMAP_PROBE_SOURCE (f.source), NULL);
  hopmap_tracer_run_async (f.tracer, NULL, run_cb, &f);
  while (scripted_source_count (f.source, 0) < 8)
    g_main_context_iteration (NULL, TRUE);
  scripted_source_send_all (f.source);
  scripted_source_answer (f.source, 1, 0, DESTINATION, HOPMAP_ANSWER_DESTINATION, 1);

  slept_ns = SLEEP;
  while (scripted_source_count (f.source, 1) < 2)
    g_main_context_iteration (NULL, TRUE);
  scripted_source_send_all (f.source);
  scripted_source_answer (f.source, 1, 1, DESTINATION, HOPMAP_ANSWER_DESTINATION, 2);
  trace_fixture_run_until (&f.done, 20);

  hop = hopmap_route_get_hop (f.route, 1);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 2);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, <, SLEEP);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 1)->sent_ns, >=, SLEEP);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 1)->sent_ns, <, SLEEP + 3600 * SECOND);
  g_assert_cmpint (hopmap_hop_get_stats (hop)->worst_ns, ==, 2 * SECOND / 1000);
  g_assert_cmpint (get_duration_ns (f.route), >=, SLEEP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/steps-of-clocks/set", test_set);
  g_test_add_func ("/trace/steps-of-clocks/sleep", test_sleep);
  return g_test_run ();
}

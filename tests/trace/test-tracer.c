/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tracer with a source that does what the test says: what shows in the route, when, and every
 * way in which a run can end.
 */
#include "hopmap-journey.h"
#include "hopmap-replay-source.h"
#include "hopmap-trace-error.h"
#include "hopmap-tracer.h"
#include "scripted-source.h"
#include "trace-fixture.h"

#define DESTINATION "192.0.2.9"

typedef struct
{
  HopmapRoute *route;
  ScriptedSource *source;
  HopmapTracer *tracer;
  gboolean done;
  gboolean ok;
  GError *error;
} Fixture;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  f->ok = hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &f->error);
  f->done = TRUE;
}

static void
fixture_init (Fixture *f, const HopmapTraceOptions *options, HopmapResolver *resolver)
{
  HopmapTraceOptions patient;

  /* So that only the test says what is given up, however slow the machine is. */
  hopmap_trace_options_init (&patient);
  if (options != NULL)
    patient = *options;
  patient.wait_s = HOPMAP_MAX_WAIT_S;
  *f = (Fixture){ NULL };
  f->route = trace_fixture_new_trace (DESTINATION, &patient);
  f->source = scripted_source_new ();
  f->tracer = hopmap_tracer_new (f->route, HOPMAP_PROBE_SOURCE (f->source), resolver);
}

static void
fixture_run (Fixture *f, GCancellable *cancellable)
{
  hopmap_tracer_run_async (f->tracer, cancellable, run_cb, f);
  while (!f->done && hopmap_route_get_phase (f->route) == HOPMAP_PHASE_RESOLVING)
    g_main_context_iteration (NULL, TRUE);
  /* The farther hops are asked one after the other, and so many in any case. */
  while (!f->done
         && scripted_source_count (f->source, 0)
                < MIN (hopmap_route_get_options (f->route)->max_ttl, 16))
    g_main_context_iteration (NULL, TRUE);
  scripted_source_send_all (f->source);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_object (&f->tracer);
  g_clear_object (&f->source);
  g_clear_object (&f->route);
  g_clear_error (&f->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
assert_route (HopmapRoute *route, const char *expected)
{
  g_autofree char *got = trace_fixture_describe (route);

  g_assert_cmpstr (got, ==, expected);
}

static void
hop (Fixture *f, guint ttl, const char *address, double rtt_ms)
{
  scripted_source_answer (f->source, ttl, 0, address, HOPMAP_ANSWER_TIME_EXCEEDED, rtt_ms);
}

static void
arrive (Fixture *f, guint ttl, double rtt_ms)
{
  scripted_source_answer (f->source, ttl, 0, DESTINATION, HOPMAP_ANSWER_DESTINATION, rtt_ms);
}

/* Hops show as they answer, in whatever order, and never behind the destination. */
static void
test_order (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_TRACING);
  g_assert_cmpint (hopmap_route_get_protocol (f.route), ==, HOPMAP_PROTOCOL_UDP);
  g_assert_cmpint (hopmap_route_get_access (f.route), ==, HOPMAP_ACCESS_ERROR_QUEUE);
  g_assert_cmpuint (scripted_source_count (f.source, 0), ==, 16);
  assert_route (f.route, "?");

  hop (&f, 1, "192.0.2.1", 1.0);
  assert_route (f.route, "192.0.2.1=1 ?");
  hop (&f, 3, "192.0.2.3", 3.0);
  assert_route (f.route, "192.0.2.1=1 ? 192.0.2.3=3 ?");
  arrive (&f, 6, 6.0);
  assert_route (f.route, "192.0.2.1=1 ? 192.0.2.3=3 ? ? 192.0.2.9=6");
  g_assert_cmpuint (scripted_source_count (f.source, 7), ==, 0);
  g_assert_cmpuint (scripted_source_count (f.source, 0), ==, 6);
  arrive (&f, 5, 5.0);
  assert_route (f.route, "192.0.2.1=1 ? 192.0.2.3=3 ? 192.0.2.9=5");
  hop (&f, 2, "192.0.2.2", 2.0);
  g_assert_false (f.done);
  hop (&f, 4, "192.0.2.4", 4.0);

  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_DONE);
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_DESTINATION);
  trace_fixture_run_until (&f.done, 20);
  g_assert_no_error (f.error);
  g_assert_true (f.ok);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2 192.0.2.3=3 192.0.2.4=4 192.0.2.9=5");
  g_assert_nonnull (hopmap_route_get_started (f.route));
  g_assert_nonnull (hopmap_route_get_ended (f.route));
}

/* A hop that was called silent answers after the end. */
static void
test_late_hop (void)
{
  g_auto (Fixture) f;
  HopmapHop *late;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 3, 3.0);
  scripted_source_expire (f.source, 2, 0);
  scripted_source_send_all (f.source);
  scripted_source_expire (f.source, 2, 1);
  trace_fixture_run_until (&f.done, 20);
  assert_route (f.route, "192.0.2.1=1 * 192.0.2.9=3");
  late = hopmap_route_get_hop (f.route, 2);
  g_assert_cmpuint (hopmap_hop_get_stats (late)->lost, ==, 2);

  scripted_source_answer (f.source, 2, 1, "192.0.2.2", HOPMAP_ANSWER_TIME_EXCEEDED, 2100.0);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2100 192.0.2.9=3");
  g_assert_cmpuint (hopmap_hop_get_stats (late)->lost, ==, 1);
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_DESTINATION);
}

/* … and a destination that was called silent. */
static void
test_late_destination (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  hop (&f, 2, "192.0.2.2", 2.0);
  for (guint try = 0; try < 2; try++)
    {
      for (guint ttl = 3; ttl <= (try == 0 ? 16 : 4); ttl++)
        scripted_source_expire (f.source, ttl, try);
      scripted_source_send_all (f.source);
      scripted_source_expire (f.source, 30, 0);
    }
  trace_fixture_run_until (&f.done, 20);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2");
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_SILENT);

  scripted_source_answer (f.source, 4, 0, "192.0.2.2", HOPMAP_ANSWER_UNREACHABLE, 3000.0);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2 * 192.0.2.2=3000!");
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_UNREACHABLE);
  scripted_source_answer (f.source, 3, 1, "192.0.2.2", HOPMAP_ANSWER_UNREACHABLE, 3000.0);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2 192.0.2.2=3000!");
  scripted_source_answer (f.source, 5, 0, DESTINATION, HOPMAP_ANSWER_DESTINATION, 3100.0);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2 192.0.2.2=3000! 192.0.2.2=3000! 192.0.2.9=3100");
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_DONE);
}

/* Two answers for one probe, or one for a probe that there is not, change nothing. */
static void
test_nonsense (void)
{
  g_auto (Fixture) f;
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_REPLY };

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  hop (&f, 1, "192.0.2.77", 0.5);
  assert_route (f.route, "192.0.2.1=1 ?");

  event.reply.answer = HOPMAP_ANSWER_DESTINATION;
  event.reply.rtt_ns = 1;
  g_assert_true (hopmap_address_parse (DESTINATION, &event.reply.address));
  for (guint token = 0; token < 32; token++)
    {
      event.token = 0xff000000u | (1u << token);
      if (event.token >> 24 > 30)
        hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (f.source), &event);
    }
  assert_route (f.route, "192.0.2.1=1 ?");
  hopmap_tracer_stop (f.tracer);
  trace_fixture_run_until (&f.done, 20);
}

static void
test_stop (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  hopmap_tracer_stop (f.tracer);
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_STOPPED);
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_STOPPED);
  g_assert_true (scripted_source_is_stopped (f.source));
  trace_fixture_run_until (&f.done, 20);
  g_assert_true (f.ok);
  g_assert_no_error (f.error);
  assert_route (f.route, "192.0.2.1=1");
  hopmap_tracer_stop (f.tracer);
}

/* Rounds for ever end by a stop only; the way was found long before, and that is how it ended. */
static void
test_stop_rounds (void)
{
  g_auto (Fixture) f;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  fixture_init (&f, &options, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 2, 2.0);
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_TRACING);
  hopmap_tracer_stop (f.tracer);
  trace_fixture_run_until (&f.done, 20);
  g_assert_true (f.ok);
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_DESTINATION);
  g_assert_true (scripted_source_is_stopped (f.source));
}

/* Stopped by whoever watches, in the middle of an event. */
static void
stop_cb (HopmapRoute *route, guint position, guint removed, guint added, gpointer user_data)
{
  hopmap_tracer_stop (HOPMAP_TRACER (user_data));
}

static void
test_stop_within (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  g_signal_connect (f.route, "items-changed", G_CALLBACK (stop_cb), f.tracer);
  arrive (&f, 2, 1.0);
  trace_fixture_run_until (&f.done, 20);
  g_assert_true (f.ok);
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_STOPPED);
  g_signal_handlers_disconnect_by_data (f.route, f.tracer);
}

static void
test_cancel (gconstpointer data)
{
  g_auto (Fixture) f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gboolean while_starting = GPOINTER_TO_INT (data) != 0;

  fixture_init (&f, NULL, NULL);
  if (while_starting)
    {
      scripted_source_set_start (f.source, -2);
      hopmap_tracer_run_async (f.tracer, cancellable, run_cb, &f);
    }
  else
    fixture_run (&f, cancellable);
  g_cancellable_cancel (cancellable);
  trace_fixture_run_until (&f.done, 20);
  g_assert_false (f.ok);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (hopmap_route_get_end (f.route), ==, HOPMAP_END_STOPPED);
  g_assert_true (scripted_source_is_stopped (f.source));
}

static void
test_route_gone (gconstpointer data)
{
  g_auto (Fixture) f;
  const gboolean while_starting = GPOINTER_TO_INT (data) != 0;

  fixture_init (&f, NULL, NULL);
  if (while_starting)
    {
      scripted_source_set_start (f.source, -2);
      hopmap_tracer_run_async (f.tracer, NULL, run_cb, &f);
    }
  else
    {
      fixture_run (&f, NULL);
      hop (&f, 1, "192.0.2.1", 1.0);
    }
  g_clear_object (&f.route);
  g_assert_true (scripted_source_is_stopped (f.source));
  trace_fixture_run_until (&f.done, 20);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_failures (void)
{
  enum
  {
    AT_START,
    FIRST_PROBE,
    CLOSED,
  };
  static const struct
  {
    int when;
    HopmapTraceError code;
  } cases[] = {
    { AT_START, HOPMAP_TRACE_ERROR_HELPER_MISSING }, { AT_START, HOPMAP_TRACE_ERROR_PERMISSION },
    { FIRST_PROBE, HOPMAP_TRACE_ERROR_NETWORK },     { FIRST_PROBE, HOPMAP_TRACE_ERROR_PERMISSION },
    { FIRST_PROBE, HOPMAP_TRACE_ERROR_REFUSED },     { CLOSED, HOPMAP_TRACE_ERROR_HELPER_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) f;

      fixture_init (&f, NULL, NULL);
      if (cases[i].when == AT_START)
        scripted_source_set_start (f.source, (int) cases[i].code);
      fixture_run (&f, NULL);
      if (cases[i].when == FIRST_PROBE)
        scripted_source_fail (f.source, 1, 0, (int) cases[i].code);
      else if (cases[i].when == CLOSED)
        scripted_source_close (f.source);
      trace_fixture_run_until (&f.done, 20);
      g_assert_error (f.error, HOPMAP_TRACE_ERROR, (int) cases[i].code);
      g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_FAILED);
      g_assert_cmpstr (hopmap_route_get_error (f.route)->message, ==, f.error->message);
      g_assert_true (scripted_source_is_stopped (f.source));
    }
}

/* Where somebody has answered, one probe that cannot be sent is only one that is lost. */
static void
test_failed_probe (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 3, 3.0);
  scripted_source_fail (f.source, 2, 0, HOPMAP_TRACE_ERROR_NETWORK);
  scripted_source_send_all (f.source);
  scripted_source_fail (f.source, 2, 1, HOPMAP_TRACE_ERROR_NETWORK);
  trace_fixture_run_until (&f.done, 20);
  g_assert_no_error (f.error);
  assert_route (f.route, "192.0.2.1=1 * 192.0.2.9=3");
}

/* What one protocol leaves open another fills in, each answer as what it is. */
static void
test_protocols (void)
{
  g_auto (Fixture) f;
  const HopmapSample *sample;

  fixture_init (&f, NULL, NULL);
  scripted_source_set_protocols (f.source, HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_UDP)
                                               | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP));
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 3, 3.0);
  for (guint i = 0; i < 2; i++)
    {
      scripted_source_expire (f.source, 2, i);
      scripted_source_send_all (f.source);
    }
  g_assert_cmpuint (scripted_source_count (f.source, 2), ==, 3);
  assert_route (f.route, "192.0.2.1=1 ? 192.0.2.9=3");
  scripted_source_answer (f.source, 2, 2, "192.0.2.2", HOPMAP_ANSWER_TIME_EXCEEDED, 2.0);
  trace_fixture_run_until (&f.done, 20);
  assert_route (f.route, "192.0.2.1=1 192.0.2.2=2 192.0.2.9=3");
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (f.route, 2)), ==, 3);
  sample = hopmap_hop_get_sample (hopmap_route_get_hop (f.route, 2), 2);
  g_assert_cmpint (sample->protocol, ==, HOPMAP_PROTOCOL_TCP);
  g_assert_cmpint (hopmap_hop_get_sample (hopmap_route_get_hop (f.route, 2), 0)->protocol, ==,
                   HOPMAP_PROTOCOL_UDP);
}

/* A protocol that cannot be sent after all is passed over without a word. */
static void
test_protocol_fails (void)
{
  g_auto (Fixture) f;

  fixture_init (&f, NULL, NULL);
  scripted_source_set_protocols (f.source, HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_UDP)
                                               | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP));
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 3, 3.0);
  for (guint i = 0; i < 2; i++)
    {
      scripted_source_expire (f.source, 2, i);
      scripted_source_send_all (f.source);
    }
  scripted_source_fail (f.source, 2, 2, HOPMAP_TRACE_ERROR_PERMISSION);
  trace_fixture_run_until (&f.done, 20);
  g_assert_true (f.ok);
  assert_route (f.route, "192.0.2.1=1 * 192.0.2.9=3");
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (f.route, 2)), ==, 2);
  g_assert_null (hopmap_route_get_trouble (f.route));
}

static void
wait_for_probes (Fixture *f, guint ttl, guint n)
{
  while (scripted_source_count (f->source, ttl) < n)
    g_main_context_iteration (NULL, TRUE);
}

/* A link that goes down during the rounds is told of, and the rounds go on. */
static void
test_trouble (void)
{
  g_auto (Fixture) f;
  HopmapTraceOptions options;
  g_autofree char *verdict = NULL;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  options.interval_s = 0.1;
  fixture_init (&f, &options, NULL);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 2, 2.0);
  wait_for_probes (&f, 1, 2);
  g_assert_null (hopmap_route_get_trouble (f.route));
  scripted_source_fail (f.source, 1, 1, HOPMAP_TRACE_ERROR_NETWORK);
  g_assert_cmpstr (hopmap_route_get_trouble (f.route), ==, "This probe was not sent.");
  verdict = hopmap_route_dup_verdict (f.route);
  g_assert_cmpstr (verdict, ==, "This probe was not sent.");
  g_assert_cmpint (hopmap_route_get_phase (f.route), ==, HOPMAP_PHASE_TRACING);
  /* What never left was not lost. */
  g_assert_cmpuint (hopmap_hop_get_stats (hopmap_route_get_hop (f.route, 1))->lost, ==, 0);

  wait_for_probes (&f, 1, 3);
  scripted_source_send_all (f.source);
  scripted_source_answer (f.source, 1, 2, "192.0.2.1", HOPMAP_ANSWER_TIME_EXCEEDED, 1.0);
  g_assert_null (hopmap_route_get_trouble (f.route));
  g_assert_cmpuint (hopmap_hop_get_stats (hopmap_route_get_hop (f.route, 1))->received, ==, 2);
  hopmap_tracer_stop (f.tracer);
  trace_fixture_run_until (&f.done, 20);
}

/* Names come from the resolver, as far as they are wanted. */
static void
test_names (gconstpointer data)
{
  const gboolean wanted = GPOINTER_TO_INT (data) != 0;
  g_autoptr (HopmapRoute)
      recording = trace_fixture_route_new (DESTINATION, "192.0.2.1=1 * 192.0.2.9=3");
  g_autoptr (HopmapResolver) resolver = NULL;
  HopmapTraceOptions options;
  g_auto (Fixture) f;

  hopmap_hop_set_name (hopmap_route_get_hop (recording, 1), "gw.example.net");
  resolver = hopmap_resolver_new_for_recording (recording);
  hopmap_trace_options_init (&options);
  options.names = wanted;
  fixture_init (&f, &options, resolver);
  fixture_run (&f, NULL);
  hop (&f, 1, "192.0.2.1", 1.0);
  arrive (&f, 2, 2.0);
  trace_fixture_run_until (&f.done, 20);
  assert_route (f.route,
                wanted ? "192.0.2.1=1(gw.example.net) 192.0.2.9=2" : "192.0.2.1=1 192.0.2.9=2");
}

/* A recording needs no destination, and one at real speed takes as long as it took then. */
static void
test_real_speed (void)
{
  g_autoptr (HopmapRoute)
      recording = trace_fixture_route_new (DESTINATION, "192.0.2.1=1 192.0.2.2=20 192.0.2.9=60");
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("host.example", NULL);
  HopmapTraceOptions options;
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (HopmapProbeSource)
      source = HOPMAP_PROBE_SOURCE (hopmap_replay_source_new (recording, 1.0));
  g_autoptr (HopmapTracer) tracer = NULL;
  Fixture f = { NULL };
  const gint64 begin_us = g_get_monotonic_time ();

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  tracer = hopmap_tracer_new (route, source, NULL);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &f);
  trace_fixture_run_until (&f.done, 20);
  g_assert_no_error (f.error);
  assert_route (route, "192.0.2.1=1 192.0.2.2=20 192.0.2.9=60");
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, 60000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/tracer/order", test_order);
  g_test_add_func ("/trace/tracer/late-hop", test_late_hop);
  g_test_add_func ("/trace/tracer/late-destination", test_late_destination);
  g_test_add_func ("/trace/tracer/nonsense", test_nonsense);
  g_test_add_func ("/trace/tracer/stop", test_stop);
  g_test_add_func ("/trace/tracer/stop-rounds", test_stop_rounds);
  g_test_add_func ("/trace/tracer/stop-within", test_stop_within);
  g_test_add_data_func ("/trace/tracer/cancel/starting", GINT_TO_POINTER (1), test_cancel);
  g_test_add_data_func ("/trace/tracer/cancel/tracing", NULL, test_cancel);
  g_test_add_data_func ("/trace/tracer/route-gone/starting", GINT_TO_POINTER (1), test_route_gone);
  g_test_add_data_func ("/trace/tracer/route-gone/tracing", NULL, test_route_gone);
  g_test_add_func ("/trace/tracer/failures", test_failures);
  g_test_add_func ("/trace/tracer/failed-probe", test_failed_probe);
  g_test_add_func ("/trace/tracer/protocols", test_protocols);
  g_test_add_func ("/trace/tracer/protocol-fails", test_protocol_fails);
  g_test_add_func ("/trace/tracer/trouble", test_trouble);
  g_test_add_data_func ("/trace/tracer/names/wanted", GINT_TO_POINTER (1), test_names);
  g_test_add_data_func ("/trace/tracer/names/unwanted", NULL, test_names);
  g_test_add_func ("/trace/tracer/real-speed", test_real_speed);
  return g_test_run ();
}

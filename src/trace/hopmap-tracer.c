/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTracer: see the header. The course of a trace is its stage; every way out of one leads
 * through finish(), fail() or abandon().
 */
#include "hopmap-tracer.h"

#include <glib/gi18n-lib.h>

#include "hopmap-alarm.h"
#include "hopmap-logbook.h"
#include "hopmap-route-namer.h"
#include "hopmap-schedule.h"
#include "hopmap-trace-error.h"

#define MS G_GINT64_CONSTANT (1000000)

/* How long names of routers may hold up the end of a run, and late answers are listened for. */
#define NAMES_NS  (1500 * MS)
#define LINGER_NS (5000 * MS)

/* How long the source waits for an answer; a schedule gives up earlier. */
#define TIMEOUT_MS       3000
#define TIMEOUT_MIN_MS   100
#define TIMEOUT_MAX_MS   10000

#define TOKEN_INDEX_BITS 24

/* IDLE → RESOLVING → STARTING → TRACING → NAMING → LINGERING → ENDED */
typedef enum
{
  STAGE_IDLE,
  STAGE_RESOLVING,
  STAGE_STARTING,
  STAGE_TRACING,
  STAGE_NAMING,    /* probing is over, names are still asked for */
  STAGE_LINGERING, /* the run is over, late answers are still taken */
  STAGE_ENDED,
} Stage;

struct _HopmapTracer
{
  GObject parent_instance;

  HopmapRoute *route; /* weak; NULL once it is gone */
  HopmapProbeSource *source;
  HopmapResolver *resolver; /* NULL: no names */

  Stage stage;
  GTask *task;
  GCancellable *cancellable; /* for all that is asked of source and resolver */
  GSource *cancelled;        /* watches the task's cancellable */
  GSource *alarm;
  HopmapSchedule *schedule;
  HopmapLogbook *logbook;
  HopmapRouteNamer *namer; /* NULL where names are not wanted */
  GArray *actions;
  GArray *requests;
  gint64 origin_ns;
  GError *probe_error; /* the first that a probe could not be sent for */
};

G_DEFINE_FINAL_TYPE (HopmapTracer, hopmap_tracer, G_TYPE_OBJECT)

static void
close_source (HopmapTracer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  if (self->namer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->namer, self);
      hopmap_route_namer_cancel (self->namer);
    }
  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->source, self);
      hopmap_probe_source_stop (self->source);
    }
  self->stage = STAGE_ENDED;
}

/* Takes the task out of the tracer, so that it is returned once. */
static GTask *
take_task (HopmapTracer *self)
{
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_clear_pointer (&self->cancelled, g_source_unref);
    }

  return g_steal_pointer (&self->task);
}

/* Ends without a verdict: the person stopped it, nobody wants it any more, or it cannot go on. */
static void
abandon (HopmapTracer *self, const GError *error)
{
  g_autoptr (GTask) task = take_task (self);

  if (self->logbook != NULL && self->route != NULL)
    hopmap_logbook_show (self->logbook, self->route,
                         hopmap_survey_get_last_ttl (hopmap_schedule_get_survey (self->schedule)));
  close_source (self);

  if (self->route != NULL && hopmap_route_is_busy (self->route))
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        hopmap_route_fail (self->route, error);
      else
        hopmap_route_finish (self->route, HOPMAP_END_STOPPED);
    }

  if (task == NULL)
    return;
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
abandon_cancelled (HopmapTracer *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                  _ ("The trace was cancelled."));

  abandon (self, error);
}

static void
route_gone_cb (gpointer user_data, GObject *route)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));

  self->route = NULL;
  abandon_cancelled (self);
}

static void
linger (HopmapTracer *self)
{
  g_autoptr (GTask) task = take_task (self);

  self->stage = STAGE_LINGERING;
  hopmap_alarm_set_ns (self->alarm, hopmap_alarm_now_ns () + LINGER_NS);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
names_settled_cb (HopmapRouteNamer *namer, gpointer user_data)
{
  HopmapTracer *self = HOPMAP_TRACER (user_data);

  if (self->stage == STAGE_NAMING)
    linger (self);
}

/* Shows as much of the path as is known and, while it is traced, the hop that is waited for. */
static void
show_route (HopmapTracer *self)
{
  const HopmapSurvey *survey = hopmap_schedule_get_survey (self->schedule);
  guint last = hopmap_survey_get_last_ttl (survey);
  const guint next = MAX (last + 1, survey->first_ttl);

  if (!hopmap_schedule_is_over (self->schedule) && survey->distance == 0
      && hopmap_survey_get_unreachable (survey) == 0 && next <= survey->max_ttl
      && hopmap_logbook_has_sent (self->logbook, next))
    last = next;

  hopmap_logbook_show (self->logbook, self->route, last);
  if (self->namer != NULL)
    hopmap_route_namer_ask (self->namer, self->route);
}

static void
finish (HopmapTracer *self)
{
  const HopmapSurvey *survey = hopmap_schedule_get_survey (self->schedule);

  /* Nobody answered, and the system itself had told us why. */
  if (survey->n_answered == 0 && self->probe_error != NULL)
    {
      g_autoptr (GError) error = g_steal_pointer (&self->probe_error);

      abandon (self, error);
      return;
    }

  self->stage = STAGE_NAMING;
  hopmap_alarm_set_ns (self->alarm, hopmap_alarm_now_ns () + NAMES_NS);
  show_route (self);
  if (self->stage == STAGE_NAMING)
    hopmap_route_finish (self->route, hopmap_survey_get_end (survey));
  if (self->stage == STAGE_NAMING
      && (self->namer == NULL || !hopmap_route_namer_is_busy (self->namer)))
    linger (self);
}

/* An answer after the end may change where the route ends, and why. */
static void
correct (HopmapTracer *self)
{
  const HopmapSurvey *survey = hopmap_schedule_get_survey (self->schedule);

  show_route (self);
  if (hopmap_route_get_end (self->route) != hopmap_survey_get_end (survey))
    hopmap_route_finish (self->route, hopmap_survey_get_end (survey));
}

static guint32
to_token (guint ttl, guint index)
{
  return (guint32) (ttl << TOKEN_INDEX_BITS) | (index & ((1u << TOKEN_INDEX_BITS) - 1));
}

static guint
get_timeout_ms (HopmapTracer *self)
{
  const double wait_s = hopmap_route_get_options (self->route)->wait_s;

  return wait_s > 0.0 ? (guint) CLAMP (wait_s * 1000.0, TIMEOUT_MIN_MS, TIMEOUT_MAX_MS)
                      : TIMEOUT_MS;
}

static void
perform (HopmapTracer *self, const HopmapScheduleAction *action)
{
  HopmapProbeRequest request = { .token = to_token (action->ttl, action->index),
                                 .ttl = action->ttl,
                                 .index = action->index,
                                 .gap_us = action->gap_us,
                                 .timeout_ms = get_timeout_ms (self) };

  switch (action->verb)
    {
    case HOPMAP_SCHEDULE_SEND:
      g_array_append_val (self->requests, request);
      break;
    case HOPMAP_SCHEDULE_FORGET:
      hopmap_probe_source_forget (self->source, request.token);
      break;
    case HOPMAP_SCHEDULE_LOSE:
      hopmap_logbook_note_lost (self->logbook, self->route, action->ttl, action->index);
      break;
    case HOPMAP_SCHEDULE_OVER:
    default:
      break;
    }
}

static void
advance (HopmapTracer *self)
{
  gint64 deadline_ns;

  g_array_set_size (self->actions, 0);
  g_array_set_size (self->requests, 0);
  deadline_ns = hopmap_schedule_advance (self->schedule, hopmap_alarm_now_ns (), self->actions);
  for (guint i = 0; i < self->actions->len; i++)
    perform (self, &g_array_index (self->actions, HopmapScheduleAction, i));
  /* Whoever watches the route may have stopped it meanwhile. */
  if (self->stage != STAGE_TRACING)
    return;

  if (self->requests->len > 0)
    hopmap_probe_source_send (self->source,
                              (const HopmapProbeRequest *) (gpointer) self->requests->data,
                              self->requests->len);
  if (hopmap_schedule_is_over (self->schedule))
    {
      finish (self);
      return;
    }

  hopmap_alarm_set_ns (self->alarm, deadline_ns);
  show_route (self);
}

static gboolean
alarm_cb (gpointer user_data)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));

  if (self->stage == STAGE_TRACING)
    advance (self);
  else if (self->stage == STAGE_NAMING)
    linger (self);
  else
    close_source (self);

  return self->alarm != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Before anybody has answered, such an error will meet every probe alike. */
static gboolean
is_fatal (HopmapTracer *self, const GError *error)
{
  return hopmap_schedule_get_survey (self->schedule)->n_answered == 0
         && (g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK)
             || g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_PERMISSION)
             || g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED));
}

static void
note_unanswered (HopmapTracer *self, guint ttl, guint index)
{
  hopmap_schedule_expired (self->schedule, ttl, index);
  if (hopmap_schedule_is_over (self->schedule))
    hopmap_logbook_note_lost (self->logbook, self->route, ttl, index);
}

static void
take_event (HopmapTracer *self, const HopmapProbeEvent *event)
{
  const guint ttl = event->token >> TOKEN_INDEX_BITS;
  const guint index = event->token & ((1u << TOKEN_INDEX_BITS) - 1);

  switch (event->type)
    {
    case HOPMAP_PROBE_SENT:
      hopmap_schedule_sent (self->schedule, ttl, index, event->sent_ns);
      hopmap_logbook_note_sent (self->logbook, self->route, ttl, index,
                                event->sent_ns - self->origin_ns);
      break;
    case HOPMAP_PROBE_REPLY:
      hopmap_schedule_answered (self->schedule, ttl, index, event->reply.answer,
                                event->reply.rtt_ns, hopmap_alarm_now_ns ());
      hopmap_logbook_note_answer (self->logbook, self->route, ttl, index, &event->reply);
      break;
    case HOPMAP_PROBE_EXPIRED:
      note_unanswered (self, ttl, index);
      break;
    case HOPMAP_PROBE_FAILED:
      if (self->probe_error == NULL)
        self->probe_error = g_error_copy (event->error);
      note_unanswered (self, ttl, index);
      break;
    case HOPMAP_PROBE_CLOSED:
    default:
      break;
    }
}

static void
event_cb (HopmapProbeSource *source, const HopmapProbeEvent *event, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));
  g_autoptr (HopmapRoute) route = NULL;

  if (self->route == NULL || self->stage == STAGE_ENDED)
    return;

  route = g_object_ref (self->route);
  if (event->type == HOPMAP_PROBE_CLOSED)
    {
      if (self->stage <= STAGE_TRACING)
        abandon (self, event->error);
      return;
    }
  if (self->stage < STAGE_TRACING)
    return;
  if (event->type == HOPMAP_PROBE_FAILED && self->stage == STAGE_TRACING
      && is_fatal (self, event->error))
    {
      abandon (self, event->error);
      return;
    }

  take_event (self, event);
  if (self->stage == STAGE_TRACING)
    advance (self);
  else if (self->stage != STAGE_ENDED)
    correct (self);
}

/* The way to the first probe */

static void
make_namer (HopmapTracer *self)
{
  const HopmapTraceOptions *options = hopmap_route_get_options (self->route);

  if (self->resolver == NULL || !options->names || options->offline)
    return;

  self->namer = hopmap_route_namer_new (self->resolver);
  g_signal_connect (self->namer, "settled", G_CALLBACK (names_settled_cb), self);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = user_data;
  g_autoptr (GError) error = NULL;
  HopmapProtocol protocol;
  HopmapAccess access;
  gboolean started = hopmap_probe_source_start_finish (HOPMAP_PROBE_SOURCE (object), result,
                                                       &protocol, &access, &error);

  if (self->stage != STAGE_STARTING)
    return;
  if (!started)
    {
      abandon (self, error);
      return;
    }

  self->stage = STAGE_TRACING;
  self->origin_ns = hopmap_alarm_now_ns ();
  self->schedule = hopmap_schedule_new (hopmap_route_get_options (self->route));
  self->logbook = hopmap_logbook_new (protocol);
  self->alarm = hopmap_alarm_new ("hopmap-tracer", alarm_cb, self);
  make_namer (self);
  hopmap_route_set_method (self->route, protocol, access);
  hopmap_route_set_phase (self->route, HOPMAP_PHASE_TRACING);
  /* Whoever watches the route may have had enough of it. */
  if (self->stage == STAGE_TRACING)
    advance (self);
}

static void
start_source (HopmapTracer *self)
{
  self->stage = STAGE_STARTING;
  g_signal_connect (self->source, "event", G_CALLBACK (event_cb), self);
  hopmap_probe_source_start_async (self->source, hopmap_route_get_destination (self->route),
                                   hopmap_route_get_options (self->route), self->cancellable,
                                   started_cb, g_object_ref (self));
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapAddress)
      address = hopmap_resolver_resolve_finish (HOPMAP_RESOLVER (object), result, &error);

  if (self->stage != STAGE_RESOLVING)
    return;
  if (address == NULL)
    {
      abandon (self, error);
      return;
    }

  hopmap_route_set_destination (self->route, address);
  if (self->stage == STAGE_RESOLVING)
    start_source (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));

  abandon_cancelled (self);
  return G_SOURCE_REMOVE;
}

static void
hopmap_tracer_dispose (GObject *object)
{
  HopmapTracer *self = HOPMAP_TRACER (object);

  close_source (self);
  if (self->route != NULL)
    g_object_weak_unref (G_OBJECT (self->route), route_gone_cb, self);
  self->route = NULL;
  g_clear_object (&self->source);
  g_clear_object (&self->resolver);
  g_clear_object (&self->namer);

  G_OBJECT_CLASS (hopmap_tracer_parent_class)->dispose (object);
}

static void
hopmap_tracer_finalize (GObject *object)
{
  HopmapTracer *self = HOPMAP_TRACER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->schedule, hopmap_schedule_free);
  g_clear_pointer (&self->logbook, hopmap_logbook_free);
  g_clear_pointer (&self->actions, g_array_unref);
  g_clear_pointer (&self->requests, g_array_unref);
  g_clear_error (&self->probe_error);

  G_OBJECT_CLASS (hopmap_tracer_parent_class)->finalize (object);
}

static void
hopmap_tracer_class_init (HopmapTracerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hopmap_tracer_dispose;
  object_class->finalize = hopmap_tracer_finalize;
}

static void
hopmap_tracer_init (HopmapTracer *self)
{
  self->cancellable = g_cancellable_new ();
  self->actions = g_array_new (FALSE, FALSE, sizeof (HopmapScheduleAction));
  self->requests = g_array_new (FALSE, FALSE, sizeof (HopmapProbeRequest));
}

/**
 * hopmap_tracer_new:
 * @route: what to trace; held weakly, and when it goes the trace is cancelled
 * @source: who sends the probes; belongs to this tracer from now on
 * @resolver: (nullable): who knows names; without one routers stay nameless, and the route must
 *   have a destination unless the source is a recording
 *
 * Returns: (transfer full): a tracer for one run
 */
HopmapTracer *
hopmap_tracer_new (HopmapRoute *route, HopmapProbeSource *source, HopmapResolver *resolver)
{
  HopmapTracer *self = g_object_new (HOPMAP_TYPE_TRACER, NULL);

  self->route = route;
  g_object_weak_ref (G_OBJECT (route), route_gone_cb, self);
  self->source = g_object_ref (source);
  g_set_object (&self->resolver, resolver);
  return self;
}

/**
 * hopmap_tracer_run_async:
 * @self: a tracer that has not run yet
 * @cancellable: (nullable): a cancellable
 * @callback: called when the probing is over and the names of the routers have come, or a second
 *   and a half after the probing; the route says at once when that is over
 * @user_data: for @callback
 *
 * For some seconds after that, answers that come late still correct the route.
 */
void
hopmap_tracer_run_async (HopmapTracer *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (HOPMAP_IS_TRACER (self));
  g_return_if_fail (self->stage == STAGE_IDLE && self->route != NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, hopmap_tracer_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }

  self->stage = STAGE_RESOLVING;
  hopmap_route_set_phase (self->route, HOPMAP_PHASE_RESOLVING);
  if (self->stage != STAGE_RESOLVING)
    return;
  if (hopmap_route_get_destination (self->route) != NULL || self->resolver == NULL)
    start_source (self);
  else
    hopmap_resolver_resolve_async (self->resolver, hopmap_route_get_target (self->route),
                                   hopmap_route_get_options (self->route)->family,
                                   self->cancellable, resolved_cb, g_object_ref (self));
}

/**
 * hopmap_tracer_run_finish:
 * @self: a tracer
 * @result: what the callback was given
 * @error: return location for a %HOPMAP_TRACE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there was a trace, one that was stopped included; hopmap_route_get_end() says
 *   what came of it
 */
gboolean
hopmap_tracer_run_finish (HopmapTracer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hopmap_tracer_stop:
 * @self: a tracer
 *
 * Ends a run at once. What was measured stays; the run itself finishes without an error.
 */
void
hopmap_tracer_stop (HopmapTracer *self)
{
  g_autoptr (HopmapTracer) guard = NULL;

  g_return_if_fail (HOPMAP_IS_TRACER (self));

  guard = g_object_ref (self);
  if (self->stage != STAGE_IDLE && self->stage < STAGE_NAMING)
    abandon (self, NULL);
  else if (self->stage == STAGE_NAMING)
    linger (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTracer: see the header. The course of a trace is its stage; every way out of one leads
 * through finish() or abandon().
 */
#include "hopmap-tracer.h"

#include <glib/gi18n-lib.h>

#include "hopmap-alarm.h"
#include "hopmap-departure.h"
#include "hopmap-probing.h"
#include "hopmap-route-namer.h"

#define MS G_GINT64_CONSTANT (1000000)

/* How long names of routers may hold up the end of a run, and late answers are listened for. */
#define NAMES_NS  (1500 * MS)
#define LINGER_NS (5000 * MS)

typedef enum
{
  STAGE_IDLE,
  STAGE_DEPARTING, /* from a name to the first probe */
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
  gint64 until_ns; /* when naming or lingering is over */
  HopmapProbing *probing;
  HopmapRouteNamer *namer;
};

G_DEFINE_FINAL_TYPE (HopmapTracer, hopmap_tracer, G_TYPE_OBJECT)

static void
close_source (HopmapTracer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  if (self->namer != NULL)
    hopmap_route_namer_cancel (self->namer);
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
  g_clear_pointer (&self->cancelled, hopmap_alarm_destroy);
  return g_steal_pointer (&self->task);
}

/* Ends without a verdict: the person stopped it, nobody wants it any more, or it cannot go on. */
static void
abandon (HopmapTracer *self, const GError *error)
{
  g_autoptr (GTask) task = take_task (self);

  close_source (self);
  if (self->probing != NULL && self->route != NULL)
    hopmap_probing_end (self->probing);

  if (self->route != NULL && hopmap_route_is_busy (self->route))
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        hopmap_route_fail (self->route, error);
      else
        hopmap_route_finish (self->route, self->probing != NULL
                                              ? hopmap_probing_get_end (self->probing)
                                              : HOPMAP_END_STOPPED);
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

/* Stays in the present stage for so long, in which silence may be asked once more. */
static void
stay (HopmapTracer *self, gint64 for_ns)
{
  const gint64 deadline_ns = hopmap_probing_advance (self->probing);

  self->until_ns = hopmap_alarm_now_ns () + for_ns;
  if (self->alarm != NULL)
    hopmap_alarm_set_ns (self->alarm, MIN (self->until_ns, deadline_ns));
}

static void
linger (HopmapTracer *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->stage != STAGE_NAMING)
    return;

  task = take_task (self);
  self->stage = STAGE_LINGERING;
  stay (self, LINGER_NS);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
finish (HopmapTracer *self)
{
  /* Nobody answered, and the system itself had told us why. */
  if (hopmap_probing_get_error (self->probing) != NULL)
    {
      abandon (self, hopmap_probing_get_error (self->probing));
      return;
    }

  self->stage = STAGE_NAMING;
  stay (self, NAMES_NS);
  hopmap_route_namer_ask (self->namer, self->route);
  hopmap_route_finish (self->route, hopmap_probing_get_end (self->probing));
  if (!hopmap_route_namer_is_busy (self->namer))
    linger (self);
}

static void
advance (HopmapTracer *self)
{
  const gint64 deadline_ns = hopmap_probing_advance (self->probing);

  /* Whoever watches the route may have stopped it meanwhile. */
  if (self->stage != STAGE_TRACING)
    return;

  if (hopmap_probing_is_over (self->probing))
    finish (self);
  else
    {
      hopmap_alarm_set_ns (self->alarm, deadline_ns);
      hopmap_route_namer_ask (self->namer, self->route);
    }
}

/* An answer after the end may change where the route ends, and why. */
static void
correct (HopmapTracer *self)
{
  const HopmapEnd end = hopmap_probing_get_end (self->probing);

  hopmap_route_namer_ask (self->namer, self->route);
  if (hopmap_route_get_end (self->route) != end)
    hopmap_route_finish (self->route, end);
}

static gboolean
alarm_cb (gpointer user_data)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));
  G_GNUC_UNUSED g_autoptr (HopmapRoute) held = g_object_ref (self->route);

  if (self->stage == STAGE_TRACING)
    advance (self);
  else if (hopmap_alarm_now_ns () < self->until_ns)
    stay (self, self->until_ns - hopmap_alarm_now_ns ());
  else if (self->stage == STAGE_NAMING)
    linger (self);
  else
    close_source (self);

  return self->alarm != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
take_event (HopmapTracer *self, const HopmapProbeEvent *event)
{
  G_GNUC_UNUSED g_autoptr (HopmapRoute) held = g_object_ref (self->route);

  hopmap_probing_take_event (self->probing, event);
  if (self->stage == STAGE_NAMING || self->stage == STAGE_LINGERING)
    correct (self);
  if (self->stage != STAGE_TRACING)
    return;

  if (hopmap_probing_is_hopeless (self->probing))
    finish (self);
  else
    advance (self);
}

static void
event_cb (HopmapProbeSource *source, const HopmapProbeEvent *event, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = g_object_ref (HOPMAP_TRACER (user_data));

  if (event->type == HOPMAP_PROBE_CLOSED)
    {
      if (self->stage <= STAGE_TRACING)
        abandon (self, event->error);
    }
  else if (self->stage >= STAGE_TRACING && self->stage != STAGE_ENDED)
    take_event (self, event);
}

static void
departed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapTracer) self = user_data;
  g_autoptr (HopmapRoute) route = self->route != NULL ? g_object_ref (self->route) : NULL;
  g_autoptr (GError) error = NULL;
  HopmapProtocol protocol;
  HopmapAccess access;
  gboolean departed = hopmap_departure_finish (HOPMAP_PROBE_SOURCE (object), result, &protocol,
                                               &access, &error);

  if (self->stage != STAGE_DEPARTING)
    return;
  if (!departed)
    {
      abandon (self, error);
      return;
    }

  self->stage = STAGE_TRACING;
  self->probing = hopmap_probing_new (route, self->source, protocol);
  self->alarm = hopmap_alarm_new ("hopmap-tracer", alarm_cb, self);
  hopmap_route_set_method (route, protocol, access);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  /* Whoever watches the route may have had enough of it. */
  if (self->stage == STAGE_TRACING)
    advance (self);
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
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->probing, hopmap_probing_free);

  G_OBJECT_CLASS (hopmap_tracer_parent_class)->dispose (object);
}

static void
hopmap_tracer_class_init (HopmapTracerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_tracer_dispose;
}

static void
hopmap_tracer_init (HopmapTracer *self)
{
  self->cancellable = g_cancellable_new ();
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
  self->namer = hopmap_route_namer_new (resolver, hopmap_route_get_options (route));
  g_signal_connect_object (self->namer, "settled", G_CALLBACK (linger), self, G_CONNECT_SWAPPED);
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
  self->cancelled = hopmap_alarm_new_for_cancellable (cancellable, cancelled_cb, self);

  self->stage = STAGE_DEPARTING;
  g_signal_connect (self->source, "event", G_CALLBACK (event_cb), self);
  hopmap_route_set_phase (self->route, HOPMAP_PHASE_RESOLVING);
  if (self->stage == STAGE_DEPARTING)
    hopmap_departure_async (self->source, self->resolver, self->route, self->cancellable,
                            departed_cb, g_object_ref (self));
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
  g_return_if_fail (HOPMAP_IS_TRACER (self));

  if (self->stage != STAGE_IDLE && self->stage < STAGE_NAMING)
    abandon (self, NULL);
  else
    linger (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSession: see the header. It joins the rooms and decides nothing that one of them decides.
 */
#include "hopmap-session.h"

#include "hopmap-config.h"
#include "hopmap-document.h"
#include "hopmap-helper-client.h"
#include "hopmap-replay-source.h"
#include "hopmap-resolver.h"
#include "hopmap-route-locator.h"
#include "hopmap-tracer.h"

#define REAL_SPEED      1.0
#define MAP_ATTRIBUTION "Natural Earth"

struct _HopmapSession
{
  GObject parent_instance;

  HopmapRoute *route;
  HopmapTracer *tracer;
  HopmapRouteLocator *route_locator;
  HopmapDistanceBook *distances;
  GCancellable *settling; /* for the places that are still to come */
};

enum
{
  PROP_ATTRIBUTION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapSession, hopmap_session, G_TYPE_OBJECT)

static void
hopmap_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ATTRIBUTION:
      g_value_take_string (value, hopmap_session_dup_attribution (HOPMAP_SESSION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_session_dispose (GObject *object)
{
  HopmapSession *self = HOPMAP_SESSION (object);

  g_clear_object (&self->route_locator);
  g_clear_object (&self->distances);
  g_clear_object (&self->tracer);
  g_clear_object (&self->route);
  g_clear_object (&self->settling);

  G_OBJECT_CLASS (hopmap_session_parent_class)->dispose (object);
}

static void
hopmap_session_class_init (HopmapSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_session_get_property;
  object_class->dispose = hopmap_session_dispose;

  /* Whose data the route shows, one line; it grows as places come in. */
  properties[PROP_ATTRIBUTION] = g_param_spec_string ("attribution", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_session_init (HopmapSession *self)
{
  self->settling = g_cancellable_new ();
}

static void
attributions_changed_cb (HopmapSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTRIBUTION]);
}

static HopmapSession *
session_new (HopmapRoute *route, HopmapLocator *locator)
{
  HopmapSession *self = g_object_new (HOPMAP_TYPE_SESSION, NULL);

  self->route = g_object_ref (route);
  if (hopmap_route_get_options (route)->places)
    {
      self->route_locator = hopmap_route_locator_new (route, locator);
      g_signal_connect_object (self->route_locator, "notify::attributions",
                               G_CALLBACK (attributions_changed_cb), self, G_CONNECT_SWAPPED);
    }

  return self;
}

/**
 * hopmap_session_new_trace:
 * @target: where to
 * @options: how
 * @locator: who knows places
 *
 * The helper is started at once, so create it only when the trace is wanted.
 *
 * Returns: (transfer full): a session that will trace when it is run
 */
HopmapSession *
hopmap_session_new_trace (HopmapTarget *target,
                          const HopmapTraceOptions *options,
                          HopmapLocator *locator)
{
  g_autoptr (HopmapRoute) route = hopmap_route_new (target, options);
  g_autoptr (HopmapHelperClient) helper = hopmap_helper_client_new (HOPMAP_HELPER_PATH);
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  HopmapPlace *origin = hopmap_locator_get_origin (locator);
  HopmapSession *self;

  hopmap_helper_client_prepare (helper);
  /* Only here: what comes from a file was measured elsewhere. */
  hopmap_route_set_origin (route, origin);
  self = session_new (route, locator);
  if (self->route_locator != NULL)
    hopmap_route_locator_set_origin (self->route_locator, origin);
  self->tracer = hopmap_tracer_new (route, HOPMAP_PROBE_SOURCE (helper), resolver);
  return self;
}

/**
 * hopmap_session_new_replay:
 * @recording: a finished route, as it was read from a file
 * @locator: who knows places that the file does not
 *
 * Returns: (transfer full): a session that will play the recording at real speed when it is run
 */
HopmapSession *
hopmap_session_new_replay (HopmapRoute *recording, HopmapLocator *locator)
{
  g_autoptr (HopmapRoute) route = hopmap_route_new (hopmap_route_get_target (recording),
                                                    hopmap_route_get_options (recording));
  g_autoptr (HopmapProbeSource)
      source = HOPMAP_PROBE_SOURCE (hopmap_replay_source_new (recording, REAL_SPEED));
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new_for_recording (recording);
  HopmapSession *self;

  if (hopmap_route_get_destination (recording) != NULL)
    hopmap_route_set_destination (route, hopmap_route_get_destination (recording));

  hopmap_document_copy_unknown (route, recording);
  hopmap_route_set_origin (route, hopmap_route_get_origin (recording));
  self = session_new (route, locator);
  if (self->route_locator != NULL)
    hopmap_route_locator_use_recording (self->route_locator, recording);
  self->tracer = hopmap_tracer_new (route, source, resolver);
  return self;
}

/**
 * hopmap_session_new_finished:
 * @recording: a finished route, as it was read from a file
 * @locator: who knows places that the file does not
 *
 * Returns: (transfer full): a session whose run only looks up the places that are missing
 */
HopmapSession *
hopmap_session_new_finished (HopmapRoute *recording, HopmapLocator *locator)
{
  HopmapSession *self = session_new (recording, locator);

  if (self->route_locator != NULL)
    hopmap_route_locator_use_recording (self->route_locator, recording);

  return self;
}

static void
recall_distance (HopmapSession *self)
{
  const HopmapAddress *destination = hopmap_route_get_destination (self->route);

  if (destination != NULL)
    hopmap_route_expect_distance (self->route,
                                  hopmap_distance_book_find (self->distances, destination));
}

/* Where it did not answer this time it may the next. */
static void
note_distance (HopmapSession *self)
{
  if (self->distances != NULL && hopmap_route_get_end (self->route) == HOPMAP_END_DESTINATION)
    hopmap_distance_book_note (self->distances, hopmap_route_get_destination (self->route),
                               hopmap_route_get_distance (self->route));
}

/**
 * hopmap_session_use_distances:
 * @self: a session of hopmap_session_new_trace() that has not run
 * @distances: how far destinations were; is told how far this one is
 */
void
hopmap_session_use_distances (HopmapSession *self, HopmapDistanceBook *distances)
{
  g_return_if_fail (HOPMAP_IS_SESSION (self) && self->distances == NULL);

  self->distances = g_object_ref (distances);
  g_signal_connect_object (self->route, "notify::destination", G_CALLBACK (recall_distance), self,
                           G_CONNECT_SWAPPED);
  recall_distance (self);
}

/**
 * hopmap_session_get_route:
 * @self: a session
 *
 * Returns: (transfer none): its route
 */
HopmapRoute *
hopmap_session_get_route (HopmapSession *self)
{
  g_return_val_if_fail (HOPMAP_IS_SESSION (self), NULL);

  return self->route;
}

/* What made the trace end early, if anything did, counts more than what became of the places. */
static void
return_settled (GTask *task)
{
  const GError *failure = g_task_get_task_data (task);

  if (failure != NULL)
    g_task_return_error (task, g_error_copy (failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (hopmap_route_locator_settle_finish (HOPMAP_ROUTE_LOCATOR (object), result, &error)
      || g_cancellable_is_cancelled (self->settling))
    return_settled (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
settle (GTask *task)
{
  HopmapSession *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->route_locator == NULL)
    {
      return_settled (task);
      g_object_unref (task);
      return;
    }

  hopmap_route_locator_settle_async (
      self->route_locator, cancellable != NULL ? cancellable : self->settling, settled_cb, task);
}

static void
traced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &error))
    {
      note_distance (self);
      settle (g_steal_pointer (&task));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || hopmap_route_get_last_answering_hop (self->route) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A part of a route has places, too. */
  g_task_set_task_data (task, g_steal_pointer (&error), (GDestroyNotify) g_error_free);
  settle (g_steal_pointer (&task));
}

/**
 * hopmap_session_run_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when the trace is over and the look-ups that it started have come in
 * @user_data: for @callback
 *
 * The route says at once when the probing itself is over. What was measured stays, even if it fails.
 */
void
hopmap_session_run_async (HopmapSession *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HOPMAP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_session_run_async);
  if (self->tracer != NULL)
    hopmap_tracer_run_async (self->tracer, cancellable, traced_cb, task);
  else
    settle (task);
}

/**
 * hopmap_session_run_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error of the trace room, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there was a trace; not whether it reached the destination
 */
gboolean
hopmap_session_run_finish (HopmapSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hopmap_session_stop:
 * @self: a session
 *
 * Ends the trace and keeps what was measured. Where the trace is over, ends the wait for names and
 * places; those of a run with a cancellable of its own wait for that.
 */
void
hopmap_session_stop (HopmapSession *self)
{
  g_return_if_fail (HOPMAP_IS_SESSION (self));

  if (!hopmap_route_is_busy (self->route))
    g_cancellable_cancel (self->settling);
  if (self->tracer != NULL)
    hopmap_tracer_stop (self->tracer);
}

/**
 * hopmap_session_dup_attribution:
 * @self: a session
 *
 * Returns: (transfer full): whose data the map and the places are, one line
 */
char *
hopmap_session_dup_attribution (HopmapSession *self)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  g_return_val_if_fail (HOPMAP_IS_SESSION (self), NULL);

  if (self->route_locator != NULL)
    lines = hopmap_route_locator_dup_attributions (self->route_locator);
  if (lines == NULL || lines[0] == NULL)
    return g_strdup (MAP_ATTRIBUTION);

  joined = g_strjoinv (" · ", lines);
  return g_strconcat (MAP_ATTRIBUTION, " · ", joined, NULL);
}

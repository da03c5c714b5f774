/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The departure; see the header. The route is held weakly: if it goes, nobody wants to depart.
 */
#include "hopmap-departure.h"

typedef struct
{
  GWeakRef route;
  HopmapProtocol protocol;
  HopmapAccess access;
} Departure;

static void
departure_free (Departure *departure)
{
  g_weak_ref_clear (&departure->route);
  g_free (departure);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Departure *departure = g_task_get_task_data (task);
  GError *error = NULL;

  if (hopmap_probe_source_start_finish (HOPMAP_PROBE_SOURCE (object), result, &departure->protocol,
                                        &departure->access, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_source (HopmapRoute *route, GTask *task)
{
  hopmap_probe_source_start_async (g_task_get_source_object (task),
                                   hopmap_route_get_destination (route),
                                   hopmap_route_get_options (route), g_task_get_cancellable (task),
                                   started_cb, g_object_ref (task));
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Departure *departure = g_task_get_task_data (task);
  g_autoptr (HopmapRoute) route = g_weak_ref_get (&departure->route);
  GError *error = NULL;
  g_autoptr (HopmapAddress)
      address = hopmap_resolver_resolve_finish (HOPMAP_RESOLVER (object), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (route != NULL)
    hopmap_route_set_destination (route, address);
  /* Whoever watches the route may have had enough of it. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (route != NULL)
    start_source (route, task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the route is gone");
}

/**
 * hopmap_departure_async:
 * @source: who is to send the probes
 * @resolver: (nullable): who knows addresses; needed where the route has no destination, unless
 *   the source is a recording
 * @route: what is to be traced; its destination is set once it is known
 * @cancellable: (nullable): a cancellable
 * @callback: called when probes can be sent, or when that is impossible
 * @user_data: for @callback
 */
void
hopmap_departure_async (HopmapProbeSource *source,
                        HopmapResolver *resolver,
                        HopmapRoute *route,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Departure *departure = g_new0 (Departure, 1);

  g_weak_ref_init (&departure->route, route);
  g_task_set_source_tag (task, hopmap_departure_async);
  g_task_set_task_data (task, departure, (GDestroyNotify) departure_free);
  if (hopmap_route_get_destination (route) != NULL || resolver == NULL)
    start_source (route, task);
  else
    hopmap_resolver_resolve_async (resolver, hopmap_route_get_target (route),
                                   hopmap_route_get_options (route)->family, cancellable,
                                   resolved_cb, g_steal_pointer (&task));
}

/**
 * hopmap_departure_finish:
 * @source: the source
 * @result: what the callback was given
 * @protocol: (out): what the probes will be made of
 * @access: (out): how they reach the network
 * @error: return location for a %HOPMAP_TRACE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether probes can be sent
 */
gboolean
hopmap_departure_finish (HopmapProbeSource *source,
                         GAsyncResult *result,
                         HopmapProtocol *protocol,
                         HopmapAccess *access,
                         GError **error)
{
  Departure *departure = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *protocol = departure->protocol;
  *access = departure->access;
  return TRUE;
}

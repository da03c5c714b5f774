/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteLocator: see the header. What it does for each hop is in hopmap-route-locator-follow.c.
 */
#include "hopmap-route-locator-private.h"

#include "hopmap-attribution-list.h"
#include "hopmap-settle-tasks.h"

/* Nobody wants to wait longer for the places than for the route. */
#define SETTLE_S 5

enum
{
  PROP_ATTRIBUTIONS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapRouteLocator, hopmap_route_locator, G_TYPE_OBJECT)

/**
 * hopmap_route_locator_end_settling_if_done:
 * @self: a route locator
 *
 * Tells those who wait for it, where nothing is outstanding any more.
 */
void
hopmap_route_locator_end_settling_if_done (HopmapRouteLocator *self)
{
  if (self->settling->len == 0 || hopmap_route_locator_is_outstanding (self))
    return;

  hopmap_route_fusion_catch_up (self->fusion);
  hopmap_settle_tasks_end (self->settling);
}

static void
items_changed_cb (HopmapRoute *route,
                  guint position,
                  guint removed,
                  guint added,
                  HopmapRouteLocator *self)
{
  hopmap_route_locator_take_change (self, position, removed, added);
}

static void
hopmap_route_locator_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapRouteLocator *self = HOPMAP_ROUTE_LOCATOR (object);

  if (id == PROP_ATTRIBUTIONS)
    g_value_take_boxed (value, hopmap_route_locator_dup_attributions (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hopmap_route_locator_dispose (GObject *object)
{
  HopmapRouteLocator *self = HOPMAP_ROUTE_LOCATOR (object);

  if (self->route != NULL)
    g_signal_handlers_disconnect_by_data (self->route, self);
  g_ptr_array_set_size (self->followed, 0);
  g_clear_pointer (&self->fusion, hopmap_route_fusion_free);
  g_clear_object (&self->route);
  g_clear_object (&self->locator);
  g_clear_object (&self->recorded);

  G_OBJECT_CLASS (hopmap_route_locator_parent_class)->dispose (object);
}

static void
hopmap_route_locator_finalize (GObject *object)
{
  HopmapRouteLocator *self = HOPMAP_ROUTE_LOCATOR (object);

  g_clear_pointer (&self->followed, g_ptr_array_unref);
  g_clear_pointer (&self->attributions, g_ptr_array_unref);
  g_clear_pointer (&self->settling, g_ptr_array_unref);

  G_OBJECT_CLASS (hopmap_route_locator_parent_class)->finalize (object);
}

static void
hopmap_route_locator_class_init (HopmapRouteLocatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_route_locator_get_property;
  object_class->dispose = hopmap_route_locator_dispose;
  object_class->finalize = hopmap_route_locator_finalize;

  properties[PROP_ATTRIBUTIONS] = g_param_spec_boxed ("attributions", NULL, NULL, G_TYPE_STRV,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_route_locator_init (HopmapRouteLocator *self)
{
  self->followed = hopmap_route_locator_follow_nothing ();
  self->fusion = hopmap_route_fusion_new ();
  self->attributions = hopmap_attribution_list_new ();
  self->settling = hopmap_settle_tasks_new ();
}

/**
 * hopmap_route_locator_new:
 * @route: the route to give places to; kept
 * @locator: knows places; kept, and shared with other routes
 *
 * Returns: (transfer full): a route locator, already at work
 */
HopmapRouteLocator *
hopmap_route_locator_new (HopmapRoute *route, HopmapLocator *locator)
{
  HopmapRouteLocator *self = g_object_new (HOPMAP_TYPE_ROUTE_LOCATOR, NULL);
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));

  self->route = g_object_ref (route);
  self->locator = g_object_ref (locator);
  g_signal_connect (route, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_object (locator, "corrected", G_CALLBACK (hopmap_route_locator_look_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (locator, "sources-changed", G_CALLBACK (hopmap_route_locator_locate_all),
                           self, G_CONNECT_SWAPPED);
  hopmap_route_locator_take_change (self, 0, 0, n_hops);
  return self;
}

/**
 * hopmap_route_locator_use_recording:
 * @self: a route locator
 * @recording: a route from a file; copied from
 *
 * The places and networks in @recording win over everybody's, and nobody is asked for them. The
 * located route itself may be given; its hops keep the places with which they came anyway.
 */
void
hopmap_route_locator_use_recording (HopmapRouteLocator *self, HopmapRoute *recording)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LOCATOR (self));
  g_return_if_fail (HOPMAP_IS_ROUTE (recording));

  /* What has been found since would pass for recorded. */
  if (recording == self->route)
    return;

  g_clear_object (&self->recorded);
  self->recorded = hopmap_recorded_provider_new (recording);
  hopmap_route_locator_locate_all (self);
  hopmap_route_locator_end_settling_if_done (self);
}

/**
 * hopmap_route_locator_set_origin:
 * @self: a route locator
 * @origin: (nullable): the place from which the probes come, with its radius; %NULL where it is not
 *   known
 *
 * Places that are too far from there for their hops' times are refuted. Not for a route that
 * somebody else has measured.
 */
void
hopmap_route_locator_set_origin (HopmapRouteLocator *self, HopmapPlace *origin)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LOCATOR (self));

  hopmap_route_fusion_set_origin (self->fusion, origin);
}

/**
 * hopmap_route_locator_dup_attributions:
 * @self: a route locator
 *
 * Returns: (transfer full): the lines to show beside the map, one per source that named a place of
 *   this route; empty where none asks for one
 */
GStrv
hopmap_route_locator_dup_attributions (HopmapRouteLocator *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_LOCATOR (self), NULL);

  return hopmap_attribution_list_dup (self->attributions);
}

/**
 * hopmap_route_locator_settle_async:
 * @self: a route locator
 * @cancellable: (nullable): to give it up
 * @callback: called when nothing is outstanding any more, or five seconds later
 * @user_data: for @callback
 */
void
hopmap_route_locator_settle_async (HopmapRouteLocator *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HOPMAP_IS_ROUTE_LOCATOR (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_route_locator_settle_async);
  hopmap_settle_tasks_add (self->settling, task, SETTLE_S);
  hopmap_route_locator_end_settling_if_done (self);
}

/**
 * hopmap_route_locator_settle_finish:
 * @self: a route locator
 * @result: what the callback got
 * @error: return location; set only where it was cancelled
 *
 * Returns: %TRUE, or %FALSE where it was cancelled
 */
gboolean
hopmap_route_locator_settle_finish (HopmapRouteLocator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

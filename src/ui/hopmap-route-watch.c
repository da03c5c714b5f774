/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteWatch: see the header.
 */
#include "hopmap-route-watch.h"

struct _HopmapRouteWatch
{
  GObject parent_instance;

  HopmapRoute *route;
  GPtrArray *hops;
  guint idle;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapRouteWatch, hopmap_route_watch, G_TYPE_OBJECT)

static gboolean
tell_cb (gpointer user_data)
{
  HopmapRouteWatch *self = user_data;

  self->idle = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is drawn (GTK draws at G_PRIORITY_HIGH_IDLE + 20), after what is due now. */
static void
tell_soon (HopmapRouteWatch *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);
}

static void
unwatch (gpointer object, gpointer self)
{
  g_signal_handlers_disconnect_by_data (object, self);
}

static void
watch (gpointer object, gpointer self)
{
  g_signal_connect_object (object, "notify", G_CALLBACK (tell_soon), self, G_CONNECT_SWAPPED);
}

static void
drop_hops (HopmapRouteWatch *self)
{
  g_ptr_array_foreach (self->hops, unwatch, self);
  g_ptr_array_set_size (self->hops, 0);
}

static void
reload_hops (HopmapRouteWatch *self)
{
  guint n = self->route != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->route)) : 0;

  drop_hops (self);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->hops, g_list_model_get_item (G_LIST_MODEL (self->route), i));
  g_ptr_array_foreach (self->hops, watch, self);
  tell_soon (self);
}

static void
hopmap_route_watch_dispose (GObject *object)
{
  HopmapRouteWatch *self = HOPMAP_ROUTE_WATCH (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  drop_hops (self);
  if (self->route != NULL)
    unwatch (self->route, self);
  g_clear_object (&self->route);

  G_OBJECT_CLASS (hopmap_route_watch_parent_class)->dispose (object);
}

static void
hopmap_route_watch_finalize (GObject *object)
{
  HopmapRouteWatch *self = HOPMAP_ROUTE_WATCH (object);

  g_clear_pointer (&self->hops, g_ptr_array_unref);

  G_OBJECT_CLASS (hopmap_route_watch_parent_class)->finalize (object);
}

static void
hopmap_route_watch_class_init (HopmapRouteWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hopmap_route_watch_dispose;
  object_class->finalize = hopmap_route_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_ROUTE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_route_watch_init (HopmapRouteWatch *self)
{
  self->hops = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hopmap_route_watch_new:
 *
 * Returns: (transfer full): a watch over no route
 */
HopmapRouteWatch *
hopmap_route_watch_new (void)
{
  return g_object_new (HOPMAP_TYPE_ROUTE_WATCH, NULL);
}

/**
 * hopmap_route_watch_set_route:
 * @self: a watch
 * @route: (nullable): the route to watch
 *
 * Another route is a change too.
 */
void
hopmap_route_watch_set_route (HopmapRouteWatch *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_WATCH (self));

  if (self->route == route)
    return;

  if (self->route != NULL)
    unwatch (self->route, self);
  g_set_object (&self->route, route);
  if (route != NULL)
    {
      watch (route, self);
      g_signal_connect_object (route, "items-changed", G_CALLBACK (reload_hops), self,
                               G_CONNECT_SWAPPED);
    }
  reload_hops (self);
}

/**
 * hopmap_route_watch_get_route:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): the route it watches
 */
HopmapRoute *
hopmap_route_watch_get_route (HopmapRouteWatch *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_WATCH (self), NULL);

  return self->route;
}

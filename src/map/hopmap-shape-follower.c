/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals of hops come in bursts (place, name and time of one answer); they are gathered in an idle
 * of higher priority than drawing, so that every frame shows the newest shape.
 */
#include "hopmap-shape-follower.h"

#define UPDATE_PRIORITY (G_PRIORITY_HIGH_IDLE + 5)

struct _HopmapShapeFollower
{
  GObject parent_instance;

  HopmapRoute *route;
  GPtrArray *hops; /* HopmapHop, those that are watched, in the order of the route */
  HopmapRouteShape *shape;
  HopmapShapeOptions options;
  guint update_id;
};

enum
{
  PROP_SHAPE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapShapeFollower, hopmap_shape_follower, G_TYPE_OBJECT)

static gboolean
update_cb (gpointer user_data)
{
  HopmapShapeFollower *self = user_data;

  self->update_id = 0;
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  if (self->route != NULL)
    self->shape = hopmap_route_shape_new_full (self->route, &self->options);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHAPE]);
  return G_SOURCE_REMOVE;
}

static void
queue_update (HopmapShapeFollower *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (UPDATE_PRIORITY, update_cb, self, NULL);
}

static void
watch_hop (HopmapShapeFollower *self, guint position)
{
  static const char *const shown[] = { "notify::place", "notify::rtt-ns", "notify::destination" };
  g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (self->route), position);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (hop, shown[i], G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_ptr_array_insert (self->hops, (gint) position, g_steal_pointer (&hop));
}

static void
unwatch_hops (HopmapShapeFollower *self, guint position, guint n_hops)
{
  for (guint i = position; i < position + n_hops; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->hops, i), queue_update, self);
  if (n_hops > 0)
    g_ptr_array_remove_range (self->hops, position, n_hops);
}

static void
items_changed_cb (HopmapShapeFollower *self, guint position, guint removed, guint added)
{
  unwatch_hops (self, position, removed);
  for (guint i = 0; i < added; i++)
    watch_hop (self, position + i);
  queue_update (self);
}

static void
drop_route (HopmapShapeFollower *self)
{
  if (self->route == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->route, items_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->route, queue_update, self);
  unwatch_hops (self, 0, self->hops->len);
  g_clear_object (&self->route);
}

static void
hopmap_shape_follower_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SHAPE:
      g_value_set_boxed (value, HOPMAP_SHAPE_FOLLOWER (object)->shape);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_shape_follower_dispose (GObject *object)
{
  HopmapShapeFollower *self = HOPMAP_SHAPE_FOLLOWER (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  drop_route (self);
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);

  G_OBJECT_CLASS (hopmap_shape_follower_parent_class)->dispose (object);
}

static void
hopmap_shape_follower_finalize (GObject *object)
{
  g_ptr_array_unref (HOPMAP_SHAPE_FOLLOWER (object)->hops);

  G_OBJECT_CLASS (hopmap_shape_follower_parent_class)->finalize (object);
}

static void
hopmap_shape_follower_class_init (HopmapShapeFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_shape_follower_get_property;
  object_class->dispose = hopmap_shape_follower_dispose;
  object_class->finalize = hopmap_shape_follower_finalize;

  /**
   * HopmapShapeFollower:shape:
   *
   * The newest shape; notified whenever a new one was made.
   */
  properties[PROP_SHAPE] = g_param_spec_boxed ("shape", NULL, NULL, HOPMAP_TYPE_ROUTE_SHAPE,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_shape_follower_init (HopmapShapeFollower *self)
{
  self->hops = g_ptr_array_new_with_free_func (g_object_unref);
  self->options.origin = TRUE;
}

/**
 * hopmap_shape_follower_new:
 *
 * Returns: (transfer full): a follower without a route
 */
HopmapShapeFollower *
hopmap_shape_follower_new (void)
{
  return g_object_new (HOPMAP_TYPE_SHAPE_FOLLOWER, NULL);
}

/**
 * hopmap_shape_follower_set_route:
 * @self: the follower
 * @route: (nullable): what to follow from now on; kept
 */
void
hopmap_shape_follower_set_route (HopmapShapeFollower *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_SHAPE_FOLLOWER (self));

  if (self->route == route)
    return;

  drop_route (self);
  if (route != NULL)
    {
      self->route = g_object_ref (route);
      g_signal_connect_object (route, "items-changed", G_CALLBACK (items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (route, "notify::origin", G_CALLBACK (queue_update), self,
                               G_CONNECT_SWAPPED);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
        watch_hop (self, i);
    }
  /* At once: a new route must not be shown together with the old one's lines. */
  g_clear_handle_id (&self->update_id, g_source_remove);
  update_cb (self);
}

/**
 * hopmap_shape_follower_get_route:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): what it follows
 */
HopmapRoute *
hopmap_shape_follower_get_route (HopmapShapeFollower *self)
{
  g_return_val_if_fail (HOPMAP_IS_SHAPE_FOLLOWER (self), NULL);

  return self->route;
}

/**
 * hopmap_shape_follower_set_measure:
 * @self: the follower
 * @measure: what colours tell from now on
 */
void
hopmap_shape_follower_set_measure (HopmapShapeFollower *self, HopmapShapeMeasure measure)
{
  g_return_if_fail (HOPMAP_IS_SHAPE_FOLLOWER (self));

  if (self->options.measure == measure)
    return;
  self->options.measure = measure;
  queue_update (self);
}

/**
 * hopmap_shape_follower_get_shape:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): the newest shape; %NULL without a route
 */
HopmapRouteShape *
hopmap_shape_follower_get_shape (HopmapShapeFollower *self)
{
  g_return_val_if_fail (HOPMAP_IS_SHAPE_FOLLOWER (self), NULL);

  return self->shape;
}

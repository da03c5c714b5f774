/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One follower per route, in the order of the list. Signal "changed" says that a shape is new.
 */
#include "hopmap-route-company.h"

#include "hopmap-shape-follower.h"

struct _HopmapRouteCompany
{
  GObject parent_instance;

  GListModel *routes;
  GPtrArray *followers; /* HopmapShapeFollower */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapRouteCompany, hopmap_route_company, G_TYPE_OBJECT)

static void
shape_changed_cb (HopmapRouteCompany *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
items_changed_cb (HopmapRouteCompany *self, guint position, guint removed, guint added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->followers, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HopmapRoute) route = g_list_model_get_item (self->routes, i);
      HopmapShapeFollower *follower = hopmap_shape_follower_new ();

      hopmap_shape_follower_set_route (follower, route);
      g_signal_connect_object (follower, "notify::shape", G_CALLBACK (shape_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_insert (self->followers, (int) i, follower);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
leave (HopmapRouteCompany *self)
{
  if (self->routes != NULL)
    g_signal_handlers_disconnect_by_func (self->routes, items_changed_cb, self);
  g_clear_object (&self->routes);
  g_ptr_array_set_size (self->followers, 0);
}

static void
hopmap_route_company_dispose (GObject *object)
{
  leave (HOPMAP_ROUTE_COMPANY (object));

  G_OBJECT_CLASS (hopmap_route_company_parent_class)->dispose (object);
}

static void
hopmap_route_company_finalize (GObject *object)
{
  g_ptr_array_unref (HOPMAP_ROUTE_COMPANY (object)->followers);

  G_OBJECT_CLASS (hopmap_route_company_parent_class)->finalize (object);
}

static void
hopmap_route_company_class_init (HopmapRouteCompanyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hopmap_route_company_dispose;
  object_class->finalize = hopmap_route_company_finalize;

  /**
   * HopmapRouteCompany::changed: there are other shapes now
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_ROUTE_COMPANY, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_route_company_init (HopmapRouteCompany *self)
{
  self->followers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hopmap_route_company_new:
 *
 * Returns: (transfer full): no company
 */
HopmapRouteCompany *
hopmap_route_company_new (void)
{
  return g_object_new (HOPMAP_TYPE_ROUTE_COMPANY, NULL);
}

/**
 * hopmap_route_company_set_routes:
 * @self: the company
 * @routes: (nullable): list of #HopmapRoute; kept and watched
 */
void
hopmap_route_company_set_routes (HopmapRouteCompany *self, GListModel *routes)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_COMPANY (self));

  if (self->routes == routes)
    return;
  leave (self);
  if (routes != NULL)
    {
      self->routes = g_object_ref (routes);
      g_signal_connect_object (routes, "items-changed", G_CALLBACK (items_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  items_changed_cb (self, 0, 0, routes != NULL ? g_list_model_get_n_items (routes) : 0);
}

/**
 * hopmap_route_company_get_routes:
 * @self: the company
 *
 * Returns: (transfer none) (nullable): the list
 */
GListModel *
hopmap_route_company_get_routes (HopmapRouteCompany *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_COMPANY (self), NULL);

  return self->routes;
}

/**
 * hopmap_route_company_get_shapes:
 * @self: the company
 *
 * Returns: (transfer full) (element-type HopmapRouteShape): the newest shapes, in the list's order
 */
GPtrArray *
hopmap_route_company_get_shapes (HopmapRouteCompany *self)
{
  GPtrArray *shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_shape_unref);

  for (guint i = 0; i < self->followers->len; i++)
    g_ptr_array_add (shapes, hopmap_route_shape_ref (hopmap_shape_follower_get_shape (
                                 g_ptr_array_index (self->followers, i))));
  return shapes;
}

/**
 * hopmap_route_company_include:
 * @self: the company
 * @bounds: grows so far that the routes are in it, in the world copies where that is least
 */
void
hopmap_route_company_include (HopmapRouteCompany *self, HopmapMapRect *bounds)
{
  for (guint i = 0; i < self->followers->len; i++)
    {
      const HopmapMapRect more = hopmap_route_shape_get_bounds (
          hopmap_shape_follower_get_shape (g_ptr_array_index (self->followers, i)));
      const double middle = (more.min_x + more.max_x) / 2.0;
      double shift = 0.0;

      if (hopmap_map_rect_is_empty (&more))
        continue;
      if (!hopmap_map_rect_is_empty (bounds))
        shift = hopmap_mercator_unwrap (middle, (bounds->min_x + bounds->max_x) / 2.0) - middle;
      hopmap_map_rect_include (bounds, more.min_x + shift, more.min_y);
      hopmap_map_rect_include (bounds, more.max_x + shift, more.max_y);
    }
}

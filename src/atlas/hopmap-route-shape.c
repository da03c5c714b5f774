/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shape, counted and read. How it comes about is in hopmap-route-walk.c.
 */
#include "hopmap-route-shape-private.h"

G_DEFINE_BOXED_TYPE (HopmapRouteShape,
                     hopmap_route_shape,
                     hopmap_route_shape_ref,
                     hopmap_route_shape_unref)

/**
 * hopmap_route_shape_new_full:
 * @route: a route in any state; read now, not watched
 * @options: what it should have
 *
 * Returns: (transfer full): its shape, without stops where no hop has a place
 */
HopmapRouteShape *
hopmap_route_shape_new_full (HopmapRoute *route, const HopmapShapeOptions *options)
{
  HopmapRouteShape *self;

  g_return_val_if_fail (HOPMAP_IS_ROUTE (route), NULL);

  self = g_new0 (HopmapRouteShape, 1);
  g_atomic_ref_count_init (&self->refs);
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_stop_free);
  self->legs = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_leg_free);
  self->branches = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_leg_free);
  self->bounds = HOPMAP_MAP_RECT_EMPTY;
  hopmap_route_walk (self, route, options);
  return self;
}

/**
 * hopmap_route_shape_new:
 * @route: a route in any state; read now, not watched
 *
 * Returns: (transfer full): its shape as it may be given away: coloured by round-trip time, without
 *   the origin
 */
HopmapRouteShape *
hopmap_route_shape_new (HopmapRoute *route)
{
  return hopmap_route_shape_new_full (route, &(HopmapShapeOptions){ HOPMAP_SHAPE_RTT, FALSE });
}

/**
 * hopmap_route_shape_ref:
 * @self: a shape
 *
 * Returns: (transfer full): @self
 */
HopmapRouteShape *
hopmap_route_shape_ref (HopmapRouteShape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * hopmap_route_shape_unref:
 * @self: (transfer full): a shape
 */
void
hopmap_route_shape_unref (HopmapRouteShape *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->legs);
  g_ptr_array_unref (self->stops);
  g_free (self);
}

/**
 * hopmap_route_shape_get_n_stops:
 * @self: a shape
 *
 * Returns: how many places the route visits
 */
guint
hopmap_route_shape_get_n_stops (const HopmapRouteShape *self)
{
  return self->stops->len;
}

/**
 * hopmap_route_shape_get_stop:
 * @self: a shape
 * @index: from 0, in the order of the first visit
 *
 * Returns: (transfer none): a stop, alive as long as @self
 */
const HopmapRouteStop *
hopmap_route_shape_get_stop (const HopmapRouteShape *self, guint index)
{
  g_return_val_if_fail (index < self->stops->len, NULL);

  return g_ptr_array_index (self->stops, index);
}

/**
 * hopmap_route_shape_get_n_legs:
 * @self: a shape
 *
 * Returns: how many lines
 */
guint
hopmap_route_shape_get_n_legs (const HopmapRouteShape *self)
{
  return self->legs->len;
}

/**
 * hopmap_route_shape_get_leg:
 * @self: a shape
 * @index: from 0, in the order of the route
 *
 * Returns: (transfer none): a leg, alive as long as @self
 */
const HopmapRouteLeg *
hopmap_route_shape_get_leg (const HopmapRouteShape *self, guint index)
{
  g_return_val_if_fail (index < self->legs->len, NULL);

  return g_ptr_array_index (self->legs, index);
}

/**
 * hopmap_route_shape_get_n_branches:
 * @self: a shape
 *
 * Returns: how many lines there are beside the route, to and from other addresses of its hops
 */
guint
hopmap_route_shape_get_n_branches (const HopmapRouteShape *self)
{
  return self->branches->len;
}

/**
 * hopmap_route_shape_get_branch:
 * @self: a shape
 * @index: from 0
 *
 * Returns: (transfer none): a line beside the route, alive as long as @self; its hop is the one that
 *   has the other address
 */
const HopmapRouteLeg *
hopmap_route_shape_get_branch (const HopmapRouteShape *self, guint index)
{
  g_return_val_if_fail (index < self->branches->len, NULL);

  return g_ptr_array_index (self->branches, index);
}

/**
 * hopmap_route_shape_is_reached:
 * @self: a shape
 * @ttl: distance of a hop
 * @n_legs: how many of the first lines are drawn, %G_MAXDOUBLE for all
 *
 * Returns: whether the lines that are drawn whole go as far as that hop
 */
gboolean
hopmap_route_shape_is_reached (const HopmapRouteShape *self, guint ttl, double n_legs)
{
  if (n_legs >= self->legs->len)
    return TRUE;
  for (guint i = 0; i < self->legs->len && i + 1 <= n_legs; i++)
    if (((const HopmapRouteLeg *) g_ptr_array_index (self->legs, i))->ttl >= ttl)
      return TRUE;
  return FALSE;
}

/**
 * hopmap_route_shape_get_bounds:
 * @self: a shape
 *
 * Returns: what all lines and stops together take up; empty where there are no stops
 */
HopmapMapRect
hopmap_route_shape_get_bounds (const HopmapRouteShape *self)
{
  return self->bounds;
}

/**
 * hopmap_route_shape_find_stop:
 * @self: a shape
 * @ttl: distance of a hop
 *
 * Returns: (transfer none) (nullable): the stop of that hop, or %NULL where it has no place
 */
const HopmapRouteStop *
hopmap_route_shape_find_stop (const HopmapRouteShape *self, guint ttl)
{
  for (guint i = 0; i < self->stops->len; i++)
    {
      const HopmapRouteStop *stop = g_ptr_array_index (self->stops, i);

      if (!stop->branch && hopmap_route_stop_has_hop (stop, ttl))
        return stop;
    }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Builds the shape in one walk along the hops: a hop with a place joins the stop there or makes a
 * new one, and a leg leads to it from the last hop that had a place. Nothing is ever drawn at a
 * place that nobody named.
 */
#include "hopmap-route-shape.h"

#include <hopmap-sphere.h>
#include <math.h>

#define KM_PER_STEP   110.0
#define MIN_LEG_STEPS 8u
#define MAX_LEG_STEPS 200u

struct _HopmapRouteShape
{
  gatomicrefcount refs;
  GPtrArray *stops; /* HopmapRouteStop */
  GPtrArray *legs;  /* HopmapRouteLeg */
  HopmapMapRect bounds;
};

G_DEFINE_BOXED_TYPE (HopmapRouteShape,
                     hopmap_route_shape,
                     hopmap_route_shape_ref,
                     hopmap_route_shape_unref)

/* The walk so far: where the line is now, and what lay between. */
typedef struct
{
  HopmapRouteShape *shape;
  gint at;  /* number of the last stop, or -1 */
  double x; /* unwrapped x there */
  gboolean gap;
} Walk;

static void
leg_free (gpointer data)
{
  HopmapRouteLeg *leg = data;

  g_free (leg->points);
  g_free (leg);
}

static gboolean
place_has_point (const HopmapPlace *place)
{
  return place != NULL && place->has_point && fabs (place->latitude) <= 90.0
         && fabs (place->longitude) <= 180.0;
}

static gint
find_place (const HopmapRouteShape *self, const HopmapPlace *place)
{
  for (guint i = 0; i < self->stops->len; i++)
    {
      if (hopmap_route_stop_is_at (g_ptr_array_index (self->stops, i), place))
        return (gint) i;
    }
  return -1;
}

static void
leg_trace (HopmapRouteLeg *leg, const HopmapPlace *from, const HopmapPlace *to, double start_x)
{
  const double km = hopmap_sphere_distance_km (from->latitude, from->longitude, to->latitude,
                                               to->longitude);
  const guint n_steps = CLAMP ((guint) ceil (km / KM_PER_STEP), MIN_LEG_STEPS, MAX_LEG_STEPS);
  double last_x = start_x;

  leg->n_points = n_steps + 1;
  leg->points = g_new (HopmapMapPoint, leg->n_points);
  leg->bounds = HOPMAP_MAP_RECT_EMPTY;
  for (guint i = 0; i <= n_steps; i++)
    {
      double latitude, longitude;

      hopmap_sphere_interpolate (from->latitude, from->longitude, to->latitude, to->longitude,
                                 (double) i / n_steps, &latitude, &longitude);
      last_x = hopmap_mercator_unwrap (hopmap_mercator_x (longitude), last_x);
      leg->points[i].x = last_x;
      leg->points[i].y = hopmap_mercator_y (latitude);
      hopmap_map_rect_include (&leg->bounds, last_x, leg->points[i].y);
    }
}

static HopmapRouteLeg *
add_leg (HopmapRouteShape *self, guint from, guint to, double start_x)
{
  const HopmapRouteStop *a = g_ptr_array_index (self->stops, from);
  const HopmapRouteStop *b = g_ptr_array_index (self->stops, to);
  HopmapRouteLeg *leg = g_new0 (HopmapRouteLeg, 1);

  leg->from = from;
  leg->to = to;
  leg->vague = a->vague || b->vague;
  leg_trace (leg, a->place, b->place, start_x);
  g_ptr_array_add (self->legs, leg);
  return leg;
}

static void
walk_hop (Walk *walk, HopmapHop *hop)
{
  HopmapRouteShape *self = walk->shape;
  HopmapPlace *place = hopmap_hop_get_place (hop);
  HopmapRouteStop *stop;
  gboolean is_new;
  gint number;

  if (!place_has_point (place))
    {
      walk->gap = TRUE;
      return;
    }

  number = find_place (self, place);
  is_new = number < 0;
  if (is_new)
    {
      number = (gint) self->stops->len;
      g_ptr_array_add (self->stops, hopmap_route_stop_new (place));
    }
  stop = g_ptr_array_index (self->stops, number);

  if (walk->at < 0)
    walk->x = stop->point.x;
  else if (walk->at != number)
    {
      HopmapRouteLeg *leg = add_leg (self, (guint) walk->at, (guint) number, walk->x);

      leg->ttl = hopmap_hop_get_ttl (hop);
      leg->rtt_ns = hopmap_hop_get_rtt_ns (hop);
      leg->bridge = walk->gap;
      walk->x = leg->points[leg->n_points - 1].x;
      hopmap_map_rect_include (&self->bounds, leg->bounds.min_x, leg->bounds.min_y);
      hopmap_map_rect_include (&self->bounds, leg->bounds.max_x, leg->bounds.max_y);
    }
  if (is_new)
    {
      stop->point.x = walk->x;
      hopmap_map_rect_include (&self->bounds, stop->point.x, stop->point.y);
    }

  hopmap_route_stop_add_hop (stop, hop);
  walk->at = number;
  walk->gap = FALSE;
}

/**
 * hopmap_route_shape_new:
 * @route: a route in any state; read now, not watched
 *
 * Returns: (transfer full): its shape, without stops where no hop has a place
 */
HopmapRouteShape *
hopmap_route_shape_new (HopmapRoute *route)
{
  HopmapRouteShape *self;
  Walk walk = { .at = -1 };

  g_return_val_if_fail (HOPMAP_IS_ROUTE (route), NULL);

  self = g_new0 (HopmapRouteShape, 1);
  g_atomic_ref_count_init (&self->refs);
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_stop_free);
  self->legs = g_ptr_array_new_with_free_func (leg_free);
  self->bounds = HOPMAP_MAP_RECT_EMPTY;

  walk.shape = self;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      walk_hop (&walk, hop);
    }

  return self;
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

      if (hopmap_route_stop_has_hop (stop, ttl))
        return stop;
    }
  return NULL;
}

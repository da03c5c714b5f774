/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Builds the shape in one walk along the hops: a hop with a place joins the stop there or makes a
 * new one, and a leg leads to it from the last hop that had a place. Nothing is ever drawn at a
 * place that nobody named.
 */
#include "hopmap-route-shape.h"

#include "hopmap-palette.h"

#include <hopmap-loss.h>
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
  HopmapRoute *route;
  HopmapShapeOptions options;
  gint at;     /* number of the last stop, or -1 */
  double x;    /* unwrapped x there */
  GArray *gap; /* guint, distances of the hops without a place since then */
} Walk;

static void
leg_free (gpointer data)
{
  HopmapRouteLeg *leg = data;

  g_free (leg->points);
  g_free (leg->gap);
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

static guint
loss_tone (HopmapRoute *route, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  const guint done = stats->received + stats->lost + stats->late;

  if (done == 0 || stats->received == 0)
    return HOPMAP_RTT_CLASS_NONE;
  /* A router that answers when it likes loses nothing of what passes through it. */
  if (hopmap_route_judge_loss (route, hop) == HOPMAP_LOSS_OF_ANSWERS)
    return 0;
  return hopmap_palette_loss_class ((double) stats->lost / done);
}

static guint
hop_tone (const Walk *walk, HopmapHop *hop)
{
  return walk->options.measure == HOPMAP_SHAPE_LOSS
             ? loss_tone (walk->route, hop)
             : hopmap_palette_rtt_class (hopmap_hop_get_rtt_ns (hop));
}

/* A place that was named and refuted, for a hop that has no other. */
static HopmapPlace *
refuted_place (HopmapHop *hop)
{
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      HopmapPlace *place = g_ptr_array_index (candidates, i);

      if (place->refutation.kind != HOPMAP_REFUTATION_NONE && place_has_point (place))
        return place;
    }
  return NULL;
}

static guint
ensure_stop (HopmapRouteShape *self, HopmapPlace *place, gboolean *is_new)
{
  const gint number = find_place (self, place);

  *is_new = number < 0;
  if (number >= 0)
    return (guint) number;
  g_ptr_array_add (self->stops, hopmap_route_stop_new (place));
  return self->stops->len - 1;
}

/* No line leads there, and a fit need not show it. */
static void
add_refuted (Walk *walk, HopmapHop *hop, HopmapPlace *place)
{
  gboolean is_new;
  const guint number = ensure_stop (walk->shape, place, &is_new);

  hopmap_route_stop_add_hop (g_ptr_array_index (walk->shape->stops, number), hop,
                             hop_tone (walk, hop));
}

static void
walk_past (Walk *walk, HopmapHop *hop, HopmapPlace *place)
{
  const guint ttl = hopmap_hop_get_ttl (hop);
  HopmapPlace *refuted = place_has_point (place)      ? place
                         : hopmap_hop_is_masked (hop) ? NULL
                                                      : refuted_place (hop);

  g_array_append_val (walk->gap, ttl);
  if (refuted != NULL)
    add_refuted (walk, hop, refuted);
}

static void
walk_to (Walk *walk, guint number, HopmapHop *hop)
{
  HopmapRouteShape *self = walk->shape;
  HopmapRouteLeg *leg = add_leg (self, (guint) walk->at, number, walk->x);

  leg->ttl = hopmap_hop_get_ttl (hop);
  leg->rtt_ns = hopmap_hop_get_rtt_ns (hop);
  leg->tone = hop_tone (walk, hop);
  leg->n_gap = walk->gap->len;
  leg->gap = g_memdup2 (walk->gap->data, walk->gap->len * sizeof (guint));
  walk->x = leg->points[leg->n_points - 1].x;
  hopmap_map_rect_include (&self->bounds, leg->bounds.min_x, leg->bounds.min_y);
  hopmap_map_rect_include (&self->bounds, leg->bounds.max_x, leg->bounds.max_y);
}

static void
walk_hop (Walk *walk, HopmapHop *hop)
{
  HopmapRouteShape *self = walk->shape;
  HopmapPlace *place = hopmap_hop_get_shown_place (hop);
  HopmapRouteStop *stop;
  gboolean is_new;
  guint number;

  if (!place_has_point (place) || place->refutation.kind != HOPMAP_REFUTATION_NONE)
    {
      walk_past (walk, hop, place);
      return;
    }

  number = ensure_stop (self, place, &is_new);
  stop = g_ptr_array_index (self->stops, number);
  if (walk->at < 0)
    walk->x = stop->point.x;
  else if (walk->at != (gint) number)
    walk_to (walk, number, hop);
  if (is_new)
    {
      stop->point.x = walk->x;
      hopmap_map_rect_include (&self->bounds, stop->point.x, stop->point.y);
    }

  hopmap_route_stop_add_hop (stop, hop, hop_tone (walk, hop));
  walk->at = (gint) number;
  g_array_set_size (walk->gap, 0);
}

static void
walk_from_origin (Walk *walk)
{
  HopmapPlace *origin = hopmap_route_get_origin (walk->route);
  HopmapRouteStop *stop;

  if (!walk->options.origin || !place_has_point (origin)
      || g_list_model_get_n_items (G_LIST_MODEL (walk->route)) == 0)
    return;

  stop = hopmap_route_stop_new_origin (origin);
  g_ptr_array_add (walk->shape->stops, stop);
  hopmap_map_rect_include (&walk->shape->bounds, stop->point.x, stop->point.y);
  walk->at = 0;
  walk->x = stop->point.x;
}

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
  g_autoptr (GArray) gap = g_array_new (FALSE, FALSE, sizeof (guint));
  HopmapRouteShape *self;
  Walk walk = { .route = route, .options = *options, .at = -1, .gap = gap };

  g_return_val_if_fail (HOPMAP_IS_ROUTE (route), NULL);

  self = g_new0 (HopmapRouteShape, 1);
  g_atomic_ref_count_init (&self->refs);
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_stop_free);
  self->legs = g_ptr_array_new_with_free_func (leg_free);
  self->bounds = HOPMAP_MAP_RECT_EMPTY;

  walk.shape = self;
  walk_from_origin (&walk);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      walk_hop (&walk, hop);
    }

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

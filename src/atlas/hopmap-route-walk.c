/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Builds a shape in one walk along the hops: a hop with a place joins the stop there or makes a
 * new one, and a leg leads to it from the last hop that had a place. Nothing is ever drawn at a
 * place that nobody named.
 */
#include "hopmap-route-shape-private.h"

#include "hopmap-palette.h"

#include <hopmap-loss.h>
#include <math.h>

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

static HopmapRouteLeg *
add_leg (HopmapRouteShape *self, guint from, guint to, double start_x)
{
  const HopmapRouteStop *a = g_ptr_array_index (self->stops, from);
  const HopmapRouteStop *b = g_ptr_array_index (self->stops, to);
  HopmapRouteLeg *leg = hopmap_route_leg_new (a->place, b->place, start_x);

  leg->from = from;
  leg->to = to;
  leg->vague = a->vague || b->vague;
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

/*
 * hopmap_route_walk:
 * @self: an empty shape; gets its stops and legs
 * @route: a route in any state; read now, not watched
 * @options: what it should have
 */
void
hopmap_route_walk (HopmapRouteShape *self, HopmapRoute *route, const HopmapShapeOptions *options)
{
  g_autoptr (GArray) gap = g_array_new (FALSE, FALSE, sizeof (guint));
  Walk walk = { .shape = self, .route = route, .options = *options, .at = -1, .gap = gap };

  walk_from_origin (&walk);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      walk_hop (&walk, hop);
    }
}

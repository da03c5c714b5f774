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
  gint at;      /* number of the last stop, or -1 */
  double x;     /* unwrapped x there */
  GArray *gap;  /* guint, distances of the hops without a place since then */
  GArray *ends; /* End, of branches that lead to the next stop */
} Walk;

/* Where a branch has got to: it comes back to the route at the next place of that. */
typedef struct
{
  guint at;
  double x;
  guint ttl;
  guint tone;
} End;

static gboolean
place_has_point (const HopmapPlace *place)
{
  return place != NULL && place->has_point && fabs (place->latitude) <= 90.0
         && fabs (place->longitude) <= 180.0;
}

static gint
find_place (const HopmapRouteShape *self, const HopmapPlace *place, gboolean branch)
{
  for (guint i = 0; i < self->stops->len; i++)
    {
      const HopmapRouteStop *stop = g_ptr_array_index (self->stops, i);

      if (stop->branch == branch && hopmap_route_stop_is_at (stop, place))
        return (gint) i;
    }
  return -1;
}

static HopmapRouteLeg *
add_leg (HopmapRouteShape *self, GPtrArray *legs, guint from, guint to, double start_x)
{
  const HopmapRouteStop *a = g_ptr_array_index (self->stops, from);
  const HopmapRouteStop *b = g_ptr_array_index (self->stops, to);
  HopmapRouteLeg *leg = hopmap_route_leg_new (a->place, b->place, start_x);

  leg->from = from;
  leg->to = to;
  leg->vague = a->vague || b->vague;
  g_ptr_array_add (legs, leg);
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
  const gint number = find_place (self, place, FALSE);

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
  HopmapRouteLeg *leg = add_leg (self, self->legs, (guint) walk->at, number, walk->x);

  leg->ttl = hopmap_hop_get_ttl (hop);
  leg->rtt_ns = hopmap_hop_get_rtt_ns (hop);
  leg->tone = hop_tone (walk, hop);
  leg->n_gap = walk->gap->len;
  leg->gap = g_memdup2 (walk->gap->data, walk->gap->len * sizeof (guint));
  walk->x = leg->points[leg->n_points - 1].x;
  hopmap_map_rect_include (&self->bounds, leg->bounds.min_x, leg->bounds.min_y);
  hopmap_map_rect_include (&self->bounds, leg->bounds.max_x, leg->bounds.max_y);
}

static HopmapRouteLeg *
add_branch (HopmapRouteShape *self, guint from, guint to, double start_x, guint ttl, guint tone)
{
  HopmapRouteLeg *leg = add_leg (self, self->branches, from, to, start_x);

  leg->ttl = ttl;
  leg->tone = tone;
  leg->rtt_ns = -1;
  hopmap_map_rect_include (&self->bounds, leg->bounds.min_x, leg->bounds.min_y);
  hopmap_map_rect_include (&self->bounds, leg->bounds.max_x, leg->bounds.max_y);
  return leg;
}

/* The branches come back where the route is now. */
static void
join_branches (Walk *walk, guint number)
{
  for (guint i = 0; i < walk->ends->len; i++)
    {
      const End *end = &g_array_index (walk->ends, End, i);

      if (end->at != number)
        add_branch (walk->shape, end->at, number, end->x, end->ttl, end->tone);
    }
  g_array_set_size (walk->ends, 0);
}

static guint
other_tone (const Walk *walk, HopmapHop *hop, const HopmapResponder *other)
{
  /* What is lost is nobody's, so a loss is the whole hop's. */
  if (walk->options.measure == HOPMAP_SHAPE_LOSS)
    return hop_tone (walk, hop);
  return hopmap_palette_rtt_class (other->stats.received > 0 ? other->stats.best_ns : -1);
}

/* A place that is on the route already gets no marker of its own, only lines. */
static guint
ensure_other_stop (Walk *walk,
                   HopmapHop *hop,
                   const HopmapResponder *other,
                   HopmapPlace *place,
                   guint letter)
{
  HopmapRouteShape *self = walk->shape;
  gint number = find_place (self, place, FALSE);

  if (number >= 0)
    return (guint) number;

  number = find_place (self, place, TRUE);
  if (number < 0)
    {
      number = (gint) self->stops->len;
      g_ptr_array_add (self->stops, hopmap_route_stop_new_branch (place));
    }
  hopmap_route_stop_add_other (g_ptr_array_index (self->stops, (guint) number), hop, other, letter,
                               other_tone (walk, hop, other));
  return (guint) number;
}

static gboolean
has_end (const Walk *walk, guint number)
{
  for (guint i = 0; i < walk->ends->len; i++)
    if (g_array_index (walk->ends, End, i).at == number)
      return TRUE;
  return FALSE;
}

static void
walk_other (Walk *walk, HopmapHop *hop, const HopmapResponder *other, gint from, double from_x)
{
  HopmapRouteShape *self = walk->shape;
  HopmapPlace *place = hopmap_hop_get_other_place (hop, &other->address);
  const guint n_stops = self->stops->len;
  End end = { .ttl = hopmap_hop_get_ttl (hop), .tone = other_tone (walk, hop, other) };
  HopmapRouteStop *stop;

  if (!place_has_point (place) || place->refutation.kind != HOPMAP_REFUTATION_NONE)
    return;

  end.at = ensure_other_stop (walk, hop, other, place, walk->ends->len + 1);
  stop = g_ptr_array_index (self->stops, end.at);
  end.x = stop->point.x;
  if ((gint) end.at == walk->at || (gint) end.at == from || has_end (walk, end.at))
    return;

  if (from >= 0)
    {
      const HopmapRouteLeg *leg = add_branch (self, (guint) from, end.at, from_x, end.ttl,
                                              end.tone);

      end.x = leg->points[leg->n_points - 1].x;
    }
  if (n_stops < self->stops->len)
    {
      stop->point.x = end.x;
      hopmap_map_rect_include (&self->bounds, stop->point.x, stop->point.y);
    }
  g_array_append_val (walk->ends, end);
}

/* Other addresses that answered at this distance lie on ways beside the route: from the place before
 * to the place after. */
static void
walk_others (Walk *walk, HopmapHop *hop, gint from, double from_x)
{
  for (guint i = 1; i < hopmap_hop_get_n_responders (hop) && !hopmap_hop_is_masked (hop); i++)
    walk_other (walk, hop, hopmap_hop_get_responder (hop, i), from, from_x);
}

static void
walk_own_place (Walk *walk, HopmapHop *hop)
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
  join_branches (walk, number);
}

static void
walk_hop (Walk *walk, HopmapHop *hop)
{
  const gint from = walk->at;
  const double from_x = walk->x;

  walk_own_place (walk, hop);
  walk_others (walk, hop, from, from_x);
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
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (End));
  Walk walk = {
    .shape = self, .route = route, .options = *options, .at = -1, .gap = gap, .ends = ends
  };

  walk_from_origin (&walk);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      walk_hop (&walk, hop);
    }
}

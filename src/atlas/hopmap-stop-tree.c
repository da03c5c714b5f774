/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Complete linkage: the two groups whose farthest members are nearest become one, again and again. So
 * every member of a group is near every other, and a long chain of places does not become one.
 */
#include "hopmap-stop-tree.h"

#include "hopmap-palette.h"

#include <math.h>

/* Badges whose true points are nearer than this in both directions would cover each other so much
 * that moving them aside makes a heap; pixels. */
#define NEAR_X_PX 28.0
#define NEAR_Y_PX 20.0
/* So many places of a joined stop are named. */
#define MAX_PLACES 4u

/* Group @from becomes part of group @into at this distance; a group is called after its first stop. */
typedef struct
{
  double distance; /* in the unit square, along x */
  guint into;
  guint from;
} Join;

struct _HopmapStopTree
{
  guint n_stops;
  GArray *joins; /* Join, distance ascending */
};

static double
distance (const HopmapRouteStop *a, const HopmapRouteStop *b)
{
  const double dx = fabs (hopmap_mercator_unwrap (b->point.x, a->point.x) - a->point.x);
  const double dy = fabs (b->point.y - a->point.y);

  /* Where somebody is, what is not believed, and ways beside the route must not hide among routers. */
  if (a->origin || b->origin || a->branch || b->branch || a->refuted != b->refuted)
    return INFINITY;
  return MAX (dx, dy * NEAR_X_PX / NEAR_Y_PX);
}

static gboolean
find_nearest (const double *distances, const gboolean *gone, guint n, Join *nearest)
{
  nearest->distance = INFINITY;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && !gone[i]; j++)
      if (!gone[j] && distances[i * n + j] < nearest->distance)
        *nearest = (Join){ distances[i * n + j], i, j };
  return nearest->distance < INFINITY;
}

static void
join_groups (double *distances, guint n, const Join *join)
{
  for (guint k = 0; k < n; k++)
    {
      double *kept = &distances[MIN (k, join->into) * n + MAX (k, join->into)];

      *kept = MAX (*kept, distances[MIN (k, join->from) * n + MAX (k, join->from)]);
    }
}

/**
 * hopmap_stop_tree_new:
 * @shape: a route; not kept
 *
 * Returns: (transfer full): the tree of its stops
 */
HopmapStopTree *
hopmap_stop_tree_new (const HopmapRouteShape *shape)
{
  const guint n = hopmap_route_shape_get_n_stops (shape);
  g_autofree double *distances = g_new0 (double, (gsize) n *n + 1);
  g_autofree gboolean *gone = g_new0 (gboolean, n + 1);
  HopmapStopTree *self = g_new0 (HopmapStopTree, 1);
  Join join;

  self->n_stops = n;
  self->joins = g_array_new (FALSE, FALSE, sizeof (Join));
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      distances[i * n + j] = distance (hopmap_route_shape_get_stop (shape, i),
                                       hopmap_route_shape_get_stop (shape, j));
  while (find_nearest (distances, gone, n, &join))
    {
      g_array_append_val (self->joins, join);
      join_groups (distances, n, &join);
      gone[join.from] = TRUE;
    }
  return self;
}

/**
 * hopmap_stop_tree_free:
 * @self: (transfer full): a tree
 */
void
hopmap_stop_tree_free (HopmapStopTree *self)
{
  g_array_unref (self->joins);
  g_free (self);
}

/**
 * hopmap_stop_tree_cut:
 * @self: a tree
 * @scale: pixels per world
 * @leads: (out caller-allocates): for each stop the number of the first one that it shares a badge
 *   with; its own where that is itself
 */
void
hopmap_stop_tree_cut (const HopmapStopTree *self, double scale, guint *leads)
{
  for (guint i = 0; i < self->n_stops; i++)
    leads[i] = i;
  for (guint i = 0; i < self->joins->len; i++)
    {
      const Join *join = &g_array_index (self->joins, Join, i);

      if (join->distance * scale >= NEAR_X_PX)
        break;
      leads[join->from] = join->into;
    }
  /* A lead is always before those that it leads, so it knows its own already. */
  for (guint i = 0; i < self->n_stops; i++)
    leads[i] = leads[leads[i]];
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  const guint *left = a, *right = b;

  return *left < *right ? -1 : *left > *right;
}

/* "3–7", "2, 4–6", and "2…13" where that would get long. */
static char *
dup_label (const guint *ttls, guint n_ttls)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_runs = 0;

  for (guint i = 0; i < n_ttls; n_runs++)
    {
      guint last = i;

      while (last + 1 < n_ttls && ttls[last + 1] <= ttls[last] + 1)
        last++;
      g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", ttls[i]);
      if (ttls[last] > ttls[i])
        g_string_append_printf (text, "–%u", ttls[last]);
      i = last + 1;
    }
  if (n_runs > 2)
    g_string_printf (text, "%u…%u", ttls[0], ttls[n_ttls - 1]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_place (GPtrArray *places, const HopmapRouteStop *stop)
{
  g_autofree char *text = hopmap_place_dup_text (stop->place);

  if (text != NULL && !g_ptr_array_find_with_equal_func (places, text, g_str_equal, NULL))
    g_ptr_array_add (places, g_steal_pointer (&text));
}

static char *
dup_places (GPtrArray *places)
{
  if (places->len > MAX_PLACES)
    {
      g_ptr_array_set_size (places, MAX_PLACES);
      g_ptr_array_add (places, g_strdup ("…"));
    }
  g_ptr_array_add (places, NULL);
  return g_strjoinv ("; ", (char **) places->pdata);
}

/* One that is certain makes the badge whole; the doubtful ones are seen when it is fanned out. */
static void
add_member (HopmapRouteStop *joined, const HopmapRouteStop *member)
{
  joined->vague = joined->vague && member->vague;
  joined->country = joined->country && member->country;
  joined->anycast = joined->anycast && member->anycast;
  joined->destination = joined->destination || member->destination;
  joined->radius_km = MAX (joined->radius_km, member->radius_km);
  joined->tone = MIN (joined->tone, member->tone);
  if (member->rtt_ns >= 0 && (joined->rtt_ns < 0 || member->rtt_ns < joined->rtt_ns))
    joined->rtt_ns = member->rtt_ns;
}

/**
 * hopmap_stop_tree_join:
 * @shape: a route
 * @leads: from hopmap_stop_tree_cut()
 * @lead: number of a stop that leads others
 *
 * Returns: (transfer full) (nullable): what its badge shows, with the hops of all; %NULL where it is
 *   alone
 */
HopmapRouteStop *
hopmap_stop_tree_join (const HopmapRouteShape *shape, const guint *leads, guint lead)
{
  const HopmapRouteStop *first = hopmap_route_shape_get_stop (shape, lead);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ttls = g_array_new (FALSE, FALSE, sizeof (guint));
  HopmapRouteStop *joined;
  guint n_members = 0;

  for (guint i = lead; i < hopmap_route_shape_get_n_stops (shape); i++)
    n_members += leads[i] == lead;
  if (n_members < 2)
    return NULL;

  joined = hopmap_route_stop_new (first->place);
  joined->point = first->point;
  joined->destination = FALSE;
  for (guint i = lead; i < hopmap_route_shape_get_n_stops (shape); i++)
    if (leads[i] == lead)
      {
        const HopmapRouteStop *member = hopmap_route_shape_get_stop (shape, i);

        add_member (joined, member);
        add_place (places, member);
        g_array_append_vals (ttls, member->ttls, member->n_hops);
      }
  g_array_sort (ttls, by_number);
  joined->label = dup_label ((const guint *) ttls->data, ttls->len);
  joined->n_hops = ttls->len;
  joined->ttls = g_memdup2 (ttls->data, ttls->len * sizeof (guint));
  joined->places = dup_places (places);
  return joined;
}

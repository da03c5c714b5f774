/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Unlike the lines of our own pictures these keep to no projection, so that a line
 * may pass near a pole.
 */
#include "hopmap-ground-line.h"

#include "hopmap-hop-words.h"

#include <hopmap-sphere.h>
#include <math.h>

#define KM_PER_STEP 100.0
#define MAX_STEPS   200u
#define SAME_KM     0.05

static void
leg_free (gpointer data)
{
  HopmapGroundLeg *leg = data;

  g_object_unref (leg->from);
  g_object_unref (leg->to);
  g_array_unref (leg->points);
  g_free (leg);
}

static HopmapGroundPoint
point_of (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  return (HopmapGroundPoint){ place->latitude, place->longitude };
}

static GArray *
trace_circle (const HopmapGroundPoint *a, const HopmapGroundPoint *b, double km)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (HopmapGroundPoint));
  const guint n_steps = CLAMP ((guint) ceil (km / KM_PER_STEP), 1u, MAX_STEPS);

  g_array_append_vals (points, a, 1);
  for (guint i = 1; i < n_steps; i++)
    {
      HopmapGroundPoint point;

      hopmap_sphere_interpolate (a->latitude, a->longitude, b->latitude, b->longitude,
                                 (double) i / n_steps, &point.latitude, &point.longitude);
      g_array_append_val (points, point);
    }
  g_array_append_vals (points, b, 1);
  return points;
}

/* No leg between routers that stand in one place. */
static void
add_leg (GPtrArray *legs, HopmapHop *from, HopmapHop *to, gboolean bridge)
{
  const HopmapGroundPoint a = point_of (from), b = point_of (to);
  const double km = hopmap_sphere_distance_km (a.latitude, a.longitude, b.latitude, b.longitude);
  HopmapGroundLeg *leg;

  if (km < SAME_KM)
    return;

  leg = g_new (HopmapGroundLeg, 1);
  leg->from = g_object_ref (from);
  leg->to = g_object_ref (to);
  leg->bridge = bridge;
  leg->points = trace_circle (&a, &b, km);
  g_ptr_array_add (legs, leg);
}

/**
 * hopmap_ground_line_new:
 * @route: a route
 *
 * Returns: (transfer full) (element-type HopmapGroundLeg): its legs in order; each but the first
 *   begins where the one before ends
 */
GPtrArray *
hopmap_ground_line_new (HopmapRoute *route)
{
  GPtrArray *legs = g_ptr_array_new_with_free_func (leg_free);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  g_autoptr (HopmapHop) last = NULL;
  gboolean bridge = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (!hopmap_hop_words_has_point (hop))
        {
          bridge = TRUE;
          continue;
        }
      if (last != NULL)
        add_leg (legs, last, hop, bridge);
      g_set_object (&last, hop);
      bridge = FALSE;
    }

  return legs;
}

/**
 * hopmap_ground_line_join:
 * @legs: (element-type HopmapGroundLeg): what hopmap_ground_line_new() gave
 *
 * Returns: (transfer full) (element-type HopmapGroundPoint): all points in one line, without
 *   repeating where legs meet; empty without legs
 */
GArray *
hopmap_ground_line_join (GPtrArray *legs)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (HopmapGroundPoint));

  for (guint i = 0; i < legs->len; i++)
    {
      const HopmapGroundLeg *leg = legs->pdata[i];
      const guint skip = i > 0 ? 1 : 0;

      g_array_append_vals (points, &g_array_index (leg->points, HopmapGroundPoint, skip),
                           leg->points->len - skip);
    }

  return points;
}

/* Ends @part at 180° on the one side, and begins the next at the same latitude on the other. */
static GArray *
cross (GPtrArray *parts, GArray *part, const HopmapGroundPoint *a, const HopmapGroundPoint *b)
{
  const double side = a->longitude > b->longitude ? 180.0 : -180.0;
  const double far = b->longitude + 2.0 * side;
  const double span = far - a->longitude;
  const double share = fabs (span) > 1e-9 ? (side - a->longitude) / span : 0.0;
  HopmapGroundPoint point = { a->latitude + share * (b->latitude - a->latitude), side };
  GArray *next = g_array_new (FALSE, FALSE, sizeof (HopmapGroundPoint));

  if (a->longitude != side)
    g_array_append_val (part, point);
  if (part->len > 1)
    g_ptr_array_add (parts, g_array_ref (part));
  g_array_unref (part);

  point.longitude = -side;
  if (b->longitude != -side)
    g_array_append_val (next, point);
  return next;
}

/**
 * hopmap_ground_line_cut:
 * @points: (element-type HopmapGroundPoint): a line
 *
 * Cuts the line where it crosses 180°, as RFC 7946, 3.1.9 asks for; else a map program may draw it
 * once round the world.
 *
 * Returns: (transfer full) (element-type GArray): parts of at least two points each
 */
GPtrArray *
hopmap_ground_line_cut (const GArray *points)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  GArray *part = g_array_new (FALSE, FALSE, sizeof (HopmapGroundPoint));

  for (guint i = 0; i < points->len; i++)
    {
      const HopmapGroundPoint *point = &g_array_index (points, HopmapGroundPoint, i);
      const HopmapGroundPoint *before = i > 0 ? point - 1 : NULL;

      if (before != NULL && fabs (point->longitude - before->longitude) > 180.0)
        part = cross (parts, part, before, point);
      g_array_append_vals (part, point, 1);
    }

  if (part->len > 1)
    g_ptr_array_add (parts, g_array_ref (part));
  g_array_unref (part);
  return parts;
}

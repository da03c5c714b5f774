/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Great circles as points, dense enough to look round and unwrapped across 180°.
 */
#include "hopmap-route-leg.h"

#include <hopmap-sphere.h>
#include <math.h>

#define KM_PER_STEP   110.0
#define MIN_LEG_STEPS 8u
#define MAX_LEG_STEPS 200u

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

/**
 * hopmap_route_leg_new:
 * @from: a place with a point
 * @to: likewise
 * @start_x: x of @from in the unit square, in the world copy that the line comes from
 *
 * Returns: (transfer full): the line between them, with nothing but its points
 */
HopmapRouteLeg *
hopmap_route_leg_new (const HopmapPlace *from, const HopmapPlace *to, double start_x)
{
  HopmapRouteLeg *leg = g_new0 (HopmapRouteLeg, 1);

  leg_trace (leg, from, to, start_x);
  return leg;
}

/**
 * hopmap_route_leg_free:
 * @leg: (transfer full): a leg
 */
void
hopmap_route_leg_free (HopmapRouteLeg *leg)
{
  g_free (leg->points);
  g_free (leg->gap);
  g_free (leg);
}

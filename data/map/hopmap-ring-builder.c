/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ring on the sphere that runs around a pole does not close in the plane: it comes back one world
 * further. Led along the map's edge it does, and fills what it should.
 */
#include "hopmap-ring-builder.h"

#include <math.h>

/* A ring around a pole overlaps its copy in the next world by this much, so that no seam shows. */
#define POLE_OVERLAP    0.01
#define POLE_EDGE_NORTH -0.5
#define POLE_EDGE_SOUTH 1.5

static HopmapMapPoint *
point_at (GArray *ring, guint index)
{
  return &g_array_index (ring, HopmapMapPoint, index);
}

static void
close_around_pole (GArray *ring, guint first, double turn)
{
  const guint end = ring->len;
  const double start_x = point_at (ring, first)->x;
  double sum_y = 0.0;
  HopmapMapPoint corner;

  for (guint i = first; i < end; i++)
    sum_y += point_at (ring, i)->y;

  for (guint i = first + 1; i < end; i++)
    {
      HopmapMapPoint point = *point_at (ring, i);

      if (fabs (point.x - start_x) > POLE_OVERLAP)
        break;
      point.x += turn;
      g_array_append_val (ring, point);
    }

  corner.x = point_at (ring, ring->len - 1)->x;
  corner.y = sum_y / (end - first) > 0.5 ? POLE_EDGE_SOUTH : POLE_EDGE_NORTH;
  g_array_append_val (ring, corner);
  corner.x = start_x;
  g_array_append_val (ring, corner);
}

/**
 * hopmap_ring_append:
 * @ring: (element-type HopmapMapPoint): gets the line appended
 * @first: where in @ring the present ring begins
 * @line: points, unwrapped; where the ring has begun, the first to be appended is its last point,
 *   perhaps of another world
 * @n_points: how many
 * @way: in which order
 */
void
hopmap_ring_append (GArray *ring,
                    guint first,
                    const HopmapMapPoint *line,
                    guint n_points,
                    HopmapRingWay way)
{
  const gboolean joins = ring->len > first;
  double shift = 0.0;

  for (guint i = 0; i < n_points; i++)
    {
      HopmapMapPoint point = line[way == HOPMAP_RING_BACKWARDS ? n_points - 1 - i : i];

      if (i == 0 && joins)
        {
          shift = hopmap_mercator_unwrap (point.x, point_at (ring, ring->len - 1)->x) - point.x;
          continue;
        }
      point.x += shift;
      g_array_append_val (ring, point);
    }
}

/**
 * hopmap_ring_close:
 * @ring: (element-type HopmapMapPoint): the points
 * @first: where in @ring the present ring begins; there is at least one point
 *
 * Adds what a ring around a pole needs to close in the plane; other rings stay as they are.
 */
void
hopmap_ring_close (GArray *ring, guint first)
{
  const double turn = point_at (ring, ring->len - 1)->x - point_at (ring, first)->x;

  if (fabs (turn) > 0.5)
    close_around_pole (ring, first, round (turn));
}

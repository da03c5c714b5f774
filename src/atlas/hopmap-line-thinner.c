/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cutting shortens runs of points on one outer side of a rectangle to their ends, which changes
 * nothing inside it. Thinning is Douglas and Peucker's, with a stack of its own instead of recursion.
 */
#include "hopmap-line-thinner.h"

#include <math.h>

typedef struct
{
  guint first;
  guint last;
} Range;

static guint
outside (const HopmapMapRect *clip, const HopmapMapPoint *point)
{
  return (point->x < clip->min_x ? 1u : 0u) | (point->x > clip->max_x ? 2u : 0u)
         | (point->y < clip->min_y ? 4u : 0u) | (point->y > clip->max_y ? 8u : 0u);
}

/**
 * hopmap_line_cut:
 * @points: a line or ring
 * @n_points: how many
 * @shift: added to every x
 * @clip: what is in sight
 * @out: (element-type HopmapMapPoint): gets the result appended
 *
 * Appends the points without those whose absence cannot be seen within @clip.
 */
void
hopmap_line_cut (const HopmapMapPoint *points,
                 guint n_points,
                 double shift,
                 const HopmapMapRect *clip,
                 GArray *out)
{
  HopmapMapPoint run_end = { 0.0, 0.0 };
  guint run_side = 0;
  gboolean pending = FALSE;

  for (guint i = 0; i < n_points; i++)
    {
      const HopmapMapPoint point = { points[i].x + shift, points[i].y };
      const guint side = outside (clip, &point);

      if (side & run_side)
        {
          run_side &= side;
          run_end = point;
          pending = TRUE;
          continue;
        }
      if (pending)
        g_array_append_val (out, run_end);
      pending = FALSE;
      run_side = side;
      g_array_append_val (out, point);
    }
  if (pending)
    g_array_append_val (out, run_end);
}

static double
distance_to_piece (const HopmapMapPoint *p, const HopmapMapPoint *a, const HopmapMapPoint *b)
{
  const double dx = b->x - a->x;
  const double dy = b->y - a->y;
  const double square = dx * dx + dy * dy;
  double along = 0.0;

  if (square > 0.0)
    along = CLAMP (((p->x - a->x) * dx + (p->y - a->y) * dy) / square, 0.0, 1.0);
  return hypot (p->x - a->x - along * dx, p->y - a->y - along * dy);
}

/**
 * hopmap_line_thin:
 * @points: (element-type HopmapMapPoint) (inout): a line or ring; loses points
 * @tolerance: how far the result may be from a lost point, in the unit of @points
 *
 * The first and the last point stay.
 */
void
hopmap_line_thin (GArray *points, double tolerance)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Range));
  g_autofree gboolean *keep = NULL;
  HopmapMapPoint *p = (HopmapMapPoint *) points->data;
  guint n_kept = 0;

  if (points->len < 3)
    return;

  keep = g_new0 (gboolean, points->len);
  keep[0] = keep[points->len - 1] = TRUE;
  g_array_append_val (stack, ((Range){ 0, points->len - 1 }));
  while (stack->len > 0)
    {
      const Range range = g_array_index (stack, Range, stack->len - 1);
      double farthest = tolerance;
      guint split = 0;

      g_array_set_size (stack, stack->len - 1);
      for (guint i = range.first + 1; i < range.last; i++)
        {
          const double distance = distance_to_piece (&p[i], &p[range.first], &p[range.last]);

          if (distance > farthest)
            {
              farthest = distance;
              split = i;
            }
        }
      if (split == 0)
        continue;
      keep[split] = TRUE;
      g_array_append_val (stack, ((Range){ range.first, split }));
      g_array_append_val (stack, ((Range){ split, range.last }));
    }

  for (guint i = 0; i < points->len; i++)
    if (keep[i])
      p[n_kept++] = p[i];
  g_array_set_size (points, n_kept);
}

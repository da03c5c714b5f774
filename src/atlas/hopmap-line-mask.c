/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A grid of bytes, one per some pixels. Lines are walked in steps shorter than a cell.
 */
#include "hopmap-line-mask.h"

#include <math.h>

#define CELL_PX 6.0
#define STEP_PX 4.0
/* A picture larger than this is looked at more coarsely. */
#define MAX_CELLS 1000.0

struct _HopmapLineMask
{
  HopmapMapRect view;
  double scale; /* pixels per world */
  double margin;
  double width; /* with margins, pixels */
  double height;
  double cell;
  int n_columns;
  int n_rows;
  guint8 *cells;
};

/**
 * hopmap_line_mask_new:
 * @view: the part of the unit square in sight
 * @width: of the picture, pixels
 * @height: likewise
 * @margin: how far outside lines still count, pixels
 *
 * Returns: (transfer full): a mask without lines
 */
HopmapLineMask *
hopmap_line_mask_new (const HopmapMapRect *view, double width, double height, double margin)
{
  HopmapLineMask *self = g_new0 (HopmapLineMask, 1);

  self->view = *view;
  self->scale = width / (view->max_x - view->min_x);
  self->margin = margin;
  self->width = width + 2.0 * margin;
  self->height = height + 2.0 * margin;
  self->cell = MAX (CELL_PX, MAX (self->width, self->height) / MAX_CELLS);
  self->n_columns = (int) ceil (self->width / self->cell);
  self->n_rows = (int) ceil (self->height / self->cell);
  self->cells = g_malloc0 ((gsize) self->n_columns * (gsize) self->n_rows);
  return self;
}

/**
 * hopmap_line_mask_free:
 * @self: (transfer full): a mask
 */
void
hopmap_line_mask_free (HopmapLineMask *self)
{
  g_free (self->cells);
  g_free (self);
}

static void
mark (HopmapLineMask *self, double x, double y)
{
  const double column = floor ((x + self->margin) / self->cell);
  const double row = floor ((y + self->margin) / self->cell);

  if (column >= 0.0 && column < self->n_columns && row >= 0.0 && row < self->n_rows)
    self->cells[(gsize) row * (gsize) self->n_columns + (gsize) column] = 1;
}

/* Only what is in the picture is walked: far in, a single piece may be as long as a street map. */
static gboolean
clip (double *t0, double *t1, double from, double delta, double min, double max)
{
  const double a = (min - from) / delta;
  const double b = (max - from) / delta;

  if (delta == 0.0)
    return from >= min && from <= max;
  *t0 = MAX (*t0, MIN (a, b));
  *t1 = MIN (*t1, MAX (a, b));
  return *t0 <= *t1;
}

static void
mark_piece (HopmapLineMask *self, const HopmapMapPoint *a, const HopmapMapPoint *b, double shift)
{
  const double x = (a->x + shift - self->view.min_x) * self->scale;
  const double y = (a->y - self->view.min_y) * self->scale;
  const double dx = (b->x - a->x) * self->scale;
  const double dy = (b->y - a->y) * self->scale;
  const double step = STEP_PX / MAX (hypot (dx, dy), 1e-9);
  double t0 = 0.0, t1 = 1.0;

  if (!clip (&t0, &t1, x, dx, -self->margin, self->width - self->margin)
      || !clip (&t0, &t1, y, dy, -self->margin, self->height - self->margin))
    return;
  for (double t = t0; t < t1; t += step)
    mark (self, x + dx * t, y + dy * t);
  mark (self, x + dx * t1, y + dy * t1);
}

/**
 * hopmap_line_mask_add:
 * @self: a mask
 * @shape: a route whose lines are marked, in every world in sight
 */
void
hopmap_line_mask_add (HopmapLineMask *self, const HopmapRouteShape *shape)
{
  const double margin = self->margin / self->scale;

  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    {
      const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

      for (double shift = floor (self->view.min_x - margin - leg->bounds.max_x);
           leg->bounds.min_x + shift <= self->view.max_x + margin; shift += 1.0)
        for (guint j = 0; j + 1 < leg->n_points; j++)
          mark_piece (self, &leg->points[j], &leg->points[j + 1], shift);
    }
}

/**
 * hopmap_line_mask_add_stops:
 * @self: a mask
 * @shape: a route whose places are marked, in every world in sight
 * @radius: how far around, pixels
 */
void
hopmap_line_mask_add_stops (HopmapLineMask *self, const HopmapRouteShape *shape, double radius)
{
  const double margin = self->margin / self->scale;

  for (guint i = 0; i < hopmap_route_shape_get_n_stops (shape); i++)
    {
      const HopmapMapPoint *point = &hopmap_route_shape_get_stop (shape, i)->point;
      const double y = (point->y - self->view.min_y) * self->scale;

      for (double shift = floor (self->view.min_x - margin - point->x);
           point->x + shift <= self->view.max_x + margin; shift += 1.0)
        {
          const double x = (point->x + shift - self->view.min_x) * self->scale;

          for (double dy = -radius; dy <= radius; dy += STEP_PX)
            for (double dx = -radius; dx <= radius; dx += STEP_PX)
              mark (self, x + dx, y + dy);
        }
    }
}

/**
 * hopmap_line_mask_is_free:
 * @self: a mask
 * @x: left edge of a rectangle, pixels of the picture
 * @y: upper edge
 * @width: pixels
 * @height: pixels
 *
 * Returns: whether no line runs through it, or close by
 */
gboolean
hopmap_line_mask_is_free (const HopmapLineMask *self,
                          double x,
                          double y,
                          double width,
                          double height)
{
  const int first_column = (int) MAX (floor ((x + self->margin) / self->cell), 0.0);
  const int first_row = (int) MAX (floor ((y + self->margin) / self->cell), 0.0);
  const int last_column = (int) MIN ((x + width + self->margin) / self->cell,
                                     self->n_columns - 1.0);
  const int last_row = (int) MIN ((y + height + self->margin) / self->cell, self->n_rows - 1.0);

  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      if (self->cells[(gsize) row * (gsize) self->n_columns + (gsize) column] != 0)
        return FALSE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doubt has a shape, not a colour: dashes and ticks where hops without a place lie between, dots
 * where an end of the line is doubtful itself.
 */
#include "hopmap-route-painter.h"

#include <math.h>

#define LINE_WIDTH      3.0
#define BRANCH_WIDTH    1.5
#define CASING_EXTRA    3.0
#define HIGHLIGHT_EXTRA 2.0
#define AREA_ALPHA      0.12
#define AREA_EDGE_ALPHA 0.45
/* Areas smaller than a badge say nothing. */
#define MIN_AREA_RADIUS      14.0
#define TICK_HALF_PX         5.5
#define HEAD_RADIUS          5.0
#define TICK_WIDTH           2.0
#define MIN_TICK_DISTANCE_PX 6.0
#define MARGIN_PX            16.0

typedef struct
{
  cairo_t *cr;
  const HopmapPalette *palette;
  HopmapMapRect world;
  double scale_x;
  double scale_y;
  double margin;
} Canvas;

static Canvas
canvas_new (cairo_t *cr,
            const HopmapPalette *palette,
            const HopmapMapRect *world,
            double width,
            double height)
{
  return (Canvas){ .cr = cr,
                   .palette = palette,
                   .world = *world,
                   .scale_x = width / (world->max_x - world->min_x),
                   .scale_y = height / (world->max_y - world->min_y),
                   .margin = MARGIN_PX };
}

static void
canvas_map (const Canvas *canvas, const HopmapMapPoint *point, double shift, double *x, double *y)
{
  *x = (point->x + shift - canvas->world.min_x) * canvas->scale_x;
  *y = (point->y - canvas->world.min_y) * canvas->scale_y;
}

static void
set_colour (cairo_t *cr, const HopmapColour *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static const HopmapColour *
tone_colour (const Canvas *canvas, guint tone)
{
  return &canvas->palette->rtt[tone];
}

/* Whether the straight piece from a to b can touch the picture; by its bounding box only. */
static gboolean
piece_in_sight (const Canvas *canvas,
                const HopmapMapPoint *a,
                const HopmapMapPoint *b,
                double shift)
{
  const double margin_x = canvas->margin / canvas->scale_x;
  const double margin_y = canvas->margin / canvas->scale_y;

  return MAX (a->x, b->x) + shift >= canvas->world.min_x - margin_x
         && MIN (a->x, b->x) + shift <= canvas->world.max_x + margin_x
         && MAX (a->y, b->y) >= canvas->world.min_y - margin_y
         && MIN (a->y, b->y) <= canvas->world.max_y + margin_y;
}

static void
set_dashes (const Canvas *canvas, const HopmapRouteLeg *leg, double line_width, double offset)
{
  const double bridge[] = { line_width * 2.0, line_width * 2.2 };
  const double vague[] = { 0.0, line_width * 2.2 };

  if (leg->vague)
    cairo_set_dash (canvas->cr, vague, G_N_ELEMENTS (vague), offset);
  else if (leg->n_gap > 0)
    cairo_set_dash (canvas->cr, bridge, G_N_ELEMENTS (bridge), offset);
}

/* Strokes the pieces of a leg that are in sight; the dashes run on as if the rest were drawn too. */
static void
stroke_leg (const Canvas *canvas,
            const HopmapRouteLeg *leg,
            double part,
            double shift,
            double line_width,
            gboolean dashed)
{
  const double end = part * (leg->n_points - 1);
  double length = 0.0;
  double run_start = 0.0;
  gboolean drawing = FALSE;

  cairo_save (canvas->cr);
  cairo_set_line_width (canvas->cr, line_width);
  for (guint i = 0; i + 1 < leg->n_points && i < end; i++)
    {
      double x0, y0, x1, y1;

      canvas_map (canvas, &leg->points[i], shift, &x0, &y0);
      canvas_map (canvas, &leg->points[i + 1], shift, &x1, &y1);
      if (end < i + 1)
        {
          x1 = x0 + (x1 - x0) * (end - i);
          y1 = y0 + (y1 - y0) * (end - i);
        }
      if (piece_in_sight (canvas, &leg->points[i], &leg->points[i + 1], shift))
        {
          if (!drawing)
            {
              cairo_move_to (canvas->cr, x0, y0);
              run_start = length;
            }
          cairo_line_to (canvas->cr, x1, y1);
          drawing = TRUE;
        }
      if (drawing
          && (i + 2 == leg->n_points || i + 1 >= end
              || !piece_in_sight (canvas, &leg->points[i], &leg->points[i + 1], shift)))
        {
          if (dashed)
            set_dashes (canvas, leg, line_width, run_start);
          cairo_stroke (canvas->cr);
          drawing = FALSE;
        }
      length += hypot (x1 - x0, y1 - y0);
    }
  cairo_restore (canvas->cr);
}

static void
paint_leg (const Canvas *canvas,
           const HopmapRouteLeg *leg,
           double part,
           double width,
           gboolean casing)
{
  for (double shift = floor (canvas->world.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= canvas->world.max_x + canvas->margin / canvas->scale_x;
       shift += 1.0)
    {
      if (casing)
        {
          set_colour (canvas->cr, &canvas->palette->casing, 1.0);
          stroke_leg (canvas, leg, part, shift, width + CASING_EXTRA, FALSE);
        }
      else
        {
          set_colour (canvas->cr, tone_colour (canvas, leg->tone), 1.0);
          stroke_leg (canvas, leg, part, shift, width, TRUE);
        }
    }
}

/* Beside the route and under it, thinner, as far as the route itself is drawn. */
static void
paint_branches (const Canvas *canvas, const HopmapRouteShape *shape, double n_legs)
{
  for (guint layer = 0; layer < 2; layer++)
    for (guint i = 0; i < hopmap_route_shape_get_n_branches (shape); i++)
      {
        const HopmapRouteLeg *branch = hopmap_route_shape_get_branch (shape, i);

        if (hopmap_route_shape_is_reached (shape, branch->ttl, n_legs))
          paint_leg (canvas, branch, 1.0, BRANCH_WIDTH, layer == 0);
      }
}

/* The point at a part of a leg's way, and which way the line runs there, pixels. */
static void
leg_at (const Canvas *canvas,
        const HopmapRouteLeg *leg,
        double part,
        double shift,
        HopmapMapPoint *at,
        HopmapMapPoint *along)
{
  const double index = part * (leg->n_points - 1);
  const guint before = MIN ((guint) index, leg->n_points - 2);
  double x0, y0, x1, y1, length;

  canvas_map (canvas, &leg->points[before], shift, &x0, &y0);
  canvas_map (canvas, &leg->points[before + 1], shift, &x1, &y1);
  length = MAX (hypot (x1 - x0, y1 - y0), 1e-9);
  at->x = x0 + (x1 - x0) * (index - before);
  at->y = y0 + (y1 - y0) * (index - before);
  along->x = (x1 - x0) / length;
  along->y = (y1 - y0) / length;
}

/* Where the line has got to, while it grows. */
static void
paint_head (const Canvas *canvas, const HopmapRouteShape *shape, double n_legs)
{
  const HopmapRouteLeg *leg;
  HopmapMapPoint at, along;

  if (n_legs >= hopmap_route_shape_get_n_legs (shape))
    return;
  leg = hopmap_route_shape_get_leg (shape, (guint) n_legs);
  for (double shift = floor (canvas->world.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= canvas->world.max_x; shift += 1.0)
    {
      leg_at (canvas, leg, n_legs - floor (n_legs), shift, &at, &along);
      cairo_new_sub_path (canvas->cr);
      cairo_arc (canvas->cr, at.x, at.y, HEAD_RADIUS, 0.0, 2.0 * G_PI);
      set_colour (canvas->cr, tone_colour (canvas, leg->tone), 1.0);
      cairo_fill_preserve (canvas->cr);
      cairo_set_line_width (canvas->cr, CASING_EXTRA / 2.0);
      set_colour (canvas->cr, &canvas->palette->casing, 1.0);
      cairo_stroke (canvas->cr);
    }
}

/* A hop without a place is a stroke across the line, somewhere between its neighbours. */
static void
trace_ticks (const Canvas *canvas, const HopmapRouteLeg *leg, double shift)
{
  for (guint i = 0; i < leg->n_gap; i++)
    {
      HopmapMapPoint at, along;

      leg_at (canvas, leg, (i + 1.0) / (leg->n_gap + 1.0), shift, &at, &along);
      cairo_move_to (canvas->cr, at.x - along.y * TICK_HALF_PX, at.y + along.x * TICK_HALF_PX);
      cairo_line_to (canvas->cr, at.x + along.y * TICK_HALF_PX, at.y - along.x * TICK_HALF_PX);
    }
}

static void
paint_ticks (const Canvas *canvas, const HopmapRouteLeg *leg)
{
  /* Where the ticks would touch each other they say nothing. */
  const double length = hypot ((leg->bounds.max_x - leg->bounds.min_x) * canvas->scale_x,
                               (leg->bounds.max_y - leg->bounds.min_y) * canvas->scale_y);

  if (leg->n_gap == 0 || length / (leg->n_gap + 1.0) < MIN_TICK_DISTANCE_PX)
    return;
  for (double shift = floor (canvas->world.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= canvas->world.max_x; shift += 1.0)
    {
      trace_ticks (canvas, leg, shift);
      cairo_set_line_width (canvas->cr, TICK_WIDTH + CASING_EXTRA);
      set_colour (canvas->cr, &canvas->palette->casing, 1.0);
      cairo_stroke_preserve (canvas->cr);
      cairo_set_line_width (canvas->cr, TICK_WIDTH);
      set_colour (canvas->cr, tone_colour (canvas, leg->tone), 1.0);
      cairo_stroke (canvas->cr);
    }
}

static void
paint_area (const Canvas *canvas, const HopmapRouteStop *stop)
{
  const double radius = hopmap_mercator_km (stop->radius_km, stop->place->latitude)
                        * canvas->scale_x;
  const double reach = radius / canvas->scale_x;
  const double dashes[] = { 4.0, 4.0 };

  if (radius < MIN_AREA_RADIUS)
    return;

  for (double shift = floor (canvas->world.min_x - stop->point.x - reach);
       stop->point.x - reach + shift <= canvas->world.max_x; shift += 1.0)
    {
      double x, y;

      canvas_map (canvas, &stop->point, shift, &x, &y);
      cairo_new_sub_path (canvas->cr);
      cairo_arc (canvas->cr, x, y, radius, 0.0, 2.0 * G_PI);
      set_colour (canvas->cr, tone_colour (canvas, stop->tone), AREA_ALPHA);
      cairo_fill_preserve (canvas->cr);
      set_colour (canvas->cr, tone_colour (canvas, stop->tone), AREA_EDGE_ALPHA);
      cairo_set_line_width (canvas->cr, 1.0);
      cairo_set_dash (canvas->cr, dashes, stop->vague ? 2 : 0, 0.0);
      cairo_stroke (canvas->cr);
    }
}

/**
 * hopmap_route_paint_lines:
 * @shape: a route
 * @cr: where; painted from (0, 0) to (@width, @height) of its user space
 * @palette: colours
 * @world: the part of the unit square; x may leave 0 to 1, the route repeats with the world
 * @width: user units
 * @height: user units
 * @highlight_ttl: distance of a hop whose incoming line is drawn stronger, or 0 for none
 * @n_legs: how many of the first lines are drawn, with a part of the last; %G_MAXDOUBLE for all
 *
 * Paints areas of doubt and lines, not the badges.
 */
void
hopmap_route_paint_lines (const HopmapRouteShape *shape,
                          cairo_t *cr,
                          const HopmapPalette *palette,
                          const HopmapMapRect *world,
                          double width,
                          double height,
                          guint highlight_ttl,
                          double n_legs)
{
  const Canvas canvas = canvas_new (cr, palette, world, width, height);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < hopmap_route_shape_get_n_stops (shape); i++)
    paint_area (&canvas, hopmap_route_shape_get_stop (shape, i));

  cairo_set_dash (cr, NULL, 0, 0.0);
  paint_branches (&canvas, shape, n_legs);
  for (guint layer = 0; layer < 2; layer++)
    for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape) && i < n_legs; i++)
      {
        const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

        paint_leg (&canvas, leg, MIN (n_legs - i, 1.0),
                   LINE_WIDTH + (leg->ttl == highlight_ttl ? HIGHLIGHT_EXTRA : 0.0), layer == 0);
      }
  cairo_set_dash (cr, NULL, 0, 0.0);
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape) && i + 1 <= n_legs; i++)
    paint_ticks (&canvas, hopmap_route_shape_get_leg (shape, i));
  paint_head (&canvas, shape, n_legs);
  cairo_restore (cr);
}

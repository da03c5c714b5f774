/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines and badges. Doubt has a shape, not a colour: dashes where hops without a place lie between,
 * dots where an end of the line is doubtful itself, a broken outline around a doubtful badge.
 */
#include "hopmap-route-painter.h"

#include "hopmap-badge-layout.h"

#include <math.h>
#include <pango/pangocairo.h>

#define LINE_WIDTH      3.0
#define CASING_EXTRA    3.0
#define HIGHLIGHT_EXTRA 2.0
#define AREA_ALPHA      0.12
#define AREA_EDGE_ALPHA 0.45
/* Areas smaller than a badge say nothing. */
#define MIN_AREA_RADIUS 14.0
#define BADGE_FONT      "Sans Bold 9"
#define BADGE_HEIGHT    22.0
#define BADGE_MIN_WIDTH 28.0
#define BADGE_PADDING   7.0
#define BADGE_BORDER    1.5
#define DOT_RADIUS      3.0
#define MARGIN_PX       16.0

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
rtt_colour (const Canvas *canvas, gint64 rtt_ns)
{
  return &canvas->palette->rtt[hopmap_palette_rtt_class (rtt_ns)];
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
  else if (leg->bridge)
    cairo_set_dash (canvas->cr, bridge, G_N_ELEMENTS (bridge), offset);
}

/* Strokes the pieces of a leg that are in sight; the dashes run on as if the rest were drawn too. */
static void
stroke_leg (const Canvas *canvas,
            const HopmapRouteLeg *leg,
            double shift,
            double line_width,
            gboolean dashed)
{
  double length = 0.0;
  double run_start = 0.0;
  gboolean drawing = FALSE;

  cairo_save (canvas->cr);
  cairo_set_line_width (canvas->cr, line_width);
  for (guint i = 0; i + 1 < leg->n_points; i++)
    {
      double x0, y0, x1, y1;

      canvas_map (canvas, &leg->points[i], shift, &x0, &y0);
      canvas_map (canvas, &leg->points[i + 1], shift, &x1, &y1);
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
          && (i + 2 == leg->n_points
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
paint_leg (const Canvas *canvas, const HopmapRouteLeg *leg, gboolean highlit, gboolean casing)
{
  const double width = LINE_WIDTH + (highlit ? HIGHLIGHT_EXTRA : 0.0);

  for (double shift = floor (canvas->world.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= canvas->world.max_x + canvas->margin / canvas->scale_x;
       shift += 1.0)
    {
      if (casing)
        {
          set_colour (canvas->cr, &canvas->palette->casing, 1.0);
          stroke_leg (canvas, leg, shift, width + CASING_EXTRA, FALSE);
        }
      else
        {
          set_colour (canvas->cr, rtt_colour (canvas, leg->rtt_ns), 1.0);
          stroke_leg (canvas, leg, shift, width, TRUE);
        }
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
      set_colour (canvas->cr, rtt_colour (canvas, stop->rtt_ns), AREA_ALPHA);
      cairo_fill_preserve (canvas->cr);
      set_colour (canvas->cr, rtt_colour (canvas, stop->rtt_ns), AREA_EDGE_ALPHA);
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
                          guint highlight_ttl)
{
  const Canvas canvas = canvas_new (cr, palette, world, width, height);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < hopmap_route_shape_get_n_stops (shape); i++)
    paint_area (&canvas, hopmap_route_shape_get_stop (shape, i));

  cairo_set_dash (cr, NULL, 0, 0.0);
  for (guint layer = 0; layer < 2; layer++)
    for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
      {
        const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

        paint_leg (&canvas, leg, leg->ttl == highlight_ttl, layer == 0);
      }
  cairo_restore (cr);
}

static PangoLayout *
badge_text (cairo_t *cr, const HopmapRouteStop *stop)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (BADGE_FONT);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, stop->label, -1);
  pango_font_description_free (font);
  return layout;
}

static void
pill (cairo_t *cr, const HopmapBadgeBox *box, double grow)
{
  const double half = box->width / 2.0 + grow;
  const double radius = box->height / 2.0 + grow;

  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x + half - radius, box->y, radius, -G_PI_2, G_PI_2);
  cairo_arc (cr, box->x - half + radius, box->y, radius, G_PI_2, 3.0 * G_PI_2);
  cairo_close_path (cr);
}

static void
paint_leader (const Canvas *canvas, const HopmapRouteStop *stop, const HopmapBadgeBox *box)
{
  cairo_t *cr = canvas->cr;

  cairo_move_to (cr, box->anchor_x, box->anchor_y);
  cairo_line_to (cr, box->x, box->y);
  cairo_set_line_width (cr, 1.0);
  set_colour (cr, &canvas->palette->ink, 0.6);
  cairo_stroke (cr);
  cairo_arc (cr, box->anchor_x, box->anchor_y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  set_colour (cr, rtt_colour (canvas, stop->rtt_ns), 1.0);
  cairo_fill_preserve (cr);
  set_colour (cr, &canvas->palette->casing, 1.0);
  cairo_stroke (cr);
}

static void
paint_badge (const Canvas *canvas, const HopmapRouteStop *stop, const HopmapBadgeBox *box)
{
  const guint rtt_class = hopmap_palette_rtt_class (stop->rtt_ns);
  const HopmapColour *colour = &canvas->palette->rtt[rtt_class];
  const double dashes[] = { 3.0, 2.5 };
  g_autoptr (PangoLayout) layout = badge_text (canvas->cr, stop);
  cairo_t *cr = canvas->cr;
  int width, height;

  if (stop->destination)
    {
      pill (cr, box, 2.0 * BADGE_BORDER + 1.0);
      set_colour (cr, colour, 1.0);
      cairo_fill (cr);
    }
  pill (cr, box, BADGE_BORDER);
  set_colour (cr, &canvas->palette->casing, 1.0);
  cairo_fill (cr);

  pill (cr, box, stop->vague ? -0.5 : 0.0);
  set_colour (cr, stop->vague ? &canvas->palette->paper : colour, 1.0);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, BADGE_BORDER);
  cairo_set_dash (cr, dashes, stop->vague ? G_N_ELEMENTS (dashes) : 0, 0.0);
  set_colour (cr, colour, stop->vague ? 1.0 : 0.0);
  cairo_stroke (cr);

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, box->x - width / 2.0, box->y - height / 2.0);
  set_colour (cr, stop->vague ? colour : &canvas->palette->rtt_text[rtt_class], 1.0);
  pango_cairo_show_layout (cr, layout);
}

/**
 * hopmap_route_paint_badges:
 * @shape: a route
 * @cr: where; painted from (0, 0) to (@width, @height) of its user space
 * @palette: colours
 * @world: the part of the unit square
 * @width: user units
 * @height: user units
 *
 * Paints one numbered badge per stop, in the world copy nearest the middle, as the window's map has
 * them as widgets. For pictures.
 */
void
hopmap_route_paint_badges (const HopmapRouteShape *shape,
                           cairo_t *cr,
                           const HopmapPalette *palette,
                           const HopmapMapRect *world,
                           double width,
                           double height)
{
  const Canvas canvas = canvas_new (cr, palette, world, width, height);
  const guint n_stops = hopmap_route_shape_get_n_stops (shape);
  const double middle_x = (world->min_x + world->max_x) / 2.0;
  g_autofree HopmapBadgeBox *boxes = g_new0 (HopmapBadgeBox, n_stops + 1);

  for (guint i = 0; i < n_stops; i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (shape, i);
      g_autoptr (PangoLayout) layout = badge_text (cr, stop);
      const double shift = hopmap_mercator_unwrap (stop->point.x, middle_x) - stop->point.x;
      int text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      canvas_map (&canvas, &stop->point, shift, &boxes[i].anchor_x, &boxes[i].anchor_y);
      boxes[i].width = MAX (text_width + 2.0 * BADGE_PADDING, BADGE_MIN_WIDTH);
      boxes[i].height = BADGE_HEIGHT;
    }
  hopmap_badge_layout (boxes, n_stops);

  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n_stops; i++)
    if (hopmap_badge_box_needs_leader (&boxes[i]))
      paint_leader (&canvas, hopmap_route_shape_get_stop (shape, i), &boxes[i]);
  for (guint i = n_stops; i > 0; i--)
    paint_badge (&canvas, hopmap_route_shape_get_stop (shape, i - 1), &boxes[i - 1]);
  cairo_restore (cr);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes beside the one in front: each in a colour of its own, and with its letter on every stop, so
 * that colour is not all that tells them apart.
 */
#include "hopmap-route-painter.h"

#include <math.h>
#include <pango/pangocairo.h>

#define LINE_WIDTH   2.5
#define CASING_WIDTH 5.0
#define DISC_RADIUS  8.0
#define LETTER_FONT  "Sans Bold 10px"

static void
set_colour (cairo_t *cr, const HopmapColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* From the unit square to the picture. */
typedef struct
{
  const HopmapMapRect *world;
  double scale_x;
  double scale_y;
} Frame;

static double
frame_x (const Frame *frame, double x)
{
  return (x - frame->world->min_x) * frame->scale_x;
}

static double
frame_y (const Frame *frame, double y)
{
  return (y - frame->world->min_y) * frame->scale_y;
}

static void
trace_leg (cairo_t *cr, const Frame *frame, const HopmapRouteLeg *leg)
{
  for (double shift = floor (frame->world->min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= frame->world->max_x; shift += 1.0)
    {
      if (leg->bounds.max_x + shift < frame->world->min_x || leg->bounds.min_y > frame->world->max_y
          || leg->bounds.max_y < frame->world->min_y)
        continue;
      cairo_new_sub_path (cr);
      for (guint i = 0; i < leg->n_points; i++)
        cairo_line_to (cr, frame_x (frame, leg->points[i].x + shift),
                       frame_y (frame, leg->points[i].y));
    }
}

static void
paint_disc (cairo_t *cr,
            const HopmapPalette *palette,
            const HopmapColour *colour,
            const char *letter,
            double x,
            double y)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (LETTER_FONT);
  int width, height;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, DISC_RADIUS, 0.0, 2.0 * G_PI);
  set_colour (cr, &palette->paper);
  cairo_fill_preserve (cr);
  set_colour (cr, colour);
  cairo_set_line_width (cr, 2.0);
  cairo_stroke (cr);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, letter, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

/**
 * hopmap_route_dup_letter:
 * @number: which of the routes beside the one in front, from 0
 *
 * Returns: (transfer full): its letter: "B" for the first, since the one in front is "A"; numbers where
 *   the alphabet ends
 */
char *
hopmap_route_dup_letter (guint number)
{
  return number < 25 ? g_strdup_printf ("%c", 'B' + (int) number)
                     : g_strdup_printf ("%u", number + 2);
}

/**
 * hopmap_route_paint_beside:
 * @shape: a route
 * @cr: where; painted from (0, 0) to (@width, @height) of its user space
 * @palette: colours
 * @world: the part of the unit square; x may leave 0 to 1, the route repeats with the world
 * @width: user units
 * @height: user units
 * @number: which of the routes beside the one in front, from 0; those after the first few have no
 *   letters on their stops
 */
void
hopmap_route_paint_beside (const HopmapRouteShape *shape,
                           cairo_t *cr,
                           const HopmapPalette *palette,
                           const HopmapMapRect *world,
                           double width,
                           double height,
                           guint number)
{
  const Frame frame = { world, width / (world->max_x - world->min_x),
                        height / (world->max_y - world->min_y) };
  const HopmapColour *colour = hopmap_palette_series (palette, number);
  g_autofree char *letter = hopmap_route_dup_letter (number);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    trace_leg (cr, &frame, hopmap_route_shape_get_leg (shape, i));
  set_colour (cr, &palette->casing);
  cairo_set_line_width (cr, CASING_WIDTH);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);

  for (guint i = 0; number < HOPMAP_SERIES && i < hopmap_route_shape_get_n_stops (shape); i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (shape, i);

      for (double shift = floor (world->min_x - stop->point.x);
           stop->point.x + shift <= world->max_x; shift += 1.0)
        paint_disc (cr, palette, colour, letter, frame_x (&frame, stop->point.x + shift),
                    frame_y (&frame, stop->point.y));
    }
  cairo_restore (cr);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Doubt has a shape, not a colour: a broken outline, hatching, a stroke through the
 * number, a dotted ring.
 */
#include "hopmap-badge-painter.h"

#include <math.h>
#include <pango/pangocairo.h>

#define BADGE_FONT       "Sans Bold 9"
#define BRANCH_FONT      "Sans Bold 7"
#define BADGE_HEIGHT     22.0
#define BRANCH_HEIGHT    16.0
#define BADGE_MIN_WIDTH  28.0
#define BRANCH_MIN_WIDTH 20.0
#define BADGE_PADDING    7.0
#define BRANCH_PADDING   5.0
#define BADGE_BORDER     1.5
#define DOT_RADIUS       3.0
#define HATCH_STEP       4.0
#define HATCH_ALPHA      0.45
#define RING_WIDTH       1.5

static void
set_colour (cairo_t *cr, const HopmapColour *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static PangoLayout *
badge_text (cairo_t *cr, const HopmapRouteStop *stop)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (stop->branch ? BRANCH_FONT
                                                                                : BADGE_FONT);

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
paint_leader (cairo_t *cr,
              const HopmapPalette *palette,
              const HopmapRouteStop *stop,
              const HopmapBadgeBox *box)
{
  cairo_move_to (cr, box->anchor_x, box->anchor_y);
  cairo_line_to (cr, box->x, box->y);
  cairo_set_line_width (cr, 1.0);
  set_colour (cr, &palette->ink, 0.6);
  cairo_stroke (cr);
  cairo_arc (cr, box->anchor_x, box->anchor_y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  set_colour (cr, &palette->rtt[stop->tone], 1.0);
  cairo_fill_preserve (cr);
  set_colour (cr, &palette->casing, 1.0);
  cairo_stroke (cr);
}

/* Slanted lines within the badge: no more than the country is known. */
static void
paint_hatch (cairo_t *cr, const HopmapBadgeBox *box, const HopmapColour *colour)
{
  const double half = box->width / 2.0 + box->height;

  cairo_save (cr);
  pill (cr, box, -0.5);
  cairo_clip (cr);
  for (double x = -half; x < half; x += HATCH_STEP)
    {
      cairo_move_to (cr, box->x + x, box->y + box->height / 2.0);
      cairo_line_to (cr, box->x + x + box->height, box->y - box->height / 2.0);
    }
  cairo_set_line_width (cr, 1.0);
  cairo_set_dash (cr, NULL, 0, 0.0);
  set_colour (cr, colour, HATCH_ALPHA);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Around the badge: the destination's is whole, that of an address at many places is dotted. */
static void
paint_rings (cairo_t *cr,
             const HopmapRouteStop *stop,
             const HopmapBadgeBox *box,
             const HopmapColour *colour)
{
  const double dots[] = { 0.0, 2.0 * RING_WIDTH };

  if (stop->destination)
    {
      pill (cr, box, 2.0 * BADGE_BORDER + 1.0);
      set_colour (cr, colour, 1.0);
      cairo_fill (cr);
    }
  if (stop->anycast)
    {
      pill (cr, box, 2.0 * BADGE_BORDER + 3.5);
      cairo_set_line_width (cr, RING_WIDTH);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0.0);
      set_colour (cr, colour, 1.0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.0);
    }
}

static void
paint_number (cairo_t *cr,
              const HopmapRouteStop *stop,
              const HopmapBadgeBox *box,
              const HopmapColour *colour)
{
  g_autoptr (PangoLayout) layout = badge_text (cr, stop);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, box->x - width / 2.0, box->y - height / 2.0);
  set_colour (cr, colour, 1.0);
  pango_cairo_show_layout (cr, layout);

  if (!stop->refuted)
    return;
  cairo_move_to (cr, box->x - box->width / 2.0 + 3.0, box->y + box->height / 2.0 - 3.0);
  cairo_line_to (cr, box->x + box->width / 2.0 - 3.0, box->y - box->height / 2.0 + 3.0);
  cairo_set_line_width (cr, 2.0);
  cairo_stroke (cr);
}

static void
paint_badge (cairo_t *cr,
             const HopmapPalette *palette,
             const HopmapRouteStop *stop,
             const HopmapBadgeBox *box)
{
  const HopmapColour *colour = &palette->rtt[stop->tone];
  const gboolean hollow = stop->vague || stop->origin || stop->branch;
  const double dashes[] = { 3.0, 2.5 };

  cairo_save (cr);
  paint_rings (cr, stop, box, colour);
  pill (cr, box, BADGE_BORDER);
  set_colour (cr, &palette->casing, 1.0);
  cairo_fill (cr);

  pill (cr, box, hollow ? -0.5 : 0.0);
  set_colour (cr, hollow ? &palette->paper : colour, 1.0);
  cairo_fill (cr);
  if (stop->country)
    paint_hatch (cr, box, colour);
  pill (cr, box, hollow ? -0.5 : 0.0);
  cairo_set_line_width (cr, BADGE_BORDER);
  cairo_set_dash (cr, dashes, stop->vague ? G_N_ELEMENTS (dashes) : 0, 0.0);
  set_colour (cr, colour, hollow ? 1.0 : 0.0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);

  paint_number (cr, stop, box, hollow ? colour : &palette->rtt_text[stop->tone]);
  cairo_restore (cr);
}

/**
 * hopmap_badge_paint_layout:
 * @shape: a route
 * @world: the part of the unit square that the picture shows
 * @width: of the picture, user units
 * @height: of the picture
 *
 * Returns: (transfer full) (array): one box per stop of @shape, laid out, in the world copy nearest
 *   the middle; free it with g_free()
 */
HopmapBadgeBox *
hopmap_badge_paint_layout (const HopmapRouteShape *shape,
                           const HopmapMapRect *world,
                           double width,
                           double height)
{
  const guint n_stops = hopmap_route_shape_get_n_stops (shape);
  const double middle_x = (world->min_x + world->max_x) / 2.0;
  HopmapBadgeBox *boxes = g_new0 (HopmapBadgeBox, n_stops + 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_stops; i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (shape, i);
      g_autoptr (PangoLayout) layout = badge_text (cr, stop);
      const double x = hopmap_mercator_unwrap (stop->point.x, middle_x);
      int text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      boxes[i].width = stop->branch ? MAX (text_width + 2.0 * BRANCH_PADDING, BRANCH_MIN_WIDTH)
                                    : MAX (text_width + 2.0 * BADGE_PADDING, BADGE_MIN_WIDTH);
      boxes[i].height = stop->branch ? BRANCH_HEIGHT : BADGE_HEIGHT;
      boxes[i].anchor_x = (x - world->min_x) / (world->max_x - world->min_x) * width;
      boxes[i].anchor_y = (stop->point.y - world->min_y) / (world->max_y - world->min_y) * height;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  hopmap_badge_layout (boxes, n_stops);
  return boxes;
}

/**
 * hopmap_badge_paint:
 * @shape: a route
 * @boxes: from hopmap_badge_paint_layout()
 * @cr: where
 * @palette: colours
 *
 * Paints one numbered badge per stop, as the window's map has them as widgets. For pictures.
 */
void
hopmap_badge_paint (const HopmapRouteShape *shape,
                    const HopmapBadgeBox *boxes,
                    cairo_t *cr,
                    const HopmapPalette *palette)
{
  const guint n_stops = hopmap_route_shape_get_n_stops (shape);

  for (guint i = 0; i < n_stops; i++)
    if (hopmap_badge_box_needs_leader (&boxes[i]))
      paint_leader (cr, palette, hopmap_route_shape_get_stop (shape, i), &boxes[i]);
  for (guint i = n_stops; i > 0; i--)
    paint_badge (cr, palette, hopmap_route_shape_get_stop (shape, i - 1), &boxes[i - 1]);
}

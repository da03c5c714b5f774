/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header, and hopmap-svg-map.h for the classes.
 */
#include "hopmap-svg-route.h"

#include "hopmap-badge-layout.h"
#include "hopmap-line-thinner.h"
#include "hopmap-palette.h"
#include "hopmap-svg-text.h"

#include <math.h>

#define BADGE_HEIGHT     22.0
#define BADGE_MIN_WIDTH  28.0
#define BADGE_PADDING    8.0
#define CHARACTER_WIDTH  7.4
#define OTHER_PART       0.75
#define TICK_HALF_PX     5.5
#define RING_PX          4.0
#define DOT_RADIUS       3.0
#define MIN_AREA_RADIUS  14.0
#define LEG_TOLERANCE_PX 0.25

static double
sheet_x (const HopmapSvgSheet *sheet, double x)
{
  return (x - sheet->view.min_x) * sheet->scale;
}

static double
sheet_y (const HopmapSvgSheet *sheet, double y)
{
  return (y - sheet->view.min_y) * sheet->scale;
}

static void
append_tone (GString *out, guint tone)
{
  g_string_append (out, " hm-");
  g_string_append (out, hopmap_palette_rtt_class_name (tone));
}

static void
append_leg_data (const HopmapSvgSheet *sheet, const HopmapRouteLeg *leg, double shift)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));

  g_array_append_vals (points, leg->points, leg->n_points);
  hopmap_line_thin (points, LEG_TOLERANCE_PX / sheet->scale);

  g_string_append (sheet->out, " d=\"");
  for (guint i = 0; i < points->len; i++)
    {
      const HopmapMapPoint *point = &g_array_index (points, HopmapMapPoint, i);

      g_string_append_c (sheet->out, i == 0 ? 'M' : i == 1 ? 'L' : ' ');
      hopmap_svg_append_number (sheet->out, sheet_x (sheet, point->x + shift));
      g_string_append_c (sheet->out, ' ');
      hopmap_svg_append_number (sheet->out, sheet_y (sheet, point->y));
    }
  g_string_append_c (sheet->out, '"');
}

static void
append_leg_copy (const HopmapSvgSheet *sheet,
                 const HopmapRouteLeg *leg,
                 const char *css_class,
                 gboolean casing,
                 double shift)
{
  g_string_append_printf (sheet->out, "<path class=\"%s", css_class);
  if (!casing)
    append_tone (sheet->out, leg->tone);
  if (!casing && leg->n_gap > 0)
    g_string_append (sheet->out, " hm-bridge");
  if (!casing && leg->vague)
    g_string_append (sheet->out, " hm-vague");
  g_string_append_printf (sheet->out, "\" data-hop=\"%u\"", leg->ttl);
  append_leg_data (sheet, leg, shift);
  g_string_append (sheet->out, "/>\n");
}

/* Once for every world in which it is in sight. */
static void
append_leg (const HopmapSvgSheet *sheet,
            const HopmapRouteLeg *leg,
            const char *css_class,
            gboolean casing)
{
  for (double shift = floor (sheet->view.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= sheet->view.max_x; shift += 1.0)
    if (leg->bounds.max_x + shift >= sheet->view.min_x)
      append_leg_copy (sheet, leg, css_class, casing, shift);
}

/* A hop without a place is a stroke across the line, somewhere between its neighbours. */
static void
append_ticks (const HopmapSvgSheet *sheet, const HopmapRouteLeg *leg)
{
  const double middle_x = (sheet->view.min_x + sheet->view.max_x) / 2.0;

  for (guint i = 0; i < leg->n_gap; i++)
    {
      const double index = (i + 1.0) / (leg->n_gap + 1.0) * (leg->n_points - 1);
      const guint before = MIN ((guint) index, leg->n_points - 2);
      const HopmapMapPoint *a = &leg->points[before];
      const HopmapMapPoint *b = &leg->points[before + 1];
      const double length = MAX (hypot (b->x - a->x, b->y - a->y), 1e-12);
      const double across_x = (a->y - b->y) / length * TICK_HALF_PX;
      const double across_y = (b->x - a->x) / length * TICK_HALF_PX;
      const double raw_x = a->x + (b->x - a->x) * (index - before);
      const double x = sheet_x (sheet, hopmap_mercator_unwrap (raw_x, middle_x));
      const double y = sheet_y (sheet, a->y + (b->y - a->y) * (index - before));

      g_string_append (sheet->out, "<path class=\"hm-tick");
      append_tone (sheet->out, leg->tone);
      g_string_append_printf (sheet->out, "\" data-gap=\"%u\" d=\"M", leg->gap[i]);
      hopmap_svg_append_number (sheet->out, x - across_x);
      g_string_append_c (sheet->out, ' ');
      hopmap_svg_append_number (sheet->out, y - across_y);
      g_string_append_c (sheet->out, 'L');
      hopmap_svg_append_number (sheet->out, x + across_x);
      g_string_append_c (sheet->out, ' ');
      hopmap_svg_append_number (sheet->out, y + across_y);
      g_string_append (sheet->out, "\"/>\n");
    }
}

/**
 * hopmap_svg_route_append_legs:
 * @sheet: where
 *
 * Writes the lines, and strokes across them for hops without a place.
 */
void
hopmap_svg_route_append_legs (const HopmapSvgSheet *sheet)
{
  if (hopmap_route_shape_get_n_legs (sheet->shape) == 0)
    return;

  g_string_append (sheet->out, "<g class=\"hm-legs\">\n");
  for (guint i = 0; i < hopmap_route_shape_get_n_branches (sheet->shape); i++)
    append_leg (sheet, hopmap_route_shape_get_branch (sheet->shape, i), "hm-branch", FALSE);
  for (guint layer = 0; layer < 2; layer++)
    for (guint i = 0; i < hopmap_route_shape_get_n_legs (sheet->shape); i++)
      append_leg (sheet, hopmap_route_shape_get_leg (sheet->shape, i),
                  layer == 0 ? "hm-casing" : "hm-leg", layer == 0);
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (sheet->shape); i++)
    append_ticks (sheet, hopmap_route_shape_get_leg (sheet->shape, i));
  g_string_append (sheet->out, "</g>\n");
}

static void
append_box (GString *out, const char *css_class, const HopmapBadgeBox *box, double grow)
{
  g_string_append_printf (out, "<rect class=\"%s\"", css_class);
  hopmap_svg_append_attribute (out, "x", box->x - box->width / 2.0 - grow);
  hopmap_svg_append_attribute (out, "y", box->y - box->height / 2.0 - grow);
  hopmap_svg_append_attribute (out, "width", box->width + 2.0 * grow);
  hopmap_svg_append_attribute (out, "height", box->height + 2.0 * grow);
  hopmap_svg_append_attribute (out, "rx", box->height / 2.0 + grow);
  g_string_append (out, "/>");
}

static void
append_stop_open (GString *out, const HopmapRouteStop *stop)
{
  g_autofree char *text = hopmap_route_stop_dup_text (stop);

  g_string_append (out, "<g class=\"hm-stop");
  append_tone (out, stop->tone);
  g_string_append (out, stop->vague ? " hm-vague" : "");
  g_string_append (out, stop->country ? " hm-country" : "");
  g_string_append (out, stop->refuted ? " hm-refuted" : "");
  g_string_append (out, stop->anycast ? " hm-anycast" : "");
  g_string_append (out, stop->branch ? " hm-other" : "");
  g_string_append (out, stop->destination ? " hm-end" : "");
  g_string_append (out, "\" data-hops=\"");
  for (guint i = 0; i < stop->n_hops; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? " " : "", stop->ttls[i]);
  g_string_append (out, "\"><title>");
  hopmap_svg_append_text (out, text);
  g_string_append (out, "</title>");
}

static void
append_stop (const HopmapSvgSheet *sheet, const HopmapRouteStop *stop, const HopmapBadgeBox *box)
{
  const double radius = hopmap_mercator_km (stop->radius_km, stop->place->latitude) * sheet->scale;
  GString *out = sheet->out;

  append_stop_open (out, stop);
  if (radius >= MIN_AREA_RADIUS)
    hopmap_svg_append_circle (out, "hm-area", box->anchor_x, box->anchor_y, radius);
  if (hopmap_badge_box_needs_leader (box))
    {
      hopmap_svg_append_line (out, "hm-leader", box->anchor_x, box->anchor_y, box->x, box->y);
      hopmap_svg_append_circle (out, "hm-dot", box->anchor_x, box->anchor_y, DOT_RADIUS);
    }
  if (stop->destination)
    append_box (out, "hm-ring", box, RING_PX);
  if (stop->anycast)
    append_box (out, "hm-many", box, RING_PX + 2.0);
  append_box (out, "hm-badge", box, 0.0);
  if (stop->refuted)
    hopmap_svg_append_line (out, "hm-strike", box->x - box->width / 2.0 + 3.0,
                            box->y + box->height / 2.0 - 3.0, box->x + box->width / 2.0 - 3.0,
                            box->y - box->height / 2.0 + 3.0);
  g_string_append (out, "<text class=\"hm-number\"");
  hopmap_svg_append_attribute (out, "x", box->x);
  hopmap_svg_append_attribute (out, "y", box->y + (stop->branch ? OTHER_PART : 1.0) * 4.3);
  g_string_append_c (out, '>');
  hopmap_svg_append_text (out, stop->label);
  g_string_append (out, "</text></g>\n");
}

/**
 * hopmap_svg_route_append_stops:
 * @sheet: where
 *
 * Writes one group per place: its area, its badge and all that belongs to that.
 */
void
hopmap_svg_route_append_stops (const HopmapSvgSheet *sheet)
{
  const guint n_stops = hopmap_route_shape_get_n_stops (sheet->shape);
  const double middle_x = (sheet->view.min_x + sheet->view.max_x) / 2.0;
  g_autofree HopmapBadgeBox *boxes = g_new0 (HopmapBadgeBox, n_stops + 1);

  for (guint i = 0; i < n_stops; i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (sheet->shape, i);
      const double text_width = CHARACTER_WIDTH * (double) g_utf8_strlen (stop->label, -1);

      boxes[i].anchor_x = sheet_x (sheet, hopmap_mercator_unwrap (stop->point.x, middle_x));
      boxes[i].anchor_y = sheet_y (sheet, stop->point.y);
      const double part = stop->branch ? OTHER_PART : 1.0;

      boxes[i].width = MAX (text_width + 2.0 * BADGE_PADDING, BADGE_MIN_WIDTH) * part;
      boxes[i].height = BADGE_HEIGHT * part;
    }
  hopmap_badge_layout (boxes, n_stops);
  for (guint i = n_stops; i > 0; i--)
    append_stop (sheet, hopmap_route_shape_get_stop (sheet->shape, i - 1), &boxes[i - 1]);
}

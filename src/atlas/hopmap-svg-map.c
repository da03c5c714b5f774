/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the fragment. Everything that came from outside (names of places) goes through
 * append_text(); every number is written by C-locale functions.
 */
#include "hopmap-svg-map.h"

#include "hopmap-badge-layout.h"
#include "hopmap-line-thinner.h"
#include "hopmap-map-frame.h"
#include "hopmap-palette.h"
#include "hopmap-route-shape.h"
#include "hopmap-svg-world.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEFAULT_WIDTH     960u
#define DEFAULT_MAX_BYTES 45000u
#define MIN_HEIGHT_SHARE  0.42
#define MAX_HEIGHT_SHARE  0.66
#define INSET_PX          44.0
#define MAX_SCALE         8192.0
#define BADGE_HEIGHT      22.0
#define BADGE_MIN_WIDTH   28.0
#define BADGE_PADDING     8.0
#define CHARACTER_WIDTH   7.4
#define TICK_HALF_PX      5.5
#define RING_PX           4.0
#define DOT_RADIUS        3.0
#define MIN_AREA_RADIUS   14.0
#define LEG_TOLERANCE_PX  0.25

typedef struct
{
  GString *out;
  HopmapRouteShape *shape;
  HopmapMapRect view;
  double width;
  double height;
  double scale;
} Sheet;

static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* What is not seen, or turns the writing round, could make a name read as another. */
static gboolean
is_printable (gunichar c)
{
  return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !is_noncharacter (c) && c != 0x061c
         && !(c >= 0x200b && c <= 0x200f) && !(c >= 0x2028 && c <= 0x202e)
         && !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff && !(c >= 0xfff9 && c <= 0xfffb)
         && !(c >= 0xe0000 && c <= 0xe007f);
}

/* Any bytes to text that XML 1.0 allows and HTML cannot mistake for markup. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, is_printable (c) ? c : 0xfffd);
    }
  escaped = g_markup_escape_text (clean->str, (gssize) clean->len);
  g_string_append (out, escaped);
}

static void
append_number (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (text, sizeof text, "%.1f", number);
  length = strlen (text);
  if (g_str_has_suffix (text, ".0"))
    length -= 2;
  g_string_append_len (out, text, (gssize) length);
}

static void
append_attribute (GString *out, const char *name, double number)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, number);
  g_string_append_c (out, '"');
}

static double
sheet_x (const Sheet *sheet, double x)
{
  return (x - sheet->view.min_x) * sheet->scale;
}

static double
sheet_y (const Sheet *sheet, double y)
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
append_leg_data (const Sheet *sheet, const HopmapRouteLeg *leg, double shift)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));

  g_array_append_vals (points, leg->points, leg->n_points);
  hopmap_line_thin (points, LEG_TOLERANCE_PX / sheet->scale);

  g_string_append (sheet->out, " d=\"");
  for (guint i = 0; i < points->len; i++)
    {
      const HopmapMapPoint *point = &g_array_index (points, HopmapMapPoint, i);

      g_string_append_c (sheet->out, i == 0 ? 'M' : i == 1 ? 'L' : ' ');
      append_number (sheet->out, sheet_x (sheet, point->x + shift));
      g_string_append_c (sheet->out, ' ');
      append_number (sheet->out, sheet_y (sheet, point->y));
    }
  g_string_append_c (sheet->out, '"');
}

static void
append_leg (const Sheet *sheet, const HopmapRouteLeg *leg, gboolean casing)
{
  for (double shift = floor (sheet->view.min_x - leg->bounds.max_x);
       leg->bounds.min_x + shift <= sheet->view.max_x; shift += 1.0)
    {
      if (leg->bounds.max_x + shift < sheet->view.min_x)
        continue;
      g_string_append (sheet->out, casing ? "<path class=\"hm-casing" : "<path class=\"hm-leg");
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
}

/* A hop without a place is a stroke across the line, somewhere between its neighbours. */
static void
append_ticks (const Sheet *sheet, const HopmapRouteLeg *leg)
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
      append_number (sheet->out, x - across_x);
      g_string_append_c (sheet->out, ' ');
      append_number (sheet->out, y - across_y);
      g_string_append_c (sheet->out, 'L');
      append_number (sheet->out, x + across_x);
      g_string_append_c (sheet->out, ' ');
      append_number (sheet->out, y + across_y);
      g_string_append (sheet->out, "\"/>\n");
    }
}

static void
append_legs (const Sheet *sheet)
{
  if (hopmap_route_shape_get_n_legs (sheet->shape) == 0)
    return;

  g_string_append (sheet->out, "<g class=\"hm-legs\">\n");
  for (guint layer = 0; layer < 2; layer++)
    for (guint i = 0; i < hopmap_route_shape_get_n_legs (sheet->shape); i++)
      append_leg (sheet, hopmap_route_shape_get_leg (sheet->shape, i), layer == 0);
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (sheet->shape); i++)
    append_ticks (sheet, hopmap_route_shape_get_leg (sheet->shape, i));
  g_string_append (sheet->out, "</g>\n");
}

static void
append_circle (GString *out, const char *css_class, double x, double y, double radius)
{
  g_string_append_printf (out, "<circle class=\"%s\"", css_class);
  append_attribute (out, "cx", x);
  append_attribute (out, "cy", y);
  append_attribute (out, "r", radius);
  g_string_append (out, "/>");
}

static void
append_box (GString *out, const char *css_class, const HopmapBadgeBox *box, double grow)
{
  g_string_append_printf (out, "<rect class=\"%s\"", css_class);
  append_attribute (out, "x", box->x - box->width / 2.0 - grow);
  append_attribute (out, "y", box->y - box->height / 2.0 - grow);
  append_attribute (out, "width", box->width + 2.0 * grow);
  append_attribute (out, "height", box->height + 2.0 * grow);
  append_attribute (out, "rx", box->height / 2.0 + grow);
  g_string_append (out, "/>");
}

static void
append_line (GString *out, const char *css_class, double x1, double y1, double x2, double y2)
{
  g_string_append_printf (out, "<line class=\"%s\"", css_class);
  append_attribute (out, "x1", x1);
  append_attribute (out, "y1", y1);
  append_attribute (out, "x2", x2);
  append_attribute (out, "y2", y2);
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
  g_string_append (out, stop->destination ? " hm-end" : "");
  g_string_append (out, "\" data-hops=\"");
  for (guint i = 0; i < stop->n_hops; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? " " : "", stop->ttls[i]);
  g_string_append (out, "\"><title>");
  append_text (out, text);
  g_string_append (out, "</title>");
}

static void
append_stop (const Sheet *sheet, const HopmapRouteStop *stop, const HopmapBadgeBox *box)
{
  const double radius = hopmap_mercator_km (stop->radius_km, stop->place->latitude) * sheet->scale;
  GString *out = sheet->out;

  append_stop_open (out, stop);
  if (radius >= MIN_AREA_RADIUS)
    append_circle (out, "hm-area", box->anchor_x, box->anchor_y, radius);
  if (hopmap_badge_box_needs_leader (box))
    {
      append_line (out, "hm-leader", box->anchor_x, box->anchor_y, box->x, box->y);
      append_circle (out, "hm-dot", box->anchor_x, box->anchor_y, DOT_RADIUS);
    }
  if (stop->destination)
    append_box (out, "hm-ring", box, RING_PX);
  if (stop->anycast)
    append_box (out, "hm-many", box, RING_PX + 2.0);
  append_box (out, "hm-badge", box, 0.0);
  if (stop->refuted)
    append_line (out, "hm-strike", box->x - box->width / 2.0 + 3.0,
                 box->y + box->height / 2.0 - 3.0, box->x + box->width / 2.0 - 3.0,
                 box->y - box->height / 2.0 + 3.0);
  g_string_append (out, "<text class=\"hm-number\"");
  append_attribute (out, "x", box->x);
  append_attribute (out, "y", box->y + 4.3);
  g_string_append_c (out, '>');
  append_text (out, stop->label);
  g_string_append (out, "</text></g>\n");
}

static void
append_stops (const Sheet *sheet)
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
      boxes[i].width = MAX (text_width + 2.0 * BADGE_PADDING, BADGE_MIN_WIDTH);
      boxes[i].height = BADGE_HEIGHT;
    }
  hopmap_badge_layout (boxes, n_stops);
  for (guint i = n_stops; i > 0; i--)
    append_stop (sheet, hopmap_route_shape_get_stop (sheet->shape, i - 1), &boxes[i - 1]);
}

static void
append_head (const Sheet *sheet, const HopmapSvgMapOptions *options)
{
  const char *id = options->id != NULL ? options->id : "hm";
  GString *out = sheet->out;

  g_string_append (out, "<svg class=\"hm-map\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
  g_string_append_printf (out, " viewBox=\"0 %d %u %u\"", -(int) options->top, (guint) sheet->width,
                          (guint) sheet->height + options->top + options->bottom);
  g_string_append_printf (out, " aria-labelledby=\"%s-title\"", id);
  if (options->description != NULL)
    g_string_append_printf (out, " aria-describedby=\"%s-desc\"", id);
  g_string_append_printf (out, ">\n<title id=\"%s-title\">", id);
  append_text (out, options->title != NULL ? options->title : _ ("Map of the route"));
  g_string_append (out, "</title>\n");
  if (options->description != NULL)
    {
      g_string_append_printf (out, "<desc id=\"%s-desc\">", id);
      append_text (out, options->description);
      g_string_append (out, "</desc>\n");
    }
  if (options->style != NULL)
    g_string_append_printf (out, "<style>\n%s</style>\n", options->style);
}

/* The picture is as high as the route asks for, within limits that suit a page. */
static void
sheet_frame (Sheet *sheet, guint width)
{
  const HopmapMapRect bounds = hopmap_route_shape_get_bounds (sheet->shape);
  double share = 0.5;
  HopmapMapFrame frame;

  if (!hopmap_map_rect_is_empty (&bounds))
    share = (bounds.max_y - bounds.min_y) / MAX (bounds.max_x - bounds.min_x, 1e-6);
  sheet->width = width;
  sheet->height = floor (width * CLAMP (share + 0.1, MIN_HEIGHT_SHARE, MAX_HEIGHT_SHARE));
  frame = (HopmapMapFrame){ sheet->width, sheet->height, INSET_PX, INSET_PX,
                            INSET_PX,     INSET_PX,      MAX_SCALE };
  sheet->view = hopmap_map_frame_view (&frame, &bounds);
  sheet->scale = sheet->width / (sheet->view.max_x - sheet->view.min_x);
}

/**
 * hopmap_svg_map_append:
 * @out: gets one <svg> element appended, UTF-8, well-formed as XML and as HTML
 * @route: a route in any state; one without places gives a map without lines
 * @options: (nullable): see #HopmapSvgMapOptions
 *
 * The first call in a process reads the bundled world, about 0.2 s. Without it (it is part of the
 * program) the picture has lines on open sea. Add hopmap_svg_map_append_style() to the page's style.
 */
void
hopmap_svg_map_append (GString *out, HopmapRoute *route, const HopmapSvgMapOptions *options)
{
  static const HopmapSvgMapOptions defaults = { 0 };
  const HopmapSvgMapOptions *chosen = options != NULL ? options : &defaults;
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (NULL);
  Sheet sheet = { .out = out, .shape = shape };
  char unit[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (out != NULL && shape != NULL);

  sheet_frame (&sheet, chosen->width > 0 ? chosen->width : DEFAULT_WIDTH);
  append_head (&sheet, chosen);
  g_string_append (out, "<rect class=\"hm-sea\" width=\"100%\" height=\"100%\"/>\n");
  if (world != NULL)
    {
      const guint zoom = MAX (chosen->zoom, 1);

      g_ascii_formatd (unit, sizeof unit, "%.4g", HOPMAP_SVG_WORLD_UNIT / zoom);
      g_string_append_printf (out, "<g transform=\"scale(%s)\">\n", unit);
      hopmap_svg_world_append (out, world, &sheet.view, sheet.width * zoom,
                               chosen->max_bytes > 0 ? chosen->max_bytes : DEFAULT_MAX_BYTES);
      g_string_append (out, "</g>\n");
    }
  append_legs (&sheet);
  append_stops (&sheet);
  g_string_append (out, chosen->overlay != NULL ? chosen->overlay : "");
  g_string_append (out, "</svg>\n");
}

/**
 * hopmap_svg_map_get_height:
 * @route: a route
 * @width: as in #HopmapSvgMapOptions
 *
 * Returns: the height of its map in pixels, without what is free above and below
 */
guint
hopmap_svg_map_get_height (HopmapRoute *route, guint width)
{
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  Sheet sheet = { .shape = shape };

  sheet_frame (&sheet, width > 0 ? width : DEFAULT_WIDTH);
  return (guint) sheet.height;
}

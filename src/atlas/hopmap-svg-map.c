/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the fragment. Everything that came from outside (names of places) goes through
 * hopmap_svg_append_text(); every number is written by C-locale functions.
 */
#include "hopmap-svg-map.h"

#include "hopmap-map-frame.h"
#include "hopmap-svg-route.h"
#include "hopmap-svg-text.h"
#include "hopmap-svg-world.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEFAULT_WIDTH     960.0
#define DEFAULT_MAX_BYTES 45000u
#define MIN_HEIGHT_SHARE  0.42
#define MAX_HEIGHT_SHARE  0.66

static void
append_view_box (const HopmapSvgSheet *sheet, const HopmapSvgMapOptions *options)
{
  g_string_append (sheet->out, " viewBox=\"0 ");
  hopmap_svg_append_number (sheet->out, options->top > 0.0 ? -options->top : 0.0);
  g_string_append_c (sheet->out, ' ');
  hopmap_svg_append_number (sheet->out, sheet->width);
  g_string_append_c (sheet->out, ' ');
  hopmap_svg_append_number (sheet->out, sheet->height + options->top + options->bottom);
  g_string_append_c (sheet->out, '"');
}

static void
append_head (const HopmapSvgSheet *sheet, const HopmapSvgMapOptions *options)
{
  const char *id = options->id != NULL ? options->id : "hm";
  GString *out = sheet->out;

  g_string_append (out, "<svg class=\"hm-map\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
  if (options->pixel_width > 0)
    g_string_append_printf (out, " width=\"%u\" height=\"%u\"", options->pixel_width,
                            options->pixel_height);
  append_view_box (sheet, options);
  g_string_append_printf (out, " aria-labelledby=\"%s-title\"", id);
  if (options->description != NULL)
    g_string_append_printf (out, " aria-describedby=\"%s-desc\"", id);
  g_string_append_printf (out, ">\n<title id=\"%s-title\">", id);
  hopmap_svg_append_text (out, options->title != NULL ? options->title : _ ("Map of the route"));
  g_string_append (out, "</title>\n");
  if (options->description != NULL)
    {
      g_string_append_printf (out, "<desc id=\"%s-desc\">", id);
      hopmap_svg_append_text (out, options->description);
      g_string_append (out, "</desc>\n");
    }
  if (options->style != NULL)
    g_string_append_printf (out, "<style>\n%s</style>\n", options->style);
}

/* As high as the route asks for, within limits that suit a page. */
static double
choose_height (const HopmapRouteShape *shape, double width)
{
  const HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);
  double share = 0.5;

  if (!hopmap_map_rect_is_empty (&bounds))
    share = (bounds.max_y - bounds.min_y) / MAX (bounds.max_x - bounds.min_x, 1e-6);
  return floor (width * CLAMP (share + 0.1, MIN_HEIGHT_SHARE, MAX_HEIGHT_SHARE));
}

static void
sheet_frame (HopmapSvgSheet *sheet, const HopmapSvgMapOptions *options)
{
  sheet->width = options->width > 0.0 ? options->width : DEFAULT_WIDTH;
  sheet->height = options->height > 0.0 ? options->height
                                        : choose_height (sheet->shape, sheet->width);
  sheet->view = hopmap_map_frame_choose (hopmap_route_shape_get_bounds (sheet->shape),
                                         options->view, sheet->width, sheet->height);
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
  HopmapSvgSheet sheet = { .out = out, .shape = shape };
  char unit[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (out != NULL && shape != NULL);

  sheet_frame (&sheet, chosen);
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
  hopmap_svg_route_append_legs (&sheet);
  hopmap_svg_route_append_stops (&sheet);
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

  return (guint) choose_height (shape, width > 0 ? width : DEFAULT_WIDTH);
}

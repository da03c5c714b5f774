/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The map has the size and the rectangle of the SVG map of the same width, so that
 * both kinds of picture look alike.
 */
#include "hopmap-route-picture.h"

#include "hopmap-badge-painter.h"
#include "hopmap-basemap-painter.h"
#include "hopmap-map-frame.h"
#include "hopmap-name-painter.h"
#include "hopmap-route-painter.h"

#include <pango/pangocairo.h>

#define MARGIN_PX    18.0
#define HEADING_FONT "Sans Bold 19px"
#define WORDS_FONT   "Sans 13px"
#define SMALL_FONT   "Sans 11px"

static void
set_colour (cairo_t *cr, const HopmapColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* One line with its upper edge at @y, cut where the picture ends. */
static void
paint_line (cairo_t *cr, const char *text, const char *font_name, double y, double width)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *valid = NULL;
  PangoFontDescription *font;

  if (text == NULL)
    return;

  valid = g_utf8_make_valid (text, -1);
  layout = pango_cairo_create_layout (cr);
  font = pango_font_description_from_string (font_name);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, valid, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int) ((width - 2.0 * MARGIN_PX) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_move_to (cr, MARGIN_PX, y);
  pango_cairo_show_layout (cr, layout);
}

static void
paint_words (cairo_t *cr,
             const HopmapPictureWords *words,
             const HopmapPalette *palette,
             const HopmapPictureSheet *sheet)
{
  const double below = HOPMAP_PICTURE_TOP + sheet->map_height;

  set_colour (cr, &palette->paper);
  cairo_rectangle (cr, 0.0, 0.0, sheet->width, HOPMAP_PICTURE_TOP);
  cairo_rectangle (cr, 0.0, below, sheet->width, sheet->bottom);
  cairo_fill (cr);

  set_colour (cr, &palette->ink);
  paint_line (cr, words->heading, HEADING_FONT, 10.0, sheet->width);
  paint_line (cr, words->verdict, WORDS_FONT, 39.0, sheet->width);
  paint_line (cr, words->facts, SMALL_FONT, below + 7.0, sheet->width);
  for (guint i = 0; words->credits != NULL && words->credits[i] != NULL; i++)
    paint_line (cr, words->credits[i], SMALL_FONT, below + 7.0 + (i + 1) * HOPMAP_PICTURE_LINE,
                sheet->width);
}

static void
measure_cb (HopmapNameKind kind,
            const char *text,
            double *width,
            double *height,
            gpointer user_data)
{
  hopmap_name_measure (kind, text, width, height);
}

static void
paint_names (cairo_t *cr,
             const HopmapRouteShape *shape,
             const HopmapBadgeBox *boxes,
             const HopmapPalette *palette,
             const HopmapMapRect *view,
             double width,
             double height)
{
  g_autoptr (HopmapNameList) names = hopmap_name_list_load ();
  g_autoptr (GArray) captions = g_array_new (FALSE, FALSE, sizeof (HopmapNameCaption));
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (HopmapPlacedName));
  HopmapNameBrief brief = { .names = names,
                            .view = *view,
                            .width = width,
                            .height = height,
                            .badges = boxes,
                            .n_badges = hopmap_route_shape_get_n_stops (shape),
                            .shape = shape,
                            .measure = measure_cb };

  hopmap_name_add_captions (captions, shape, 0);
  brief.captions = (const HopmapNameCaption *) captions->data;
  brief.n_captions = captions->len;
  hopmap_name_layout (&brief, placed);
  hopmap_name_paint_all (cr, palette, placed);
}

static void
paint_map (cairo_t *cr,
           const HopmapRouteShape *shape,
           const HopmapPalette *palette,
           const HopmapMapRect *view,
           double width,
           double height)
{
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (NULL);
  g_autofree HopmapBadgeBox *boxes = NULL;

  cairo_save (cr);
  cairo_translate (cr, 0.0, HOPMAP_PICTURE_TOP);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  set_colour (cr, &palette->sea);
  cairo_paint (cr);
  if (world != NULL)
    hopmap_basemap_paint (world, cr, palette, view, width, height);
  boxes = hopmap_badge_paint_layout (shape, view, width, height);
  hopmap_route_paint_lines (shape, cr, palette, view, width, height, 0, G_MAXDOUBLE);
  paint_names (cr, shape, boxes, palette, view, width, height);
  hopmap_badge_paint (shape, boxes, cr, palette);
  cairo_restore (cr);
}

/**
 * hopmap_route_picture_new:
 * @route: a route in any state
 * @words: what to write around the map
 * @style: colours
 * @sheet: how large
 * @view: (nullable): what the map is to show at least; %NULL for the route
 *
 * Returns: (transfer full): an image surface; its status tells where memory did not suffice
 */
cairo_surface_t *
hopmap_route_picture_new (HopmapRoute *route,
                          const HopmapPictureWords *words,
                          HopmapPaletteStyle style,
                          const HopmapPictureSheet *sheet,
                          const HopmapMapRect *view)
{
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapPalette *palette = hopmap_palette_get (style);
  const HopmapMapRect shown = hopmap_map_frame_choose (hopmap_route_shape_get_bounds (shape), view,
                                                       sheet->width, sheet->map_height);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) sheet->pixel_width, (int) sheet->pixel_height);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, sheet->scale, sheet->scale);
  paint_map (cr, shape, palette, &shown, sheet->width, sheet->map_height);
  paint_words (cr, words, palette, sheet);
  cairo_destroy (cr);
  return surface;
}

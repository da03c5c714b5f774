/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One look per kind of name. Sizes are in pixels: they belong to the map, not to the page around it.
 */
#include "hopmap-name-painter.h"

#include <math.h>
#include <pango/pangocairo.h>

#define EDGE_WIDTH (2.0 * HOPMAP_NAME_EDGE_PX - 1.0)
#define EDGE_ALPHA 0.85
#define DOT_RADIUS 1.6

typedef struct
{
  const char *font;
  double alpha;
  int letter_spacing; /* Pango units */
} Look;

static const Look looks[HOPMAP_NAME_N_KINDS] = {
  [HOPMAP_NAME_COUNTRY] = { "Sans Semi-Bold 11px", 0.62, PANGO_SCALE },
  [HOPMAP_NAME_CITY] = { "Sans 11px", 0.78, 0 },
  [HOPMAP_NAME_STOP] = { "Sans Bold 12px", 1.0, 0 },
};

/* Takes the context. */
static PangoLayout *
layout_new (PangoContext *context, HopmapNameKind kind, const char *text)
{
  const Look *look = &looks[kind];
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (look->font);

  g_object_unref (context);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (look->letter_spacing != 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (look->letter_spacing));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  return layout;
}

static void
set_colour (cairo_t *cr, const HopmapColour *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, alpha);
}

/**
 * hopmap_name_measure:
 * @kind: what is named
 * @text: its name
 * @width: (out): pixels
 * @height: (out): pixels
 */
void
hopmap_name_measure (HopmapNameKind kind, const char *text, double *width, double *height)
{
  g_autoptr (PangoLayout) layout = layout_new (
      pango_font_map_create_context (pango_cairo_font_map_get_default ()), kind, text);
  int width_px, height_px;

  pango_layout_get_pixel_size (layout, &width_px, &height_px);
  *width = width_px;
  *height = height_px;
}

/**
 * hopmap_name_paint:
 * @cr: where
 * @palette: colours
 * @kind: what is named
 * @text: its name
 * @x: left edge, user units
 * @y: upper edge
 */
void
hopmap_name_paint (cairo_t *cr,
                   const HopmapPalette *palette,
                   HopmapNameKind kind,
                   const char *text,
                   double x,
                   double y)
{
  g_autoptr (PangoLayout) layout = layout_new (pango_cairo_create_context (cr), kind, text);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, x, y);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_width (cr, EDGE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_colour (cr, kind == HOPMAP_NAME_STOP ? &palette->paper : &palette->land, EDGE_ALPHA);
  cairo_stroke (cr);

  cairo_move_to (cr, x, y);
  set_colour (cr, &palette->ink, looks[kind].alpha);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/**
 * hopmap_name_paint_dot:
 * @cr: where
 * @palette: colours
 * @x: the point of a city, user units
 * @y: likewise
 */
void
hopmap_name_paint_dot (cairo_t *cr, const HopmapPalette *palette, double x, double y)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  set_colour (cr, &palette->ink, looks[HOPMAP_NAME_CITY].alpha);
  cairo_fill (cr);
}

/**
 * hopmap_name_paint_all:
 * @cr: where
 * @palette: colours
 * @placed: array of #HopmapPlacedName from hopmap_name_layout()
 */
void
hopmap_name_paint_all (cairo_t *cr, const HopmapPalette *palette, const GArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    {
      const HopmapPlacedName *name = &g_array_index (placed, HopmapPlacedName, i);

      if (name->kind == HOPMAP_NAME_CITY)
        hopmap_name_paint_dot (cr, palette, name->dot_x, name->dot_y);
      hopmap_name_paint (cr, palette, name->kind, name->text, round (name->x), round (name->y));
    }
}

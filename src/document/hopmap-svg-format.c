/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The style is in the picture, so it is light or dark as the reader's screen is; it
 * names nothing outside and runs nothing.
 */
#include "hopmap-svg-format.h"

#include "hopmap-html.h"
#include "hopmap-picture-order.h"

#include <glib/gi18n-lib.h>
#include <hopmap-svg-map.h>
#include <hopmap-svg-text.h>
#include <math.h>

#define MARGIN_PX      18
#define WORLD_ZOOM     3u
#define BYTES_PER_ZOOM 40000u

/* Inkscape and librsvg know neither "system-ui" nor the media queries; both have a default. */
static const char words_style[] = ".hm-words.heading{font:bold 19px system-ui,sans-serif}\n"
                                  ".hm-words.small{font:11px system-ui,sans-serif}\n";

static void
append_line (GString *out, const char *look, double y, const char *text)
{
  if (text == NULL)
    return;

  g_string_append_printf (out, "<text class=\"hm-words%s\" x=\"%d\"", look, MARGIN_PX);
  hopmap_svg_append_attribute (out, "y", y);
  g_string_append_c (out, '>');
  hopmap_html_append_text (out, text);
  g_string_append (out, "</text>\n");
}

static void
append_strip (GString *out, double y, double height)
{
  g_string_append (out, "<rect class=\"hm-strip\"");
  hopmap_svg_append_attribute (out, "y", y);
  g_string_append (out, " width=\"100%\"");
  hopmap_svg_append_attribute (out, "height", height);
  g_string_append (out, "/>\n");
}

/* Papers above and below, over whatever of the world sticks out of the map. */
static char *
dup_overlay (const HopmapPictureOrder *order)
{
  const HopmapPictureWords *words = order->words;
  const double height = order->sheet.map_height;
  g_autoptr (GString) out = g_string_new (NULL);

  append_strip (out, -HOPMAP_PICTURE_TOP, HOPMAP_PICTURE_TOP);
  append_strip (out, height, order->sheet.bottom);
  append_line (out, " heading", 28.0 - HOPMAP_PICTURE_TOP, words->heading);
  append_line (out, "", 52.0 - HOPMAP_PICTURE_TOP, words->verdict);
  append_line (out, " small", height + 18.0, words->facts);
  for (guint i = 0; words->credits[i] != NULL; i++)
    append_line (out, " small", height + 18.0 + (i + 1) * HOPMAP_PICTURE_LINE, words->credits[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The map's style fills the room that there is; a picture with a size of its own does not. */
static void
append_size_style (GString *style, const HopmapPictureSheet *sheet)
{
  if (sheet->fixed)
    g_string_append_printf (style, ".hm-map{width:%upx;height:%upx}\n", sheet->pixel_width,
                            sheet->pixel_height);
}

static gboolean
write_svg (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_auto (HopmapPictureOrder) order = { 0 };
  g_autofree char *overlay = NULL;
  g_autoptr (GString) style = g_string_new (NULL);
  HopmapSvgMapOptions map = { 0 };

  hopmap_picture_order_init (&order, route, &options->picture, 1.0);
  overlay = dup_overlay (&order);
  hopmap_svg_map_append_style (style);
  g_string_append (style, words_style);
  append_size_style (style, &order.sheet);

  map.title = order.words->heading;
  map.description = order.words->verdict;
  map.width = order.sheet.width;
  map.height = order.sheet.map_height;
  map.view = hopmap_picture_order_get_view (&order);
  map.zoom = MAX (WORLD_ZOOM, (guint) ceil (order.sheet.scale));
  map.max_bytes = BYTES_PER_ZOOM * map.zoom;
  map.top = HOPMAP_PICTURE_TOP;
  map.bottom = order.sheet.bottom;
  map.overlay = overlay;
  map.style = style->str;
  if (order.sheet.fixed)
    {
      map.pixel_width = order.sheet.pixel_width;
      map.pixel_height = order.sheet.pixel_height;
    }
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  hopmap_svg_map_append (out, route, &map);
  return TRUE;
}

const HopmapFormat hopmap_svg_format = {
  .name = "svg",
  .title = N_ ("Picture (SVG)"),
  .extension = "svg",
  .media_type = "image/svg+xml",
  .is_picture = TRUE,
  .write = write_svg,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The style is in the picture, so it is light or dark as the reader's screen is; it
 * names nothing outside and runs nothing.
 */
#include "hopmap-svg-format.h"

#include "hopmap-html.h"
#include "hopmap-picture-words.h"

#include <glib/gi18n-lib.h>
#include <hopmap-svg-map.h>

#define MARGIN_PX  18
#define WORLD_ZOOM 3
#define MAX_BYTES  120000

/* Inkscape and librsvg know neither "system-ui" nor the media queries; both have a default. */
static const char words_style[] = ".hm-words.heading{font:bold 19px system-ui,sans-serif}\n"
                                  ".hm-words.small{font:11px system-ui,sans-serif}\n";

static void
append_line (GString *out, const char *look, int y, const char *text)
{
  if (text == NULL)
    return;

  g_string_append_printf (out, "<text class=\"hm-words%s\" x=\"%d\" y=\"%d\">", look, MARGIN_PX, y);
  hopmap_html_append_text (out, text);
  g_string_append (out, "</text>\n");
}

/* Papers above and below, over whatever of the world sticks out of the map. */
static char *
dup_overlay (const HopmapPictureWords *words, int height)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out,
                          "<rect class=\"hm-strip\" y=\"%d\" width=\"100%%\" height=\"%d\"/>\n",
                          -(int) HOPMAP_PICTURE_TOP, (int) HOPMAP_PICTURE_TOP);
  g_string_append_printf (out,
                          "<rect class=\"hm-strip\" y=\"%d\" width=\"100%%\" height=\"%d\"/>\n",
                          height, (int) HOPMAP_PICTURE_BOTTOM);
  append_line (out, " heading", 28 - (int) HOPMAP_PICTURE_TOP, words->heading);
  append_line (out, "", 52 - (int) HOPMAP_PICTURE_TOP, words->verdict);
  append_line (out, " small", height + 18, words->facts);
  append_line (out, " small", height + 35, words->credits);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
write_svg (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (HopmapPictureWords) words = hopmap_picture_words_new (route);
  const int height = (int) hopmap_svg_map_get_height (route, HOPMAP_PICTURE_WIDTH);
  g_autofree char *overlay = dup_overlay (words, height);
  g_autoptr (GString) style = g_string_new (NULL);
  HopmapSvgMapOptions map = { .title = words->heading,
                              .description = words->verdict,
                              .width = HOPMAP_PICTURE_WIDTH,
                              .max_bytes = MAX_BYTES,
                              .zoom = WORLD_ZOOM,
                              .top = HOPMAP_PICTURE_TOP,
                              .bottom = HOPMAP_PICTURE_BOTTOM,
                              .overlay = overlay };

  hopmap_svg_map_append_style (style);
  g_string_append (style, words_style);
  map.style = style->str;
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  hopmap_svg_map_append (out, route, &map);
  return TRUE;
}

const HopmapFormat hopmap_svg_format = {
  .name = "svg",
  .title = N_ ("Picture (SVG)"),
  .extension = "svg",
  .media_type = "image/svg+xml",
  .write = write_svg,
};

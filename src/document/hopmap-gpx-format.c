/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A route ("rte") and no track, since nobody travelled; so no point has a time.
 * Escaping is that of HTML, whose five characters are those of XML.
 */
#include "hopmap-gpx-format.h"

#include "hopmap-caption.h"
#include "hopmap-hop-words.h"
#include "hopmap-html.h"
#include "hopmap-number-text.h"

#include <glib/gi18n-lib.h>

static void
append_attribute (GString *out, const char *name, double number)
{
  g_string_append_printf (out, " %s=\"", name);
  hopmap_number_append (out, number, HOPMAP_DEGREE_DECIMALS);
  g_string_append_c (out, '"');
}

/* GPX knows longitudes below 180° only: that meridian is -180°. */
static void
append_position (GString *out, const HopmapPlace *place)
{
  const double longitude = hopmap_number_round (place->longitude, HOPMAP_DEGREE_DECIMALS);

  append_attribute (out, "lat", place->latitude);
  append_attribute (out, "lon", longitude >= 180.0 ? -180.0 : longitude);
}

static void
append_words (GString *words, const char *text)
{
  if (text != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", text);
}

static void
append_hop (GString *out, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *where = hopmap_hop_words_dup_place (hop);
  g_autofree char *router = hopmap_hop_words_dup_router (hop);
  g_autofree char *network = hopmap_hop_words_dup_network (hop);
  g_autofree char *doubt = hopmap_hop_words_dup_doubt (hop);
  g_autofree char *name = g_strdup_printf ("%u %s", hopmap_hop_get_ttl (hop),
                                           where != NULL ? where : "");
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (words, router);
  append_words (words, network);
  append_words (words, doubt);

  g_string_append (out, "<rtept");
  append_position (out, place);
  g_string_append_c (out, '>');
  hopmap_html_append_element (out, "name", NULL, g_strchomp (name));
  hopmap_html_append_element (out, "desc", NULL, words->str);
  hopmap_html_append_element (out, "src", NULL, place->source);
  g_string_append (out, "</rtept>\n");
}

static void
append_head (GString *out, const HopmapCaption *caption)
{
  g_string_append (out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"");
  hopmap_html_append_text (out, caption->generator);
  g_string_append (out, "\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata>");
  hopmap_html_append_element (out, "name", NULL, caption->heading);
  hopmap_html_append_element (out, "desc", NULL, caption->verdict);
  hopmap_html_append_element (out, "time", NULL, caption->time_iso);
  g_string_append (out, "</metadata>\n");
}

static gboolean
write_gpx (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new_for_machines (route);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  append_head (out, caption);
  g_string_append (out, "<rte>");
  hopmap_html_append_element (out, "name", NULL, caption->heading);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_words_has_point (hop))
        append_hop (out, hop);
    }
  g_string_append (out, "</rte>\n</gpx>\n");
  return TRUE;
}

const HopmapFormat hopmap_gpx_format = {
  .name = "gpx",
  .title = N_ ("Waypoints (GPX)"),
  .extension = "gpx",
  .media_type = "application/gpx+xml",
  .write = write_gpx,
};

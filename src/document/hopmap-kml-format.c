/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The order of elements is that of the schema. No icon is named, since a globe would
 * fetch it; its own is coloured by round-trip time. Times of answers are values and no TimeStamp, as
 * a globe hides what lies outside the few milliseconds that its time slider begins with.
 */
#include "hopmap-kml-format.h"

#include "hopmap-caption.h"
#include "hopmap-ground-line.h"
#include "hopmap-hop-words.h"
#include "hopmap-kml-text.h"
#include "hopmap-kml-tour.h"
#include "hopmap-number-text.h"

#include <glib/gi18n-lib.h>
#include <hopmap-palette.h>

#define NS_PER_MS    1e6
#define LINE_PX      4.0
#define BRIDGE_PX    2.0
#define BRIDGE_ALPHA 0.7

static const char *
look_of (HopmapHop *hop)
{
  return hopmap_palette_rtt_class_name (hopmap_palette_rtt_class (hopmap_hop_get_rtt_ns (hop)));
}

static void
append_line_style (GString *out, const char *id, const char *look, const HopmapColour *colour)
{
  const gboolean bridge = g_str_equal (id, "bridge");

  g_string_append_printf (out, "<Style id=\"%s-%s\"><LineStyle>", id, look);
  hopmap_kml_append_colour (out, colour, bridge ? BRIDGE_ALPHA : 1.0);
  hopmap_kml_append_number (out, "width", bridge ? BRIDGE_PX : LINE_PX, 1);
  g_string_append (out, "</LineStyle></Style>\n");
}

static void
append_styles (GString *out)
{
  const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);

  for (guint i = 0; i <= HOPMAP_RTT_CLASS_NONE; i++)
    {
      const char *look = hopmap_palette_rtt_class_name (i);

      g_string_append_printf (out, "<Style id=\"hop-%s\"><IconStyle>", look);
      hopmap_kml_append_colour (out, &palette->rtt[i], 1.0);
      g_string_append (out, "</IconStyle></Style>\n");
      append_line_style (out, "leg", look, &palette->rtt[i]);
      append_line_style (out, "bridge", look, &palette->rtt[i]);
    }
}

static void
append_number_value (GString *out, const char *name, double number, guint decimals)
{
  g_autoptr (GString) text = g_string_new (NULL);

  hopmap_number_append (text, number, decimals);
  hopmap_kml_append_value (out, name, text->str);
}

static void
append_values (GString *out, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  g_autofree char *network = hopmap_hop_words_dup_network (hop);
  g_autofree char *doubt = hopmap_hop_words_dup_doubt (hop);
  g_autofree char *mark = hopmap_hop_dup_mark (hop);

  g_string_append (out, "<ExtendedData>\n");
  hopmap_kml_append_value (out, "name", hopmap_hop_get_name (hop));
  hopmap_kml_append_value (out, "address", hopmap_hop_get_address_text (hop));
  hopmap_kml_append_value (out, "network", network);
  if (stats->received > 0)
    append_number_value (out, "rttMs", (double) stats->best_ns / NS_PER_MS, 3);
  append_number_value (out, "sent", stats->received + stats->lost, 0);
  append_number_value (out, "lost", stats->lost, 0);
  hopmap_kml_append_value (out, "mark", mark);
  hopmap_kml_append_value (out, "accuracy", doubt);
  if (place != NULL)
    {
      if (place->has_point)
        append_number_value (out, "radiusKm", place->radius_km, 3);
      hopmap_kml_append_value (out, "source", place->source);
      hopmap_kml_append_value (out, "attribution", place->attribution);
    }
  g_string_append (out, "</ExtendedData>\n");
}

/* A hop without a place is in the list of a globe, and nowhere on it. */
static void
append_hop (GString *out, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *where = hopmap_hop_words_dup_place (hop);
  g_autofree char *router = hopmap_hop_words_dup_router (hop);
  const char *what = where != NULL ? where : router != NULL ? router : "*";
  g_autofree char *name = g_strdup_printf ("%u  %s", hopmap_hop_get_ttl (hop), what);

  g_string_append_printf (out, "<Placemark id=\"hop-%u\">", hopmap_hop_get_ttl (hop));
  hopmap_kml_append_words (out, "name", name);
  g_string_append_printf (out, "<styleUrl>#hop-%s</styleUrl>\n", look_of (hop));
  append_values (out, hop);
  if (hopmap_hop_words_has_point (hop))
    {
      g_string_append (out, "<Point><coordinates>");
      hopmap_kml_append_position (out, place->latitude, place->longitude);
      g_string_append (out, "</coordinates></Point>");
    }
  g_string_append (out, "</Placemark>\n");
}

static void
append_hops (GString *out, HopmapRoute *route)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  g_string_append (out, "<Folder>");
  hopmap_kml_append_words (out, "name", _ ("Hops"));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        append_hop (out, hop);
    }
  g_string_append (out, "</Folder>\n");
}

static void
append_part (GString *out, const GArray *part)
{
  g_string_append (out, "<LineString><tessellate>1</tessellate>"
                        "<altitudeMode>clampToGround</altitudeMode>\n<coordinates>");
  for (guint i = 0; i < part->len; i++)
    {
      const HopmapGroundPoint *point = &g_array_index (part, HopmapGroundPoint, i);

      if (i > 0)
        g_string_append_c (out, ' ');
      hopmap_kml_append_position (out, point->latitude, point->longitude);
    }
  g_string_append (out, "</coordinates></LineString>\n");
}

static void
append_leg (GString *out, const HopmapGroundLeg *leg)
{
  g_autoptr (GPtrArray) parts = hopmap_ground_line_cut (leg->points);
  g_autofree char *name = g_strdup_printf ("%u – %u", hopmap_hop_get_ttl (leg->from),
                                           hopmap_hop_get_ttl (leg->to));

  g_string_append (out, "<Placemark>");
  hopmap_kml_append_words (out, "name", name);
  g_string_append_printf (out, "<styleUrl>#%s-%s</styleUrl>\n", leg->bridge ? "bridge" : "leg",
                          look_of (leg->to));
  if (parts->len > 1)
    g_string_append (out, "<MultiGeometry>\n");
  for (guint i = 0; i < parts->len; i++)
    append_part (out, parts->pdata[i]);
  if (parts->len > 1)
    g_string_append (out, "</MultiGeometry>\n");
  g_string_append (out, "</Placemark>\n");
}

static void
append_line (GString *out, HopmapRoute *route)
{
  g_autoptr (GPtrArray) legs = hopmap_ground_line_new (route);

  if (legs->len == 0)
    return;

  g_string_append (out, "<Folder>");
  /* Translators: the lines between the places of a route */
  hopmap_kml_append_words (out, "name", _ ("Line"));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < legs->len; i++)
    append_leg (out, legs->pdata[i]);
  g_string_append (out, "</Folder>\n");
}

static gboolean
write_kml (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new_for_machines (route);
  g_autofree char *facts = hopmap_caption_dup_facts (caption);
  g_autofree char *description = g_strjoin (*caption->verdict != '\0' ? " – " : "",
                                            caption->verdict, facts, NULL);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
                        "xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n<Document>");
  hopmap_kml_append_words (out, "name", caption->heading);
  g_string_append (out, "<open>1</open>\n");
  hopmap_kml_append_words (out, "description", description);
  g_string_append_c (out, '\n');
  append_styles (out);
  append_hops (out, route);
  append_line (out, route);
  hopmap_kml_tour_append (out, route);
  g_string_append (out, "</Document>\n</kml>\n");
  return TRUE;
}

const HopmapFormat hopmap_kml_format = {
  .name = "kml",
  .title = N_ ("Globe (KML)"),
  .extension = "kml",
  .media_type = "application/vnd.google-earth.kml+xml",
  .write = write_kml,
};

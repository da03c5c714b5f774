/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Located hops with the words for their bubbles, settings, and the sentences that a script may say.
 * No JavaScript is ever made from a route.
 */
#include "hopmap-page-script.h"

#include "hopmap-hop-words.h"
#include "hopmap-json-text.h"
#include "hopmap-json-value.h"

#include <hopmap-palette.h>
#include <hopmap-rtt.h>

static void
add_number (JsonBuilder *builder, const char *name, double number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, number);
}

static void
add_hop (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  gint64 rtt_ns = hopmap_hop_get_rtt_ns (hop);
  g_autofree char *where = hopmap_hop_words_dup_place (hop);
  g_autofree char *doubt = hopmap_hop_words_dup_doubt (hop);
  g_autofree char *network = hopmap_hop_words_dup_network (hop);
  g_autofree char *time = rtt_ns >= 0 ? hopmap_rtt_dup_text (rtt_ns) : NULL;

  json_builder_begin_object (builder);
  add_number (builder, "ttl", hopmap_hop_get_ttl (hop));
  add_number (builder, "latitude", place->latitude);
  add_number (builder, "longitude", place->longitude);
  add_number (builder, "radiusKm", place->radius_km);
  hopmap_json_add_words (builder, "look",
                         hopmap_palette_rtt_class_name (rtt_ns >= 0
                                                            ? hopmap_palette_rtt_class (rtt_ns)
                                                            : HOPMAP_RTT_CLASS_NONE));
  hopmap_json_add_words (builder, "city", place->city);
  hopmap_json_add_words (builder, "place", where);
  hopmap_json_add_words (builder, "doubt", doubt);
  hopmap_json_add_words (builder, "name", hopmap_hop_get_name (hop));
  hopmap_json_add_words (builder, "address", hopmap_hop_get_address_text (hop));
  hopmap_json_add_words (builder, "network", network);
  hopmap_json_add_words (builder, "time", time);
  json_builder_end_object (builder);
}

static void
add_hops (JsonBuilder *builder, HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  json_builder_set_member_name (builder, "hops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_words_has_point (hop))
        add_hop (builder, hop);
    }
  json_builder_end_array (builder);
}

static void
add_texts (JsonBuilder *builder, const HopmapPageText *texts)
{
  for (; texts->name != NULL; texts++)
    hopmap_json_add_words (builder, texts->name, texts->text);
}

/**
 * hopmap_page_script_dup_json:
 * @route: a route
 * @settings: (array zero-terminated=1): what else the script is told; a %NULL text is left out
 * @sentences: (array zero-terminated=1): what the script may say, translated
 *
 * Returns: (transfer full): the content of a script element of type application/json
 */
char *
hopmap_page_script_dup_json (HopmapRoute *route,
                             const HopmapPageText *settings,
                             const HopmapPageText *sentences)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_texts (builder, settings);
  add_hops (builder, route);
  json_builder_set_member_name (builder, "text");
  json_builder_begin_object (builder);
  add_texts (builder, sentences);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_text_append (out, root, HOPMAP_JSON_PAGE);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

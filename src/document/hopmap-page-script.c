/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Located hops with the words for their bubbles, the key, and the sentences that the script may
 * say. No JavaScript is ever made from a route.
 */
#include "hopmap-page-script.h"

#include "hopmap-hop-words.h"
#include "hopmap-json-text.h"
#include "hopmap-json-value.h"

#include <glib/gi18n-lib.h>
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
add_sentences (JsonBuilder *builder)
{
  const struct
  {
    const char *name;
    const char *text;
  } sentences[] = {
    { "show", _ ("Show on Google Maps") },
    { "again", _ ("Try Google Maps again") },
    { "back", _ ("Show the drawn map") },
    /* Translators: on the button that loads Google's map */
    { "notice", _ ("Google then learns your address and the places on this map.") },
    { "loading", _ ("Google Maps is loading…") },
    { "shown", _ ("Map by Google. Circles show how far off a place may be.") },
    { "drawn", _ ("The drawn map needs no network.") },
    { "unreachable", _ ("Google Maps could not be reached, so this is the drawn map.") },
    { "late", _ ("Google Maps did not answer in time, so this is the drawn map.") },
    { "refused", _ ("Google Maps did not accept the key of this page, so this is the drawn map.") },
    { "broken", _ ("Google Maps did not start, so this is the drawn map.") },
    { "nowhere", _ ("No router of this route has a known place.") },
    /* Translators: title of a marker, {0} is the number of the hop */
    { "hop", _ ("Hop {0}") },
  };

  json_builder_set_member_name (builder, "text");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    hopmap_json_add_words (builder, sentences[i].name, sentences[i].text);
  json_builder_end_object (builder);
}

static const char *
start_word (const HopmapWriteOptions *options)
{
  gboolean keyed = options->google_key != NULL && *options->google_key != '\0';

  switch (options->google_start)
    {
    case HOPMAP_GOOGLE_AT_ONCE:
      return "at-once";
    case HOPMAP_GOOGLE_ON_CLICK:
      return "on-click";
    case HOPMAP_GOOGLE_NEVER:
      return "never";
    case HOPMAP_GOOGLE_WITH_KEY:
    default:
      return keyed ? "at-once" : "on-click";
    }
}

/**
 * hopmap_page_script_append_json:
 * @out: HTML; gets the content of a script element of type application/json
 * @route: a route
 * @options: options
 */
void
hopmap_page_script_append_json (GString *out, HopmapRoute *route, const HopmapWriteOptions *options)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  hopmap_json_add_words (builder, "start", start_word (options));
  if (options->google_key != NULL && *options->google_key != '\0')
    hopmap_json_add_words (builder, "key", options->google_key);
  add_hops (builder, route);
  add_sentences (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_text_append (out, root, HOPMAP_JSON_PAGE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A point for each hop that has a place, a feature without geometry for each that
 * has none, and one line; the unit stands in a property's name. The properties "marker-color",
 * "stroke" and so on are those of simplestyle, which many viewers honour.
 */
#include "hopmap-geojson-format.h"

#include "hopmap-caption.h"
#include "hopmap-ground-line.h"
#include "hopmap-hop-words.h"
#include "hopmap-json-text.h"
#include "hopmap-json-value.h"
#include "hopmap-number-text.h"

#include <glib/gi18n-lib.h>
#include <hopmap-palette.h>

#define NS_PER_MS    1e6
#define MS_DECIMALS  6u
#define LINE_COLOUR  "#6495ed"
#define STROKE_WIDTH 2.5

static void
add_ms (JsonBuilder *builder, const char *name, double ns)
{
  hopmap_json_add_double (builder, name, hopmap_number_round (ns / NS_PER_MS, MS_DECIMALS));
}

static void
add_position (JsonBuilder *builder, double latitude, double longitude)
{
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, hopmap_number_round (longitude, HOPMAP_DEGREE_DECIMALS));
  json_builder_add_double_value (builder, hopmap_number_round (latitude, HOPMAP_DEGREE_DECIMALS));
  json_builder_end_array (builder);
}

static void
begin_feature (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  hopmap_json_add_words (builder, "type", "Feature");
}

/* RFC 7946, 3.2: a feature of no known place has the geometry null. */
static void
add_no_geometry (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "geometry");
  json_builder_add_null_value (builder);
}

static void
begin_geometry (JsonBuilder *builder, const char *type)
{
  json_builder_set_member_name (builder, "geometry");
  json_builder_begin_object (builder);
  hopmap_json_add_words (builder, "type", type);
  json_builder_set_member_name (builder, "coordinates");
}

static void
begin_properties (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
}

static void
add_place (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *where = hopmap_hop_words_dup_place (hop);

  if (place == NULL)
    return;

  hopmap_json_add_words (builder, "place", where);
  hopmap_json_add_words (builder, "city", place->city);
  hopmap_json_add_words (builder, "region", place->region);
  hopmap_json_add_words (builder, "country", place->country);
  hopmap_json_add_words (builder, "countryCode", place->country_code);
  if (place->has_point)
    hopmap_json_add_double (builder, "radiusKm", hopmap_number_round (place->radius_km, 3));
  hopmap_json_add_words (builder, "source", place->source);
  hopmap_json_add_words (builder, "attribution", place->attribution);
}

static void
add_times (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

  hopmap_json_add_int (builder, "sent", (gint64) stats->received + stats->lost);
  hopmap_json_add_int (builder, "received", stats->received);
  if (stats->received == 0)
    return;

  add_ms (builder, "bestMs", (double) stats->best_ns);
  add_ms (builder, "meanMs", stats->mean_ns);
  add_ms (builder, "worstMs", (double) stats->worst_ns);
}

static void
add_hop_properties (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const guint look = hopmap_palette_rtt_class (hopmap_hop_get_rtt_ns (hop));
  g_autofree char *mark = hopmap_hop_dup_mark (hop);

  begin_properties (builder);
  hopmap_json_add_words (builder, "kind", "hop");
  hopmap_json_add_int (builder, "ttl", hopmap_hop_get_ttl (hop));
  if (address != NULL)
    hopmap_json_add_address (builder, "address", address);
  hopmap_json_add_words (builder, "name", hopmap_hop_get_name (hop));
  hopmap_json_add_positive (builder, "asn", hopmap_hop_get_asn (hop));
  hopmap_json_add_words (builder, "network", hopmap_hop_get_network (hop));
  add_place (builder, hop);
  add_times (builder, hop);
  hopmap_json_add_words (builder, "mark", mark);
  if (hopmap_hop_words_has_point (hop))
    {
      const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
      g_autofree char *colour = hopmap_colour_to_css (&palette->rtt[look]);

      hopmap_json_add_words (builder, "marker-color", colour);
    }
  json_builder_end_object (builder);
}

static void
add_hop (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  begin_feature (builder);
  hopmap_json_add_int (builder, "id", hopmap_hop_get_ttl (hop));
  if (hopmap_hop_words_has_point (hop))
    {
      begin_geometry (builder, "Point");
      add_position (builder, place->latitude, place->longitude);
      json_builder_end_object (builder);
    }
  else
    add_no_geometry (builder);
  add_hop_properties (builder, hop);
  json_builder_end_object (builder);
}

static void
add_part (JsonBuilder *builder, const GArray *part)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < part->len; i++)
    {
      const HopmapGroundPoint *point = &g_array_index (part, HopmapGroundPoint, i);

      add_position (builder, point->latitude, point->longitude);
    }
  json_builder_end_array (builder);
}

static void
add_line_geometry (JsonBuilder *builder, HopmapRoute *route)
{
  g_autoptr (GPtrArray) legs = hopmap_ground_line_new (route);
  g_autoptr (GArray) points = hopmap_ground_line_join (legs);
  g_autoptr (GPtrArray) parts = hopmap_ground_line_cut (points);

  if (parts->len == 0)
    {
      add_no_geometry (builder);
      return;
    }

  begin_geometry (builder, parts->len > 1 ? "MultiLineString" : "LineString");
  if (parts->len > 1)
    json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    add_part (builder, parts->pdata[i]);
  if (parts->len > 1)
    json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_route (JsonBuilder *builder, HopmapRoute *route)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new_for_machines (route);

  begin_feature (builder);
  hopmap_json_add_words (builder, "id", "route");
  add_line_geometry (builder, route);
  begin_properties (builder);
  hopmap_json_add_words (builder, "kind", "route");
  hopmap_json_add_words (builder, "name", caption->heading);
  hopmap_json_add_words (builder, "target", caption->target);
  hopmap_json_add_words (builder, "address", caption->address);
  hopmap_json_add_words (builder, "description", caption->verdict);
  hopmap_json_add_words (builder, "method", caption->method);
  hopmap_json_add_words (builder, "started", caption->time_iso);
  hopmap_json_add_words (builder, "generator", caption->generator);
  hopmap_json_add_words (builder, "stroke", LINE_COLOUR);
  hopmap_json_add_double (builder, "stroke-width", STROKE_WIDTH);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static gboolean
write_geojson (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  json_builder_begin_object (builder);
  hopmap_json_add_words (builder, "type", "FeatureCollection");
  json_builder_set_member_name (builder, "features");
  json_builder_begin_array (builder);
  add_route (builder, route);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        add_hop (builder, hop);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_text_append (out, root, HOPMAP_JSON_FILE);
  return TRUE;
}

static const char *const other_extensions[] = { "geo.json", NULL };

const HopmapFormat hopmap_geojson_format = {
  .name = "geojson",
  .title = N_ ("Map Data (GeoJSON)"),
  .extension = "geojson",
  .other_extensions = other_extensions,
  .media_type = "application/geo+json",
  .write = write_geojson,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GeoJS: GeoLite2 data with its radius, free for all. Coordinates come as strings, and "Unknown" and
 * 64512 stand for what is not known.
 */
#include "hopmap-dialect.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"
#include "hopmap-web-attribution.h"

#define NAME        "GeoJS"
#define DAY_S       (24 * 60 * 60)

#define UNKNOWN_ASN 64512

static HopmapWebQuestion *
ask (const HopmapDialectSetting *setting, GPtrArray *addresses)
{
  g_autofree char *list = hopmap_dialect_join_addresses (addresses, ",");
  g_autofree char *text = NULL;
  HopmapWebQuestion *question;

  if (addresses->len == 1)
    {
      text = g_strconcat ("/v1/ip/geo/", list, ".json", NULL);
      return hopmap_web_question_new (setting->base, text, NULL);
    }

  text = g_strconcat ("ip=", list, NULL);
  question = hopmap_web_question_new (setting->base, "/v1/ip/geo.json", text);
  question->max_bytes = HOPMAP_WEB_BATCH_BYTES;
  return question;
}

static HopmapGeoAnswer *
read_item (JsonObject *item)
{
  g_autofree char *city = hopmap_safe_json_dup_text (item, "city");
  g_autofree char *region = hopmap_safe_json_dup_text (item, "region");
  g_autofree char *country = hopmap_safe_json_dup_text (item, "country");
  g_autofree char *code = hopmap_safe_json_dup_country_code (item, "country_code");
  g_autofree char *network = hopmap_safe_json_dup_text (item, "organization_name");
  guint asn = hopmap_safe_json_get_asn (item, "asn");
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = hopmap_safe_json_get_number (item, "latitude"),
    .longitude = hopmap_safe_json_get_number (item, "longitude"),
    .radius_km = hopmap_safe_json_get_number (item, "accuracy"),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) NAME,
    .attribution = (char *) HOPMAP_ATTRIBUTION_GEOJS,
  };

  if (asn == UNKNOWN_ASN)
    asn = 0;
  if (g_strcmp0 (network, "Unknown") == 0)
    g_clear_pointer (&network, g_free);
  return hopmap_geo_answer_new_found (hopmap_place_new_graded (&fields), asn, network);
}

static gboolean
read_one (JsonObject *item, GPtrArray *addresses, GHashTable *answers)
{
  guint index = item != NULL ? hopmap_dialect_find_address (
                    addresses, hopmap_safe_json_get_string (item, "ip"))
                             : G_MAXUINT;

  if (index == G_MAXUINT)
    return FALSE;

  hopmap_dialect_take_answer (answers, addresses->pdata[index], read_item (item));
  return TRUE;
}

static gboolean
read_body (GBytes *body, GPtrArray *addresses, GHashTable *answers)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse_any (body);
  JsonArray *list;
  gboolean is_answer = FALSE;

  if (root == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (root))
    return read_one (json_node_get_object (root), addresses, answers);

  list = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (list); i++)
    is_answer |= read_one (hopmap_safe_json_get_element (list, i), addresses, answers);

  return is_answer;
}

/* "No rate limits; excess may be blocked": one question a second is none. */
const HopmapDialect hopmap_geojs_dialect = {
  .id = "geojs",
  .name = NAME,
  .attribution = HOPMAP_ATTRIBUTION_GEOJS,
  .usual_url = "https://get.geojs.io",
  .batch_size = 50,
  .terms = { .version = 1, .keep_s = 14 * DAY_S, .per_minute = 60 },
  .ask = ask,
  .read = read_body,
};

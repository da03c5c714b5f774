/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MaxMind's GeoLite web service: one address a question, and the account's number with the licence key
 * as the password.
 */
#include "hopmap-dialect.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"
#include "hopmap-web-attribution.h"

#define NAME  "MaxMind GeoLite"
#define DAY_S (24 * 60 * 60)

static HopmapWebQuestion *
ask (const HopmapDialectSetting *setting, GPtrArray *addresses)
{
  g_autofree char *ip = hopmap_address_to_string (addresses->pdata[0]);
  g_autofree char *path = g_strconcat ("/geoip/v2.1/city/", ip, NULL);
  HopmapWebQuestion *question = hopmap_web_question_new (setting->base, path, NULL);

  hopmap_web_question_set_password (question, setting->key);
  return question;
}

static char *
dup_english_name (JsonObject *thing)
{
  JsonObject *names = thing != NULL ? hopmap_safe_json_get_object (thing, "names") : NULL;

  return names != NULL ? hopmap_safe_json_dup_text (names, "en") : NULL;
}

static HopmapPlace *
read_place (JsonObject *root, JsonObject *traits)
{
  JsonArray *parts = hopmap_safe_json_get_array (root, "subdivisions");
  JsonObject *land = hopmap_safe_json_get_object (root, "country");
  JsonObject *location = hopmap_safe_json_get_object (root, "location");
  g_autofree char *city = dup_english_name (hopmap_safe_json_get_object (root, "city"));
  g_autofree char *region = dup_english_name (hopmap_safe_json_get_element (parts, 0));
  g_autofree char *country = dup_english_name (land);
  g_autofree char *code = land != NULL ? hopmap_safe_json_dup_country_code (land, "iso_code")
                                       : NULL;
  HopmapPlace fields = {
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) NAME,
    .attribution = (char *) HOPMAP_ATTRIBUTION_MAXMIND,
    .anycast = traits != NULL && hopmap_safe_json_is_true (traits, "is_anycast"),
  };

  if (location != NULL)
    {
      fields.has_point = TRUE;
      fields.latitude = hopmap_safe_json_get_number (location, "latitude");
      fields.longitude = hopmap_safe_json_get_number (location, "longitude");
      fields.radius_km = hopmap_safe_json_get_number (location, "accuracy_radius");
    }

  return hopmap_place_new_graded (&fields);
}

static gboolean
read_body (GBytes *body, GPtrArray *addresses, GHashTable *answers)
{
  g_autoptr (JsonNode) node = hopmap_safe_json_parse (body);
  g_autofree char *network = NULL;
  JsonObject *root, *traits;
  guint asn;

  if (node == NULL)
    return FALSE;

  root = json_node_get_object (node);
  traits = hopmap_safe_json_get_object (root, "traits");
  if (traits == NULL
      || hopmap_dialect_find_address (addresses, hopmap_safe_json_get_string (traits, "ip_address"))
             == G_MAXUINT)
    return FALSE;

  asn = hopmap_safe_json_get_asn (traits, "autonomous_system_number");
  network = hopmap_safe_json_dup_text (traits, "autonomous_system_organization");
  hopmap_dialect_take_answer (
      answers, addresses->pdata[0],
      hopmap_geo_answer_new_found (read_place (root, traits), asn, network));
  return TRUE;
}

/* What is refused as a bad question (400) is an address that has no place. */
const HopmapDialect hopmap_maxmind_dialect = {
  .id = "maxmind",
  .name = NAME,
  .attribution = HOPMAP_ATTRIBUTION_MAXMIND,
  .usual_url = "https://geolite.info",
  .needs_key = TRUE,
  .batch_size = 1,
  .not_found_status = 404,
  .reserved_status = 400,
  .terms = { .version = 1, .keep_s = 14 * DAY_S, .per_day = 1000 },
  .ask = ask,
  .read = read_body,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ipgeolocation.io. Version 3 has the place in a "location" and the network in an "asn"; the first
 * version, which old keys and tutorials use, has all of it side by side. In both, numbers come as
 * strings. Several addresses at once are part of the paid plans alone. The service knows its key only
 * as a part of the URL; so no URL ever leaves this file but towards the service.
 */
#include <string.h>

#include "hopmap-dialect.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"

#define NAME       "ipgeolocation.io"
#define USUAL_PATH "/v3/ipgeo"
#define DAY_S      (24 * 60 * 60)

static gboolean
is_v3 (const HopmapDialectSetting *setting)
{
  return g_str_equal (g_uri_get_path (setting->base), USUAL_PATH);
}

/* Version 3 answers no more than it is asked for; the first one names its fields otherwise. */
static HopmapWebQuestion *
ask (const HopmapDialectSetting *setting, GPtrArray *addresses)
{
  g_autofree char *key = g_uri_escape_string (setting->key, NULL, FALSE);
  g_autofree char *query = NULL;
  g_autofree char *ip = NULL;
  HopmapWebQuestion *question;

  if (addresses->len > 1)
    {
      g_autofree char *list = hopmap_dialect_join_json (addresses);

      query = g_strconcat ("apiKey=", key, "&fields=location,asn", NULL);
      question = hopmap_web_question_new (setting->base, "-bulk", query);
      hopmap_web_question_take_body (question, g_strconcat ("{\"ips\":", list, "}", NULL));
      return question;
    }

  ip = hopmap_address_to_string (addresses->pdata[0]);
  query = g_strconcat ("apiKey=", key, "&ip=", ip, "&",
                       is_v3 (setting) ? "fields=location,asn" : "output=json", NULL);
  return hopmap_web_question_new (setting->base, NULL, query);
}

static HopmapPlace *
read_place (JsonObject *location, JsonObject *network)
{
  g_autofree char *city = hopmap_safe_json_dup_text (location, "city");
  g_autofree char *region = hopmap_safe_json_dup_text (location, "state_prov");
  g_autofree char *country = hopmap_safe_json_dup_text (location, "country_name");
  g_autofree char *code = hopmap_safe_json_dup_country_code (location, "country_code2");
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = hopmap_safe_json_get_number (location, "latitude"),
    .longitude = hopmap_safe_json_get_number (location, "longitude"),
    .radius_km = hopmap_safe_json_get_number (location, "accuracy_radius"),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) NAME,
  };

  /* Side by side with the location, and in some answers only. */
  fields.anycast = network != NULL && hopmap_safe_json_is_true (network, "is_anycast");
  return hopmap_place_new_graded (&fields);
}

static guint
read_network (JsonObject *root, char **name)
{
  JsonObject *asn = hopmap_safe_json_get_object (root, "asn");

  if (asn != NULL)
    {
      *name = hopmap_safe_json_dup_text (asn, "organization");
      return hopmap_safe_json_get_asn (asn, "as_number");
    }

  *name = hopmap_safe_json_dup_text (root, "organization");
  if (*name == NULL)
    *name = hopmap_safe_json_dup_text (root, "isp");
  return hopmap_safe_json_get_string (root, "asn") != NULL ? hopmap_safe_json_get_asn (root, "asn")
                                                           : 0;
}

static HopmapGeoAnswer *
read_item (JsonObject *item)
{
  JsonObject *location = hopmap_safe_json_get_object (item, "location");
  g_autofree char *network = NULL;
  guint asn = read_network (item, &network);

  return hopmap_geo_answer_new_found (read_place (location != NULL ? location : item,
                                                  hopmap_safe_json_get_object (item, "network")),
                                      asn, network);
}

/* An item that says why there is no place has no address, only its turn. */
static HopmapGeoAnswer *
read_refusal (JsonObject *item)
{
  const char *message = hopmap_safe_json_get_string (item, "message");

  if (message == NULL)
    return NULL;

  return hopmap_geo_answer_new_empty (
      strstr (message, "bogon") != NULL ? HOPMAP_GEO_STATUS_RESERVED : HOPMAP_GEO_STATUS_NOT_FOUND);
}

static void
read_list (JsonArray *list, GPtrArray *addresses, GHashTable *answers)
{
  for (guint i = 0; i < MIN (json_array_get_length (list), addresses->len); i++)
    {
      JsonObject *item = hopmap_safe_json_get_element (list, i);
      guint index;

      if (item == NULL)
        continue;
      index = hopmap_dialect_find_address (addresses, hopmap_safe_json_get_string (item, "ip"));
      if (index != G_MAXUINT)
        hopmap_dialect_take_answer (answers, addresses->pdata[index], read_item (item));
      else if (!json_object_has_member (item, "ip"))
        {
          HopmapGeoAnswer *refusal = read_refusal (item);

          if (refusal != NULL)
            hopmap_dialect_take_answer (answers, addresses->pdata[i], refusal);
        }
    }
}

static gboolean
read_body (GBytes *body, GPtrArray *addresses, GHashTable *answers)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse_any (body);
  JsonObject *item;
  guint index;

  if (root == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      read_list (json_node_get_array (root), addresses, answers);
      return addresses->len > 1 && g_hash_table_size (answers) > 0;
    }

  item = json_node_get_object (root);
  index = hopmap_dialect_find_address (addresses, hopmap_safe_json_get_string (item, "ip"));
  if (addresses->len > 1 || index == G_MAXUINT)
    return FALSE;

  hopmap_dialect_take_answer (answers, addresses->pdata[index], read_item (item));
  return TRUE;
}

/* 423 is "… is a bogon IP address."; the service asks for no line to be shown. How much a day is
 * allowed depends on the plan, and the service says so itself (429). */
const HopmapDialect hopmap_ipgeolocation_dialect = {
  .id = "ipgeolocation",
  .name = NAME,
  .usual_url = "https://api.ipgeolocation.io",
  .usual_path = USUAL_PATH,
  .needs_key = TRUE,
  .batch_size = 50,
  .not_found_status = 404,
  .reserved_status = 423,
  .batch_is_paid = TRUE,
  .terms = { .version = 1, .keep_s = 7 * DAY_S },
  .can_batch = is_v3,
  .ask = ask,
  .read = read_body,
};

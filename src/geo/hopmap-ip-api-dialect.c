/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ip-api.com: batches of a hundred, and no https without payment. An answer with status 200 can say
 * that it failed; "X-Rl: 0" says that the next question would lead to a ban.
 */
#include <string.h>

#include "hopmap-dialect.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"
#include "hopmap-web-attribution.h"

#define NAME  "ip-api.com"
#define DAY_S (24 * 60 * 60)

/* Without "query" an answer could not be told from another. */
#define FIELDS                                                                                     \
  "fields=status,message,query,country,countryCode,regionName,city,lat,lon,as,asname,isp,org"

static HopmapWebQuestion *
ask (const HopmapDialectSetting *setting, GPtrArray *addresses)
{
  HopmapWebQuestion *question = hopmap_web_question_new (setting->base, "/batch", FIELDS);

  hopmap_web_question_take_body (question, hopmap_dialect_join_json (addresses));
  question->may_be_overheard = TRUE;
  return question;
}

static HopmapGeoAnswer *
read_failure (JsonObject *item)
{
  const char *message = hopmap_safe_json_get_string (item, "message");

  return hopmap_geo_answer_new_empty (message != NULL && strstr (message, " range") != NULL
                                          ? HOPMAP_GEO_STATUS_RESERVED
                                          : HOPMAP_GEO_STATUS_NOT_FOUND);
}

/* "AS15169 Google LLC" holds a better name than "GOOGLE", where it holds one. */
static char *
dup_network (JsonObject *item)
{
  g_autofree char *both = hopmap_safe_json_dup_text (item, "as");
  const char *name = both != NULL ? strchr (both, ' ') : NULL;

  if (name != NULL && name[1] != '\0')
    return g_strdup (name + 1);

  return hopmap_safe_json_dup_text (item, "asname");
}

static HopmapGeoAnswer *
read_success (JsonObject *item)
{
  g_autofree char *city = hopmap_safe_json_dup_text (item, "city");
  g_autofree char *region = hopmap_safe_json_dup_text (item, "regionName");
  g_autofree char *country = hopmap_safe_json_dup_text (item, "country");
  g_autofree char *code = hopmap_safe_json_dup_country_code (item, "countryCode");
  g_autofree char *network = dup_network (item);
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = hopmap_safe_json_get_number (item, "lat"),
    .longitude = hopmap_safe_json_get_number (item, "lon"),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) NAME,
    .attribution = (char *) HOPMAP_ATTRIBUTION_IP_API,
  };

  return hopmap_geo_answer_new_found (hopmap_place_new_graded (&fields),
                                      hopmap_safe_json_get_asn (item, "as"), network);
}

static gboolean
read_body (GBytes *body, GPtrArray *addresses, GHashTable *answers)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse_any (body);
  gboolean is_answer = FALSE;
  JsonArray *list;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return FALSE;

  list = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *item = hopmap_safe_json_get_element (list, i);
      const char *status = item != NULL ? hopmap_safe_json_get_string (item, "status") : NULL;
      guint index = status != NULL ? hopmap_dialect_find_address (
                        addresses, hopmap_safe_json_get_string (item, "query"))
                                   : G_MAXUINT;

      if (index == G_MAXUINT)
        continue;
      is_answer = TRUE;
      hopmap_dialect_take_answer (answers, addresses->pdata[index],
                                  g_str_equal (status, "success") ? read_success (item)
                                                                  : read_failure (item));
    }

  return is_answer;
}

const HopmapDialect hopmap_ip_api_dialect = {
  .id = "ip-api",
  .name = NAME,
  .attribution = HOPMAP_ATTRIBUTION_IP_API,
  .usual_url = "http://ip-api.com",
  .may_be_overheard = TRUE,
  .batch_size = 100,
  .terms = { .version = 1, .keep_s = 7 * DAY_S, .per_minute = 15 },
  .ask = ask,
  .read = read_body,
};

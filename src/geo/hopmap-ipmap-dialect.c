/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RIPE IPmap: made for routers, and says what a place rests on. An answer that rests on where most
 * people live ("worlds") is a guess and counts as none.
 */
#include <math.h>

#include "hopmap-clean-text.h"
#include "hopmap-dialect.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"
#include "hopmap-web-attribution.h"

#define NAME  "RIPE IPmap"
#define DAY_S (24 * 60 * 60)

/* An answer within a millisecond comes from the same city. */
#define NEAR_MS        1.0
#define NEAR_RADIUS_KM 100.0

/* What the engines of the service make of a place. */
typedef struct
{
  gboolean is_known; /* whether it says at all what the place rests on */
  gboolean is_backed;
  gboolean anycast;
  HopmapEvidence evidence;
  double radius_km; /* 0 where no engine says */
} Backing;

static HopmapWebQuestion *
ask (const HopmapDialectSetting *setting, GPtrArray *addresses)
{
  g_autofree char *list = hopmap_dialect_join_addresses (addresses, ",");
  g_autofree char *query = g_strconcat ("resources=", list, "&client=hopmap", NULL);
  HopmapWebQuestion *question = hopmap_web_question_new (setting->base, "/v1/locate/all", query);

  question->max_bytes = HOPMAP_WEB_BATCH_BYTES;
  return question;
}

static void
add_latency (Backing *backing, JsonObject *engine)
{
  double rtt_ms = hopmap_safe_json_get_number (engine, "minRtt");
  JsonObject *radius = hopmap_safe_json_get_object (engine, "radius");
  double metres = radius != NULL ? hopmap_safe_json_get_number (radius, "maxDistanceMetres") : NAN;

  if (rtt_ms > 0.0 && rtt_ms <= NEAR_MS)
    {
      backing->evidence = HOPMAP_EVIDENCE_MEASURED;
      backing->radius_km = NEAR_RADIUS_KM;
    }
  if (metres > 0.0)
    backing->radius_km = metres / 1000.0;
}

static void
add_engine (Backing *backing, const char *name, JsonObject *engine)
{
  static const char *const named[] = { "reverse-dns", "ixp", "geofeed", NULL };

  if (g_str_equal (name, "worlds"))
    return;

  backing->is_backed = TRUE;
  if (g_str_equal (name, "simple-anycast"))
    backing->anycast = TRUE;
  else if (g_str_equal (name, "latency") || g_str_equal (name, "single-radius"))
    add_latency (backing, engine);
  else if (g_strv_contains (named, name))
    backing->evidence = MAX (backing->evidence, HOPMAP_EVIDENCE_NAMED);
}

static Backing
read_backing (JsonObject *item)
{
  JsonObject *engines = hopmap_safe_json_get_object (item, "contributions");
  Backing backing = { .is_known = engines != NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (engines == NULL)
    return backing;

  json_object_iter_init (&iter, engines);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      add_engine (&backing, name, json_node_get_object (node));

  return backing;
}

static HopmapPlace *
read_place (JsonObject *item)
{
  Backing backing = read_backing (item);
  g_autofree char *city = hopmap_safe_json_dup_text (item, "cityName");
  g_autofree char *region = hopmap_safe_json_dup_text (item, "stateAnsiCode");
  g_autofree char *code = hopmap_safe_json_dup_country_code (item, "countryCodeAlpha2");
  HopmapPlace fields = {
    .has_point = g_strcmp0 (hopmap_safe_json_get_string (item, "type"), "country") != 0,
    .latitude = hopmap_safe_json_get_number (item, "latitude"),
    .longitude = hopmap_safe_json_get_number (item, "longitude"),
    .radius_km = backing.radius_km,
    .city = city,
    .region = region,
    .country_code = code,
    .source = (char *) NAME,
    .attribution = (char *) HOPMAP_ATTRIBUTION_IPMAP,
    .anycast = backing.anycast,
  };
  g_autoptr (HopmapPlace) graded = NULL;

  if (backing.is_known && !backing.is_backed)
    return NULL;

  graded = hopmap_place_new_graded (&fields);
  if (graded == NULL || graded->kind != HOPMAP_PLACE_CITY || graded->anycast
      || backing.evidence <= graded->evidence)
    return g_steal_pointer (&graded);

  fields = *graded;
  fields.evidence = backing.evidence;
  return hopmap_place_new (&fields);
}

static gboolean
read_body (GBytes *body, GPtrArray *addresses, GHashTable *answers)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse (body);
  JsonObject *data = root != NULL
                         ? hopmap_safe_json_get_object (json_node_get_object (root), "data")
                         : NULL;
  JsonObjectIter iter;
  gboolean is_about_others = FALSE;
  const char *text;
  JsonNode *node;

  if (data == NULL)
    return FALSE;

  json_object_iter_init (&iter, data);
  while (json_object_iter_next (&iter, &text, &node))
    {
      guint index = hopmap_dialect_find_address (addresses, text);

      if (index == G_MAXUINT)
        is_about_others = TRUE;
      else if (JSON_NODE_HOLDS_OBJECT (node))
        hopmap_dialect_take_answer (
            answers, addresses->pdata[index],
            hopmap_geo_answer_new_found (read_place (json_node_get_object (node)), 0, NULL));
    }

  /* Addresses of which it knows nothing are left out or null. */
  return !is_about_others || g_hash_table_size (answers) > 0;
}

/* "Uncached" addresses may have the service measure: a second for each question is kind. */
const HopmapDialect hopmap_ipmap_dialect = {
  .id = "ipmap",
  .name = NAME,
  .attribution = HOPMAP_ATTRIBUTION_IPMAP,
  .usual_url = "https://ipmap-api.ripe.net",
  .batch_size = 50,
  .terms = { .version = 1, .keep_s = 7 * DAY_S, .per_minute = 60 },
  .ask = ask,
  .read = read_body,
};

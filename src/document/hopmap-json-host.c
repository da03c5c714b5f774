/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One entry of "hosts" for one hop: see the header. HopmapPlace itself refuses points that are none.
 */
#include "hopmap-json-host.h"

#include "hopmap-json-value.h"
#include "hopmap-plain-text.h"

#include <math.h>

#define MAX_TEXT_CHARACTERS 128
#define MAX_LINE_CHARACTERS 256
#define MAX_CANDIDATES      16
#define MAX_RADIUS_KM       20038.0
#define MAX_TTL             255
#define MAX_MS              1e9
#define NS_PER_MS           1e6

static char *
dup_text (JsonObject *object, const char *name, guint max_characters)
{
  return hopmap_plain_text_dup (hopmap_json_get_string (object, name), max_characters);
}

static int
get_nick (JsonObject *object, const char *name, GType type, int otherwise)
{
  int value = otherwise;

  hopmap_enum_from_nick (type, hopmap_json_get_string (object, name), &value);
  return value;
}

static char *
dup_country_code (JsonObject *object)
{
  const char *code = hopmap_json_get_string (object, "countryCode");

  if (code == NULL || !g_ascii_isalpha (code[0]) || !g_ascii_isalpha (code[1]) || code[2] != '\0')
    return NULL;

  return g_ascii_strup (code, 2);
}

static void
read_refutation (JsonObject *object, HopmapRefutation *refutation)
{
  double needed_ms, answered_ms;

  if (object == NULL || !hopmap_json_get_double (object, "neededMs", 0.0, MAX_MS, &needed_ms)
      || !hopmap_json_get_double (object, "answeredMs", 0.0, MAX_MS, &answered_ms))
    return;

  refutation->kind = (HopmapRefutationKind) get_nick (object, "kind", HOPMAP_TYPE_REFUTATION_KIND,
                                                      HOPMAP_REFUTATION_OUTVOTED);
  refutation->needed_ns = (gint64) round (needed_ms * NS_PER_MS);
  refutation->answered_ns = (gint64) round (answered_ms * NS_PER_MS);
  hopmap_json_get_uint (object, "ttl", MAX_TTL, &refutation->answered_ttl);
  refutation->witness = dup_text (object, "witness", MAX_TEXT_CHARACTERS);
  hopmap_json_get_uint (object, "witnessTtl", MAX_TTL, &refutation->witness_ttl);
}

/**
 * hopmap_json_host_read_place:
 * @object: what a document calls a place
 *
 * Returns: (transfer full): as much of it as makes sense
 */
HopmapPlace *
hopmap_json_host_read_place (JsonObject *object)
{
  g_autofree char *city = dup_text (object, "city", MAX_TEXT_CHARACTERS);
  g_autofree char *region = dup_text (object, "region", MAX_TEXT_CHARACTERS);
  g_autofree char *country = dup_text (object, "country", MAX_TEXT_CHARACTERS);
  g_autofree char *country_code = dup_country_code (object);
  g_autofree char *label = dup_text (object, "label", MAX_TEXT_CHARACTERS);
  g_autofree char *source = dup_text (object, "source", MAX_TEXT_CHARACTERS);
  g_autofree char *attribution = dup_text (object, "attribution", MAX_LINE_CHARACTERS);
  HopmapPlace fields = {
    .city = city,
    .region = region,
    .country = country,
    .country_code = country_code,
    .label = label,
    .source = source,
    .attribution = attribution,
    .anycast = hopmap_json_get_true (object, "anycast"),
  };
  g_autofree char *witness = NULL;

  read_refutation (hopmap_json_get_object (object, "refutation"), &fields.refutation);
  witness = fields.refutation.witness;
  fields.has_point = hopmap_json_get_double (object, "latitude", -90.0, 90.0, &fields.latitude)
                     && hopmap_json_get_double (object, "longitude", -180.0, 180.0,
                                                &fields.longitude);
  hopmap_json_get_double (object, "radiusKm", 0.0, MAX_RADIUS_KM, &fields.radius_km);
  fields.kind = (HopmapPlaceKind) get_nick (object, "kind", HOPMAP_TYPE_PLACE_KIND,
                                            fields.has_point ? HOPMAP_PLACE_CITY
                                                             : HOPMAP_PLACE_COUNTRY);
  fields.evidence = (HopmapEvidence) get_nick (object, "evidence", HOPMAP_TYPE_EVIDENCE,
                                               HOPMAP_EVIDENCE_NONE);
  if (fields.kind == HOPMAP_PLACE_SPECIAL || fields.kind == HOPMAP_PLACE_UNKNOWN)
    fields.has_point = FALSE;

  return hopmap_place_new (&fields);
}

static GPtrArray *
read_candidates (JsonArray *array)
{
  GPtrArray *places;
  guint n = array != NULL ? MIN (json_array_get_length (array), MAX_CANDIDATES) : 0;

  if (n == 0)
    return NULL;

  places = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = hopmap_json_node_as_object (json_array_get_element (array, i));

      if (object != NULL)
        g_ptr_array_add (places, hopmap_json_host_read_place (object));
    }

  return places;
}

/* A number, or a list of numbers of which the first one counts. */
static guint
read_asn (JsonObject *host)
{
  JsonArray *array = hopmap_json_get_array (host, "asn");
  guint asn = 0;

  if (array != NULL && json_array_get_length (array) > 0)
    {
      g_autoptr (JsonObject) box = json_object_new ();

      json_object_set_member (box, "asn", json_node_copy (json_array_get_element (array, 0)));
      hopmap_json_get_uint (box, "asn", G_MAXUINT, &asn);
    }
  else
    {
      hopmap_json_get_uint (host, "asn", G_MAXUINT, &asn);
    }

  return asn;
}

static void
add_refutation (JsonBuilder *builder, const HopmapRefutation *refutation)
{
  if (refutation->kind == HOPMAP_REFUTATION_NONE)
    return;

  json_builder_set_member_name (builder, "refutation");
  json_builder_begin_object (builder);
  hopmap_json_add_nick (builder, "kind", HOPMAP_TYPE_REFUTATION_KIND, (int) refutation->kind);
  hopmap_json_add_double (builder, "neededMs", (double) refutation->needed_ns / NS_PER_MS);
  hopmap_json_add_double (builder, "answeredMs", (double) refutation->answered_ns / NS_PER_MS);
  hopmap_json_add_positive (builder, "ttl", refutation->answered_ttl);
  hopmap_json_add_string (builder, "witness", refutation->witness);
  hopmap_json_add_positive (builder, "witnessTtl", refutation->witness_ttl);
  json_builder_end_object (builder);
}

/**
 * hopmap_json_host_add_place:
 * @builder: where a value may stand
 * @place: a place
 */
void
hopmap_json_host_add_place (JsonBuilder *builder, const HopmapPlace *place)
{
  json_builder_begin_object (builder);
  hopmap_json_add_nick (builder, "kind", HOPMAP_TYPE_PLACE_KIND, (int) place->kind);
  if (place->has_point)
    {
      hopmap_json_add_double (builder, "latitude", place->latitude);
      hopmap_json_add_double (builder, "longitude", place->longitude);
      hopmap_json_add_double (builder, "radiusKm", place->radius_km);
    }
  hopmap_json_add_string (builder, "city", place->city);
  hopmap_json_add_string (builder, "region", place->region);
  hopmap_json_add_string (builder, "country", place->country);
  hopmap_json_add_string (builder, "countryCode", place->country_code);
  hopmap_json_add_string (builder, "label", place->label);
  if (place->evidence != HOPMAP_EVIDENCE_NONE)
    hopmap_json_add_nick (builder, "evidence", HOPMAP_TYPE_EVIDENCE, (int) place->evidence);
  hopmap_json_add_string (builder, "source", place->source);
  hopmap_json_add_string (builder, "attribution", place->attribution);
  if (place->anycast)
    {
      json_builder_set_member_name (builder, "anycast");
      json_builder_add_boolean_value (builder, TRUE);
    }
  add_refutation (builder, &place->refutation);
  json_builder_end_object (builder);
}

static void
add_candidates (JsonBuilder *builder, GPtrArray *candidates)
{
  if (candidates == NULL || candidates->len == 0)
    return;

  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < candidates->len; i++)
    hopmap_json_host_add_place (builder, candidates->pdata[i]);
  json_builder_end_array (builder);
}

/**
 * hopmap_json_host_add:
 * @builder: inside the object "hosts"
 * @hop: a hop
 * @seen: (element-type utf8 utf8): addresses that are there already, as a set
 *
 * Adds what is known of the hop's address, once, and only where anything is.
 */
void
hopmap_json_host_add (JsonBuilder *builder, HopmapHop *hop, GHashTable *seen)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *key = NULL;

  if (address == NULL
      || (place == NULL && hopmap_hop_get_name (hop) == NULL && hopmap_hop_get_asn (hop) == 0
          && hopmap_hop_get_network (hop) == NULL))
    return;

  key = hopmap_json_dup_address (address);
  if (!g_hash_table_add (seen, g_strdup (key)))
    return;

  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  /* What stands there is a name or nothing, for whoever reads the file. */
  if (hopmap_plain_text_is_router_name (hopmap_hop_get_name (hop)))
    hopmap_json_add_string (builder, "name", hopmap_hop_get_name (hop));
  if (hopmap_hop_get_asn (hop) > 0)
    {
      json_builder_set_member_name (builder, "asn");
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, hopmap_hop_get_asn (hop));
      json_builder_end_array (builder);
    }
  hopmap_json_add_string (builder, "network", hopmap_hop_get_network (hop));
  hopmap_json_add_string (builder, "networkAttribution", hopmap_hop_get_network_attribution (hop));
  if (place != NULL)
    {
      json_builder_set_member_name (builder, "place");
      hopmap_json_host_add_place (builder, place);
    }
  add_candidates (builder, hopmap_hop_get_candidates (hop));
  json_builder_end_object (builder);
}

/**
 * hopmap_json_host_apply:
 * @host: what a document says of the address of @hop
 * @hop: a hop
 *
 * Takes over what makes sense and leaves the rest.
 */
void
hopmap_json_host_apply (JsonObject *host, HopmapHop *hop)
{
  const char *name = hopmap_json_get_string (host, "name");
  g_autofree char *network = dup_text (host, "network", MAX_TEXT_CHARACTERS);
  g_autofree char *network_attribution = dup_text (host, "networkAttribution", MAX_LINE_CHARACTERS);
  JsonObject *place_object = hopmap_json_get_object (host, "place");
  g_autoptr (GPtrArray) candidates = read_candidates (hopmap_json_get_array (host, "candidates"));

  if (hopmap_plain_text_is_router_name (name))
    hopmap_hop_set_name (hop, name);
  hopmap_hop_set_network (hop, read_asn (host), network);
  if (hopmap_hop_get_asn (hop) > 0 || hopmap_hop_get_network (hop) != NULL)
    hopmap_hop_set_network_attribution (hop, network_attribution);

  if (place_object != NULL)
    {
      g_autoptr (HopmapPlace) place = hopmap_json_host_read_place (place_object);

      hopmap_hop_set_place (hop, place, candidates);
    }
}

/**
 * hopmap_json_host_add_others:
 * @builder: inside the object "hosts"
 * @hop: a hop
 * @seen: (element-type utf8 utf8): addresses that are there already, as a set
 *
 * Adds the places of the other addresses that answered at its distance.
 */
void
hopmap_json_host_add_others (JsonBuilder *builder, HopmapHop *hop, GHashTable *seen)
{
  for (guint i = 1; i < hopmap_hop_get_n_responders (hop); i++)
    {
      const HopmapAddress *address = &hopmap_hop_get_responder (hop, i)->address;
      const HopmapPlace *place = hopmap_hop_get_other_place (hop, address);
      g_autofree char *key = place != NULL ? hopmap_json_dup_address (address) : NULL;

      if (key == NULL || !g_hash_table_add (seen, g_strdup (key)))
        continue;

      json_builder_set_member_name (builder, key);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "place");
      hopmap_json_host_add_place (builder, place);
      json_builder_end_object (builder);
    }
}

/**
 * hopmap_json_host_apply_other:
 * @host: what a document says of @address
 * @hop: a hop
 * @address: another address than its own that answered at its distance
 */
void
hopmap_json_host_apply_other (JsonObject *host, HopmapHop *hop, const HopmapAddress *address)
{
  JsonObject *place_object = hopmap_json_get_object (host, "place");
  g_autoptr (HopmapPlace) place = NULL;

  if (place_object == NULL)
    return;

  place = hopmap_json_host_read_place (place_object);
  if (place->has_point)
    hopmap_hop_set_other_place (hop, address, place);
}

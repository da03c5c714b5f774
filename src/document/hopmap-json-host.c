/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One entry of "hosts" for one hop: see the header. HopmapPlace itself refuses points that are none.
 */
#include "hopmap-json-host.h"

#include "hopmap-plain-text.h"
#include "hopmap-json-value.h"

#define MAX_TEXT_CHARACTERS 128
#define MAX_LINE_CHARACTERS 256
#define MAX_CANDIDATES      16
#define MAX_RADIUS_KM       20038.0

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

static HopmapPlace *
read_place (JsonObject *object)
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
  };

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
        g_ptr_array_add (places, read_place (object));
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
  JsonObject *place_object = hopmap_json_get_object (host, "place");
  g_autoptr (GPtrArray) candidates = read_candidates (hopmap_json_get_array (host, "candidates"));

  if (hopmap_plain_text_is_router_name (name))
    hopmap_hop_set_name (hop, name);
  hopmap_hop_set_network (hop, read_asn (host), network);

  if (place_object != NULL)
    {
      g_autoptr (HopmapPlace) place = read_place (place_object);

      hopmap_hop_set_place (hop, place, candidates);
    }
}

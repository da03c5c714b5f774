/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading answers of ipgeolocation.io: see the header. Version 3 has the place in a "location" and
 * the network in an "asn"; the first version, which old keys and tutorials use, has all of it side
 * by side. In both, numbers come as strings.
 */
#include "hopmap-ipgeolocation-reader.h"

#include <string.h>

#include "hopmap-clean-text.h"
#include "hopmap-place-choice.h"
#include "hopmap-safe-json.h"

static char *
dup_country_code (JsonObject *location)
{
  const char *code = hopmap_safe_json_get_string (location, "country_code2");

  return code != NULL ? hopmap_clean_country_code (code, strlen (code)) : NULL;
}

static HopmapPlace *
read_place (JsonObject *location)
{
  g_autofree char *city = hopmap_safe_json_dup_text (location, "city");
  g_autofree char *region = hopmap_safe_json_dup_text (location, "state_prov");
  g_autofree char *country = hopmap_safe_json_dup_text (location, "country_name");
  g_autofree char *code = dup_country_code (location);
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = hopmap_safe_json_get_number (location, "latitude"),
    .longitude = hopmap_safe_json_get_number (location, "longitude"),
    .radius_km = hopmap_safe_json_get_number (location, "accuracy_radius"),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) HOPMAP_IPGEOLOCATION_NAME,
  };

  return hopmap_place_new_graded (&fields);
}

static guint
parse_asn (const char *text)
{
  guint64 asn;

  if (text == NULL)
    return 0;
  if (g_ascii_strncasecmp (text, "AS", 2) == 0)
    text += 2;

  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &asn, NULL) ? (guint) asn : 0;
}

static guint
read_network (JsonObject *root, char **name)
{
  JsonObject *asn = hopmap_safe_json_get_object (root, "asn");

  if (asn != NULL)
    {
      *name = hopmap_safe_json_dup_text (asn, "organization");
      return parse_asn (hopmap_safe_json_get_string (asn, "as_number"));
    }

  *name = hopmap_safe_json_dup_text (root, "organization");
  if (*name == NULL)
    *name = hopmap_safe_json_dup_text (root, "isp");
  return parse_asn (hopmap_safe_json_get_string (root, "asn"));
}

/* Where no address is asked for, the service tells the asker's own place. An answer about another
 * address than the one asked for must never become a hop's place. */
static gboolean
is_about (JsonObject *root, const HopmapAddress *asked)
{
  HopmapAddress told;

  return hopmap_address_parse (hopmap_safe_json_get_string (root, "ip"), &told)
         && hopmap_address_equal (&told, asked);
}

/**
 * hopmap_ipgeolocation_read:
 * @body: the body of an answer with status 200
 * @asked: the address that was asked for
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL where @body is no answer about @asked
 */
HopmapGeoAnswer *
hopmap_ipgeolocation_read (GBytes *body, const HopmapAddress *asked)
{
  g_autoptr (JsonNode) node = hopmap_safe_json_parse (body);
  g_autofree char *network = NULL;
  JsonObject *root, *location;
  HopmapPlace *place;
  guint asn;

  if (node == NULL)
    return NULL;

  root = json_node_get_object (node);
  if (!is_about (root, asked))
    return NULL;

  location = hopmap_safe_json_get_object (root, "location");
  place = read_place (location != NULL ? location : root);
  asn = read_network (root, &network);
  return hopmap_geo_answer_new_found (place, asn, network);
}

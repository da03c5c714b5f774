/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A city database of somebody else's, opened for walking and for looking up, in the nested layout of
 * MaxMind and DB-IP or in the flat one of ip-location-db. */
#include "hopmap-city-source.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

struct _HopmapCitySource
{
  char *path;
  MMDB_s mmdb;
};

/* Alternatives end with an empty path, paths with NULL; the first that is there counts. */
typedef const char *const Path[4];

static const Path country_paths[] = { { "country", "iso_code" },
                                      { "country_code" },
                                      { "registered_country", "iso_code" },
                                      { 0 } };
static const Path city_paths[] = { { "city", "names", "en" }, { "city" }, { 0 } };
static const Path latitude_paths[] = { { "location", "latitude" }, { "latitude" }, { 0 } };
static const Path longitude_paths[] = { { "location", "longitude" }, { "longitude" }, { 0 } };
static const Path radius_paths[] = { { "location", "accuracy_radius" }, { 0 } };

static gboolean
is_absent (int status)
{
  return status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR
         || status == MMDB_INVALID_LOOKUP_PATH_ERROR;
}

/* Returns FALSE when the file is damaged there; else @value->has_data tells. */
static gboolean
get_value (MMDB_entry_s *entry, const Path *paths, MMDB_entry_data_s *value)
{
  for (; (*paths)[0] != NULL; paths++)
    {
      int status = MMDB_aget_value (entry, value, *paths);

      if (status != MMDB_SUCCESS && !is_absent (status))
        return FALSE;
      if (status == MMDB_SUCCESS && value->has_data && value->type != MMDB_DATA_TYPE_MAP)
        return TRUE;
    }
  value->has_data = false;
  return TRUE;
}

static double
get_number (const MMDB_entry_data_s *value)
{
  g_autofree char *text = NULL;
  char *end;
  double number;

  if (!value->has_data)
    return NAN;
  if (value->type == MMDB_DATA_TYPE_DOUBLE)
    return value->double_value;
  if (value->type == MMDB_DATA_TYPE_FLOAT)
    return (double) value->float_value;
  if (value->type != MMDB_DATA_TYPE_UTF8_STRING)
    return NAN;
  text = g_strndup (value->utf8_string, value->data_size);
  number = g_ascii_strtod (text, &end);
  return end == text || *end != '\0' ? NAN : number;
}

static void
read_country (const MMDB_entry_data_s *value, HopmapCityAnswer *answer)
{
  if (value->has_data && value->type == MMDB_DATA_TYPE_UTF8_STRING && value->data_size == 2
      && g_ascii_isalpha (value->utf8_string[0]) && g_ascii_isalpha (value->utf8_string[1]))
    {
      answer->country_code[0] = g_ascii_toupper (value->utf8_string[0]);
      answer->country_code[1] = g_ascii_toupper (value->utf8_string[1]);
    }
}

static gboolean
refuse_damaged (HopmapCitySource *source, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s is damaged: download it again from where it came", source->path);
  return FALSE;
}

static void
fill_side (HopmapCitySide *side, uint64_t record, uint8_t type, MMDB_entry_s entry)
{
  side->kind = type == MMDB_RECORD_TYPE_SEARCH_NODE ? HOPMAP_SIDE_NODE
               : type == MMDB_RECORD_TYPE_DATA      ? HOPMAP_SIDE_ENTRY
                                                    : HOPMAP_SIDE_NOTHING;
  side->node = (guint32) record;
  side->entry = entry;
}

/**
 * hopmap_city_source_open:
 *
 * Returns: (transfer full): the opened database; or NULL with an error
 */
HopmapCitySource *
hopmap_city_source_open (const char *path, GError **error)
{
  HopmapCitySource *source = g_new0 (HopmapCitySource, 1);
  int status = MMDB_open (path, MMDB_MODE_MMAP, &source->mmdb);

  if (status == MMDB_SUCCESS)
    {
      source->path = g_strdup (path);
      return source;
    }
  g_free (source);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a usable MMDB file: %s", path,
               MMDB_strerror (status));
  return NULL;
}

void
hopmap_city_source_close (HopmapCitySource *source)
{
  MMDB_close (&source->mmdb);
  g_free (source->path);
  g_free (source);
}

const char *
hopmap_city_source_get_path (HopmapCitySource *source)
{
  return source->path;
}

const char *
hopmap_city_source_get_type (HopmapCitySource *source)
{
  return source->mmdb.metadata.database_type;
}

guint64
hopmap_city_source_get_build_epoch (HopmapCitySource *source)
{
  return source->mmdb.metadata.build_epoch;
}

/**
 * hopmap_city_source_get_root:
 * @root: (out): where the addresses of the family begin
 *
 * Returns: whether the file has addresses of this family
 */
gboolean
hopmap_city_source_get_root (HopmapCitySource *source, HopmapFamily family, HopmapCitySide *root)
{
  const MMDB_s *mmdb = &source->mmdb;

  root->kind = HOPMAP_SIDE_NODE;
  root->node = 0;
  if (family == HOPMAP_FAMILY_IPV6)
    return mmdb->metadata.ip_version == 6;
  if (mmdb->metadata.ip_version == 6)
    root->node = mmdb->ipv4_start_node.node_value;
  return root->node < mmdb->metadata.node_count;
}

/**
 * hopmap_city_source_read_node:
 * @family: walking IPv6, the IPv4 addresses and their aliases look like nothing
 *
 * Returns: FALSE with an error when the file is damaged
 */
gboolean
hopmap_city_source_read_node (HopmapCitySource *source,
                              HopmapFamily family,
                              guint32 node,
                              HopmapCitySide sides[2],
                              GError **error)
{
  MMDB_search_node_s content;
  guint32 ipv4 = source->mmdb.ipv4_start_node.node_value;

  if (MMDB_read_node (&source->mmdb, node, &content) != MMDB_SUCCESS
      || content.left_record_type == MMDB_RECORD_TYPE_INVALID
      || content.right_record_type == MMDB_RECORD_TYPE_INVALID)
    return refuse_damaged (source, error);
  fill_side (&sides[0], content.left_record, content.left_record_type, content.left_record_entry);
  fill_side (&sides[1], content.right_record, content.right_record_type,
             content.right_record_entry);
  for (guint i = 0; i < 2; i++)
    if (family == HOPMAP_FAMILY_IPV6 && sides[i].kind == HOPMAP_SIDE_NODE && sides[i].node == ipv4)
      sides[i].kind = HOPMAP_SIDE_NOTHING;
  return TRUE;
}

/**
 * hopmap_city_source_find:
 * @address: 4 or 16 bytes in network order
 * @found: (out): an entry, or nothing
 *
 * Returns: FALSE with an error when the file is damaged
 */
gboolean
hopmap_city_source_find (HopmapCitySource *source,
                         HopmapFamily family,
                         const guint8 *address,
                         HopmapCitySide *found,
                         GError **error)
{
  guint bits = family == HOPMAP_FAMILY_IPV4 ? 32 : 128;
  HopmapCitySide sides[2];

  if (!hopmap_city_source_get_root (source, family, found))
    found->kind = HOPMAP_SIDE_NOTHING;
  for (guint bit = 0; found->kind == HOPMAP_SIDE_NODE; bit++)
    {
      if (bit == bits)
        return refuse_damaged (source, error);
      if (!hopmap_city_source_read_node (source, family, found->node, sides, error))
        return FALSE;
      *found = sides[(address[bit / 8] >> (7 - bit % 8)) & 1];
    }
  return TRUE;
}

/**
 * hopmap_city_source_read_answer:
 *
 * Returns: FALSE with an error when the file is damaged
 */
gboolean
hopmap_city_source_read_answer (HopmapCitySource *source,
                                MMDB_entry_s *entry,
                                HopmapCityAnswer *answer,
                                GError **error)
{
  MMDB_entry_data_s country, city, latitude, longitude, radius;

  memset (answer, 0, sizeof *answer);
  if (!get_value (entry, country_paths, &country) || !get_value (entry, city_paths, &city)
      || !get_value (entry, latitude_paths, &latitude)
      || !get_value (entry, longitude_paths, &longitude)
      || !get_value (entry, radius_paths, &radius))
    return refuse_damaged (source, error);
  read_country (&country, answer);
  answer->has_city = city.has_data && city.type == MMDB_DATA_TYPE_UTF8_STRING && city.data_size > 0;
  answer->latitude = get_number (&latitude);
  answer->longitude = get_number (&longitude);
  if (!(fabs (answer->latitude) <= 90.0 && fabs (answer->longitude) <= 180.0)
      || (answer->latitude == 0.0 && answer->longitude == 0.0))
    answer->latitude = answer->longitude = NAN;
  if (radius.has_data && radius.type == MMDB_DATA_TYPE_UINT16)
    answer->radius_km = radius.uint16;
  return TRUE;
}

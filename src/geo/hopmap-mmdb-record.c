/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading records of MMDB files: see the header. Every fact has a list of paths, one per layout;
 * the first that leads to a usable value counts. Strings in the file have a length and no NUL.
 */
#include "hopmap-mmdb-record.h"

#include <math.h>
#include <string.h>

#include "hopmap-clean-text.h"
#include "hopmap-place-choice.h"

#define MAX_PATH_LENGTH 5
#define MAX_PATHS       4

typedef const char *Path[MAX_PATH_LENGTH];

typedef struct
{
  MMDB_entry_s *entry;
  int status; /* the first damage met, or MMDB_SUCCESS */
} Reader;

/* Makes text of a string in the file, or NULL where it is not what is looked for. */
typedef char *(*TextFunc) (const char *text, gsize length);

static const Path city_paths[MAX_PATHS] = { { "city", "names", "en" }, { "city" } };
static const Path region_paths[MAX_PATHS] = { { "subdivisions", "0", "names", "en" },
                                              { "state1" },
                                              { "region" } };
static const Path country_paths[MAX_PATHS] = { { "country", "names", "en" },
                                               { "country_name" },
                                               { "country" } };
static const Path code_paths[MAX_PATHS] = { { "country", "iso_code" },
                                            { "country_code" },
                                            { "country" } };
static const Path latitude_paths[MAX_PATHS] = { { "location", "latitude" },
                                                { "latitude" },
                                                { "lat" } };
static const Path longitude_paths[MAX_PATHS] = { { "location", "longitude" },
                                                 { "longitude" },
                                                 { "lng" },
                                                 { "lon" } };
static const Path radius_paths[MAX_PATHS] = { { "location", "accuracy_radius" }, { "radius" } };
static const Path asn_paths[MAX_PATHS] = { { "autonomous_system_number" }, { "asn" } };
static const Path network_paths[MAX_PATHS] = { { "autonomous_system_organization" },
                                               { "as_name" } };

static const Path anycast_paths[MAX_PATHS] = { { "traits", "is_anycast" }, { "is_anycast" } };

static gboolean
find (Reader *reader, const Path path, MMDB_entry_data_s *value)
{
  int status = MMDB_aget_value (reader->entry, value, path);

  if (status == MMDB_SUCCESS)
    return value->has_data;

  /* Another layout than this path's is no damage. */
  if (status != MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR
      && status != MMDB_INVALID_LOOKUP_PATH_ERROR && reader->status == MMDB_SUCCESS)
    reader->status = status;

  return FALSE;
}

static char *
read_text (Reader *reader, const Path paths[MAX_PATHS], TextFunc make_text)
{
  for (guint i = 0; i < MAX_PATHS && paths[i][0] != NULL; i++)
    {
      MMDB_entry_data_s value;
      char *text;

      if (find (reader, paths[i], &value) && value.type == MMDB_DATA_TYPE_UTF8_STRING
          && (text = make_text (value.utf8_string, value.data_size)) != NULL)
        return text;
    }

  return NULL;
}

/* IPinfo has a code under the key that is the name's elsewhere. */
static char *
make_country_name (const char *text, gsize length)
{
  return length > 2 ? hopmap_clean_text (text, length) : NULL;
}

static double
parse_number (const char *text, gsize length)
{
  char buffer[32];
  char *end;
  double number;

  if (length == 0 || length >= sizeof buffer)
    return NAN;

  memcpy (buffer, text, length);
  buffer[length] = '\0';
  number = g_ascii_strtod (buffer, &end);
  return end == buffer + length ? number : NAN;
}

static double
to_number (const MMDB_entry_data_s *value)
{
  switch (value->type)
    {
    case MMDB_DATA_TYPE_DOUBLE:
      return value->double_value;
    case MMDB_DATA_TYPE_FLOAT:
      /* A float32 has some seven digits; what follows when it is widened is noise. */
      return round ((double) value->float_value * 1e5) / 1e5;
    case MMDB_DATA_TYPE_UTF8_STRING:
      return parse_number (value->utf8_string, value->data_size);
    case MMDB_DATA_TYPE_UINT16:
      return value->uint16;
    case MMDB_DATA_TYPE_UINT32:
      return value->uint32;
    case MMDB_DATA_TYPE_INT32:
      return value->int32;
    default:
      return NAN;
    }
}

static double
read_number (Reader *reader, const Path paths[MAX_PATHS])
{
  for (guint i = 0; i < MAX_PATHS && paths[i][0] != NULL; i++)
    {
      MMDB_entry_data_s value;
      double number;

      if (find (reader, paths[i], &value) && isfinite (number = to_number (&value)))
        return number;
    }

  return NAN;
}

static gboolean
read_flag (Reader *reader, const Path paths[MAX_PATHS])
{
  for (guint i = 0; i < MAX_PATHS && paths[i][0] != NULL; i++)
    {
      MMDB_entry_data_s value;

      if (find (reader, paths[i], &value) && value.type == MMDB_DATA_TYPE_BOOLEAN)
        return value.boolean;
    }

  return FALSE;
}

static guint
read_asn (Reader *reader)
{
  g_autofree char *text = NULL;
  double number = read_number (reader, asn_paths);
  guint64 asn;

  if (number >= 1 && number <= G_MAXUINT32)
    return (guint) number;

  text = read_text (reader, asn_paths, hopmap_clean_text);
  if (text != NULL && g_ascii_strncasecmp (text, "AS", 2) == 0
      && g_ascii_string_to_unsigned (text + 2, 10, 1, G_MAXUINT32, &asn, NULL))
    return (guint) asn;

  return 0;
}

/**
 * hopmap_mmdb_record_read:
 * @entry: a record
 * @source: whose record it is, for people
 * @attribution: (nullable): the line to show with it
 * @mmdb_status: (out): MMDB_SUCCESS, or the damage that was met in the file
 *
 * Returns: (transfer full): what the record says; "not found" where that is nothing
 */
HopmapGeoAnswer *
hopmap_mmdb_record_read (MMDB_entry_s *entry,
                         const char *source,
                         const char *attribution,
                         int *mmdb_status)
{
  Reader reader = { entry, MMDB_SUCCESS };
  g_autofree char *city = read_text (&reader, city_paths, hopmap_clean_text);
  g_autofree char *region = read_text (&reader, region_paths, hopmap_clean_text);
  g_autofree char *country = read_text (&reader, country_paths, make_country_name);
  g_autofree char *code = read_text (&reader, code_paths, hopmap_clean_country_code);
  g_autofree char *network = read_text (&reader, network_paths, hopmap_clean_text);
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = read_number (&reader, latitude_paths),
    .longitude = read_number (&reader, longitude_paths),
    .radius_km = read_number (&reader, radius_paths),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = (char *) source,
    .attribution = (char *) attribution,
    .anycast = read_flag (&reader, anycast_paths),
  };
  guint asn = read_asn (&reader);
  HopmapGeoAnswer *answer = hopmap_geo_answer_new_found (hopmap_place_new_graded (&fields), asn,
                                                         network);

  if (answer->asn != 0 || answer->network != NULL)
    answer->network_attribution = g_strdup (attribution);
  *mmdb_status = reader.status;
  return answer;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The known places and countries, and which place is the nearest to a point. */
#include "hopmap-gazetteer.h"

#include <gio/gio.h>
#include <math.h>

#define EARTH_RADIUS_KM 6371.0088 /* the mean radius of the IUGG */

enum
{
  COUNTRY_CODE,
  NAME,
  REGION,
  LATITUDE,
  LONGITUDE,
  N_TOWN_COLUMNS, /* the table may have more */
};

struct _HopmapGazetteer
{
  GArray *towns;         /* HopmapTown */
  GHashTable *countries; /* code to English name */
  GStringChunk *strings;
};

/* A town abroad is taken only when the own country has none near: ranges in Basel's French suburbs
 * stay in France, those of Guadeloupe find the towns that the table counts as French. */
#define ABROAD_PENALTY_KM 100.0

/* Returns the columns of line number *@i, skipping comments, or NULL at the end. */
static char **
next_columns (char **lines, guint *i)
{
  while (lines[*i] != NULL)
    {
      const char *line = lines[(*i)++];

      if (line[0] != '\0' && line[0] != '#')
        return g_strsplit (line, "\t", -1);
    }
  return NULL;
}

static gboolean
is_country_code (const char *text)
{
  return g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && text[2] == '\0';
}

static gboolean
read_town (HopmapGazetteer *gazetteer, char **columns)
{
  HopmapTown town = { 0 };
  char *latitude_end, *longitude_end;

  if (g_strv_length (columns) < N_TOWN_COLUMNS || !is_country_code (columns[COUNTRY_CODE]))
    return FALSE;
  town.latitude = g_ascii_strtod (columns[LATITUDE], &latitude_end);
  town.longitude = g_ascii_strtod (columns[LONGITUDE], &longitude_end);
  if (latitude_end == columns[LATITUDE] || longitude_end == columns[LONGITUDE])
    return FALSE;
  g_strlcpy (town.country_code, columns[COUNTRY_CODE], sizeof town.country_code);
  town.name = g_string_chunk_insert_const (gazetteer->strings, columns[NAME]);
  if (columns[REGION][0] != '\0')
    town.region = g_string_chunk_insert_const (gazetteer->strings, columns[REGION]);
  town.direction = hopmap_direction_from_degrees (town.latitude, town.longitude);
  g_array_append_val (gazetteer->towns, town);
  return TRUE;
}

static gboolean
read_country (HopmapGazetteer *gazetteer, char **columns)
{
  if (g_strv_length (columns) != 2 || !is_country_code (columns[0]))
    return FALSE;
  g_hash_table_insert (gazetteer->countries,
                       g_string_chunk_insert_const (gazetteer->strings, columns[0]),
                       g_string_chunk_insert_const (gazetteer->strings, columns[1]));
  return TRUE;
}

static gboolean
read_table (HopmapGazetteer *gazetteer,
            const char *table,
            gboolean (*read_row) (HopmapGazetteer *, char **),
            GError **error)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  char **columns;

  for (guint i = 0; (columns = next_columns (lines, &i)) != NULL;)
    {
      gboolean good = read_row (gazetteer, columns);

      g_strfreev (columns);
      if (good)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Line %u is not understood: “%s”", i,
                   lines[i - 1]);
      return FALSE;
    }
  return TRUE;
}

static double
get_chord_squared (HopmapDirection a, HopmapDirection b)
{
  double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;

  return x * x + y * y + z * z;
}

static double
chord_squared_to_km (double squared)
{
  return 2.0 * EARTH_RADIUS_KM * asin (fmin (sqrt (squared) / 2.0, 1.0));
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

/**
 * hopmap_direction_from_degrees:
 *
 * Returns: the unit vector to a point on the sphere
 */
HopmapDirection
hopmap_direction_from_degrees (double latitude, double longitude)
{
  double phi = latitude * G_PI / 180.0, lambda = longitude * G_PI / 180.0;

  return (HopmapDirection){ cos (phi) * cos (lambda), cos (phi) * sin (lambda), sin (phi) };
}

/**
 * hopmap_direction_distance_km:
 *
 * Returns: the great-circle distance in kilometres
 */
double
hopmap_direction_distance_km (HopmapDirection a, HopmapDirection b)
{
  return chord_squared_to_km (get_chord_squared (a, b));
}

/**
 * hopmap_gazetteer_new:
 * @places: lines of country code, name, region, latitude, longitude, ..., parted by tabs
 * @countries: lines of country code and English name
 *
 * Returns: (transfer full): the gazetteer; or NULL with an error that names the line
 */
HopmapGazetteer *
hopmap_gazetteer_new (const char *places, const char *countries, GError **error)
{
  g_autoptr (HopmapGazetteer) gazetteer = g_new0 (HopmapGazetteer, 1);

  gazetteer->towns = g_array_new (FALSE, FALSE, sizeof (HopmapTown));
  gazetteer->countries = g_hash_table_new (g_str_hash, g_str_equal);
  gazetteer->strings = g_string_chunk_new (65536);
  if (!read_table (gazetteer, countries, read_country, error)
      || !read_table (gazetteer, places, read_town, error))
    return NULL;
  if (gazetteer->towns->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The table has no places");
      return NULL;
    }
  return g_steal_pointer (&gazetteer);
}

void
hopmap_gazetteer_free (HopmapGazetteer *gazetteer)
{
  g_array_unref (gazetteer->towns);
  g_hash_table_unref (gazetteer->countries);
  g_string_chunk_free (gazetteer->strings);
  g_free (gazetteer);
}

const HopmapTown *
hopmap_gazetteer_get_town (HopmapGazetteer *gazetteer, guint town)
{
  g_assert (town < gazetteer->towns->len);
  return &g_array_index (gazetteer->towns, HopmapTown, town);
}

guint
hopmap_gazetteer_get_n_towns (HopmapGazetteer *gazetteer)
{
  return gazetteer->towns->len;
}

/**
 * hopmap_gazetteer_find_nearest:
 * @country_code: towns of other countries count as 100 km farther away
 *
 * Returns: the number of the town
 */
guint
hopmap_gazetteer_find_nearest (HopmapGazetteer *gazetteer,
                               HopmapDirection point,
                               const char *country_code)
{
  const HopmapTown *towns = (const HopmapTown *) (gpointer) gazetteer->towns->data;
  double home_squared = 5.0, abroad_squared = 5.0; /* no chord is longer than 2 */
  guint home = 0, abroad = 0;

  for (guint i = 0; i < gazetteer->towns->len; i++)
    {
      double squared = get_chord_squared (point, towns[i].direction);

      if (squared >= home_squared)
        continue;
      if (g_str_equal (towns[i].country_code, country_code))
        {
          home_squared = squared;
          home = i;
        }
      else if (squared < abroad_squared)
        {
          abroad_squared = squared;
          abroad = i;
        }
    }
  if (home_squared > 4.0)
    return abroad;
  if (chord_squared_to_km (home_squared)
      <= chord_squared_to_km (abroad_squared) + ABROAD_PENALTY_KM)
    return home;
  return abroad;
}

/**
 * hopmap_gazetteer_get_country_extent_km:
 *
 * Returns: the radius around @point within which nine tenths of the towns of the country are; 0 when
 *   none is known
 */
double
hopmap_gazetteer_get_country_extent_km (HopmapGazetteer *gazetteer,
                                        HopmapDirection point,
                                        const char *country_code)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < gazetteer->towns->len; i++)
    {
      const HopmapTown *town = &g_array_index (gazetteer->towns, HopmapTown, i);
      double distance_km = hopmap_direction_distance_km (point, town->direction);

      if (g_str_equal (town->country_code, country_code))
        g_array_append_val (distances, distance_km);
    }
  if (distances->len == 0)
    return 0.0;
  g_array_sort (distances, compare_doubles);
  return g_array_index (distances, double, distances->len * 9 / 10);
}

/**
 * hopmap_gazetteer_get_country:
 *
 * Returns: (nullable): the English name
 */
const char *
hopmap_gazetteer_get_country (HopmapGazetteer *gazetteer, const char *country_code)
{
  return g_hash_table_lookup (gazetteer->countries, country_code);
}

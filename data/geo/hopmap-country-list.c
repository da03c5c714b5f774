/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries by their addresses: see the header. The point is the town from which the addresses are the
 * least far in sum; a mean would lie in the sea. */
#include "hopmap-country-list.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So many of a country's addresses are within the radius. Some of those of whom a registry says that
 * they are there are elsewhere: together it has to be nine tenths. */
#define COVERED        0.97

#define RADIUS_STEP_KM 50
#define MIN_RADIUS_KM  100

/* Beyond this depth an IPv4 range is one customer. */
#define IPV4_DEPTH 32

#define HEADING                                                                                    \
  "# Made by hopmap-mknetworks from DB-IP City Lite (CC BY 4.0): country, latitude, longitude, km\n"
#define N_COLUMNS 4

typedef struct
{
  HopmapCitySource *source;
  HopmapGazetteer *gazetteer;
  GHashTable *towns;   /* offset of an entry in the source to its town + 1 */
  double *n_addresses; /* per town */
} Census;

static gboolean
count_entry (Census *census, MMDB_entry_s *entry, double n_addresses, GError **error)
{
  gpointer key = GUINT_TO_POINTER (entry->offset);
  gpointer town = g_hash_table_lookup (census->towns, key);
  HopmapCityAnswer answer;

  if (town == NULL)
    {
      guint number = 0;

      if (!hopmap_city_source_read_answer (census->source, entry, &answer, error))
        return FALSE;
      if (answer.country_code[0] != '\0' && !isnan (answer.latitude))
        number = 1
                 + hopmap_gazetteer_find_nearest (
                     census->gazetteer,
                     hopmap_direction_from_degrees (answer.latitude, answer.longitude),
                     answer.country_code);
      town = GUINT_TO_POINTER (number);
      g_hash_table_insert (census->towns, key, town);
    }
  if (town != NULL)
    census->n_addresses[GPOINTER_TO_UINT (town) - 1] += n_addresses;
  return TRUE;
}

static gboolean
count_side (Census *census, HopmapCitySide *side, guint depth, GError **error)
{
  HopmapCitySide sides[2];

  if (side->kind == HOPMAP_SIDE_NOTHING || depth > IPV4_DEPTH)
    return TRUE;
  if (side->kind == HOPMAP_SIDE_ENTRY)
    return count_entry (census, &side->entry, ldexp (1.0, IPV4_DEPTH - (int) depth), error);
  return hopmap_city_source_read_node (census->source, HOPMAP_FAMILY_IPV4, side->node, sides, error)
         && count_side (census, &sides[0], depth + 1, error)
         && count_side (census, &sides[1], depth + 1, error);
}

typedef struct
{
  double km;
  double n_addresses;
} Ring;

static int
compare_rings (gconstpointer a, gconstpointer b)
{
  const Ring *left = a, *right = b;

  return (left->km > right->km) - (left->km < right->km);
}

static guint
find_radius_km (const Census *census, GArray *towns, HopmapDirection middle)
{
  g_autoptr (GArray) rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  double all = 0.0, within = 0.0;
  guint i;

  for (i = 0; i < towns->len; i++)
    {
      guint town = g_array_index (towns, guint, i);
      Ring ring = { hopmap_direction_distance_km (
                        middle, hopmap_gazetteer_get_town (census->gazetteer, town)->direction),
                    census->n_addresses[town] };

      all += ring.n_addresses;
      g_array_append_val (rings, ring);
    }
  g_array_sort (rings, compare_rings);
  for (i = 0; i < rings->len; i++)
    {
      within += g_array_index (rings, Ring, i).n_addresses;
      if (within >= COVERED * all)
        break;
    }
  /* A town stands for what is nearer to it than to another. */
  return MAX (MIN_RADIUS_KM,
              RADIUS_STEP_KM
                  * (1 + (guint) ceil (g_array_index (rings, Ring, i).km / RADIUS_STEP_KM)));
}

static HopmapCountry
measure (const Census *census, GArray *towns)
{
  HopmapCountry country = { "" };
  double least = INFINITY;
  guint middle = g_array_index (towns, guint, 0);
  const HopmapTown *town;

  for (guint i = 0; i < towns->len; i++)
    {
      const HopmapTown *here = hopmap_gazetteer_get_town (census->gazetteer,
                                                          g_array_index (towns, guint, i));
      double sum = 0.0;

      for (guint j = 0; j < towns->len && sum < least; j++)
        {
          guint other = g_array_index (towns, guint, j);

          sum += census->n_addresses[other]
                 * hopmap_direction_distance_km (
                     here->direction,
                     hopmap_gazetteer_get_town (census->gazetteer, other)->direction);
        }
      if (sum < least)
        {
          least = sum;
          middle = g_array_index (towns, guint, i);
        }
    }
  town = hopmap_gazetteer_get_town (census->gazetteer, middle);
  memcpy (country.code, town->country_code, sizeof country.code);
  country.latitude = town->latitude;
  country.longitude = town->longitude;
  country.radius_km = find_radius_km (census, towns, town->direction);
  return country;
}

static int
compare_countries (gconstpointer a, gconstpointer b)
{
  return strcmp (((const HopmapCountry *) a)->code, ((const HopmapCountry *) b)->code);
}

static GArray *
measure_all (const Census *census)
{
  GArray *countries = g_array_new (FALSE, FALSE, sizeof (HopmapCountry));
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer towns;

  for (guint i = 0; i < hopmap_gazetteer_get_n_towns (census->gazetteer); i++)
    {
      const HopmapTown *town = hopmap_gazetteer_get_town (census->gazetteer, i);

      if (census->n_addresses[i] == 0.0)
        continue;
      towns = g_hash_table_lookup (by_code, town->country_code);
      if (towns == NULL)
        {
          towns = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_code, (gpointer) town->country_code, towns);
        }
      g_array_append_val ((GArray *) towns, i);
    }
  g_hash_table_iter_init (&iter, by_code);
  while (g_hash_table_iter_next (&iter, NULL, &towns))
    {
      HopmapCountry country = measure (census, towns);

      g_array_append_val (countries, country);
    }
  g_array_sort (countries, compare_countries);
  return countries;
}

/**
 * hopmap_country_list_measure:
 * @source: a city database with IPv4
 *
 * Returns: (transfer full) (element-type HopmapCountry): every country that has both addresses and
 *   towns, by code; or NULL with an error
 */
GArray *
hopmap_country_list_measure (HopmapCitySource *source, HopmapGazetteer *gazetteer, GError **error)
{
  g_autoptr (GHashTable) towns = g_hash_table_new (NULL, NULL);
  g_autofree double *n_addresses = g_new0 (double, hopmap_gazetteer_get_n_towns (gazetteer));
  Census census = { source, gazetteer, towns, n_addresses };
  HopmapCitySide root;

  if (!hopmap_city_source_get_root (source, HOPMAP_FAMILY_IPV4, &root))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s has no IPv4 addresses",
                   hopmap_city_source_get_path (source));
      return NULL;
    }
  return count_side (&census, &root, 0, error) ? measure_all (&census) : NULL;
}

/**
 * hopmap_country_list_format:
 * @countries: (element-type HopmapCountry):
 *
 * Returns: (transfer full): the table that hopmap_country_list_read() reads
 */
char *
hopmap_country_list_format (GArray *countries)
{
  GString *text = g_string_new (HEADING);

  for (guint i = 0; i < countries->len; i++)
    {
      const HopmapCountry *country = &g_array_index (countries, HopmapCountry, i);
      char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          text, "%s\t%s\t%s\t%u\n", country->code,
          g_ascii_formatd (latitude, sizeof latitude, "%.4f", country->latitude),
          g_ascii_formatd (longitude, sizeof longitude, "%.4f", country->longitude),
          country->radius_km);
    }
  return g_string_free (text, FALSE);
}

/**
 * hopmap_country_list_read:
 * @path: a table
 *
 * Returns: (transfer full) (element-type HopmapCountry): its countries, or NULL with an error
 */
GArray *
hopmap_country_list_read (const char *path, GError **error)
{
  g_autoptr (GArray) countries = g_array_new (FALSE, FALSE, sizeof (HopmapCountry));
  g_autofree char *text = NULL;
  char *rest, *line;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  for (rest = text; (line = strsep (&rest, "\n")) != NULL;)
    {
      g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
      HopmapCountry country = { "" };

      if (*line == '\0' || *line == '#')
        continue;
      if (g_strv_length (columns) != N_COLUMNS || strlen (columns[0]) != 2)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not understood: %s", path,
                       line);
          return NULL;
        }
      g_strlcpy (country.code, columns[0], sizeof country.code);
      country.latitude = g_ascii_strtod (columns[1], NULL);
      country.longitude = g_ascii_strtod (columns[2], NULL);
      country.radius_km = (guint) g_ascii_strtoull (columns[3], NULL, 10);
      g_array_append_val (countries, country);
    }
  return g_steal_pointer (&countries);
}

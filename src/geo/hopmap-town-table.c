/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTownTable: see the header. Names are compared as a person types them: without regard to case,
 * accents and punctuation. Of several towns of one name the largest is meant.
 */
#include "hopmap-town-table.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "hopmap-sphere.h"
#include "hopmap-towns-resource.h"

#define PLACES    "/hopmap/towns/places.tsv"
#define COUNTRIES "/hopmap/towns/countries.tsv"
#define N_COLUMNS 6

typedef struct
{
  char *text;            /* what the strings of the towns are parts of */
  char *country_text;    /* likewise, of the countries */
  GHashTable *countries; /* code to name */
  GArray *towns;         /* of HopmapTown */
  GHashTable *by_name;   /* folded name to a GPtrArray of HopmapTown, the largest first */
} Table;

static char *
dup_resource (const char *path)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_towns_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *data;

  g_return_val_if_fail (bytes != NULL, g_strdup (""));

  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

/* Most names by far, and quickly. */
static char *
dup_folded_ascii (const char *text)
{
  char *folded = g_ascii_strdown (text, -1);
  char *out = folded;

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      *out++ = *p;
  *out = '\0';
  return folded;
}

/* Lower-case letters and digits of any script; accents are gone. */
static char *
dup_folded_any (const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, "C");
  /* What has no letters in ASCII is left as it was written. */
  const gboolean has_ascii = strchr (plain, '?') == NULL || strchr (text, '?') != NULL;
  g_autofree char *folded = g_utf8_casefold (has_ascii ? plain : text, -1);
  GString *kept = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (kept, g_utf8_get_char (p));

  return g_string_free (kept, FALSE);
}

static char *
dup_folded (const char *text)
{
  return g_str_is_ascii (text) ? dup_folded_ascii (text) : dup_folded_any (text);
}

/* Cuts the next line off; NULL at the end. */
static char *
next_line (char **rest)
{
  char *line;

  do
    line = strsep (rest, "\n");
  while (line != NULL && (*line == '\0' || *line == '#'));

  return line;
}

static void
read_countries (Table *table)
{
  char *rest, *line;

  table->country_text = dup_resource (COUNTRIES);
  table->countries = g_hash_table_new (g_str_hash, g_str_equal);
  for (rest = table->country_text; (line = next_line (&rest)) != NULL;)
    {
      const char *code = strsep (&line, "\t");

      if (line != NULL)
        g_hash_table_insert (table->countries, (gpointer) code, line);
    }
}

static void
read_towns (Table *table)
{
  char *rest, *line;

  table->text = dup_resource (PLACES);
  table->towns = g_array_new (FALSE, FALSE, sizeof (HopmapTown));
  for (rest = table->text; (line = next_line (&rest)) != NULL;)
    {
      const char *columns[N_COLUMNS] = { NULL };
      const char *country;
      HopmapTown town;

      for (guint i = 0; i < N_COLUMNS; i++)
        columns[i] = strsep (&line, "\t");
      if (columns[N_COLUMNS - 1] == NULL)
        continue;

      country = g_hash_table_lookup (table->countries, columns[0]);
      town = (HopmapTown){
        .name = columns[1],
        .region = *columns[2] != '\0' ? columns[2] : NULL,
        .country = country != NULL ? country : columns[0],
        .country_code = columns[0],
        .latitude = g_ascii_strtod (columns[3], NULL),
        .longitude = g_ascii_strtod (columns[4], NULL),
        .population = g_ascii_strtoull (columns[5], NULL, 10),
      };
      g_array_append_val (table->towns, town);
    }
}

static int
compare_populations (gconstpointer a, gconstpointer b)
{
  const HopmapTown *one = *(HopmapTown *const *) a;
  const HopmapTown *other = *(HopmapTown *const *) b;

  return (one->population < other->population) - (one->population > other->population);
}

static void
index_names (Table *table)
{
  GHashTableIter iter;
  gpointer towns;

  table->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < table->towns->len; i++)
    {
      HopmapTown *town = &g_array_index (table->towns, HopmapTown, i);
      g_autofree char *name = dup_folded (town->name);

      towns = g_hash_table_lookup (table->by_name, name);
      if (towns == NULL)
        {
          towns = g_ptr_array_new ();
          g_hash_table_insert (table->by_name, g_steal_pointer (&name), towns);
        }
      g_ptr_array_add (towns, town);
    }

  g_hash_table_iter_init (&iter, table->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &towns))
    g_ptr_array_sort (towns, compare_populations);
}

static Table *
get_table (void)
{
  static gsize ready;
  static Table table;

  if (g_once_init_enter (&ready))
    {
      read_countries (&table);
      read_towns (&table);
      index_names (&table);
      g_once_init_leave (&ready, 1);
    }

  return &table;
}

static gboolean
is_same (const char *text, const char *folded)
{
  g_autofree char *other = text != NULL ? dup_folded (text) : NULL;

  return g_strcmp0 (other, folded) == 0;
}

static gboolean
is_in (const HopmapTown *town, const char *folded_where)
{
  return is_same (town->country_code, folded_where) || is_same (town->country, folded_where)
         || is_same (town->region, folded_where);
}

/* Every word behind the first comma has to fit. */
static gboolean
fits (const HopmapTown *town, char *const *words)
{
  for (guint i = 1; words[i] != NULL; i++)
    {
      g_autofree char *folded = dup_folded (words[i]);

      if (*folded != '\0' && !is_in (town, folded))
        return FALSE;
    }

  return TRUE;
}

/**
 * hopmap_town_table_find:
 * @text: a town as a person writes it: "Lisbon", "portland, maine", "São Paulo, BR"
 *
 * Returns: (transfer none) (nullable): the largest town of that name, in the region or country named
 *   after it; %NULL where there is none
 */
const HopmapTown *
hopmap_town_table_find (const char *text)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *name = NULL;
  GPtrArray *towns;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  words = g_strsplit (text, ",", 4);
  name = words[0] != NULL ? dup_folded (words[0]) : NULL;
  towns = name != NULL ? g_hash_table_lookup (get_table ()->by_name, name) : NULL;
  for (guint i = 0; towns != NULL && i < towns->len; i++)
    if (fits (towns->pdata[i], words))
      return towns->pdata[i];

  return NULL;
}

/**
 * hopmap_town_table_find_in:
 * @name: a town's English name
 * @country_code: (nullable): its country, ISO 3166-1 alpha-2 in upper case; %NULL for any
 *
 * Returns: (transfer none) (nullable): the largest such town
 */
const HopmapTown *
hopmap_town_table_find_in (const char *name, const char *country_code)
{
  g_autofree char *folded = dup_folded (name);
  GPtrArray *towns = g_hash_table_lookup (get_table ()->by_name, folded);

  for (guint i = 0; towns != NULL && i < towns->len; i++)
    {
      const HopmapTown *town = towns->pdata[i];

      if (country_code == NULL || strcmp (town->country_code, country_code) == 0)
        return town;
    }

  return NULL;
}

/**
 * hopmap_town_table_find_in_region:
 * @name: a town's English name
 * @country_code: its country, ISO 3166-1 alpha-2 in upper case
 * @region: its state or province
 *
 * Returns: (transfer none) (nullable): the largest such town
 */
const HopmapTown *
hopmap_town_table_find_in_region (const char *name, const char *country_code, const char *region)
{
  g_autofree char *folded = dup_folded (name);
  GPtrArray *towns = g_hash_table_lookup (get_table ()->by_name, folded);

  for (guint i = 0; towns != NULL && i < towns->len; i++)
    {
      const HopmapTown *town = towns->pdata[i];

      if (strcmp (town->country_code, country_code) == 0 && g_strcmp0 (town->region, region) == 0)
        return town;
    }

  return NULL;
}

/**
 * hopmap_town_table_find_nearest:
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Returns: (transfer none): the nearest town
 */
const HopmapTown *
hopmap_town_table_find_nearest (double latitude, double longitude)
{
  const GArray *towns = get_table ()->towns;
  const HopmapTown *nearest = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < towns->len; i++)
    {
      const HopmapTown *town = &g_array_index (towns, HopmapTown, i);
      const double km = hopmap_sphere_distance_km (latitude, longitude, town->latitude,
                                                   town->longitude);

      if (km < least)
        {
          least = km;
          nearest = town;
        }
    }

  return nearest;
}

/**
 * hopmap_town_fill_place:
 * @town: a town
 * @fields: a place to be; gets the town's names and point, borrowed from the table
 */
void
hopmap_town_fill_place (const HopmapTown *town, HopmapPlace *fields)
{
  fields->kind = HOPMAP_PLACE_CITY;
  fields->has_point = TRUE;
  fields->latitude = town->latitude;
  fields->longitude = town->longitude;
  fields->city = (char *) town->name;
  fields->region = (char *) town->region;
  fields->country = (char *) town->country;
  fields->country_code = (char *) town->country_code;
}

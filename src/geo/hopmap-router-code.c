/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouterCode: see the header. The table is data/geo/router-codes.tsv. A code with several lines
 * means several towns, and light has to decide.
 */
#include "hopmap-router-code.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hopmap-town-table.h"
#include "hopmap-towns-resource.h"

#define CODES     "/hopmap/towns/router-codes.tsv"
#define N_COLUMNS 6

/* A carrier's houses are in town, or just outside. */
#define RADIUS_KM 40.0

/* A smaller town that is called like a word of the trade is not meant. */
#define MIN_POPULATION 100000

typedef struct
{
  const char *town;
  const char *country_code;
  const char *latitude; /* NULL for where the town is */
  const char *longitude;
} Entry;

/* "dictionary TAB code" to a GArray of Entry. */
static GHashTable *
read_table (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_towns_get_resource (), CODES,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_array_unref);
  /* Never freed: the entries are parts of it. */
  char *rest = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                             : NULL;
  char *line;

  while ((line = strsep (&rest, "\n")) != NULL)
    {
      const char *columns[N_COLUMNS] = { NULL };
      g_autofree char *key = NULL;
      GArray *entries;
      Entry entry;

      if (*line == '#')
        continue;
      for (guint i = 0; i < N_COLUMNS && line != NULL; i++)
        columns[i] = strsep (&line, "\t");
      if (columns[3] == NULL)
        continue;

      key = g_strconcat (columns[0], "\t", columns[1], NULL);
      entry = (Entry){ columns[2], columns[3], columns[4], columns[5] };
      entries = g_hash_table_lookup (table, key);
      if (entries == NULL)
        {
          entries = g_array_new (FALSE, FALSE, sizeof (Entry));
          g_hash_table_insert (table, g_steal_pointer (&key), entries);
        }
      g_array_append_val (entries, entry);
    }

  return table;
}

static const GArray *
find_entries (const char *dictionary, const char *code)
{
  static GHashTable *table;
  g_autofree char *key = g_strconcat (dictionary, "\t", code, NULL);

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, read_table ());

  return g_hash_table_lookup (table, key);
}

static gboolean
is_in_country (const char *country_code, const char *wanted)
{
  if (wanted == NULL)
    return TRUE;

  /* The one country whose domain is not its code. */
  return g_ascii_strcasecmp (country_code, strcmp (wanted, "uk") == 0 ? "GB" : wanted) == 0;
}

static gboolean
is_in_state (const HopmapTown *town, const char *state)
{
  const GArray *entries = state != NULL ? find_entries ("state", state) : NULL;

  if (state == NULL)
    return TRUE;

  return entries != NULL && strcmp (town->country_code, "US") == 0
         && g_strcmp0 (town->region, g_array_index (entries, Entry, 0).town) == 0;
}

static void
add_place (GPtrArray *places, const HopmapPlace *where)
{
  HopmapPlace fields = *where;

  fields.kind = HOPMAP_PLACE_CITY;
  fields.evidence = HOPMAP_EVIDENCE_NAMED;
  fields.radius_km = RADIUS_KM;
  /* Translators: the source of a place: the name that the router's owner has given it */
  fields.source = (char *) _ ("Router’s name");
  g_ptr_array_add (places, hopmap_place_new (&fields));
}

static void
add_entry (GPtrArray *places, const Entry *entry, const HopmapRouterCode *code)
{
  const HopmapTown *town = hopmap_town_table_find_in (entry->town, entry->country_code);
  HopmapPlace fields = { 0 };

  if (!is_in_country (entry->country_code, code->country_code)
      || (town != NULL && !is_in_state (town, code->state)))
    return;

  if (town != NULL)
    {
      hopmap_town_fill_place (town, &fields);
    }
  else if (entry->longitude != NULL)
    {
      const double latitude = g_ascii_strtod (entry->latitude, NULL);
      const double longitude = g_ascii_strtod (entry->longitude, NULL);

      hopmap_town_fill_place (hopmap_town_table_find_nearest (latitude, longitude), &fields);
      fields.city = (char *) entry->town;
      fields.latitude = latitude;
      fields.longitude = longitude;
    }
  else
    {
      return;
    }
  add_place (places, &fields);
}

static void
add_named_town (GPtrArray *places, const HopmapRouterCode *code)
{
  g_autofree char *upper = code->country_code != NULL ? g_ascii_strup (code->country_code, -1)
                                                      : NULL;
  const HopmapTown *town;
  HopmapPlace fields = { 0 };

  if (g_strcmp0 (upper, "UK") == 0)
    memcpy (upper, "GB", 2);
  town = code->state == NULL
             ? hopmap_town_table_find_in (code->code, upper)
             : hopmap_town_table_find_in_region (
                 code->code, "US",
                 find_entries ("state", code->state) != NULL
                     ? g_array_index (find_entries ("state", code->state), Entry, 0).town
                     : "");
  if (town == NULL || town->population < MIN_POPULATION)
    return;

  hopmap_town_fill_place (town, &fields);
  add_place (places, &fields);
}

/**
 * hopmap_router_code_add_places:
 * @code: a code and where to look it up
 * @places: (element-type HopmapPlace): gets every town that it can mean; none where it means nothing
 */
void
hopmap_router_code_add_places (const HopmapRouterCode *code, GPtrArray *places)
{
  g_auto (GStrv) dictionaries = g_strsplit (code->dictionaries, ",", -1);
  const guint before = places->len;

  for (guint i = 0; dictionaries[i] != NULL && places->len == before; i++)
    {
      const GArray *entries = find_entries (dictionaries[i], code->code);

      for (guint k = 0; entries != NULL && k < entries->len; k++)
        add_entry (places, &g_array_index (entries, Entry, k), code);
      if (places->len == before && strcmp (dictionaries[i], "name") == 0)
        add_named_town (places, code);
    }
}

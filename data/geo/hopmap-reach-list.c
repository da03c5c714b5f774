/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far networks reach: see the header. A carrier has its addresses registered where its office is, and
 * uses them on every continent. */
#include "hopmap-reach-list.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So many of a network's addresses have to be within the radius, or the radius is a lie. */
#define COVERED 0.9

/* The radii that a country's own gives way to. What does not fit into the last one has no place: a disc
 * as wide as an ocean says nothing of where a router is. */
static const guint steps_km[] = { 1000, 2500, 5000 };
#define N_STEPS      G_N_ELEMENTS (steps_km)

#define IPV4_START   96
#define ADDRESS_BITS 128

#define HEADING                                                                                         \
  "# Made by hopmap-mknetworks from DB-IP City Lite (CC BY 4.0): network, registered country, km that " \
  "have nine tenths of its addresses there; 0 where even 5000 have not\n"
#define N_COLUMNS 3

struct _HopmapReachList
{
  GHashTable *radii; /* a network and a country, see make_key(), to the radius + 1 */
};

static gpointer
make_key (guint32 network, const char *country_code)
{
  const gsize code = (gsize) (guchar) country_code[0] << 8 | (guchar) country_code[1];

  return GSIZE_TO_POINTER ((gsize) network << 16 | code);
}

static HopmapReachList *
reach_list_new (void)
{
  HopmapReachList *list = g_new0 (HopmapReachList, 1);

  list->radii = g_hash_table_new (NULL, NULL);
  return list;
}

void
hopmap_reach_list_free (HopmapReachList *list)
{
  g_hash_table_unref (list->radii);
  g_free (list);
}

/* The addresses of one network that one country is named for. */
typedef struct
{
  guint32 network;
  const HopmapCountry *country;
  double n_addresses;
  double n_within; /* the country's own radius */
  double n_within_step[N_STEPS];
} Spread;

typedef struct
{
  const HopmapReachSources *sources;
  HopmapMmdbTree *tree;
  GHashTable *countries; /* code to HopmapCountry */
  GHashTable *spreads;   /* key to Spread */
} Survey;

typedef struct
{
  HopmapMmdbBranch network;
  HopmapCitySide city;
  HopmapCitySide registry;
} Sides;

static Spread *
ensure_spread (Survey *survey, guint32 network, const HopmapCountry *country)
{
  gpointer key = make_key (network, country->code);
  Spread *spread = g_hash_table_lookup (survey->spreads, key);

  if (spread == NULL)
    {
      spread = g_new0 (Spread, 1);
      spread->network = network;
      spread->country = country;
      g_hash_table_insert (survey->spreads, key, spread);
    }
  return spread;
}

static gboolean
count (Survey *survey, Sides *at, double n_addresses, GError **error)
{
  HopmapCityAnswer truth, registered;
  const HopmapCountry *country;
  Spread *spread;
  double km;

  if (!hopmap_city_source_read_answer (survey->sources->registry, &at->registry.entry, &registered,
                                       error)
      || !hopmap_city_source_read_answer (survey->sources->cities, &at->city.entry, &truth, error))
    return FALSE;
  country = g_hash_table_lookup (survey->countries, registered.country_code);
  if (country == NULL || isnan (truth.latitude))
    return TRUE;
  spread = ensure_spread (survey,
                          hopmap_range_list_get_network (survey->sources->ranges,
                                                         hopmap_mmdb_branch_get_value (at->network))
                              ->number,
                          country);
  km = hopmap_direction_distance_km (
      hopmap_direction_from_degrees (truth.latitude, truth.longitude),
      hopmap_direction_from_degrees (country->latitude, country->longitude));
  spread->n_addresses += n_addresses;
  spread->n_within += km <= country->radius_km ? n_addresses : 0.0;
  for (guint i = 0; i < N_STEPS; i++)
    spread->n_within_step[i] += km <= steps_km[i] ? n_addresses : 0.0;
  return TRUE;
}

static gboolean
split_side (HopmapCitySource *source, HopmapCitySide *side, HopmapCitySide sides[2], GError **error)
{
  if (side->kind == HOPMAP_SIDE_NODE)
    return hopmap_city_source_read_node (source, HOPMAP_FAMILY_IPV4, side->node, sides, error);
  sides[0] = sides[1] = *side;
  return TRUE;
}

static gboolean
walk (Survey *survey, Sides at, guint depth, GError **error)
{
  HopmapMmdbBranch networks[2] = { at.network, at.network };
  HopmapCitySide cities[2], registries[2];

  if (at.network == HOPMAP_MMDB_NOTHING || at.city.kind == HOPMAP_SIDE_NOTHING
      || at.registry.kind == HOPMAP_SIDE_NOTHING)
    return TRUE;
  if (hopmap_mmdb_branch_is_value (at.network) && at.city.kind == HOPMAP_SIDE_ENTRY
      && at.registry.kind == HOPMAP_SIDE_ENTRY)
    return count (survey, &at, ldexp (1.0, ADDRESS_BITS - (int) depth), error);
  if (depth >= ADDRESS_BITS)
    return TRUE;
  if (hopmap_mmdb_branch_is_node (at.network))
    hopmap_mmdb_tree_get_sides (survey->tree, at.network, &networks[0], &networks[1]);
  if (!split_side (survey->sources->cities, &at.city, cities, error)
      || !split_side (survey->sources->registry, &at.registry, registries, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (!walk (survey, (Sides){ networks[i], cities[i], registries[i] }, depth + 1, error))
      return FALSE;
  return TRUE;
}

static guint
find_radius_km (const Spread *spread)
{
  const double enough = COVERED * spread->n_addresses;

  if (spread->n_within >= enough)
    return spread->country->radius_km;
  for (guint i = 0; i < N_STEPS; i++)
    if (spread->n_within_step[i] >= enough)
      return steps_km[i];
  return 0;
}

static GHashTable *
index_countries (GArray *list)
{
  GHashTable *countries = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->len; i++)
    {
      HopmapCountry *country = &g_array_index (list, HopmapCountry, i);

      g_hash_table_insert (countries, country->code, country);
    }
  return countries;
}

/**
 * hopmap_reach_list_measure:
 * @sources: what it is made from
 *
 * Returns: (transfer full): the networks for which the radius of the country that registries name does
 *   not have nine tenths of their addresses there; or NULL with an error
 */
HopmapReachList *
hopmap_reach_list_measure (const HopmapReachSources *sources, GError **error)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (GHashTable) countries = index_countries (sources->country_list);
  g_autoptr (GHashTable) spreads = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (HopmapReachList) list = reach_list_new ();
  Survey survey = { sources, tree, countries, spreads };
  Sides root = { .network = hopmap_range_list_plant (sources->ranges, tree, TRUE) };
  GHashTableIter iter;
  gpointer key, value;

  if (!hopmap_city_source_get_root (sources->cities, HOPMAP_FAMILY_IPV4, &root.city)
      || !hopmap_city_source_get_root (sources->registry, HOPMAP_FAMILY_IPV4, &root.registry))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s and %s need to have IPv4 addresses",
                   hopmap_city_source_get_path (sources->cities),
                   hopmap_city_source_get_path (sources->registry));
      return NULL;
    }
  if (!walk (&survey, root, IPV4_START, error))
    return NULL;
  g_hash_table_iter_init (&iter, spreads);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Spread *spread = value;
      const guint radius_km = find_radius_km (spread);

      if (radius_km != spread->country->radius_km)
        g_hash_table_insert (list->radii, key, GUINT_TO_POINTER (radius_km + 1));
    }
  return g_steal_pointer (&list);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const gsize left = GPOINTER_TO_SIZE (*(const gpointer *) a);
  const gsize right = GPOINTER_TO_SIZE (*(const gpointer *) b);

  return (left > right) - (left < right);
}

/**
 * hopmap_reach_list_format:
 *
 * Returns: (transfer full): the table that hopmap_reach_list_read() reads
 */
char *
hopmap_reach_list_format (HopmapReachList *list)
{
  guint n_keys;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (list->radii, &n_keys);
  GString *text = g_string_new (HEADING);

  qsort (keys, n_keys, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_keys; i++)
    {
      const gsize key = GPOINTER_TO_SIZE (keys[i]);

      g_string_append_printf (text, "%u\t%c%c\t%u\n", (guint) (key >> 16), (char) (key >> 8),
                              (char) key,
                              GPOINTER_TO_UINT (g_hash_table_lookup (list->radii, keys[i])) - 1);
    }
  return g_string_free (text, FALSE);
}

/**
 * hopmap_reach_list_read:
 * @path: a table
 *
 * Returns: (transfer full): the networks in it, or NULL with an error
 */
HopmapReachList *
hopmap_reach_list_read (const char *path, GError **error)
{
  g_autoptr (HopmapReachList) list = reach_list_new ();
  g_autofree char *text = NULL;
  char *rest, *line;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  for (rest = text; (line = strsep (&rest, "\n")) != NULL;)
    {
      g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
      guint64 network, radius_km;

      if (*line == '\0' || *line == '#')
        continue;
      if (g_strv_length (columns) != N_COLUMNS || strlen (columns[1]) != 2
          || !g_ascii_string_to_unsigned (columns[0], 10, 1, G_MAXUINT32, &network, NULL)
          || !g_ascii_string_to_unsigned (columns[2], 10, 0, G_MAXUINT16, &radius_km, NULL))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not understood: %s", path,
                       line);
          return NULL;
        }
      g_hash_table_insert (list->radii, make_key ((guint32) network, columns[1]),
                           GUINT_TO_POINTER ((guint) radius_km + 1));
    }
  return g_steal_pointer (&list);
}

/**
 * hopmap_reach_list_get_radius_km:
 * @network: a network's number, 0 for none
 * @country: what registries say of one of its addresses
 *
 * Returns: the radius around @country's point that has nine tenths of such addresses; 0 where they are
 *   anywhere
 */
guint
hopmap_reach_list_get_radius_km (HopmapReachList *list,
                                 guint32 network,
                                 const HopmapCountry *country)
{
  gpointer radius = g_hash_table_lookup (list->radii, make_key (network, country->code));

  return radius != NULL ? GPOINTER_TO_UINT (radius) - 1 : country->radius_km;
}

/**
 * hopmap_reach_list_place:
 * @country_list: (element-type HopmapCountry): where the addresses of a country are
 * @network: who announces an address, 0 where nobody does
 * @answer: (inout): what registries say of it; gets the position and the radius that the database of
 *   networks gives it, or none
 */
void
hopmap_reach_list_place (HopmapReachList *list,
                         GArray *country_list,
                         guint32 network,
                         HopmapCityAnswer *answer)
{
  answer->latitude = answer->longitude = NAN;
  answer->radius_km = 0;
  for (guint i = 0; i < country_list->len; i++)
    {
      const HopmapCountry *country = &g_array_index (country_list, HopmapCountry, i);

      if (!g_str_equal (country->code, answer->country_code))
        continue;
      answer->radius_km = hopmap_reach_list_get_radius_km (list, network, country);
      if (answer->radius_km == 0)
        return;
      answer->latitude = country->latitude;
      answer->longitude = country->longitude;
    }
}

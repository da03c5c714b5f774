/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed database of networks: see the header. Four trees are walked at once: who announces, what
 * is anycast, what the city database knows, and what registries say of countries. */
#include "hopmap-network-database.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hopmap-country-list.h"
#include "hopmap-mmdb-file.h"
#include "hopmap-place-record.h"
#include "hopmap-prefix.h"

#define ADDRESS_BITS 128
#define IPV4_START   96

/* Countries are not told apart below what registries give to a customer. */
#define IPV6_COUNTRY_DEPTH 40

/* What is known of a range; 0 is "nothing" in both numbers. */
typedef struct
{
  guint32 network; /* index + 1 */
  guint32 country; /* index in the list of countries + 1 */
  gboolean anycast;
} Fact;

typedef struct
{
  const HopmapNetworkSources *sources;
  HopmapMmdbTree *tree;
  GArray *facts;         /* of Fact */
  GHashTable *fact_keys; /* a fact as a number to its index + 1 */
  HopmapFamily family;
  HopmapCitySource *countries;
  GHashTable *country_codes; /* code to index + 1 */
} Build;

static HopmapMmdbBranch
branch_for_fact (Build *build, const Fact *fact)
{
  gsize key = ((gsize) fact->network << 16) | ((gsize) fact->country << 1)
              | (fact->anycast ? 1 : 0);
  gpointer index;

  if (key == 0)
    return HOPMAP_MMDB_NOTHING;
  index = g_hash_table_lookup (build->fact_keys, GSIZE_TO_POINTER (key));
  if (index == NULL)
    {
      g_array_append_val (build->facts, *fact);
      index = GUINT_TO_POINTER (build->facts->len);
      g_hash_table_insert (build->fact_keys, GSIZE_TO_POINTER (key), index);
    }
  return hopmap_mmdb_branch_for_value (GPOINTER_TO_UINT (index) - 1);
}

/* The networks, and the prefixes that are anycast whoever announces them. */
typedef struct
{
  HopmapMmdbBranch networks;
  HopmapMmdbBranch anycast;
  HopmapCitySide places;
  HopmapCitySide countries;
} Branches;

static gboolean
look_up_country (Build *build, HopmapCitySide *side, guint32 *country, GError **error)
{
  HopmapCityAnswer answer;

  *country = 0;
  if (side->kind != HOPMAP_SIDE_ENTRY)
    return TRUE;
  if (!hopmap_city_source_read_answer (build->countries, &side->entry, &answer, error))
    return FALSE;
  *country = GPOINTER_TO_UINT (g_hash_table_lookup (build->country_codes, answer.country_code));
  return TRUE;
}

static gboolean
is_leaf (const Branches *at)
{
  return !hopmap_mmdb_branch_is_node (at->networks) && !hopmap_mmdb_branch_is_node (at->anycast)
         && at->places.kind != HOPMAP_SIDE_NODE && at->countries.kind != HOPMAP_SIDE_NODE;
}

/* Where places are known down to the end of the branch, the country need not be looked at; where no
 * country is known, it is the places that need not. */
static void
forget_what_is_settled (const Build *build, Branches *at, guint depth)
{
  const guint last = build->family == HOPMAP_FAMILY_IPV4 ? ADDRESS_BITS : IPV6_COUNTRY_DEPTH;
  const gboolean open = at->places.kind == HOPMAP_SIDE_NODE
                        || at->countries.kind == HOPMAP_SIDE_NODE;

  if (at->places.kind == HOPMAP_SIDE_ENTRY || at->countries.kind == HOPMAP_SIDE_NOTHING
      || (open && depth >= last))
    {
      at->places.kind = HOPMAP_SIDE_NOTHING;
      at->countries.kind = HOPMAP_SIDE_NOTHING;
    }
}

static gboolean
split_side (const Build *build,
            HopmapCitySource *source,
            HopmapCitySide *side,
            HopmapCitySide sides[2],
            GError **error)
{
  if (side->kind == HOPMAP_SIDE_NODE)
    return hopmap_city_source_read_node (source, build->family, side->node, sides, error);
  sides[0] = sides[1] = *side;
  return TRUE;
}

static void
split_branch (const Build *build, HopmapMmdbBranch branch, HopmapMmdbBranch branches[2])
{
  branches[0] = branches[1] = branch;
  if (hopmap_mmdb_branch_is_node (branch))
    hopmap_mmdb_tree_get_sides (build->tree, branch, &branches[0], &branches[1]);
}

static gboolean
combine_leaf (Build *build, Branches *at, HopmapMmdbBranch *result, GError **error)
{
  Fact fact = { 0 };

  if (!look_up_country (build, &at->countries, &fact.country, error))
    return FALSE;
  if (hopmap_mmdb_branch_is_value (at->networks))
    fact.network = hopmap_mmdb_branch_get_value (at->networks) + 1;
  fact.anycast = hopmap_mmdb_branch_is_value (at->anycast);
  *result = branch_for_fact (build, &fact);
  return TRUE;
}

static gboolean
combine (Build *build, Branches at, guint depth, HopmapMmdbBranch *result, GError **error)
{
  HopmapMmdbBranch networks[2], anycast[2], results[2];
  HopmapCitySide places[2], countries[2];

  forget_what_is_settled (build, &at, depth);
  if (is_leaf (&at) || depth >= ADDRESS_BITS)
    return combine_leaf (build, &at, result, error);
  split_branch (build, at.networks, networks);
  split_branch (build, at.anycast, anycast);
  if (!split_side (build, build->sources->places, &at.places, places, error)
      || !split_side (build, build->countries, &at.countries, countries, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      Branches below = { networks[i], anycast[i], places[i], countries[i] };

      if (!combine (build, below, depth + 1, &results[i], error))
        return FALSE;
    }
  *result = hopmap_mmdb_tree_join (build->tree, results[0], results[1]);
  return TRUE;
}

static HopmapCitySource *
find_countries (const HopmapNetworkSources *sources, HopmapFamily family, HopmapCitySide *root)
{
  for (guint i = 0; i < sources->countries->len; i++)
    if (hopmap_city_source_get_root (sources->countries->pdata[i], family, root))
      return sources->countries->pdata[i];
  root->kind = HOPMAP_SIDE_NOTHING;
  return NULL;
}

static gboolean
combine_family (Build *build,
                HopmapFamily family,
                HopmapMmdbBranch anycast,
                HopmapMmdbBranch *result,
                GError **error)
{
  const gboolean ipv4 = family == HOPMAP_FAMILY_IPV4;
  static const guint8 zero[16] = { 0 };
  Branches at = { 0 };

  build->family = family;
  build->countries = find_countries (build->sources, family, &at.countries);
  if (!hopmap_city_source_get_root (build->sources->places, family, &at.places))
    at.places.kind = HOPMAP_SIDE_NOTHING;
  at.networks = hopmap_range_list_plant (build->sources->ranges, build->tree, ipv4);
  at.anycast = ipv4 ? hopmap_mmdb_tree_find (build->tree, anycast, zero, IPV4_START)
                    : hopmap_mmdb_tree_insert (build->tree, anycast, zero, IPV4_START,
                                               HOPMAP_MMDB_NOTHING);
  return combine (build, at, ipv4 ? IPV4_START : 0, result, error);
}

/* Lines "prefix TAB name", or "ASnumber TAB name" where a network has nothing else. */
static gboolean
read_anycast (Build *build, GHashTable *networks, HopmapMmdbBranch *root, GError **error)
{
  g_autofree char *text = NULL;
  char *rest, *line;

  *root = HOPMAP_MMDB_NOTHING;
  if (!g_file_get_contents (build->sources->anycast_path, &text, NULL, error))
    return FALSE;
  for (rest = text; (line = strsep (&rest, "\n")) != NULL;)
    {
      char *what = strsep (&line, "\t");
      HopmapPrefix prefix;
      guint64 number;

      if (*what == '\0' || *what == '#')
        continue;
      if (g_str_has_prefix (what, "AS"))
        {
          if (!g_ascii_string_to_unsigned (what + 2, 10, 1, G_MAXUINT32, &number, error))
            return FALSE;
          g_hash_table_add (networks, GUINT_TO_POINTER ((guint) number));
          continue;
        }
      if (!hopmap_prefix_parse (what, &prefix, error))
        return FALSE;
      *root = hopmap_mmdb_tree_insert (build->tree, *root, prefix.address, prefix.length,
                                       hopmap_mmdb_branch_for_value (0));
    }
  return TRUE;
}

static GHashTable *
index_countries (GArray *list)
{
  GHashTable *codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->len; i++)
    g_hash_table_insert (codes, g_array_index (list, HopmapCountry, i).code,
                         GUINT_TO_POINTER (i + 1));
  return codes;
}

typedef struct
{
  const Build *build;
  GHashTable *anycast_networks;
  HopmapMmdbData *data;
} Encoding;

static HopmapMmdbBranch
encode_fact (guint32 value, gpointer user_data)
{
  Encoding *encoding = user_data;
  const HopmapNetworkSources *sources = encoding->build->sources;
  const Fact *fact = &g_array_index (encoding->build->facts, Fact, value);
  HopmapPlaceRecord record = { .latitude = NAN, .longitude = NAN, .is_anycast = fact->anycast };

  if (fact->network > 0)
    {
      const HopmapNetwork *network = hopmap_range_list_get_network (sources->ranges,
                                                                    fact->network - 1);

      record.as_number = network->number;
      record.as_name = *network->name != '\0' ? network->name : NULL;
      record.is_anycast |= g_hash_table_contains (encoding->anycast_networks,
                                                  GUINT_TO_POINTER (network->number));
    }
  if (fact->country > 0)
    {
      const HopmapCountry *country = &g_array_index (sources->country_list, HopmapCountry,
                                                     fact->country - 1);
      const guint radius_km = hopmap_reach_list_get_radius_km (sources->reach, record.as_number,
                                                               country);

      /* A network that is anywhere is not in the country of its office. */
      if (radius_km > 0)
        {
          record.country_code = country->code;
          record.country = hopmap_gazetteer_get_country (sources->gazetteer, country->code);
          record.latitude = country->latitude;
          record.longitude = country->longitude;
          record.radius_km = radius_km;
        }
    }
  return hopmap_mmdb_branch_for_value (
      hopmap_place_record_add (&record, HOPMAP_PLACE_LAYOUT_NESTED, encoding->data));
}

static GBytes *
encode (Build *build, HopmapMmdbBranch root, GHashTable *anycast_networks, GError **error)
{
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  HopmapMmdbHeading heading = {
    6, "Hopmap-Networks",
    "Networks by RouteViews, the NRO and DB-IP (https://db-ip.com), CC BY 4.0, modified",
    build->sources->build_epoch
  };
  Encoding encoding = { build, anycast_networks, data };

  root = hopmap_mmdb_tree_translate (build->tree, root, encode_fact, &encoding);
  root = hopmap_mmdb_file_alias_ipv4 (build->tree, root);
  return hopmap_mmdb_file_encode (build->tree, root, data, &heading, error);
}

/**
 * hopmap_network_database_encode:
 * @sources: all that goes into it
 *
 * Returns: the database, the same bytes for the same input; or NULL with an error
 */
GBytes *
hopmap_network_database_encode (const HopmapNetworkSources *sources, GError **error)
{
  static const guint8 zero[16] = { 0 };
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  g_autoptr (GHashTable) fact_keys = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) codes = index_countries (sources->country_list);
  g_autoptr (GHashTable) anycast_networks = g_hash_table_new (NULL, NULL);
  Build build = {
    .sources = sources, .tree = tree, .facts = facts, .fact_keys = fact_keys, .country_codes = codes
  };
  HopmapMmdbBranch anycast, ipv4, ipv6;

  if (!read_anycast (&build, anycast_networks, &anycast, error)
      || !combine_family (&build, HOPMAP_FAMILY_IPV4, anycast, &ipv4, error)
      || !combine_family (&build, HOPMAP_FAMILY_IPV6, anycast, &ipv6, error))
    return NULL;
  return encode (&build, hopmap_mmdb_tree_insert (tree, ipv6, zero, IPV4_START, ipv4),
                 anycast_networks, error);
}

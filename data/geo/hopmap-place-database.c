/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed city database, made from a larger one: walks the sources, names what it finds by
 * sites, lets the merge decide, and writes what is left. */
#include "hopmap-place-database.h"

#include <gio/gio.h>
#include <math.h>

#include "hopmap-mmdb-file.h"
#include "hopmap-place-merge.h"
#include "hopmap-place-record.h"
#include "hopmap-site-list.h"

/* Below this depth the ranges of a family are not told apart: a /48 is one customer. */
static const guint cut_depths[] = {
  [HOPMAP_FAMILY_IPV4] = 32,
  [HOPMAP_FAMILY_IPV6] = 48,
};

/* Ranges that are all over the world have no place. */
#define MAX_RADIUS_KM 2500

/* How many IPv4 addresses a /48 is worth. Where the registries give single /48 to exchange points and
 * to networks with an own policy, each is the equal of an IPv4 /24, and routers like to answer from
 * them. Elsewhere most are homes. */
#define WORTH_OF_48        16.0
#define WORTH_OF_SINGLE_48 256.0

typedef struct
{
  HopmapMerge merge;
  HopmapSiteList *sites;
  HopmapCitySource *source;
  HopmapFamily family;
  guint head;          /* the first 16 bits of the way to the side at hand */
  GHashTable *matches; /* offset of an entry in the source to its HopmapSiteMatch */
} Walk;

static const HopmapSiteMatch *
match_entry (Walk *walk, MMDB_entry_s *entry, GError **error)
{
  HopmapSiteMatch *match = g_hash_table_lookup (walk->matches, GUINT_TO_POINTER (entry->offset));
  HopmapCityAnswer answer;

  if (match != NULL)
    return match;
  if (!hopmap_city_source_read_answer (walk->source, entry, &answer, error))
    return NULL;
  match = g_new (HopmapSiteMatch, 1);
  *match = hopmap_site_list_match (walk->sites, &answer);
  g_hash_table_insert (walk->matches, GUINT_TO_POINTER (entry->offset), match);
  return match;
}

/* In IPv6 a range that is four times as large counts twice as much: the largest ones are mostly empty,
 * and would drown the few addresses in use beside them. */
static double
count_addresses (const Walk *walk, guint depth)
{
  gboolean single = depth >= 16 && (walk->head == 0x2001 || walk->head == 0x2620);

  if (walk->family == HOPMAP_FAMILY_IPV4)
    return ldexp (1.0, 32 - (int) depth);
  return (single ? WORTH_OF_SINGLE_48 : WORTH_OF_48) * pow (2.0, (48.0 - depth) / 2.0);
}

static gboolean
walk_entry (Walk *walk, MMDB_entry_s *entry, guint depth, HopmapPart *part, GError **error)
{
  const HopmapSiteMatch *match = match_entry (walk, entry, error);

  if (match == NULL)
    return FALSE;
  if (match->site != HOPMAP_NO_SITE)
    *part = hopmap_merge_range (&walk->merge, match->site, count_addresses (walk, depth),
                                match->snap_km);
  return TRUE;
}

static gboolean
walk_side (Walk *walk, HopmapCitySide *side, guint depth, HopmapPart *part, GError **error)
{
  HopmapPart parts[2] = { hopmap_merge_nothing (), hopmap_merge_nothing () };
  HopmapCitySide sides[2];

  *part = hopmap_merge_nothing ();
  if (side->kind == HOPMAP_SIDE_NOTHING)
    return TRUE;
  if (side->kind == HOPMAP_SIDE_ENTRY)
    return walk_entry (walk, &side->entry, depth, part, error);
  if (depth == (walk->family == HOPMAP_FAMILY_IPV4 ? 32 : 128))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s is damaged: its tree is deeper than an address is long",
                   hopmap_city_source_get_path (walk->source));
      return FALSE;
    }
  if (!hopmap_city_source_read_node (walk->source, walk->family, side->node, sides, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      if (depth < 16)
        walk->head = (walk->head & ~(0x8000u >> depth)) | (i << (15 - depth));
      if (!walk_side (walk, &sides[i], depth + 1, &parts[i], error))
        {
          hopmap_part_clear (&parts[0]);
          return FALSE;
        }
    }
  *part = hopmap_merge_join (&walk->merge, parts[0], parts[1], depth, cut_depths[walk->family]);
  return TRUE;
}

/* Finds the one source that has the family; none is an error, too. */
static HopmapCitySource *
find_source (GPtrArray *sources, HopmapFamily family, HopmapCitySide *root, GError **error)
{
  HopmapCitySource *found = NULL;
  const char *name = family == HOPMAP_FAMILY_IPV4 ? "IPv4" : "IPv6";

  for (guint i = 0; i < sources->len; i++)
    {
      HopmapCitySource *source = g_ptr_array_index (sources, i);
      HopmapCitySide candidate;

      if (!hopmap_city_source_get_root (source, family, &candidate))
        continue;
      if (found != NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "Both %s and %s have %s addresses: give only one of them",
                       hopmap_city_source_get_path (found), hopmap_city_source_get_path (source),
                       name);
          return NULL;
        }
      found = source;
      *root = candidate;
    }
  if (found == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "No source has %s addresses: give one that does", name);
  return found;
}

static gboolean
walk_family (Walk *walk, GPtrArray *sources, HopmapFamily family, HopmapPart *part, GError **error)
{
  g_autoptr (GHashTable) matches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  HopmapCitySide root = { HOPMAP_SIDE_NOTHING };

  *part = hopmap_merge_nothing ();
  walk->family = family;
  walk->source = find_source (sources, family, &root, error);
  walk->matches = matches;
  return walk->source != NULL && walk_side (walk, &root, 0, part, error);
}

typedef struct
{
  HopmapSiteList *sites;
  HopmapMmdbData *data;
} Encoding;

static HopmapMmdbBranch
encode_value (guint32 value, gpointer user_data)
{
  Encoding *encoding = user_data;
  guint radius_km = hopmap_merge_get_radius_km (value);
  HopmapPlaceRecord record;

  if (radius_km > MAX_RADIUS_KM)
    return HOPMAP_MMDB_NOTHING;
  hopmap_site_list_describe (encoding->sites, hopmap_merge_get_site (value), radius_km, &record);
  return hopmap_mmdb_branch_for_value (
      hopmap_place_record_add (&record, HOPMAP_PLACE_LAYOUT_NESTED, encoding->data));
}

static guint64
get_build_epoch (GPtrArray *sources)
{
  guint64 epoch = 0;

  for (guint i = 0; i < sources->len; i++)
    epoch = MAX (epoch, hopmap_city_source_get_build_epoch (g_ptr_array_index (sources, i)));
  return epoch;
}

static char *
describe (guint64 build_epoch)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((gint64) build_epoch);
  g_autofree char *day = date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("unknown");

  return g_strdup_printf ("Places derived from DB-IP City Lite of %.10s. IP Geolocation by DB-IP "
                          "(https://db-ip.com), CC BY 4.0, modified: moved to the nearest Natural "
                          "Earth place and merged",
                          day);
}

static GBytes *
encode_tree (Walk *walk, HopmapMmdbBranch root, guint64 build_epoch, GError **error)
{
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autofree char *description = describe (build_epoch);
  HopmapMmdbHeading heading = { 6, "Hopmap-Places", description, build_epoch };
  Encoding encoding = { walk->sites, data };

  root = hopmap_mmdb_tree_translate (walk->merge.tree, root, encode_value, &encoding);
  root = hopmap_mmdb_file_alias_ipv4 (walk->merge.tree, root);
  return hopmap_mmdb_file_encode (walk->merge.tree, root, data, &heading, error);
}

/**
 * hopmap_place_database_encode:
 * @sources: (element-type HopmapCitySource): one with both families, or one for each
 * @lambda: what a node is worth, in addresses times km
 *
 * Returns: (transfer full): the database, the same bytes for the same input; or NULL with an error
 */
GBytes *
hopmap_place_database_encode (GPtrArray *sources,
                              HopmapGazetteer *gazetteer,
                              double lambda,
                              GError **error)
{
  static const guint8 zero[16] = { 0 };
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapSiteList) sites = hopmap_site_list_new (gazetteer);
  Walk walk = { .merge = { tree, lambda, hopmap_site_list_get_distance_km, sites },
                .sites = sites };
  HopmapPart ipv4, ipv6;
  HopmapMmdbBranch root;

  if (!walk_family (&walk, sources, HOPMAP_FAMILY_IPV4, &ipv4, error))
    return NULL;
  hopmap_part_clear (&ipv4);
  if (!walk_family (&walk, sources, HOPMAP_FAMILY_IPV6, &ipv6, error))
    return NULL;
  hopmap_part_clear (&ipv6);
  root = hopmap_mmdb_tree_insert (tree, ipv6.branch, zero, 96, ipv4.branch);
  return encode_tree (&walk, root, get_build_epoch (sources), error);
}

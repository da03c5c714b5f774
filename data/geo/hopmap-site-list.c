/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sites of a merge: a town as part of a country, or a country of which no city is known. */
#include "hopmap-site-list.h"

#include <math.h>
#include <string.h>

#define NO_TOWN G_MAXUINT16

/* Another country is worse than the kilometres alone; so is a city that nobody has named, or none
 * where one has been named. */
#define BORDER_KM       150.0
#define UNKNOWN_CITY_KM 500.0

/* Who is farther off is not told the name of the city. */
#define CITY_MAX_RADIUS_KM 500

/* A country without towns in the table, or without a position, is not known better than this. */
#define COUNTRY_MIN_RADIUS_KM 200

typedef struct
{
  guint town; /* NO_TOWN for a country */
  char country_code[3];
  double latitude; /* NaN for a country without a position */
  double longitude;
  HopmapDirection direction;
} Site;

struct _HopmapSiteList
{
  HopmapGazetteer *gazetteer;
  GArray *sites;
  GHashTable *numbers; /* town and country code to number + 1 */
};

static guint
find_or_add (HopmapSiteList *list, guint town, const HopmapCityAnswer *answer)
{
  const char *code = answer->country_code;
  gsize key = ((gsize) (guint8) code[0] << 24) | ((gsize) (guint8) code[1] << 16) | town;
  gpointer number = g_hash_table_lookup (list->numbers, GSIZE_TO_POINTER (key));
  Site site = { .town = town, .latitude = answer->latitude, .longitude = answer->longitude };

  if (number != NULL)
    return GPOINTER_TO_UINT (number) - 1;
  if (town != NO_TOWN)
    {
      site.latitude = hopmap_gazetteer_get_town (list->gazetteer, town)->latitude;
      site.longitude = hopmap_gazetteer_get_town (list->gazetteer, town)->longitude;
    }
  memcpy (site.country_code, code, sizeof site.country_code);
  site.direction = hopmap_direction_from_degrees (site.latitude, site.longitude);
  g_array_append_val (list->sites, site);
  g_hash_table_insert (list->numbers, GSIZE_TO_POINTER (key), GUINT_TO_POINTER (list->sites->len));
  return list->sites->len - 1;
}

/**
 * hopmap_site_list_new:
 * @gazetteer: must live longer than the list and have fewer than 65535 towns
 *
 * Returns: (transfer full): an empty list
 */
HopmapSiteList *
hopmap_site_list_new (HopmapGazetteer *gazetteer)
{
  HopmapSiteList *list = g_new0 (HopmapSiteList, 1);

  g_assert (hopmap_gazetteer_get_n_towns (gazetteer) < NO_TOWN);
  list->gazetteer = gazetteer;
  list->sites = g_array_new (FALSE, FALSE, sizeof (Site));
  list->numbers = g_hash_table_new (NULL, NULL);
  return list;
}

void
hopmap_site_list_free (HopmapSiteList *sites)
{
  g_array_unref (sites->sites);
  g_hash_table_unref (sites->numbers);
  g_free (sites);
}

/**
 * hopmap_site_list_match:
 *
 * A named city goes to the nearest town of its country; an answer without a city keeps its own
 * position and stays a country.
 *
 * Returns: the site, made if need be
 */
HopmapSiteMatch
hopmap_site_list_match (HopmapSiteList *sites, const HopmapCityAnswer *answer)
{
  gboolean placed = !isnan (answer->latitude) && !isnan (answer->longitude);
  HopmapSiteMatch match = { HOPMAP_NO_SITE, 0.0 };
  HopmapDirection point;
  guint town = NO_TOWN;

  if (!placed && answer->country_code[0] == '\0')
    return match;
  point = hopmap_direction_from_degrees (answer->latitude, answer->longitude);
  if (placed && answer->has_city)
    town = hopmap_gazetteer_find_nearest (sites->gazetteer, point, answer->country_code);
  match.site = find_or_add (sites, town, answer);
  if (placed)
    match.snap_km = hopmap_direction_distance_km (
        point, g_array_index (sites->sites, Site, match.site).direction);
  return match;
}

/**
 * hopmap_site_list_get_distance_km:
 * @sites: the #HopmapSiteList
 *
 * Returns: what it costs to take one site for the other
 */
double
hopmap_site_list_get_distance_km (guint a, guint b, gpointer sites)
{
  HopmapSiteList *list = sites;
  const Site *left = &g_array_index (list->sites, Site, a);
  const Site *right = &g_array_index (list->sites, Site, b);
  double distance_km = 0.0;

  if (a == b)
    return 0.0;
  if (!isnan (left->latitude) && !isnan (right->latitude))
    distance_km = hopmap_direction_distance_km (left->direction, right->direction);
  if (!g_str_equal (left->country_code, right->country_code))
    distance_km += BORDER_KM;
  if (left->town == NO_TOWN || right->town == NO_TOWN)
    distance_km += UNKNOWN_CITY_KM;
  return distance_km;
}

/**
 * hopmap_site_list_describe:
 * @radius_km: how far the site is from where the source has its addresses
 * @record: (out caller-allocates): its strings belong to the gazetteer and to the list
 */
void
hopmap_site_list_describe (HopmapSiteList *sites,
                           guint site,
                           guint radius_km,
                           HopmapPlaceRecord *record)
{
  const Site *where = &g_array_index (sites->sites, Site, site);
  double extent_km;

  *record = (HopmapPlaceRecord){
    .latitude = where->latitude,
    .longitude = where->longitude,
    .radius_km = radius_km,
  };
  if (where->country_code[0] != '\0')
    {
      record->country_code = where->country_code;
      record->country = hopmap_gazetteer_get_country (sites->gazetteer, where->country_code);
    }
  if (where->town != NO_TOWN)
    {
      if (radius_km <= CITY_MAX_RADIUS_KM)
        record->city = hopmap_gazetteer_get_town (sites->gazetteer, where->town)->name;
      return;
    }
  extent_km = hopmap_gazetteer_get_country_extent_km (sites->gazetteer, where->direction,
                                                      where->country_code);
  record->radius_km = MAX (radius_km, MAX (COUNTRY_MIN_RADIUS_KM, (guint) ceil (extent_km)));
}

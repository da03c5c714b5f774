/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks whose addresses are not where the registries say: how far from the middle of the country that
 * is named they are. Made from a city database, kept as a table of the exceptions. */
#pragma once

#include "hopmap-city-source.h"
#include "hopmap-country-list.h"
#include "hopmap-range-list.h"

G_BEGIN_DECLS

/**
 * HopmapReachSources:
 * @ranges: which network announces which addresses
 * @cities: a city database with IPv4, taken for the truth
 * @registry: what registries say of the countries of IPv4 addresses
 * @country_list: (element-type HopmapCountry): where the addresses of a country are
 */
typedef struct
{
  HopmapRangeList *ranges;
  HopmapCitySource *cities;
  HopmapCitySource *registry;
  GArray *country_list;
} HopmapReachSources;

typedef struct _HopmapReachList HopmapReachList;

HopmapReachList *hopmap_reach_list_measure (const HopmapReachSources *sources, GError **error);
HopmapReachList *hopmap_reach_list_read (const char *path, GError **error);
void hopmap_reach_list_free (HopmapReachList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapReachList, hopmap_reach_list_free)

char *hopmap_reach_list_format (HopmapReachList *list);
guint hopmap_reach_list_get_radius_km (HopmapReachList *list,
                                       guint32 network,
                                       const HopmapCountry *country);
void hopmap_reach_list_place (HopmapReachList *list,
                              GArray *country_list,
                              guint32 network,
                              HopmapCityAnswer *answer);

G_END_DECLS

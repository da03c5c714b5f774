/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed database of networks: whose an address is, whether it is anycast, and its country where
 * the city database knows nothing of it. */
#pragma once

#include "hopmap-city-source.h"
#include "hopmap-gazetteer.h"
#include "hopmap-range-list.h"
#include "hopmap-reach-list.h"

G_BEGIN_DECLS

/**
 * HopmapNetworkSources:
 * @ranges: which network announces which addresses
 * @anycast_path: table of prefixes and of whole networks that are at many places at once
 * @places: the city database that is installed beside it
 * @countries: (element-type HopmapCitySource): what registries say of countries, one a family
 * @country_list: (element-type HopmapCountry): where the addresses of a country are
 * @reach: which networks are elsewhere, too
 * @gazetteer: the names of countries
 * @build_epoch: seconds since 1970
 */
typedef struct
{
  HopmapRangeList *ranges;
  const char *anycast_path;
  HopmapCitySource *places;
  GPtrArray *countries;
  GArray *country_list;
  HopmapReachList *reach;
  HopmapGazetteer *gazetteer;
  guint64 build_epoch;
} HopmapNetworkSources;

GBytes *hopmap_network_database_encode (const HopmapNetworkSources *sources, GError **error);

G_END_DECLS

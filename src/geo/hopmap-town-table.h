/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The larger towns of the world by name and by place (Natural Earth), part of the program. Read once,
 * when first asked for; nothing is written and nobody is asked.
 */
#pragma once

#include "hopmap-place.h"

G_BEGIN_DECLS

/**
 * HopmapTown:
 * @name: in English
 * @region: (nullable): state or province
 * @country: in English
 * @country_code: ISO 3166-1 alpha-2, upper case
 * @latitude: degrees north
 * @longitude: degrees east
 * @population: people, roughly
 */
typedef struct
{
  const char *name;
  const char *region;
  const char *country;
  const char *country_code;
  double latitude;
  double longitude;
  guint64 population;
} HopmapTown;

const HopmapTown *hopmap_town_table_find (const char *text);
const HopmapTown *hopmap_town_table_find_in (const char *name, const char *country_code);
const HopmapTown *hopmap_town_table_find_in_region (const char *name,
                                                    const char *country_code,
                                                    const char *region);
const HopmapTown *hopmap_town_table_find_nearest (double latitude, double longitude);
void hopmap_town_fill_place (const HopmapTown *town, HopmapPlace *fields);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the addresses of a country are when nothing but the country is known: a point among them, and
 * the radius that has most of them. Made from a city database, kept as a table. */
#pragma once

#include "hopmap-city-source.h"
#include "hopmap-gazetteer.h"

G_BEGIN_DECLS

typedef struct
{
  char code[3];
  double latitude;
  double longitude;
  guint radius_km;
} HopmapCountry;

GArray *hopmap_country_list_measure (HopmapCitySource *source,
                                     HopmapGazetteer *gazetteer,
                                     GError **error);
char *hopmap_country_list_format (GArray *countries);
GArray *hopmap_country_list_read (const char *path, GError **error);

G_END_DECLS

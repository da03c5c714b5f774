/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far answers about addresses are from those that they are compared with. */
#pragma once

#include "hopmap-city-source.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *errors_km;
  guint n_missing;
  guint n_same_country;
  guint n_within_radius;
} HopmapGeoScore;

void hopmap_geo_score_init (HopmapGeoScore *score);
void hopmap_geo_score_clear (HopmapGeoScore *score);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HopmapGeoScore, hopmap_geo_score_clear)

void hopmap_geo_score_add (HopmapGeoScore *score,
                           const HopmapCityAnswer *wanted,
                           const HopmapCityAnswer *got);
double hopmap_geo_score_get_error_km (HopmapGeoScore *score, double quantile);
double hopmap_geo_score_get_share_within_radius (const HopmapGeoScore *score);
double hopmap_geo_score_get_share_placed (const HopmapGeoScore *score);
void hopmap_geo_score_print (HopmapGeoScore *score, const char *what);

gboolean hopmap_geo_score_look_up (HopmapCitySource *source,
                                   HopmapFamily family,
                                   const guint8 *address,
                                   HopmapCityAnswer *answer,
                                   GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The known places and countries, and which place is the nearest to a point. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A point as a vector of length 1: the distance is then three products and one arc sine. */
typedef struct
{
  double x, y, z;
} HopmapDirection;

typedef struct
{
  const char *name;
  const char *region; /* NULL when unknown */
  char country_code[3];
  double latitude;
  double longitude;
  HopmapDirection direction;
} HopmapTown;

typedef struct _HopmapGazetteer HopmapGazetteer;

HopmapDirection hopmap_direction_from_degrees (double latitude, double longitude);
double hopmap_direction_distance_km (HopmapDirection a, HopmapDirection b);

HopmapGazetteer *hopmap_gazetteer_new (const char *places, const char *countries, GError **error);
void hopmap_gazetteer_free (HopmapGazetteer *gazetteer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapGazetteer, hopmap_gazetteer_free)

const HopmapTown *hopmap_gazetteer_get_town (HopmapGazetteer *gazetteer, guint town);
guint hopmap_gazetteer_get_n_towns (HopmapGazetteer *gazetteer);
guint hopmap_gazetteer_find_nearest (HopmapGazetteer *gazetteer,
                                     HopmapDirection point,
                                     const char *country_code);
double hopmap_gazetteer_get_country_extent_km (HopmapGazetteer *gazetteer,
                                               HopmapDirection point,
                                               const char *country_code);
const char *hopmap_gazetteer_get_country (HopmapGazetteer *gazetteer, const char *country_code);

G_END_DECLS

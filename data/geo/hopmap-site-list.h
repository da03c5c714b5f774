/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sites of a merge: a town as part of a country, or a country of which no city is known. */
#pragma once

#include "hopmap-city-source.h"
#include "hopmap-gazetteer.h"
#include "hopmap-place-record.h"

G_BEGIN_DECLS

#define HOPMAP_NO_SITE G_MAXUINT

/* Where an answer of a source went. */
typedef struct
{
  guint site; /* HOPMAP_NO_SITE when the answer says nothing */
  double snap_km;
} HopmapSiteMatch;

typedef struct _HopmapSiteList HopmapSiteList;

HopmapSiteList *hopmap_site_list_new (HopmapGazetteer *gazetteer);
void hopmap_site_list_free (HopmapSiteList *sites);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapSiteList, hopmap_site_list_free)

HopmapSiteMatch hopmap_site_list_match (HopmapSiteList *sites, const HopmapCityAnswer *answer);
double hopmap_site_list_get_distance_km (guint a, guint b, gpointer sites);
void hopmap_site_list_describe (HopmapSiteList *sites,
                                guint site,
                                guint radius_km,
                                HopmapPlaceRecord *record);

G_END_DECLS

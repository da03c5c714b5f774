/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills a database of kept answers, and looks into it.
 */
#pragma once

#include "hopmap-place-database.h"

#define HOPMAP_KEPT_NOW   ((gint64) 1800000000)
#define HOPMAP_KEPT_DAY_S ((gint64) 24 * 60 * 60)

HopmapGeoAnswer *hopmap_kept_places_new_city (const char *city);
void hopmap_kept_places_keep (HopmapPlaceDatabase *database,
                              const char *text,
                              const char *provider,
                              HopmapGeoAnswer *answer,
                              gint64 expires);
GPtrArray *hopmap_kept_places_find (HopmapPlaceDatabase *database, const char *text, gint64 now);
guint hopmap_kept_places_count (HopmapPlaceDatabase *database, const char *text, gint64 now);
void hopmap_kept_places_fill (const char *path);

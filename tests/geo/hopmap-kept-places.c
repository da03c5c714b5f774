/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Databases of kept answers for tests: see the header.
 */
#include "hopmap-kept-places.h"

#include "hopmap-place-choice.h"
#include "hopmap-test-folder.h"

/* Returns an answer with everything in it. */
HopmapGeoAnswer *
hopmap_kept_places_new_city (const char *city)
{
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = 50.11552,
    .longitude = -8.68417,
    .radius_km = 12.5,
    .city = (char *) city,
    .region = (char *) "Region",
    .country = (char *) "Länd",
    .country_code = (char *) "XX",
    .source = (char *) "Source",
    .attribution = (char *) "Thanks to Source",
  };

  return hopmap_geo_answer_new_found (hopmap_place_new_graded (&fields), 3320, "Network");
}

/* Takes @answer; it is kept as of HOPMAP_KEPT_NOW. */
void
hopmap_kept_places_keep (HopmapPlaceDatabase *database,
                         const char *text,
                         const char *provider,
                         HopmapGeoAnswer *answer,
                         gint64 expires)
{
  HopmapAddress address = hopmap_test_address (text);
  g_autoptr (HopmapGeoAnswer) owned = answer;
  HopmapKeptAnswer kept = { (char *) provider, 3, owned };

  hopmap_place_database_keep (database, &address, &kept, HOPMAP_KEPT_NOW, expires);
}

/* Returns what @database has at that time. */
GPtrArray *
hopmap_kept_places_find (HopmapPlaceDatabase *database, const char *text, gint64 now)
{
  HopmapAddress address = hopmap_test_address (text);

  return hopmap_place_database_find (database, &address, now);
}

/* Returns how much that is. */
guint
hopmap_kept_places_count (HopmapPlaceDatabase *database, const char *text, gint64 now)
{
  g_autoptr (GPtrArray) found = hopmap_kept_places_find (database, text, now);

  return found->len;
}

/* Makes a database of several pages. */
void
hopmap_kept_places_fill (const char *path)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (path, HOPMAP_KEPT_NOW);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("62.154.%u.%u", i / 100, i % 100);

      hopmap_kept_places_keep (database, text, "one", hopmap_kept_places_new_city ("Bonn"),
                               HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept of the answers of services, for how long, and when two programs keep at once.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hopmap-kept-places.h"
#include "hopmap-test-folder.h"

static void
set_up (HopmapTestFolder *fixture, gconstpointer data)
{
  hopmap_test_folder_init (fixture, "cache", "places.db");
}

static void
tear_down (HopmapTestFolder *fixture, gconstpointer data)
{
  hopmap_test_folder_clear (fixture);
}

static void
test_all_of_it (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  g_autoptr (HopmapGeoAnswer) city = hopmap_kept_places_new_city ("Bonn");
  g_autoptr (GPtrArray) found = NULL;
  const HopmapKeptAnswer *kept;

  hopmap_kept_places_keep (database, "62.154.1.1", "one", hopmap_geo_answer_ref (city),
                           HOPMAP_KEPT_NOW + 100);
  hopmap_kept_places_keep (database, "2a00::1", "one",
                           hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED),
                           HOPMAP_KEPT_NOW + 100);
  hopmap_kept_places_keep (database, "2a00::1", "two",
                           hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND),
                           HOPMAP_KEPT_NOW + 100);

  found = hopmap_kept_places_find (database, "62.154.1.1", HOPMAP_KEPT_NOW);
  g_assert_cmpuint (found->len, ==, 1);
  kept = found->pdata[0];
  g_assert_cmpstr (kept->provider, ==, "one");
  g_assert_cmpuint (kept->version, ==, 3);
  g_assert_cmpint (kept->answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_true (hopmap_place_equal (kept->answer->place, city->place));
  g_assert_cmpstr (kept->answer->place->attribution, ==, "Thanks to Source");
  g_assert_cmpuint (kept->answer->asn, ==, 3320);
  g_assert_cmpstr (kept->answer->network, ==, "Network");

  g_assert_cmpuint (hopmap_kept_places_count (database, "2a00::1", HOPMAP_KEPT_NOW), ==, 2);
  g_assert_cmpuint (hopmap_kept_places_count (database, "::ffff:62.154.1.2", HOPMAP_KEPT_NOW), ==,
                    0);
}

static void
test_expiry (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);

  hopmap_kept_places_keep (database, "1.1.1.1", "one", hopmap_kept_places_new_city ("Bonn"),
                           HOPMAP_KEPT_NOW + 10);
  hopmap_kept_places_keep (database, "1.1.1.2", "one", hopmap_kept_places_new_city ("Ulm"),
                           HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
  g_assert_cmpuint (hopmap_kept_places_count (database, "1.1.1.1", HOPMAP_KEPT_NOW + 9), ==, 1);
  g_assert_cmpuint (hopmap_kept_places_count (database, "1.1.1.1", HOPMAP_KEPT_NOW + 10), ==, 0);
  /* Nor what was fetched in the future: then it was the clock that was wrong. */
  g_assert_cmpuint (
      hopmap_kept_places_count (database, "1.1.1.2", HOPMAP_KEPT_NOW - 2 * HOPMAP_KEPT_DAY_S), ==,
      0);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 2);

  hopmap_place_database_close (g_steal_pointer (&database));
  database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW + 10);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 1);
}

static void
test_pruned (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  sqlite3 *db;

  hopmap_kept_places_keep (database, "9.9.9.9", "one", hopmap_kept_places_new_city ("Bonn"),
                           HOPMAP_KEPT_NOW + 5 * HOPMAP_KEPT_DAY_S);
  hopmap_place_database_close (g_steal_pointer (&database));
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 25000)"
                    " INSERT INTO answer (address, provider, version, status, fetched, expires)"
                    " SELECT CAST(i AS BLOB), 'x', 1, 1, 1799999999, 1800086400 FROM n",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (db);

  /* The ones that last longest stay. */
  database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 20000);
  g_assert_cmpuint (hopmap_kept_places_count (database, "9.9.9.9", HOPMAP_KEPT_NOW), ==, 1);
}

static void
test_private (HopmapTestFolder *fixture, gconstpointer data)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  GStatBuf info;

  hopmap_kept_places_keep (database, "1.1.1.1", "one", hopmap_kept_places_new_city ("Bonn"),
                           HOPMAP_KEPT_NOW + 10);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, endings[i], NULL);

      g_assert_cmpint (g_stat (name, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
}

static gpointer
write_thread (gpointer user_data)
{
  HopmapTestFolder *fixture = user_data;
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);

  g_assert_nonnull (database);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("62.154.%u.%u", i / 100, i % 100);

      hopmap_kept_places_keep (database, text, "one", hopmap_kept_places_new_city ("Bonn"),
                               HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
      g_assert_cmpuint (hopmap_kept_places_count (database, text, HOPMAP_KEPT_NOW), ==, 1);
      hopmap_place_database_save_limits (database, "one",
                                         &(HopmapLimiterState){ .day = 5, .n_today = i });
    }
  return NULL;
}

static void
test_two_at_once (HopmapTestFolder *fixture, gconstpointer data)
{
  GThread *threads[] = { g_thread_new ("one", write_thread, fixture),
                         g_thread_new ("other", write_thread, fixture) };
  g_autoptr (HopmapPlaceDatabase) database = NULL;
  HopmapLimiterState state;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 200);
  g_assert_true (hopmap_place_database_load_limits (database, "one", &state));
  g_assert_cmpint (state.n_today, ==, 199);
}

static void
test_limits (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase)
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  HopmapLimiterState state;

  g_assert_false (hopmap_place_database_load_limits (database, "one", &state));
  hopmap_place_database_save_limits (database, "one",
                                     &(HopmapLimiterState){ 500, 7, 30, 1000, 90 });
  hopmap_place_database_save_limits (database, "one",
                                     &(HopmapLimiterState){ 400, 7, 20, 9000, 80 });
  hopmap_place_database_forget (database);
  g_assert_true (hopmap_place_database_load_limits (database, "one", &state));
  g_assert_cmpint (state.closed_until_us, ==, 500);
  g_assert_cmpint (state.n_today, ==, 30);
  g_assert_cmpint (state.questions_left_milli, ==, 1000);

  /* A new day begins at nothing. */
  hopmap_place_database_save_limits (database, "one", &(HopmapLimiterState){ 0, 8, 1, 0, 100 });
  g_assert_true (hopmap_place_database_load_limits (database, "one", &state));
  g_assert_cmpint (state.day, ==, 8);
  g_assert_cmpint (state.n_today, ==, 1);
}

static void
test_forget (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  hopmap_kept_places_fill (fixture->path);
  {
    g_autoptr (HopmapPlaceDatabase)
        database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);

    hopmap_kept_places_keep (database, "9.9.9.9", "one",
                             hopmap_kept_places_new_city ("Rumpelstiltskin"),
                             HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
    hopmap_place_database_forget (database);
    g_assert_cmpuint (hopmap_place_database_count (database), ==, 0);
  }

  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "Rumpelstiltskin", strlen ("Rumpelstiltskin")));
}

static void
test_nowhere (HopmapTestFolder *fixture, gconstpointer data)
{
  g_assert_null (hopmap_place_database_open ("/proc/hopmap/places.db", HOPMAP_KEPT_NOW));
  g_assert_null (hopmap_place_database_open ("/dev/null/places.db", HOPMAP_KEPT_NOW));
}

static void
add (const char *path, void (*func) (HopmapTestFolder *, gconstpointer))
{
  g_test_add (path, HopmapTestFolder, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/place-database/all-of-it", test_all_of_it);
  add ("/place-database/expiry", test_expiry);
  add ("/place-database/pruned", test_pruned);
  add ("/place-database/private", test_private);
  add ("/place-database/two-at-once", test_two_at_once);
  add ("/place-database/limits", test_limits);
  add ("/place-database/forget", test_forget);
  add ("/place-database/nowhere", test_nowhere);

  return g_test_run ();
}

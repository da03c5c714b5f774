/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a database of kept answers that is damaged, foreign, or written by somebody who means
 * harm.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

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
damage (const char *path, gsize at, gsize n_bytes)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = at; i < MIN (at + n_bytes, length); i++)
    content[i] ^= 0x5a;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_damaged (HopmapTestFolder *fixture, gconstpointer data)
{
  static const gsize at[] = { 0, 16, 100, 4096, 4100, 8192, 12288, 20000 };

  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_autoptr (HopmapPlaceDatabase) database = NULL;

      hopmap_kept_places_fill (fixture->path);
      damage (fixture->path, at[i], 600);
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
      g_assert_nonnull (database);
      hopmap_kept_places_keep (database, "9.9.9.9", "one", hopmap_kept_places_new_city ("Ulm"),
                               HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
      g_assert_cmpuint (hopmap_kept_places_count (database, "9.9.9.9", HOPMAP_KEPT_NOW), ==, 1);
    }
}

static void
test_no_database (HopmapTestFolder *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "SQLite format 3", "no database at all, but words" };
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HopmapPlaceDatabase) database = NULL;

      g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
      g_assert_nonnull (database);
      hopmap_kept_places_keep (database, "9.9.9.9", "one", hopmap_kept_places_new_city ("Ulm"),
                               HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
      g_assert_cmpuint (hopmap_kept_places_count (database, "9.9.9.9", HOPMAP_KEPT_NOW), ==, 1);
    }
}

static void
test_other_version (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = NULL;
  sqlite3 *db;

  hopmap_kept_places_fill (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "DROP TABLE answer; CREATE TABLE answer (x); PRAGMA user_version = 99", NULL,
                NULL, NULL);
  sqlite3_close (db);

  database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
  g_assert_nonnull (database);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 0);
  hopmap_kept_places_keep (database, "9.9.9.9", "one", hopmap_kept_places_new_city ("Ulm"),
                           HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
  g_assert_cmpuint (hopmap_kept_places_count (database, "9.9.9.9", HOPMAP_KEPT_NOW), ==, 1);
}

/* A row that somebody has written by hand is believed no more than the web. */
static void
test_hostile_rows (HopmapTestFolder *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE answer SET latitude = 0, longitude = 0",
    "UPDATE answer SET latitude = 9e999, longitude = 'x'",
    "UPDATE answer SET kind = 1, evidence = 99",
    "UPDATE answer SET evidence = 7",
    "UPDATE answer SET status = 77",
    "UPDATE answer SET city = x'ff00fe', source = zeroblob(100000)",
    "UPDATE answer SET city = '<b>' || char(8238) || 'evil' || char(10), asn = -5",
    "UPDATE answer SET source = NULL",
  };
  g_autoptr (HopmapPlaceDatabase) database = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GPtrArray) found = NULL;
      sqlite3 *db;

      database = hopmap_place_database_open (fixture->path, HOPMAP_KEPT_NOW);
      hopmap_kept_places_keep (database, "9.9.9.9", "one", hopmap_kept_places_new_city ("Ulm"),
                               HOPMAP_KEPT_NOW + HOPMAP_KEPT_DAY_S);
      g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, changes[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);

      found = hopmap_kept_places_find (database, "9.9.9.9", HOPMAP_KEPT_NOW);
      for (guint j = 0; j < found->len; j++)
        {
          const HopmapPlace *place = ((HopmapKeptAnswer *) found->pdata[j])->answer->place;

          g_assert_true (place == NULL || place->evidence < HOPMAP_EVIDENCE_PERSON);
          g_assert_true (place == NULL || place->kind != HOPMAP_PLACE_SPECIAL);
          g_assert_true (place == NULL || !place->has_point
                         || (place->latitude == 50.11552 && place->longitude == -8.68417));
          g_assert_true (
              place == NULL || place->city == NULL
              || (g_utf8_validate (place->city, -1, NULL) && strchr (place->city, '\n') == NULL));
        }
      hopmap_place_database_close (g_steal_pointer (&database));
    }
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

  add ("/place-damage/damaged", test_damaged);
  add ("/place-damage/no-database", test_no_database);
  add ("/place-damage/other-version", test_other_version);
  add ("/place-damage/hostile-rows", test_hostile_rows);

  return g_test_run ();
}

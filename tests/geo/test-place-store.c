/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept of the answers of services, for how long, and what becomes of a file that is damaged,
 * foreign or used by two at once.
 */
#include "hopmap-place-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "hopmap-fake-provider.h"
#include "hopmap-place-choice.h"
#include "hopmap-place-database.h"

#define NOW   ((gint64) 1800000000)
#define DAY_S ((gint64) 24 * 60 * 60)

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hopmap-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "cache", "places.db", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static HopmapAddress
parse (const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return address;
}

static HopmapGeoAnswer *
new_city (const char *city)
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

static void
keep (HopmapPlaceDatabase *database,
      const char *text,
      const char *provider,
      HopmapGeoAnswer *answer,
      gint64 expires)
{
  HopmapAddress address = parse (text);
  g_autoptr (HopmapGeoAnswer) owned = answer;
  HopmapKeptAnswer kept = { (char *) provider, 3, owned };

  hopmap_place_database_keep (database, &address, &kept, NOW, expires);
}

static GPtrArray *
find (HopmapPlaceDatabase *database, const char *text, gint64 now)
{
  HopmapAddress address = parse (text);

  return hopmap_place_database_find (database, &address, now);
}

static guint
count (HopmapPlaceDatabase *database, const char *text, gint64 now)
{
  g_autoptr (GPtrArray) found = find (database, text, now);

  return found->len;
}

static void
test_all_of_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);
  g_autoptr (HopmapGeoAnswer) city = new_city ("Bonn");
  g_autoptr (GPtrArray) found = NULL;
  const HopmapKeptAnswer *kept;

  keep (database, "62.154.1.1", "one", hopmap_geo_answer_ref (city), NOW + 100);
  keep (database, "2a00::1", "one", hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED),
        NOW + 100);
  keep (database, "2a00::1", "two", hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND),
        NOW + 100);

  found = find (database, "62.154.1.1", NOW);
  g_assert_cmpuint (found->len, ==, 1);
  kept = found->pdata[0];
  g_assert_cmpstr (kept->provider, ==, "one");
  g_assert_cmpuint (kept->version, ==, 3);
  g_assert_cmpint (kept->answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_true (hopmap_place_equal (kept->answer->place, city->place));
  g_assert_cmpstr (kept->answer->place->attribution, ==, "Thanks to Source");
  g_assert_cmpuint (kept->answer->asn, ==, 3320);
  g_assert_cmpstr (kept->answer->network, ==, "Network");

  g_assert_cmpuint (count (database, "2a00::1", NOW), ==, 2);
  g_assert_cmpuint (count (database, "::ffff:62.154.1.2", NOW), ==, 0);
}

static void
test_expiry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);

  keep (database, "1.1.1.1", "one", new_city ("Bonn"), NOW + 10);
  keep (database, "1.1.1.2", "one", new_city ("Ulm"), NOW + DAY_S);
  g_assert_cmpuint (count (database, "1.1.1.1", NOW + 9), ==, 1);
  g_assert_cmpuint (count (database, "1.1.1.1", NOW + 10), ==, 0);
  /* Nor what was fetched in the future: then it was the clock that was wrong. */
  g_assert_cmpuint (count (database, "1.1.1.2", NOW - 2 * DAY_S), ==, 0);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 2);

  hopmap_place_database_close (g_steal_pointer (&database));
  database = hopmap_place_database_open (fixture->path, NOW + 10);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 1);
}

static void
test_pruned (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);
  sqlite3 *db;

  keep (database, "9.9.9.9", "one", new_city ("Bonn"), NOW + 5 * DAY_S);
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
  database = hopmap_place_database_open (fixture->path, NOW);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 20000);
  g_assert_cmpuint (count (database, "9.9.9.9", NOW), ==, 1);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  GStatBuf info;

  keep (database, "1.1.1.1", "one", new_city ("Bonn"), NOW + 10);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, endings[i], NULL);

      g_assert_cmpint (g_stat (name, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
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
fill (const char *path)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (path, NOW);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("62.154.%u.%u", i / 100, i % 100);

      keep (database, text, "one", new_city ("Bonn"), NOW + DAY_S);
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const gsize at[] = { 0, 16, 100, 4096, 4100, 8192, 12288, 20000 };

  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_autoptr (HopmapPlaceDatabase) database = NULL;

      fill (fixture->path);
      damage (fixture->path, at[i], 600);
      database = hopmap_place_database_open (fixture->path, NOW);
      g_assert_nonnull (database);
      keep (database, "9.9.9.9", "one", new_city ("Ulm"), NOW + DAY_S);
      g_assert_cmpuint (count (database, "9.9.9.9", NOW), ==, 1);
    }
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "SQLite format 3", "no database at all, but words" };
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HopmapPlaceDatabase) database = NULL;

      g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
      database = hopmap_place_database_open (fixture->path, NOW);
      g_assert_nonnull (database);
      keep (database, "9.9.9.9", "one", new_city ("Ulm"), NOW + DAY_S);
      g_assert_cmpuint (count (database, "9.9.9.9", NOW), ==, 1);
    }
}

static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = NULL;
  sqlite3 *db;

  fill (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "DROP TABLE answer; CREATE TABLE answer (x); PRAGMA user_version = 99", NULL,
                NULL, NULL);
  sqlite3_close (db);

  database = hopmap_place_database_open (fixture->path, NOW);
  g_assert_nonnull (database);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 0);
  keep (database, "9.9.9.9", "one", new_city ("Ulm"), NOW + DAY_S);
  g_assert_cmpuint (count (database, "9.9.9.9", NOW), ==, 1);
}

/* A row that somebody has written by hand is believed no more than the web. */
static void
test_hostile_rows (Fixture *fixture, gconstpointer data)
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

      database = hopmap_place_database_open (fixture->path, NOW);
      keep (database, "9.9.9.9", "one", new_city ("Ulm"), NOW + DAY_S);
      g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, changes[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);

      found = find (database, "9.9.9.9", NOW);
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

static gpointer
write_thread (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);

  g_assert_nonnull (database);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("62.154.%u.%u", i / 100, i % 100);

      keep (database, text, "one", new_city ("Bonn"), NOW + DAY_S);
      g_assert_cmpuint (count (database, text, NOW), ==, 1);
      hopmap_place_database_save_limits (database, "one",
                                         &(HopmapLimiterState){ .day = 5, .n_today = i });
    }
  return NULL;
}

static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  GThread *threads[] = { g_thread_new ("one", write_thread, fixture),
                         g_thread_new ("other", write_thread, fixture) };
  g_autoptr (HopmapPlaceDatabase) database = NULL;
  HopmapLimiterState state;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  database = hopmap_place_database_open (fixture->path, NOW);
  g_assert_cmpuint (hopmap_place_database_count (database), ==, 200);
  g_assert_true (hopmap_place_database_load_limits (database, "one", &state));
  g_assert_cmpint (state.n_today, ==, 199);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);
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
test_forget (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (fixture->path);
  {
    g_autoptr (HopmapPlaceDatabase) database = hopmap_place_database_open (fixture->path, NOW);

    keep (database, "9.9.9.9", "one", new_city ("Rumpelstiltskin"), NOW + DAY_S);
    hopmap_place_database_forget (database);
    g_assert_cmpuint (hopmap_place_database_count (database), ==, 0);
  }

  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "Rumpelstiltskin", strlen ("Rumpelstiltskin")));
}

static void
test_nowhere (Fixture *fixture, gconstpointer data)
{
  g_assert_null (hopmap_place_database_open ("/proc/hopmap/places.db", NOW));
  g_assert_null (hopmap_place_database_open ("/dev/null/places.db", NOW));
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **found = user_data;

  *found = hopmap_place_store_find_finish (HOPMAP_PLACE_STORE (object), result, NULL);
}

static guint
ask_store (HopmapPlaceStore *store, const char *text)
{
  HopmapAddress address = parse (text);
  g_autoptr (GPtrArray) found = NULL;

  hopmap_place_store_find_async (store, &address, NULL, found_cb, &found);
  while (found == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found->len;
}

static void
test_store (Fixture *fixture, gconstpointer data)
{
  HopmapPlaceStore *store = hopmap_place_store_new (fixture->path);
  g_autoptr (HopmapFakeProvider) provider = hopmap_fake_provider_new ("fake", 1);
  g_autoptr (HopmapGeoAnswer) city = new_city ("Bonn");
  g_autoptr (GError) error = g_error_new_literal (HOPMAP_GEO_ERROR, 0, "No.");
  g_autoptr (HopmapGeoAnswer) failed = hopmap_geo_answer_new_failed (error);
  HopmapAddress address = parse ("62.154.1.1");
  HopmapAddress other = parse ("62.154.1.2");

  /* Nobody's file is made before there is anything to keep. */
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  hopmap_place_store_keep (store, HOPMAP_GEO_PROVIDER (provider), &address, city);
  g_assert_cmpuint (ask_store (store, "62.154.1.1"), ==, 0);

  hopmap_fake_provider_set_terms (provider, &(HopmapProviderTerms){ .version = 1, .keep_s = 100 });
  hopmap_place_store_keep (store, HOPMAP_GEO_PROVIDER (provider), &address, city);
  hopmap_place_store_keep (store, HOPMAP_GEO_PROVIDER (provider), &other, failed);
  g_assert_cmpuint (ask_store (store, "62.154.1.1"), ==, 1);
  g_assert_cmpuint (ask_store (store, "62.154.1.2"), ==, 0);

  hopmap_place_store_set_keeps_answers (store, FALSE);
  hopmap_place_store_keep (store, HOPMAP_GEO_PROVIDER (provider), &other, city);
  hopmap_place_store_flush (store);
  g_assert_cmpuint (ask_store (store, "62.154.1.2"), ==, 0);

  hopmap_place_store_forget (store);
  g_assert_cmpuint (ask_store (store, "62.154.1.1"), ==, 0);
  g_assert_finalize_object (store);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/place-store/all-of-it", test_all_of_it);
  add ("/place-store/expiry", test_expiry);
  add ("/place-store/pruned", test_pruned);
  add ("/place-store/private", test_private);
  add ("/place-store/damaged", test_damaged);
  add ("/place-store/no-database", test_no_database);
  add ("/place-store/other-version", test_other_version);
  add ("/place-store/hostile-rows", test_hostile_rows);
  add ("/place-store/two-at-once", test_two_at_once);
  add ("/place-store/limits", test_limits);
  add ("/place-store/forget", test_forget);
  add ("/place-store/nowhere", test_nowhere);
  add ("/place-store/store", test_store);

  return g_test_run ();
}

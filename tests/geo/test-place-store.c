/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store that the main loop asks: nothing waits for the disk, and nothing is kept that may not be.
 */
#include "hopmap-place-store.h"

#include "hopmap-fake-provider.h"
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
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **found = user_data;

  *found = hopmap_place_store_find_finish (HOPMAP_PLACE_STORE (object), result, NULL);
}

static guint
ask_store (HopmapPlaceStore *store, const char *text)
{
  HopmapAddress address = hopmap_test_address (text);
  g_autoptr (GPtrArray) found = NULL;

  hopmap_place_store_find_async (store, &address, NULL, found_cb, &found);
  while (found == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found->len;
}

static void
test_store (HopmapTestFolder *fixture, gconstpointer data)
{
  HopmapPlaceStore *store = hopmap_place_store_new (fixture->path);
  g_autoptr (HopmapFakeProvider) provider = hopmap_fake_provider_new ("fake", 1);
  g_autoptr (HopmapGeoAnswer) city = hopmap_kept_places_new_city ("Bonn");
  g_autoptr (GError) error = g_error_new_literal (HOPMAP_GEO_ERROR, 0, "No.");
  g_autoptr (HopmapGeoAnswer) failed = hopmap_geo_answer_new_failed (error);
  HopmapAddress address = hopmap_test_address ("62.154.1.1");
  HopmapAddress other = hopmap_test_address ("62.154.1.2");

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
add (const char *path, void (*func) (HopmapTestFolder *, gconstpointer))
{
  g_test_add (path, HopmapTestFolder, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/place-store/store", test_store);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several providers behind one locator, and several who wait for one address: who is asked next, who
 * is told, and what happens when somebody goes away.
 */
#include "hopmap-locator.h"

#include <string.h>

#include "hopmap-fake-provider.h"
#include "hopmap-mmdb-provider.h"
#include "hopmap-sample-file.h"

#define TABLE "62.154.0.0/16\tBonn\tDE\tGermany\t50.73\t7.1\t40\t3320\tDeutsche Telekom AG\n"

typedef struct
{
  char *database;
  HopmapLocator *locator;
  GMainLoop *loop;
  GHashTable *answers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->database = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->locator != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  g_clear_pointer (&fixture->database, hopmap_sample_file_free);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
}

static GPtrArray *
parse_list (const char *list)
{
  g_auto (GStrv) texts = g_strsplit (list, " ", -1);
  GPtrArray *addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_address_free);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      HopmapAddress address;

      g_assert_true (hopmap_address_parse (texts[i], &address));
      g_ptr_array_add (addresses, hopmap_address_copy (&address));
    }

  return addresses;
}

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->answers = hopmap_locator_locate_finish (HOPMAP_LOCATOR (object), result, NULL);
  g_main_loop_quit (fixture->loop);
}

static void
locate (Fixture *fixture, const char *list)
{
  g_autoptr (GPtrArray) addresses = parse_list (list);

  hopmap_locator_locate_async (fixture->locator, addresses, NULL, located_cb, fixture);
  g_main_loop_run (fixture->loop);
}

static const HopmapGeoAnswer *
get_answer (Fixture *fixture, const char *text)
{
  const HopmapGeoAnswer *answer;
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  answer = g_hash_table_lookup (fixture->answers, &address);
  g_assert_nonnull (answer);
  return answer;
}

static void
assert_city (Fixture *fixture, const char *address, const char *city)
{
  g_assert_cmpstr (get_answer (fixture, address)->place->city, ==, city);
}

static void
set_fakes (Fixture *fixture, HopmapFakeProvider *first, HopmapFakeProvider *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) database = hopmap_mmdb_provider_new (fixture->database, &error);
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();

  g_assert_no_error (error);
  g_ptr_array_add (providers, first);
  if (second != NULL)
    g_ptr_array_add (providers, second);
  g_ptr_array_add (providers, database);
  fixture->locator = hopmap_locator_new_for_providers (providers);
}

static void
assert_questions (HopmapFakeProvider *fake, const char *expected)
{
  g_autofree char *questions = hopmap_fake_provider_dup_questions (fake);

  g_assert_cmpstr (questions, ==, expected);
}

/* The second service is asked only for what the first does not know as well as a city. */
static void
test_next_provider (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) first = hopmap_fake_provider_new ("first", 50);
  g_autoptr (HopmapFakeProvider) second = hopmap_fake_provider_new ("second", 50);

  hopmap_fake_provider_tell_city (first, "62.154.1.1", "Bonn", 50.7, 7.1);
  hopmap_fake_provider_tell_city (first, "62.154.1.2", NULL, 51, 9);
  hopmap_fake_provider_tell (first, "62.154.1.4",
                             hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED));
  hopmap_fake_provider_tell_city (second, "62.154.1.2", "Ulm", 48.4, 10);
  set_fakes (fixture, first, second);
  locate (fixture, "62.154.1.1 62.154.1.2 62.154.1.3 62.154.1.4");

  assert_questions (first, "62.154.1.1,62.154.1.2,62.154.1.3,62.154.1.4");
  assert_questions (second, "62.154.1.2,62.154.1.3");
  assert_city (fixture, "62.154.1.2", "Ulm");
  assert_city (fixture, "62.154.1.3", "Bonn");
  g_assert_cmpint (get_answer (fixture, "62.154.1.1")->place->evidence, ==, HOPMAP_EVIDENCE_AGREED);
}

static GError *
new_rejection (void)
{
  return g_error_new_literal (HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_KEY_REJECTED, "No");
}

static void
test_next_when_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) first = hopmap_fake_provider_new ("first", 50);
  g_autoptr (HopmapFakeProvider) second = hopmap_fake_provider_new ("second", 50);
  g_autoptr (GError) error = new_rejection ();

  hopmap_fake_provider_fail (first, error);
  hopmap_fake_provider_tell_city (second, "62.154.1.1", "Ulm", 48.4, 10);
  set_fakes (fixture, first, second);
  locate (fixture, "62.154.1.1");
  assert_city (fixture, "62.154.1.1", "Ulm");

  /* That the second goes well says nothing about the first. */
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_KEY_REJECTED);
}

typedef struct
{
  GString *log;
  HopmapLocator *locator;
  guint id;
} Watcher;

static void
watched_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Watcher *watcher = user_data;

  g_string_append_printf (watcher->log, "%s%s ",
                          answer->place != NULL ? answer->place->city : "nothing",
                          complete ? "!" : "");
}

static guint
watch (HopmapLocator *locator, const char *text, HopmapLocatorFunc func, gpointer user_data)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return hopmap_locator_watch (locator, &address, func, user_data);
}

static void
test_refined (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 50);
  Watcher one = { .log = g_string_new (NULL) };
  Watcher other = { .log = g_string_new (NULL) };
  guint id;

  hopmap_fake_provider_tell_city (fake, "62.154.1.1", "Ulm", 48.4, 10);
  set_fakes (fixture, fake, NULL);
  id = watch (fixture->locator, "62.154.1.1", watched_cb, &one);
  g_assert_cmpuint (id, !=, 0);
  g_assert_cmpstr (one.log->str, ==, "Bonn ");
  g_assert_cmpuint (watch (fixture->locator, "62.154.1.1", watched_cb, &other), !=, id);

  while (strchr (other.log->str, '!') == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (one.log->str, ==, "Bonn Ulm! ");
  g_assert_cmpstr (other.log->str, ==, "Bonn Ulm! ");
  assert_questions (fake, "62.154.1.1");

  g_assert_cmpuint (watch (fixture->locator, "62.154.1.1", watched_cb, &one), ==, 0);
  g_assert_cmpstr (one.log->str, ==, "Bonn Ulm! Ulm! ");
  hopmap_locator_unwatch (fixture->locator, id);
  hopmap_locator_unwatch (fixture->locator, 0);
  g_string_free (one.log, TRUE);
  g_string_free (other.log, TRUE);
}

static void
test_unwatched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 1);
  Watcher one = { .log = g_string_new (NULL) };
  Watcher other = { .log = g_string_new (NULL) };
  guint first, second;

  set_fakes (fixture, fake, NULL);
  first = watch (fixture->locator, "62.154.1.1", watched_cb, &one);
  second = watch (fixture->locator, "62.154.1.1", watched_cb, &other);
  hopmap_locator_unwatch (fixture->locator, first);
  watch (fixture->locator, "62.154.1.2", watched_cb, &other);
  hopmap_locator_unwatch (fixture->locator, second);

  while (strchr (other.log->str, '!') == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (one.log->str, ==, "Bonn ");
  g_assert_cmpstr (other.log->str, ==, "Bonn Bonn Bonn! ");
  assert_questions (fake, "62.154.1.2");
  g_string_free (one.log, TRUE);
  g_string_free (other.log, TRUE);
}

/* Who is told may end the watch of another and ask again at once. */
static void
meddling_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Watcher *watcher = user_data;

  if (!complete)
    return;

  hopmap_locator_unwatch (watcher->locator, watcher->id);
  watch (watcher->locator, "62.154.1.1", watched_cb, watcher);
}

static void
test_meddled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 1);
  g_autoptr (GError) error = new_rejection ();
  Watcher victim = { .log = g_string_new (NULL) };
  Watcher meddler = { .log = g_string_new (NULL) };

  hopmap_fake_provider_fail (fake, error);
  set_fakes (fixture, fake, NULL);
  meddler.locator = fixture->locator;
  watch (fixture->locator, "62.154.1.1", meddling_cb, &meddler);
  meddler.id = watch (fixture->locator, "62.154.1.1", watched_cb, &victim);

  while (meddler.log->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (victim.log->str, ==, "Bonn ");
  g_assert_cmpstr (meddler.log->str, ==, "Bonn! ");
  g_string_free (victim.log, TRUE);
  g_string_free (meddler.log, TRUE);
}

/* A locator may go while a service is still thinking. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 1);
  Watcher watcher = { .log = g_string_new (NULL) };

  hopmap_fake_provider_hold (fake);
  set_fakes (fixture, fake, NULL);
  watch (fixture->locator, "62.154.1.1", watched_cb, &watcher);
  while (hopmap_fake_provider_get_n_held (fake) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  g_assert_cmpuint (hopmap_fake_provider_get_n_cancelled (fake), ==, 1);
  hopmap_fake_provider_release (fake);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (watcher.log->str, ==, "Bonn ");
  g_string_free (watcher.log, TRUE);
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

  add ("/locator-watch/next-provider", test_next_provider);
  add ("/locator-watch/next-when-failed", test_next_when_failed);
  add ("/locator-watch/refined", test_refined);
  add ("/locator-watch/unwatched", test_unwatched);
  add ("/locator-watch/meddled", test_meddled);
  add ("/locator-watch/dropped", test_dropped);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom the locator asks, how often, and what it makes of the answers. That nobody is asked is read
 * from the log of a server that would have heard it.
 */
#include "hopmap-locator.h"

#include <string.h>

#include "hopmap-sample-file.h"
#include "hopmap-stub-service.h"

#define TABLE                                                                                      \
  "62.154.0.0/16\tBonn\tDE\tGermany\t50.73\t7.1\t40\t3320\tDeutsche Telekom AG\n"                  \
  "8.8.8.0/24\t-\tUS\tUnited States\t-\t-\t-\n"

#define FRANKFURT                                                                                  \
  "{\"ip\":\"{ip}\",\"location\":{\"country_code2\":\"DE\",\"country_name\":\"Germany\","          \
  "\"city\":\"Frankfurt am Main\",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\"},"           \
  "\"asn\":{\"as_number\":\"AS3320\",\"organization\":\"Deutsche Telekom AG\"}}"

typedef struct
{
  HopmapStubService *service;
  char *database;
  HopmapLocator *locator;
  GMainLoop *loop;
  GHashTable *answers;
  GError *error;
  guint n_problems;
} Fixture;

static void
count_problem (Fixture *fixture)
{
  fixture->n_problems++;
}

static void
set_locator (Fixture *fixture, const char *database, const char *key, gboolean offline)
{
  g_clear_object (&fixture->locator);
  fixture->n_problems = 0;
  fixture->locator = hopmap_locator_new (&(HopmapLocatorOptions){
      .database_path = database,
      .web = &(HopmapWebChoice){ "ipgeolocation", key,
                                 hopmap_stub_service_get_url (fixture->service) },
      .n_web = 1,
      .offline = offline,
  });
  g_signal_connect_swapped (fixture->locator, "notify::problem", G_CALLBACK (count_problem),
                            fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 200, .body = FRANKFURT };

  fixture->service = hopmap_stub_service_new ();
  hopmap_stub_service_set_replies (fixture->service, &reply, 1);
  fixture->database = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->locator != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  g_clear_pointer (&fixture->service, hopmap_stub_service_free);
  g_clear_pointer (&fixture->database, hopmap_sample_file_free);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  g_clear_error (&fixture->error);
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

  fixture->answers = hopmap_locator_locate_finish (HOPMAP_LOCATOR (object), result,
                                                   &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
locate (Fixture *fixture, const char *list, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) addresses = parse_list (list);

  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  hopmap_locator_locate_async (fixture->locator, addresses, cancellable, located_cb, fixture);
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

static guint
n_requests (Fixture *fixture)
{
  return hopmap_stub_service_get_n_requests (fixture->service);
}

static void
test_local (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  set_locator (fixture, fixture->database, NULL, FALSE);
  locate (fixture, "62.154.1.1 9.9.9.9", NULL);

  answer = get_answer (fixture, "62.154.1.1");
  g_assert_cmpstr (answer->place->city, ==, "Bonn");
  g_assert_cmpuint (answer->asn, ==, 3320);
  g_assert_cmpuint (answer->candidates->len, ==, 1);
  answer = get_answer (fixture, "9.9.9.9");
  g_assert_null (answer->place);
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_null (hopmap_locator_get_problem (fixture->locator));
  g_assert_cmpuint (n_requests (fixture), ==, 0);
}

/* Frankfurt and Bonn are 130 km apart: the sources disagree, the web is believed. */
static void
test_web (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  set_locator (fixture, fixture->database, "key", FALSE);
  locate (fixture, "62.154.1.1", NULL);

  answer = get_answer (fixture, "62.154.1.1");
  g_assert_cmpuint (answer->candidates->len, ==, 2);
  g_assert_cmpstr (answer->place->city, ==, "Frankfurt am Main");
  g_assert_cmpstr (((HopmapPlace *) answer->candidates->pdata[1])->city, ==, "Bonn");
  g_assert_cmpint (answer->place->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpuint (n_requests (fixture), ==, 1);
}

static void
test_asked_once (Fixture *fixture, gconstpointer data)
{
  set_locator (fixture, fixture->database, "key", FALSE);
  locate (fixture, "62.154.1.1 62.154.1.1 ::ffff:62.154.1.1 64:ff9b::62.154.1.1 62.154.1.2", NULL);
  assert_city (fixture, "62.154.1.1", "Frankfurt am Main");
  assert_city (fixture, "::ffff:62.154.1.1", "Frankfurt am Main");
  assert_city (fixture, "64:ff9b::62.154.1.1", "Frankfurt am Main");
  locate (fixture, "62.154.1.1 2002:3e9a:101::1", NULL);
  assert_city (fixture, "2002:3e9a:101::1", "Frankfurt am Main");

  g_assert_cmpuint (hopmap_stub_service_count (fixture->service, "62.154.1.1"), ==, 1);
  g_assert_cmpuint (hopmap_stub_service_count (fixture->service, "62.154.1.2"), ==, 1);
  g_assert_cmpuint (n_requests (fixture), ==, 2);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  set_locator (fixture, fixture->database, "key", TRUE);
  locate (fixture, "62.154.1.1 9.9.9.9", NULL);
  assert_city (fixture, "62.154.1.1", "Bonn");

  set_locator (fixture, fixture->database, "", FALSE);
  locate (fixture, "62.154.1.1 9.9.9.9", NULL);
  g_assert_cmpuint (n_requests (fixture), ==, 0);
}

static void
test_special (Fixture *fixture, gconstpointer data)
{
  static const char list[] = "10.0.0.1 192.168.1.1 100.64.3.4 127.0.0.1 169.254.7.7 fe80::1 "
                             "fd00::1 ::1 224.0.0.1 2001:db8::1 64:ff9b::10.0.0.1 "
                             "::ffff:192.168.1.1 2002:a00:1::1 2001:0:1:2:3:4:f5ff:fffe";
  const HopmapGeoAnswer *answer;

  set_locator (fixture, fixture->database, "key", FALSE);
  locate (fixture, list, NULL);
  answer = get_answer (fixture, "10.0.0.1");
  g_assert_cmpint (answer->place->kind, ==, HOPMAP_PLACE_SPECIAL);
  g_assert_cmpstr (answer->place->label, ==, "Private network");
  g_assert_false (answer->place->has_point);
  g_assert_cmpuint (g_hash_table_size (fixture->answers), ==, 14);
  g_assert_cmpuint (n_requests (fixture), ==, 0);
}

static void
test_database_problem (Fixture *fixture, gconstpointer data)
{
  set_locator (fixture, "/nonexistent/places.mmdb", NULL, FALSE);
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_DATABASE_MISSING);
  locate (fixture, "62.154.1.1 10.0.0.1", NULL);
  g_assert_null (get_answer (fixture, "62.154.1.1")->place);
  g_assert_cmpstr (get_answer (fixture, "10.0.0.1")->place->label, ==, "Private network");

  set_locator (fixture, "/dev/null", "key", FALSE);
  locate (fixture, "62.154.1.1", NULL);
  assert_city (fixture, "62.154.1.1", "Frankfurt am Main");
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_DATABASE_BROKEN);
}

static void
test_bad_setting (Fixture *fixture, gconstpointer data)
{
  fixture->locator = hopmap_locator_new (&(HopmapLocatorOptions){
      .database_path = fixture->database,
      .web = &(HopmapWebChoice){ "ipgeolocation", "key", "http://example.org/" },
      .n_web = 1,
  });
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_BAD_SETTING);
  locate (fixture, "62.154.1.1", NULL);
  assert_city (fixture, "62.154.1.1", "Bonn");
}

static void
test_key_rejected (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 401, .body = "{\"message\":\"no\"}" };
  guint asked;

  set_locator (fixture, fixture->database, "key", FALSE);
  hopmap_stub_service_set_replies (fixture->service, &reply, 1);
  locate (fixture, "62.154.1.1 62.154.1.2 62.154.1.3 62.154.1.4 62.154.1.5", NULL);
  assert_city (fixture, "62.154.1.5", "Bonn");
  g_assert_error (get_answer (fixture, "62.154.1.1")->error, HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_KEY_REJECTED);
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_KEY_REJECTED);
  g_assert_cmpuint (fixture->n_problems, ==, 1);

  asked = n_requests (fixture);
  g_assert_cmpuint (asked, <=, 2);
  locate (fixture, "62.154.1.1 62.154.1.6", NULL);
  g_assert_cmpuint (n_requests (fixture), ==, asked);
}

/* Trouble is not remembered as an answer, and is forgotten when it is over. */
static void
test_trouble_passes (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply bad = { .status = 200, .body = "<html>" };
  const HopmapStubReply good = { .status = 200, .body = FRANKFURT };

  set_locator (fixture, fixture->database, "key", FALSE);
  hopmap_stub_service_set_replies (fixture->service, &bad, 1);
  locate (fixture, "62.154.1.1", NULL);
  assert_city (fixture, "62.154.1.1", "Bonn");
  g_assert_error (hopmap_locator_get_problem (fixture->locator), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_BAD_RESPONSE);

  hopmap_stub_service_set_replies (fixture->service, &good, 1);
  locate (fixture, "62.154.1.1", NULL);
  assert_city (fixture, "62.154.1.1", "Frankfurt am Main");
  g_assert_null (hopmap_locator_get_problem (fixture->locator));
  g_assert_cmpuint (fixture->n_problems, ==, 2);
}

static void
test_reserved (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 423, .body = "{}" };

  set_locator (fixture, fixture->database, "key", FALSE);
  hopmap_stub_service_set_replies (fixture->service, &reply, 1);
  locate (fixture, "9.9.9.9", NULL);
  g_assert_cmpint (get_answer (fixture, "9.9.9.9")->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  g_assert_null (hopmap_locator_get_problem (fixture->locator));
  locate (fixture, "9.9.9.9", NULL);
  g_assert_cmpuint (n_requests (fixture), ==, 1);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply silent = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  set_locator (fixture, fixture->database, "key", FALSE);
  hopmap_stub_service_set_replies (fixture->service, &silent, 1);
  g_idle_add (cancel_cb, cancellable);
  locate (fixture, "62.154.1.1 62.154.1.2 10.0.0.1", cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->answers);
  g_assert_cmpuint (n_requests (fixture), ==, 0);
}

static void
test_nothing_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  set_locator (fixture, NULL, NULL, FALSE);
  hopmap_locator_locate_async (fixture->locator, none, NULL, located_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (g_hash_table_size (fixture->answers), ==, 0);
  g_assert_null (hopmap_locator_get_problem (fixture->locator));
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);

  add ("/locator/local", test_local);
  add ("/locator/web", test_web);
  add ("/locator/asked-once", test_asked_once);
  add ("/locator/offline", test_offline);
  add ("/locator/special", test_special);
  add ("/locator/database-problem", test_database_problem);
  add ("/locator/bad-setting", test_bad_setting);
  add ("/locator/key-rejected", test_key_rejected);
  add ("/locator/trouble-passes", test_trouble_passes);
  add ("/locator/reserved", test_reserved);
  add ("/locator/cancelled", test_cancelled);
  add ("/locator/nothing-asked", test_nothing_asked);

  return g_test_run ();
}

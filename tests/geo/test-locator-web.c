/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The locator with several services: how many questions a route costs, what is kept between two
 * starts of the program, and what becomes of it all when the person changes his mind.
 */
#include "hopmap-locator.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hopmap-route-locator.h"
#include "hopmap-stub-service.h"

#define N_HOPS 30

typedef struct
{
  HopmapStubService *ipmap;
  HopmapStubService *geojs;
  char *folder;
  char *path;
  HopmapPlaceStore *store;
  HopmapLocator *locator;
  guint n_answers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply nothing = { .status = 200, .body = "{\"data\":{}}" };
  const HopmapStubReply none = { .status = 200, .body = "[]" };

  fixture->ipmap = hopmap_stub_service_new ();
  hopmap_stub_service_set_replies (fixture->ipmap, &nothing, 1);
  fixture->geojs = hopmap_stub_service_new ();
  hopmap_stub_service_set_replies (fixture->geojs, &none, 1);
  fixture->folder = g_dir_make_tmp ("hopmap-web-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "places.db", NULL);
  fixture->store = hopmap_place_store_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  if (fixture->locator != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->locator));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  hopmap_stub_service_free (fixture->ipmap);
  hopmap_stub_service_free (fixture->geojs);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, endings[i], NULL);

      g_unlink (name);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
set_web (Fixture *fixture, guint n, gboolean offline)
{
  const HopmapWebChoice choices[] = {
    { "ipmap", NULL, hopmap_stub_service_get_url (fixture->ipmap) },
    { "geojs", NULL, hopmap_stub_service_get_url (fixture->geojs) },
  };

  hopmap_locator_set_web (fixture->locator, choices, n, offline);
}

/* As when the program starts anew. */
static void
start (Fixture *fixture, guint n, gboolean offline)
{
  g_clear_object (&fixture->locator);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->store);
  fixture->store = hopmap_place_store_new (fixture->path);
  fixture->locator = hopmap_locator_new (&(HopmapLocatorOptions){ .store = fixture->store });
  set_web (fixture, n, offline);
}

static HopmapAddress
parse (const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return address;
}

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GHashTable **answers = user_data;

  *answers = hopmap_locator_locate_finish (HOPMAP_LOCATOR (object), result, NULL);
}

/* Returns the city of @text, or NULL. */
static char *
locate (Fixture *fixture, const char *text)
{
  HopmapAddress address = parse (text);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (GHashTable) answers = NULL;
  const HopmapGeoAnswer *answer;

  g_ptr_array_add (addresses, &address);
  hopmap_locator_locate_async (fixture->locator, addresses, NULL, located_cb, &answers);
  while (answers == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = g_hash_table_lookup (answers, &address);
  return answer->place != NULL ? g_strdup (answer->place->city) : NULL;
}

static void
assert_located (Fixture *fixture, const char *text, const char *city)
{
  g_autofree char *found = locate (fixture, text);

  g_assert_cmpstr (found, ==, city);
}

static void
watched_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_answers += complete;
}

typedef struct
{
  Fixture *fixture;
  guint n;
} Trace;

static gboolean
next_hop_cb (gpointer user_data)
{
  Trace *trace = user_data;
  g_autofree char *text = g_strdup_printf ("62.154.%u.1", trace->n);
  HopmapAddress address = parse (text);

  /* Several ask for the same hop: the list, another window, the same router twice. */
  for (guint i = 0; i < 3; i++)
    hopmap_locator_watch (trace->fixture->locator, &address, watched_cb, trace->fixture);
  return ++trace->n < N_HOPS;
}

/* Hops come in one after the other, as fast as a trace finds them. */
static void
test_one_question (Fixture *fixture, gconstpointer data)
{
  Trace trace = { fixture };
  const char *request;

  start (fixture, 2, FALSE);
  g_timeout_add (20, next_hop_cb, &trace);
  while (fixture->n_answers < 3 * N_HOPS)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->geojs), ==, 1);
  request = hopmap_stub_service_get_request (fixture->ipmap, 0);
  for (guint i = 0; i < N_HOPS; i++)
    {
      g_autofree char *text = g_strdup_printf ("62.154.%u.1", i);
      const char *first = strstr (request, text);

      g_assert_nonnull (first);
      g_assert_null (strstr (first + 1, text));
    }
}

#define BONN                                                                                       \
  "{\"data\":{\"62.154.1.1\":{\"type\":\"city\",\"cityName\":\"Bonn\","                            \
  "\"countryCodeAlpha2\":\"DE\",\"latitude\":50.7,\"longitude\":7.1}}}"

#define ULM                                                                                        \
  "{\"ip\":\"62.154.1.1\",\"city\":\"Ulm\",\"country_code\":\"DE\",\"latitude\":\"48.4\","         \
  "\"longitude\":\"10.0\",\"accuracy\":20}"

static void
tell (HopmapStubService *service, const char *body)
{
  hopmap_stub_service_set_replies (service, &(HopmapStubReply){ .status = 200, .body = body }, 1);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  tell (fixture->ipmap, BONN);
  start (fixture, 2, FALSE);
  assert_located (fixture, "62.154.1.1", "Bonn");
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);

  /* Another day: nobody is asked, and it makes no difference whether there is a network. */
  start (fixture, 2, FALSE);
  assert_located (fixture, "62.154.1.1", "Bonn");
  start (fixture, 2, TRUE);
  assert_located (fixture, "62.154.1.1", "Bonn");
  assert_located (fixture, "62.154.1.2", NULL);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->geojs), ==, 0);

  /* The answer of a service that is not chosen any more is not used. */
  start (fixture, 0, FALSE);
  assert_located (fixture, "62.154.1.1", NULL);

  start (fixture, 1, FALSE);
  hopmap_place_store_forget (fixture->store);
  assert_located (fixture, "62.154.1.1", "Bonn");
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 2);

  hopmap_place_store_set_keeps_answers (fixture->store, FALSE);
  start (fixture, 1, FALSE);
  hopmap_place_store_set_keeps_answers (fixture->store, FALSE);
  assert_located (fixture, "62.154.1.1", "Bonn");
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 3);
}

/* "That nothing is known" is kept, too; the next service is asked then. */
static void
test_unknown_kept (Fixture *fixture, gconstpointer data)
{
  tell (fixture->geojs, ULM);
  start (fixture, 1, FALSE);
  assert_located (fixture, "62.154.1.1", NULL);
  start (fixture, 2, FALSE);
  assert_located (fixture, "62.154.1.1", "Ulm");
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->geojs), ==, 1);
}

/* A service that wants to be left alone is, by the next start of the program as well. */
static void
test_limits_kept (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply enough = { .status = 429, .header = "Retry-After", .value = "3600" };

  hopmap_stub_service_set_replies (fixture->ipmap, &enough, 1);
  start (fixture, 1, FALSE);
  assert_located (fixture, "62.154.1.1", NULL);
  g_assert_error (hopmap_locator_get_problem_of (fixture->locator, "ipmap"), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_QUOTA);
  g_assert_null (hopmap_locator_get_problem_of (fixture->locator, "geojs"));

  tell (fixture->ipmap, BONN);
  start (fixture, 1, FALSE);
  assert_located (fixture, "62.154.1.1", NULL);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);

  /* Nor does it help to forget the answers. */
  hopmap_place_store_forget (fixture->store);
  start (fixture, 1, FALSE);
  assert_located (fixture, "62.154.1.1", NULL);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->ipmap), ==, 1);
}

static void
count_cb (gpointer user_data)
{
  guint *count = user_data;

  ++*count;
}

/* Who said "no", or nothing yet, and then "yes", sees the routers of the open route move. */
static void
test_change_of_mind (Fixture *fixture, gconstpointer data)
{
  HopmapTraceOptions options;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", &error);
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (HopmapRouteLocator) route_locator = NULL;
  const HopmapSample sample = {
    .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
    .address = parse ("62.154.1.1"),
    .rtt_ns = 5000000,
  };
  HopmapHop *hop;
  guint n_changes = 0;

  g_assert_no_error (error);
  tell (fixture->ipmap, BONN);
  start (fixture, 0, FALSE);
  g_signal_connect_swapped (fixture->locator, "sources-changed", G_CALLBACK (count_cb), &n_changes);
  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  route_locator = hopmap_route_locator_new (route, fixture->locator);
  hop = hopmap_route_ensure_hop (route, 1);
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  g_assert_cmpint (hopmap_hop_get_place (hop)->kind, ==, HOPMAP_PLACE_UNKNOWN);

  set_web (fixture, 1, FALSE);
  g_assert_cmpuint (n_changes, ==, 1);
  while (hopmap_hop_get_place (hop)->kind == HOPMAP_PLACE_UNKNOWN)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (hopmap_hop_get_place (hop)->city, ==, "Bonn");

  g_clear_object (&route_locator);
}

/* What is under way when the person says "no" is given up. */
static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply silent = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  HopmapAddress address = parse ("62.154.1.1");

  hopmap_stub_service_set_replies (fixture->ipmap, &silent, 1);
  start (fixture, 2, FALSE);
  hopmap_locator_watch (fixture->locator, &address, watched_cb, fixture);
  while (hopmap_stub_service_get_n_requests (fixture->ipmap) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_answers, ==, 0);

  set_web (fixture, 0, FALSE);
  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->geojs), ==, 0);
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

  add ("/locator-web/one-question", test_one_question);
  add ("/locator-web/kept", test_kept);
  add ("/locator-web/unknown-kept", test_unknown_kept);
  add ("/locator-web/limits-kept", test_limits_kept);
  add ("/locator-web/change-of-mind", test_change_of_mind);
  add ("/locator-web/taken-back", test_taken_back);

  return g_test_run ();
}

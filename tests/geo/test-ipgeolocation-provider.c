/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ipgeolocation.io as it answers, as it refuses, and as nobody should answer.
 */
#include "hopmap-ipgeolocation-provider.h"

#include <locale.h>
#include <string.h>

#include "hopmap-stub-service.h"

#define KEY "s3cret/key&more"

#define V3                                                                                         \
  "{\"ip\":\"{ip}\",\"location\":{\"continent_code\":\"EU\",\"country_code2\":\"de\","             \
  "\"country_name\":\"Germany\",\"state_prov\":\"Hesse\",\"district\":\"\","                       \
  "\"city\":\"Frankfurt am Main\",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\","            \
  "\"accuracy_radius\":\"12.5\",\"geoname_id\":\"2925533\",\"is_eu\":true},"                       \
  "\"asn\":{\"as_number\":\"AS3320\",\"organization\":\"Deutsche Telekom AG\"},"                   \
  "\"time_zone\":{\"name\":\"Europe/Berlin\",\"offset\":1}}"

#define V1                                                                                         \
  "{\"ip\":\"{ip}\",\"hostname\":\"a.example\",\"continent_code\":\"NA\","                         \
  "\"country_code2\":\"US\",\"country_code3\":\"USA\",\"country_name\":\"United States\","         \
  "\"state_prov\":\"Ohio\",\"city\":\"Columbus\",\"latitude\":\"39.96\","                          \
  "\"longitude\":\"-83.0\",\"isp\":\"Amazon.com\",\"organization\":\"Amazon Technologies\","       \
  "\"asn\":\"AS16509\",\"geoname_id\":\"4509177\"}"

typedef struct
{
  HopmapStubService *service;
  HopmapWebClient *client;
  HopmapGeoProvider *provider;
  GMainLoop *loop;
  GHashTable *answers;
  GError *error;
} Fixture;

static HopmapGeoProvider *
new_provider (HopmapWebClient *client, const char *url)
{
  g_autoptr (GError) error = NULL;
  HopmapIpgeolocationProvider *provider = hopmap_ipgeolocation_provider_new (client, KEY, url,
                                                                             &error);

  g_assert_no_error (error);
  return HOPMAP_GEO_PROVIDER (provider);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->service = hopmap_stub_service_new ();
  fixture->client = hopmap_web_client_new ();
  fixture->provider = new_provider (fixture->client,
                                    hopmap_stub_service_get_url (fixture->service));
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->provider);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->service, hopmap_stub_service_free);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  g_clear_error (&fixture->error);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result,
                                                        &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
start (Fixture *fixture, const char *text, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  g_ptr_array_add (addresses, hopmap_address_copy (&address));
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  hopmap_geo_provider_lookup_async (fixture->provider, addresses, cancellable, answered_cb,
                                    fixture);
}

/* Returns what the provider makes of @replies. The answer lives as long as the next is not asked. */
static HopmapGeoAnswer *
ask_series (Fixture *fixture, const char *text, const HopmapStubReply *replies, guint n_replies)
{
  HopmapAddress address;
  HopmapGeoAnswer *answer;

  hopmap_stub_service_set_replies (fixture->service, replies, n_replies);
  start (fixture, text, NULL);
  g_main_loop_run (fixture->loop);

  g_assert_no_error (fixture->error);
  hopmap_address_parse (text, &address);
  answer = g_hash_table_lookup (fixture->answers, &address);
  g_assert_nonnull (answer);
  if (answer->error != NULL)
    g_assert_null (strstr (answer->error->message, "s3cret"));
  return answer;
}

static HopmapGeoAnswer *
ask (Fixture *fixture, const char *text, guint status, const char *body)
{
  return ask_series (fixture, text, &(HopmapStubReply){ .status = status, .body = body }, 1);
}

static void
assert_failed (const HopmapGeoAnswer *answer, HopmapGeoError code)
{
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FAILED);
  g_assert_error (answer->error, HOPMAP_GEO_ERROR, (int) code);
}

static void
assert_frankfurt (const HopmapGeoAnswer *answer)
{
  const HopmapPlace *place = answer->place;

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_CITY);
  g_assert_cmpint (place->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpfloat (place->latitude, ==, 50.11552);
  g_assert_cmpfloat (place->longitude, ==, 8.68417);
  g_assert_cmpfloat (place->radius_km, ==, 12.5);
  g_assert_cmpstr (place->city, ==, "Frankfurt am Main");
  g_assert_cmpstr (place->region, ==, "Hesse");
  g_assert_cmpstr (place->country, ==, "Germany");
  g_assert_cmpstr (place->country_code, ==, "DE");
  g_assert_cmpstr (place->source, ==, "ipgeolocation.io");
  g_assert_cmpuint (answer->asn, ==, 3320);
  g_assert_cmpstr (answer->network, ==, "Deutsche Telekom AG");
}

static void
test_v3 (Fixture *fixture, gconstpointer data)
{
  assert_frankfurt (ask (fixture, "62.154.1.1", 200, V3));
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->service, 0), ==,
                   "/v3/ipgeo?apiKey=s3cret%2Fkey%26more&ip=62.154.1.1&fields=location,asn");
  g_assert_false (hopmap_geo_provider_is_local (fixture->provider));
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 1);
}

static void
test_v6_address (Fixture *fixture, gconstpointer data)
{
  assert_frankfurt (ask (fixture, "2003:0:0::1", 200, V3));
  g_assert_cmpuint (hopmap_stub_service_count (fixture->service, "2003::1"), ==, 1);
}

static void
test_v1 (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer = ask (fixture, "52.95.1.1", 200, V1);

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpfloat (answer->place->latitude, ==, 39.96);
  g_assert_cmpfloat (answer->place->longitude, ==, -83.0);
  g_assert_cmpstr (answer->place->city, ==, "Columbus");
  g_assert_cmpstr (answer->place->country_code, ==, "US");
  g_assert_cmpuint (answer->asn, ==, 16509);
  g_assert_cmpstr (answer->network, ==, "Amazon Technologies");
}

static void
test_own_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (hopmap_stub_service_get_url (fixture->service), "ipgeo",
                                      NULL);

  g_clear_object (&fixture->provider);
  fixture->provider = new_provider (fixture->client, url);
  ask (fixture, "52.95.1.1", 200, V1);
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->service, 0), ==,
                   "/ipgeo?apiKey=s3cret%2Fkey%26more&ip=52.95.1.1&output=json");
}

static void
test_german_numbers (Fixture *fixture, gconstpointer data)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("There is no locale de_DE.UTF-8 here");
      return;
    }

  assert_frankfurt (ask (fixture, "62.154.1.1", 200, V3));
  setlocale (LC_ALL, "C");
}

/* Bodies with status 200 that say something, but not where. */
static void
test_no_point (Fixture *fixture, gconstpointer data)
{
  static const char *const points[] = {
    "\"latitude\":null,\"longitude\":null",
    "\"latitude\":\"\",\"longitude\":\"\"",
    "\"latitude\":0,\"longitude\":0",
    "\"latitude\":\"0.0\",\"longitude\":\"0.00\"",
    "\"latitude\":\"91\",\"longitude\":\"8\"",
    "\"latitude\":12,\"longitude\":-999",
    "\"latitude\":1e999,\"longitude\":8",
    "\"latitude\":\"nan\",\"longitude\":\"inf\"",
    "\"latitude\":\"50,1\",\"longitude\":\"8,6\"",
    "\"latitude\":[50],\"longitude\":{\"x\":8}",
    "\"latitude\":true,\"longitude\":false",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autofree char *body = g_strconcat (
          "{\"ip\":\"{ip}\",\"location\":{\"city\":\"Aachen\",", points[i],
          ",\"country_code2\":\"DE\",\"country_name\":\"Germany\"}}", NULL);
      const HopmapGeoAnswer *answer = ask (fixture, "62.154.1.1", 200, body);

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
      g_assert_false (answer->place->has_point);
      g_assert_cmpint (answer->place->kind, ==, HOPMAP_PLACE_COUNTRY);
    }
}

static void
test_nothing_known (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"ip\":\"{ip}\"}",
    "{\"ip\":\"{ip}\",\"location\":null,\"asn\":null}",
    "{\"ip\":\"{ip}\",\"location\":[],\"asn\":7}",
    "{\"ip\":\"{ip}\",\"location\":{\"country_code2\":\"-9\",\"city\":\"\\u202e\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const HopmapGeoAnswer *answer = ask (fixture, "62.154.1.1", 200, bodies[i]);

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
      g_assert_null (answer->place);
      g_assert_null (answer->error);
    }
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  assert_failed (ask (fixture, "1.1.1.1", 401, "{\"message\":\"Provided API key is not valid\"}"),
                 HOPMAP_GEO_ERROR_KEY_REJECTED);
  assert_failed (ask (fixture, "1.1.1.1", 403, "{}"), HOPMAP_GEO_ERROR_KEY_REJECTED);
  assert_failed (ask (fixture, "1.1.1.1", 400, "{}"), HOPMAP_GEO_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 3);

  answer = ask (fixture, "1.1.1.1", 404, "{\"message\":\"does not exist in our database.\"}");
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  answer = ask (fixture, "1.1.1.1", 423, "{\"message\":\"'1.1.1.1' is a bogon IP address.\"}");
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  g_assert_null (answer->error);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *value;
    guint least_s, most_s;
  } rows[] = {
    { "120", 120, 120 },
    { "99999999", 0, 0 },
    { "soon", 0, 0 },
    { "-5", 0, 0 },
    { "Wed, 21 Oct 2015 07:28:00 GMT", 0, 0 },
    { "Fri, 31 Dec 9999 23:59:59 GMT", 86400, 86400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HopmapStubReply reply = {
        .status = 429,
        .body = "{\"message\":\"You have exceeded the limit\"}",
        .header = "Retry-After",
        .value = rows[i].value,
      };
      const HopmapGeoAnswer *answer = ask_series (fixture, "1.1.1.1", &reply, 1);

      assert_failed (answer, HOPMAP_GEO_ERROR_QUOTA);
      g_assert_cmpuint (hopmap_geo_error_get_retry_after (answer->error), >=, rows[i].least_s);
      g_assert_cmpuint (hopmap_geo_error_get_retry_after (answer->error), <=, rows[i].most_s);
    }

  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, G_N_ELEMENTS (rows));
}

static void
test_second_try (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply better[] = { { .status = 500 }, { .status = 200, .body = V3 } };
  const HopmapStubReply cut[] = { { .status = 200, .manner = HOPMAP_STUB_CUT },
                                  { .status = 200, .body = V3 } };
  const HopmapStubReply worse[] = { { .status = 503 }, { .status = 502 }, { .status = 200 } };

  assert_frankfurt (ask_series (fixture, "62.154.1.1", better, G_N_ELEMENTS (better)));
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 2);
  assert_frankfurt (ask_series (fixture, "62.154.1.1", cut, G_N_ELEMENTS (cut)));
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 4);
  assert_failed (ask_series (fixture, "62.154.1.1", worse, G_N_ELEMENTS (worse)),
                 HOPMAP_GEO_ERROR_UNAVAILABLE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 6);
}

static void
test_no_answer_of_theirs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *hidden = g_strconcat ("{\"ip\":\"{ip}\",\"x\":/*\"*/", brackets, NULL);
  g_autofree char *wide = g_strconcat ("{\"ip\":\"{ip}\",\"x\":'\"", brackets, NULL);
  const char *const bodies[] = {
    "",
    " ",
    "null",
    "[]",
    "{}",
    "\"text\"",
    "{\"ip\":",
    "<!DOCTYPE html><html><title>Log in</title></html>",
    "{\"message\":\"fine\"}",
    "{\"ip\":\"9.9.9.9\",\"location\":{\"latitude\":\"1\",\"longitude\":\"2\"}}",
    "{\"ip\":12,\"location\":{\"latitude\":\"1\",\"longitude\":\"2\"}}",
    "{\"ip\":\"{ip}\",\"city\":\"\xff\xfe\"}",
    "{\"ip\":\"{ip}\"} trailing",
    brackets,
    hidden,
    wide,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_failed (ask (fixture, "62.154.1.1", 200, bodies[i]), HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

/* Not even to the same server: what it would answer there is not what was asked for. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const HopmapStubReply reply = { .status = statuses[i],
                                      .header = "Location",
                                      .value = "/elsewhere" };

      assert_failed (ask_series (fixture, "62.154.1.1", &reply, 1), HOPMAP_GEO_ERROR_BAD_RESPONSE);
      g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, i + 1);
    }
}

static void
test_flood (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 200, .manner = HOPMAP_STUB_FLOOD };

  assert_failed (ask_series (fixture, "62.154.1.1", &reply, 1), HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

static void
test_deadline (Fixture *fixture, gconstpointer data)
{
  const HopmapStubReply silent = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  const HopmapStubReply drip = { .status = 200, .manner = HOPMAP_STUB_DRIP };

  hopmap_web_client_set_deadline (fixture->client, 100);
  assert_failed (ask_series (fixture, "62.154.1.1", &silent, 1), HOPMAP_GEO_ERROR_UNAVAILABLE);
  assert_failed (ask_series (fixture, "62.154.1.1", &drip, 1), HOPMAP_GEO_ERROR_UNAVAILABLE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 4);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  HopmapAddress address;

  g_clear_pointer (&fixture->service, hopmap_stub_service_free);
  start (fixture, "62.154.1.1", NULL);
  g_main_loop_run (fixture->loop);

  hopmap_address_parse ("62.154.1.1", &address);
  assert_failed (g_hash_table_lookup (fixture->answers, &address), HOPMAP_GEO_ERROR_UNAVAILABLE);
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
  const HopmapStubReply reply = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  g_autoptr (GCancellable) early = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();

  hopmap_stub_service_set_replies (fixture->service, &reply, 1);
  g_cancellable_cancel (early);
  start (fixture, "62.154.1.1", early);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->answers);
  g_clear_error (&fixture->error);

  start (fixture, "62.154.1.1", late);
  while (hopmap_stub_service_get_n_requests (fixture->service) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_idle_add (cancel_cb, late);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 1);
}

static void
test_settings (void)
{
  static const char *const good[] = { "https://api.ipgeolocation.io", "https://example.org/ipgeo",
                                      "http://localhost:8080/", "http://127.0.0.1:1",
                                      "http://[::1]:8080/x" };
  static const char *const bad[] = { "http://api.ipgeolocation.io",
                                     "http://192.0.2.1/",
                                     "ftp://localhost/",
                                     "localhost",
                                     "https://",
                                     "https:///ipgeo",
                                     "file:///etc/passwd",
                                     "http://localhost.example/",
                                     "\xff" };
  g_autoptr (HopmapWebClient) client = hopmap_web_client_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (HopmapGeoProvider) provider = new_provider (client, good[i]);

      g_assert_nonnull (provider);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_ipgeolocation_provider_new (client, KEY, bad[i], &error));
      g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
    }
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  /* Whatever proxy this computer has, loopback is asked directly. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);

  add ("/ipgeolocation/v3", test_v3);
  add ("/ipgeolocation/v6-address", test_v6_address);
  add ("/ipgeolocation/v1", test_v1);
  add ("/ipgeolocation/own-path", test_own_path);
  add ("/ipgeolocation/german-numbers", test_german_numbers);
  add ("/ipgeolocation/no-point", test_no_point);
  add ("/ipgeolocation/nothing-known", test_nothing_known);
  add ("/ipgeolocation/statuses", test_statuses);
  add ("/ipgeolocation/quota", test_quota);
  add ("/ipgeolocation/second-try", test_second_try);
  add ("/ipgeolocation/no-answer-of-theirs", test_no_answer_of_theirs);
  add ("/ipgeolocation/redirect", test_redirect);
  add ("/ipgeolocation/flood", test_flood);
  add ("/ipgeolocation/deadline", test_deadline);
  add ("/ipgeolocation/nobody-there", test_nobody_there);
  add ("/ipgeolocation/cancelled", test_cancelled);
  g_test_add_func ("/ipgeolocation/settings", test_settings);

  return g_test_run ();
}

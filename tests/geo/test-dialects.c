/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each service is asked, word for word, and what its answers mean, as its documentation and the
 * tests of others show them.
 */
#include "hopmap-stub-service.h"
#include "hopmap-web-provider.h"

#include <locale.h>
#include <string.h>

#define KEY "7:s3cret"

typedef struct
{
  HopmapStubService *service;
  HopmapWebClient *client;
  HopmapGeoProvider *provider;
  GHashTable *answers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->service = hopmap_stub_service_new ();
  hopmap_stub_service_take_batches (fixture->service);
  fixture->client = hopmap_web_client_new ();
  fixture->provider = HOPMAP_GEO_PROVIDER (hopmap_web_provider_new (
      fixture->client, data, KEY, hopmap_stub_service_get_url (fixture->service), &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  g_clear_object (&fixture->provider);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->service, hopmap_stub_service_free);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result,
                                                        &error);
  g_assert_no_error (error);
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
ask_reply (Fixture *fixture, const char *list, const HopmapStubReply *reply)
{
  g_autoptr (GPtrArray) addresses = parse_list (list);

  hopmap_stub_service_set_replies (fixture->service, reply, 1);
  g_clear_pointer (&fixture->answers, g_hash_table_unref);
  hopmap_geo_provider_lookup_async (fixture->provider, addresses, NULL, answered_cb, fixture);
  while (fixture->answers == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_hash_table_size (fixture->answers), ==, addresses->len);
}

static void
ask (Fixture *fixture, const char *list, const char *body)
{
  ask_reply (fixture, list, &(HopmapStubReply){ .status = 200, .body = body });
}

static const HopmapGeoAnswer *
get (Fixture *fixture, const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return g_hash_table_lookup (fixture->answers, &address);
}

static void
assert_asked (Fixture *fixture, const char *expected)
{
  guint n = hopmap_stub_service_get_n_requests (fixture->service);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->service, n - 1), ==, expected);
}

static void
assert_place (const HopmapGeoAnswer *answer,
              HopmapEvidence evidence,
              const char *city,
              double latitude,
              double longitude,
              double radius_km)
{
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_nonnull (answer->place);
  g_assert_cmpint (answer->place->evidence, ==, evidence);
  g_assert_cmpstr (answer->place->city, ==, city);
  g_assert_true (answer->place->has_point);
  g_assert_cmpfloat (answer->place->latitude, ==, latitude);
  g_assert_cmpfloat (answer->place->longitude, ==, longitude);
  g_assert_cmpfloat (answer->place->radius_km, ==, radius_km);
}

static void
assert_failed (Fixture *fixture, const char *address, HopmapGeoError code)
{
  const HopmapGeoAnswer *answer = get (fixture, address);

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FAILED);
  g_assert_error (answer->error, HOPMAP_GEO_ERROR, (int) code);
  g_assert_null (strstr (answer->error->message, "s3cret"));
}

#define IPMAP_PLACE                                                                                \
  "\"type\":\"city\",\"cityName\":\"Frankfurt am Main\",\"cityNameAscii\":\"Frankfurt am Main\","  \
  "\"countryCodeAlpha2\":\"DE\",\"stateAnsiCode\":\"HE\""

static void
test_ipmap (Fixture *fixture, gconstpointer data)
{
  ask (
      fixture, "62.154.1.1 2003::1 80.1.1.1 80.1.1.2 80.1.1.3 80.1.1.4 80.1.1.5",
      "{\"data\":{"
      "\"62.154.1.1\":{" IPMAP_PLACE ",\"latitude\":50.11552,\"longitude\":8.68417,"
      "\"contributions\":{\"latency\":{\"minRtt\":0.7},\"worlds\":{}}},"
      "\"2003:0::1\":{" IPMAP_PLACE ",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\","
      "\"contributions\":{\"reverse-dns\":{}}},"
      "\"80.1.1.1\":{" IPMAP_PLACE ",\"latitude\":50.11552,\"longitude\":8.68417,"
      "\"contributions\":{\"worlds\":{}}},"
      "\"80.1.1.2\":{" IPMAP_PLACE ",\"latitude\":50.11552,\"longitude\":8.68417,"
      "\"contributions\":{\"latency\":{\"minRtt\":4.5,\"radius\":{\"maxDistanceMetres\":150500}}}},"
      "\"80.1.1.3\":{" IPMAP_PLACE ",\"latitude\":50.11552,\"longitude\":8.68417,"
      "\"contributions\":{\"simple-anycast\":{}}},"
      "\"80.1.1.4\":{\"type\":\"country\",\"countryCodeAlpha2\":\"DE\",\"latitude\":51,"
      "\"longitude\":9,\"contributions\":{\"geofeed\":{}}},"
      "\"80.1.1.5\":null}}");
  assert_asked (fixture, "/v1/locate/all?resources=62.154.1.1,2003::1,80.1.1.1,80.1.1.2,80.1.1.3,"
                         "80.1.1.4,80.1.1.5&client=hopmap");
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 50);

  assert_place (get (fixture, "62.154.1.1"), HOPMAP_EVIDENCE_MEASURED, "Frankfurt am Main",
                50.11552, 8.68417, 100.0);
  assert_place (get (fixture, "2003::1"), HOPMAP_EVIDENCE_NAMED, "Frankfurt am Main", 50.11552,
                8.68417, 50.0);
  g_assert_cmpint (get (fixture, "80.1.1.1")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  assert_place (get (fixture, "80.1.1.2"), HOPMAP_EVIDENCE_DATABASE, "Frankfurt am Main", 50.11552,
                8.68417, 150.5);
  g_assert_true (get (fixture, "80.1.1.3")->place->anycast);
  g_assert_cmpint (get (fixture, "80.1.1.4")->place->kind, ==, HOPMAP_PLACE_COUNTRY);
  g_assert_false (get (fixture, "80.1.1.4")->place->has_point);
  g_assert_cmpint (get (fixture, "80.1.1.5")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_nonnull (strstr (get (fixture, "62.154.1.1")->place->attribution, "IPmap"));

  ask (fixture, "62.154.1.1 62.154.1.2", "{\"data\":{}}");
  g_assert_cmpint (get (fixture, "62.154.1.2")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  ask (fixture, "62.154.1.1", "{\"data\":{\"9.9.9.9\":{" IPMAP_PLACE "}}}");
  assert_failed (fixture, "62.154.1.1", HOPMAP_GEO_ERROR_BAD_RESPONSE);
  ask (fixture, "62.154.1.1", "{\"message\":\"fine\"}");
  assert_failed (fixture, "62.154.1.1", HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

#define GEOJS(ip)                                                                                  \
  "{\"ip\":\"" ip "\",\"country\":\"United States\",\"country_code\":\"US\","                      \
  "\"country_code3\":\"USA\",\"continent_code\":\"NA\",\"region\":\"California\","                 \
  "\"city\":\"Mountain View\",\"latitude\":\"37.4056\",\"longitude\":\"-122.0775\","               \
  "\"accuracy\":20,\"timezone\":\"America/Los_Angeles\",\"asn\":15169,"                            \
  "\"organization\":\"AS15169 Google LLC\",\"organization_name\":\"Google LLC\"}"

static void
test_geojs (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  ask (fixture, "8.8.8.9", GEOJS ("8.8.8.9"));
  assert_asked (fixture, "/v1/ip/geo/8.8.8.9.json");
  answer = get (fixture, "8.8.8.9");
  assert_place (answer, HOPMAP_EVIDENCE_DATABASE, "Mountain View", 37.4056, -122.0775, 20.0);
  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");
  g_assert_nonnull (strstr (answer->place->attribution, "MaxMind"));

  /* Any order; what is missing is not known. */
  ask (fixture, "8.8.8.8 2001:4860::1 8.8.4.4",
       "[{\"ip\":\"2001:4860:0:0::1\",\"country_code\":\"US\",\"country\":\"United States\","
       "\"latitude\":\"37.751\",\"longitude\":\"-97.822\",\"accuracy\":1000,\"asn\":64512,"
       "\"organization_name\":\"Unknown\"}," GEOJS ("8.8.8.8") "]");
  assert_asked (fixture, "/v1/ip/geo.json?ip=8.8.8.8,2001:4860::1,8.8.4.4");
  assert_place (get (fixture, "8.8.8.8"), HOPMAP_EVIDENCE_DATABASE, "Mountain View", 37.4056,
                -122.0775, 20.0);
  answer = get (fixture, "2001:4860::1");
  g_assert_cmpint (answer->place->kind, ==, HOPMAP_PLACE_COUNTRY);
  g_assert_cmpuint (answer->asn, ==, 0);
  g_assert_null (answer->network);
  g_assert_cmpint (get (fixture, "8.8.4.4")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);

  ask (fixture, "8.8.8.8", GEOJS ("1.2.3.4"));
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

#define IP_API_FIELDS                                                                              \
  "fields=status,message,query,country,countryCode,regionName,city,lat,lon,as,asname,isp,org"

static void
test_ip_api (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;
  const HopmapStubReply last = { .status = 200, .body = "[]", .header = "X-Rl", .value = "0" };

  ask (fixture, "8.8.8.8 2a00::1 9.9.9.9 9.9.9.10",
       "[{\"status\":\"fail\",\"message\":\"private range\",\"query\":\"9.9.9.9\"},"
       "{\"status\":\"success\",\"country\":\"United States\",\"countryCode\":\"US\","
       "\"regionName\":\"Virginia\",\"city\":\"Ashburn\",\"lat\":39.03,\"lon\":-77.5,"
       "\"isp\":\"Google LLC\",\"org\":\"Google Public DNS\",\"as\":\"AS15169 Google LLC\","
       "\"asname\":\"GOOGLE\",\"query\":\"8.8.8.8\"},"
       "{\"status\":\"success\",\"country\":\"Norway\",\"countryCode\":\"NO\",\"city\":\"Oslo\","
       "\"lat\":59.9,\"lon\":10.7,\"as\":\"\",\"query\":\"2a00:0::1\"},"
       "{\"status\":\"fail\",\"message\":\"invalid query\",\"query\":\"9.9.9.10\"}]");
  assert_asked (fixture,
                "/batch?" IP_API_FIELDS " [\"8.8.8.8\",\"2a00::1\",\"9.9.9.9\",\"9.9.9.10\"]");
  answer = get (fixture, "8.8.8.8");
  assert_place (answer, HOPMAP_EVIDENCE_DATABASE, "Ashburn", 39.03, -77.5, 50.0);
  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");
  g_assert_cmpuint (get (fixture, "2a00::1")->asn, ==, 0);
  g_assert_cmpint (get (fixture, "9.9.9.9")->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  g_assert_cmpint (get (fixture, "9.9.9.10")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpuint (hopmap_geo_provider_take_wait (fixture->provider), ==, 0);

  /* That was the last answer for now. */
  ask_reply (fixture, "8.8.8.8", &last);
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (hopmap_geo_provider_take_wait (fixture->provider), >, 0);
  g_assert_cmpuint (hopmap_geo_provider_take_wait (fixture->provider), ==, 0);

  ask_reply (fixture, "8.8.8.8",
             &(HopmapStubReply){ .status = 429, .header = "X-Ttl", .value = "37" });
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_QUOTA);
  g_assert_cmpuint (hopmap_geo_error_get_retry_after (get (fixture, "8.8.8.8")->error), ==, 37);
  ask_reply (fixture, "8.8.8.8", &(HopmapStubReply){ .status = 422 });
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_BAD_RESPONSE);
  ask_reply (fixture, "8.8.8.8", &(HopmapStubReply){ .status = 403 });
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_UNAVAILABLE);
}

static void
test_maxmind (Fixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  ask (fixture, "8.8.8.9",
       "{\"city\":{\"names\":{\"de\":\"Köln\",\"en\":\"Cologne\"}},"
       "\"country\":{\"iso_code\":\"DE\",\"names\":{\"en\":\"Germany\"}},"
       "\"location\":{\"accuracy_radius\":10,\"latitude\":50.9,\"longitude\":6.9},"
       "\"subdivisions\":[{\"iso_code\":\"NW\",\"names\":{\"en\":\"North Rhine-Westphalia\"}}],"
       "\"traits\":{\"ip_address\":\"8.8.8.9\",\"autonomous_system_number\":3320,"
       "\"autonomous_system_organization\":\"Deutsche Telekom AG\",\"is_anycast\":false}}");
  assert_asked (fixture, "/geoip/v2.1/city/8.8.8.9");
  g_assert_cmpstr (hopmap_stub_service_get_authorization (fixture->service), ==,
                   "Basic NzpzM2NyZXQ=");
  answer = get (fixture, "8.8.8.9");
  assert_place (answer, HOPMAP_EVIDENCE_DATABASE, "Cologne", 50.9, 6.9, 10.0);
  g_assert_cmpstr (answer->place->region, ==, "North Rhine-Westphalia");
  g_assert_cmpstr (answer->place->country, ==, "Germany");
  g_assert_cmpuint (answer->asn, ==, 3320);
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 1);

  ask (fixture, "8.8.8.8",
       "{\"location\":{\"latitude\":37.7,\"longitude\":-97.8,\"accuracy_radius\":1000},"
       "\"country\":{\"iso_code\":\"US\",\"names\":{\"en\":\"United States\"}},"
       "\"traits\":{\"ip_address\":\"8.8.8.8\",\"is_anycast\":true}}");
  g_assert_true (get (fixture, "8.8.8.8")->place->anycast);

  ask_reply (fixture, "8.8.8.8",
             &(HopmapStubReply){ .status = 401, .body = "{\"code\":\"AUTHORIZATION_INVALID\"}" });
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_KEY_REJECTED);
  ask_reply (fixture, "8.8.8.8", &(HopmapStubReply){ .status = 404 });
  g_assert_cmpint (get (fixture, "8.8.8.8")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  ask_reply (fixture, "8.8.8.8", &(HopmapStubReply){ .status = 400 });
  g_assert_cmpint (get (fixture, "8.8.8.8")->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  ask (fixture, "8.8.8.8", "{\"traits\":{\"ip_address\":\"8.8.4.4\"}}");
  assert_failed (fixture, "8.8.8.8", HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

#define IPGEO(ip, city)                                                                            \
  "{\"ip\":\"" ip "\",\"location\":{\"city\":\"" city "\",\"latitude\":\"50.5\","                  \
  "\"longitude\":\"8.5\",\"country_code2\":\"DE\"},\"asn\":{\"as_number\":\"AS3320\"}}"

/* Those that say no have no address, only their turn. */
static void
test_ipgeolocation_batch (Fixture *fixture, gconstpointer data)
{
  ask (
      fixture, "62.154.1.1 9.9.9.9 2003::1 9.9.9.10",
      "[" IPGEO ("62.154.1.1", "Bonn") ",{\"message\":\"'9.9.9.9' is a bogon IP address.\"}," IPGEO (
          "2003:0::1", "Ulm") ",{\"message\":\"9.9.9.10 does not exist in our database.\"}]");
  assert_asked (fixture, "/v3/ipgeo-bulk?apiKey=7%3As3cret&fields=location,asn"
                         " {\"ips\":[\"62.154.1.1\",\"9.9.9.9\",\"2003::1\",\"9.9.9.10\"]}");
  assert_place (get (fixture, "62.154.1.1"), HOPMAP_EVIDENCE_DATABASE, "Bonn", 50.5, 8.5, 50.0);
  assert_place (get (fixture, "2003::1"), HOPMAP_EVIDENCE_DATABASE, "Ulm", 50.5, 8.5, 50.0);
  g_assert_cmpint (get (fixture, "9.9.9.9")->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  g_assert_cmpint (get (fixture, "9.9.9.10")->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);

  /* Answers in another order find their addresses all the same, and none finds two. */
  ask (
      fixture, "62.154.1.1 2003::1",
      "[" IPGEO ("2003::1", "Ulm") "," IPGEO ("62.154.1.1", "Bonn") "," IPGEO ("9.9.9.9", "X") "]");
  assert_place (get (fixture, "62.154.1.1"), HOPMAP_EVIDENCE_DATABASE, "Bonn", 50.5, 8.5, 50.0);
  ask (fixture, "62.154.1.1 2003::1", "[" IPGEO ("5.5.5.5", "Ulm") "]");
  assert_failed (fixture, "62.154.1.1", HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

static void
test_ipgeolocation_free_plan (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 50);
  ask_reply (fixture, "62.154.1.1 2003::1", &(HopmapStubReply){ .status = 401 });
  assert_failed (fixture, "62.154.1.1", HOPMAP_GEO_ERROR_NO_BATCH);
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 1);
  ask_reply (fixture, "62.154.1.1", &(HopmapStubReply){ .status = 401 });
  assert_failed (fixture, "62.154.1.1", HOPMAP_GEO_ERROR_KEY_REJECTED);
}

/* Of all: numbers do not depend on the person's language. */
static void
test_german (Fixture *fixture, gconstpointer data)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("There is no locale de_DE.UTF-8 here");
      return;
    }

  ask (fixture, "8.8.8.9", GEOJS ("8.8.8.9"));
  assert_place (get (fixture, "8.8.8.9"), HOPMAP_EVIDENCE_DATABASE, "Mountain View", 37.4056,
                -122.0775, 20.0);
  setlocale (LC_ALL, "C");
}

/* Only the service that has no https may be asked without. */
static void
test_addresses (void)
{
  g_autoptr (HopmapWebClient) client = hopmap_web_client_new ();
  guint n;
  const HopmapDialect *const *dialects = hopmap_dialect_list (&n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapWebProvider) usual = NULL;
      g_autoptr (HopmapWebProvider) plain = NULL;
      gboolean open = g_str_equal (dialects[i]->id, "ip-api");

      g_assert_true (hopmap_dialect_find (dialects[i]->id) == dialects[i]);
      usual = hopmap_web_provider_new (client, dialects[i], KEY, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_str_has_prefix (dialects[i]->usual_url, "https://"), ==, !open);
      plain = hopmap_web_provider_new (client, dialects[i], KEY, "http://example.org", &error);
      g_assert_cmpint (plain != NULL, ==, open);
      if (!open)
        g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
      g_assert_null (
          hopmap_web_provider_new (client, dialects[i], KEY, "file:///etc/passwd", NULL));
      /* Whatever is kept has an end. */
      g_assert_cmpuint (hopmap_geo_provider_get_terms (HOPMAP_GEO_PROVIDER (usual))->keep_s, <=,
                        30 * 24 * 60 * 60);
    }
}

static void
add (const char *path, const HopmapDialect *dialect, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, dialect, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);

  add ("/dialects/ipmap", &hopmap_ipmap_dialect, test_ipmap);
  add ("/dialects/geojs", &hopmap_geojs_dialect, test_geojs);
  add ("/dialects/ip-api", &hopmap_ip_api_dialect, test_ip_api);
  add ("/dialects/maxmind", &hopmap_maxmind_dialect, test_maxmind);
  add ("/dialects/ipgeolocation-batch", &hopmap_ipgeolocation_dialect, test_ipgeolocation_batch);
  add ("/dialects/ipgeolocation-free-plan", &hopmap_ipgeolocation_dialect,
       test_ipgeolocation_free_plan);
  add ("/dialects/german", &hopmap_geojs_dialect, test_german);
  g_test_add_func ("/dialects/addresses", test_addresses);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ipgeolocation.io as it answers, and as nobody should answer in its place.
 */
#include <locale.h>

#include "hopmap-ipgeolocation-fixture.h"

#define V1                                                                                         \
  "{\"ip\":\"{ip}\",\"hostname\":\"a.example\",\"continent_code\":\"NA\","                         \
  "\"country_code2\":\"US\",\"country_code3\":\"USA\",\"country_name\":\"United States\","         \
  "\"state_prov\":\"Ohio\",\"city\":\"Columbus\",\"latitude\":\"39.96\","                          \
  "\"longitude\":\"-83.0\",\"isp\":\"Amazon.com\",\"organization\":\"Amazon Technologies\","       \
  "\"asn\":\"AS16509\",\"geoname_id\":\"4509177\"}"

static void
test_v3 (IpgeoFixture *fixture, gconstpointer data)
{
  ipgeo_assert_v3 (ipgeo_ask (fixture, "62.154.1.1", 200, IPGEO_V3));
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->service, 0), ==,
                   "/v3/ipgeo?apiKey=s3cret%2Fkey%26more&ip=62.154.1.1&fields=location,asn");
  g_assert_false (hopmap_geo_provider_is_local (fixture->provider));
  g_assert_cmpuint (hopmap_geo_provider_get_batch_size (fixture->provider), ==, 50);
}

static void
test_v6_address (IpgeoFixture *fixture, gconstpointer data)
{
  ipgeo_assert_v3 (ipgeo_ask (fixture, "2003:0:0::1", 200, IPGEO_V3));
  g_assert_cmpuint (hopmap_stub_service_count (fixture->service, "2003::1"), ==, 1);
}

static void
test_v1 (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer = ipgeo_ask (fixture, "52.95.1.1", 200, V1);

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpfloat (answer->place->latitude, ==, 39.96);
  g_assert_cmpfloat (answer->place->longitude, ==, -83.0);
  g_assert_cmpstr (answer->place->city, ==, "Columbus");
  g_assert_cmpstr (answer->place->country_code, ==, "US");
  g_assert_cmpuint (answer->asn, ==, 16509);
  g_assert_cmpstr (answer->network, ==, "Amazon Technologies");
}

static void
test_own_path (IpgeoFixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (hopmap_stub_service_get_url (fixture->service), "ipgeo",
                                      NULL);

  g_clear_object (&fixture->provider);
  fixture->provider = ipgeo_new_provider (fixture->client, url);
  ipgeo_ask (fixture, "52.95.1.1", 200, V1);
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->service, 0), ==,
                   "/ipgeo?apiKey=s3cret%2Fkey%26more&ip=52.95.1.1&output=json");
}

static void
test_german_numbers (IpgeoFixture *fixture, gconstpointer data)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("There is no locale de_DE.UTF-8 here");
      return;
    }

  ipgeo_assert_v3 (ipgeo_ask (fixture, "62.154.1.1", 200, IPGEO_V3));
  setlocale (LC_ALL, "C");
}

/* Bodies with status 200 that say something, but not where. */
static void
test_no_point (IpgeoFixture *fixture, gconstpointer data)
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
      const HopmapGeoAnswer *answer = ipgeo_ask (fixture, "62.154.1.1", 200, body);

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
      g_assert_false (answer->place->has_point);
      g_assert_cmpint (answer->place->kind, ==, HOPMAP_PLACE_COUNTRY);
    }
}

static void
test_nothing_known (IpgeoFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"ip\":\"{ip}\"}",
    "{\"ip\":\"{ip}\",\"location\":null,\"asn\":null}",
    "{\"ip\":\"{ip}\",\"location\":[],\"asn\":7}",
    "{\"ip\":\"{ip}\",\"location\":{\"country_code2\":\"-9\",\"city\":\"\\u202e\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const HopmapGeoAnswer *answer = ipgeo_ask (fixture, "62.154.1.1", 200, bodies[i]);

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
      g_assert_null (answer->place);
      g_assert_null (answer->error);
    }
}

static void
test_no_answer_of_theirs (IpgeoFixture *fixture, gconstpointer data)
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
    ipgeo_assert_failed (ipgeo_ask (fixture, "62.154.1.1", 200, bodies[i]),
                         HOPMAP_GEO_ERROR_BAD_RESPONSE);
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
      g_autoptr (HopmapGeoProvider) provider = ipgeo_new_provider (client, good[i]);

      g_assert_nonnull (provider);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_web_provider_new (client, &hopmap_ipgeolocation_dialect, IPGEO_KEY,
                                              bad[i], &error));
      g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
    }
}

int
main (int argc, char **argv)
{
  /* Whatever proxy this computer has, loopback is asked directly. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);

  ipgeo_add ("/ipgeolocation-provider/v3", test_v3);
  ipgeo_add ("/ipgeolocation-provider/v6-address", test_v6_address);
  ipgeo_add ("/ipgeolocation-provider/v1", test_v1);
  ipgeo_add ("/ipgeolocation-provider/own-path", test_own_path);
  ipgeo_add ("/ipgeolocation-provider/german-numbers", test_german_numbers);
  ipgeo_add ("/ipgeolocation-provider/no-point", test_no_point);
  ipgeo_add ("/ipgeolocation-provider/nothing-known", test_nothing_known);
  ipgeo_add ("/ipgeolocation-provider/no-answer-of-theirs", test_no_answer_of_theirs);
  g_test_add_func ("/ipgeolocation-provider/settings", test_settings);

  return g_test_run ();
}

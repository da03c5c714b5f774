/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ipgeolocation.io when it refuses, and the network when it fails.
 */
#include "hopmap-ipgeolocation-fixture.h"

static void
test_statuses (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapGeoAnswer *answer;

  ipgeo_assert_failed (
      ipgeo_ask (fixture, "1.1.1.1", 401, "{\"message\":\"Provided API key is not valid\"}"),
      HOPMAP_GEO_ERROR_KEY_REJECTED);
  ipgeo_assert_failed (ipgeo_ask (fixture, "1.1.1.1", 403, "{}"), HOPMAP_GEO_ERROR_KEY_REJECTED);
  ipgeo_assert_failed (ipgeo_ask (fixture, "1.1.1.1", 400, "{}"), HOPMAP_GEO_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 3);

  answer = ipgeo_ask (fixture, "1.1.1.1", 404, "{\"message\":\"does not exist in our database.\"}");
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  answer = ipgeo_ask (fixture, "1.1.1.1", 423,
                      "{\"message\":\"'1.1.1.1' is a bogon IP address.\"}");
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_RESERVED);
  g_assert_null (answer->error);
}

static void
test_quota (IpgeoFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *value;
    guint least_s, most_s;
  } rows[] = {
    { "120", 120, 120 },
    { "99999999", 86400, 86400 },
    { "soon", 0, 0 },
    { "-5", 0, 0 },
    { "Wed, 21 Oct 2015 07:28:00 GMT", 0, 0 },
    { "Wed, 31 Dec 2098 23:59:59 GMT", 86400, 86400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HopmapStubReply reply = {
        .status = 429,
        .body = "{\"message\":\"You have exceeded the limit\"}",
        .header = "Retry-After",
        .value = rows[i].value,
      };
      const HopmapGeoAnswer *answer = ipgeo_ask_series (fixture, "1.1.1.1", &reply, 1);

      ipgeo_assert_failed (answer, HOPMAP_GEO_ERROR_QUOTA);
      g_assert_cmpuint (hopmap_geo_error_get_retry_after (answer->error), >=, rows[i].least_s);
      g_assert_cmpuint (hopmap_geo_error_get_retry_after (answer->error), <=, rows[i].most_s);
    }

  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, G_N_ELEMENTS (rows));
}

static void
test_second_try (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapStubReply better[] = { { .status = 500 }, { .status = 200, .body = IPGEO_V3 } };
  const HopmapStubReply cut[] = { { .status = 200, .manner = HOPMAP_STUB_CUT },
                                  { .status = 200, .body = IPGEO_V3 } };
  const HopmapStubReply worse[] = { { .status = 503 }, { .status = 502 }, { .status = 200 } };

  ipgeo_assert_v3 (ipgeo_ask_series (fixture, "62.154.1.1", better, G_N_ELEMENTS (better)));
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 2);
  ipgeo_assert_v3 (ipgeo_ask_series (fixture, "62.154.1.1", cut, G_N_ELEMENTS (cut)));
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 4);
  ipgeo_assert_failed (ipgeo_ask_series (fixture, "62.154.1.1", worse, G_N_ELEMENTS (worse)),
                       HOPMAP_GEO_ERROR_UNAVAILABLE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 6);
}

/* Not even to the same server: what it would answer there is not what was asked for. */
static void
test_redirect (IpgeoFixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const HopmapStubReply reply = { .status = statuses[i],
                                      .header = "Location",
                                      .value = "/elsewhere" };

      ipgeo_assert_failed (ipgeo_ask_series (fixture, "62.154.1.1", &reply, 1),
                           HOPMAP_GEO_ERROR_BAD_RESPONSE);
      g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, i + 1);
    }
}

static void
test_flood (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 200, .manner = HOPMAP_STUB_FLOOD };

  ipgeo_assert_failed (ipgeo_ask_series (fixture, "62.154.1.1", &reply, 1),
                       HOPMAP_GEO_ERROR_BAD_RESPONSE);
}

static void
test_deadline (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapStubReply silent = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  const HopmapStubReply drip = { .status = 200, .manner = HOPMAP_STUB_DRIP };

  hopmap_web_client_set_deadline (fixture->client, 100);
  ipgeo_assert_failed (ipgeo_ask_series (fixture, "62.154.1.1", &silent, 1),
                       HOPMAP_GEO_ERROR_UNAVAILABLE);
  ipgeo_assert_failed (ipgeo_ask_series (fixture, "62.154.1.1", &drip, 1),
                       HOPMAP_GEO_ERROR_UNAVAILABLE);
  /* What took all the time there is gets no second try. */
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 2);
}

static void
test_nobody_there (IpgeoFixture *fixture, gconstpointer data)
{
  HopmapAddress address;

  g_clear_pointer (&fixture->service, hopmap_stub_service_free);
  ipgeo_start (fixture, "62.154.1.1", NULL);
  g_main_loop_run (fixture->loop);

  hopmap_address_parse ("62.154.1.1", &address);
  ipgeo_assert_failed (g_hash_table_lookup (fixture->answers, &address),
                       HOPMAP_GEO_ERROR_UNAVAILABLE);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (IpgeoFixture *fixture, gconstpointer data)
{
  const HopmapStubReply reply = { .status = 200, .manner = HOPMAP_STUB_SILENT };
  g_autoptr (GCancellable) early = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();

  hopmap_stub_service_set_replies (fixture->service, &reply, 1);
  g_cancellable_cancel (early);
  ipgeo_start (fixture, "62.154.1.1", early);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->answers);
  g_clear_error (&fixture->error);

  ipgeo_start (fixture, "62.154.1.1", late);
  while (hopmap_stub_service_get_n_requests (fixture->service) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_idle_add (cancel_cb, late);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, 1);
}

int
main (int argc, char **argv)
{
  /* Whatever proxy this computer has, loopback is asked directly. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);

  ipgeo_add ("/ipgeolocation-trouble/statuses", test_statuses);
  ipgeo_add ("/ipgeolocation-trouble/quota", test_quota);
  ipgeo_add ("/ipgeolocation-trouble/second-try", test_second_try);
  ipgeo_add ("/ipgeolocation-trouble/redirect", test_redirect);
  ipgeo_add ("/ipgeolocation-trouble/flood", test_flood);
  ipgeo_add ("/ipgeolocation-trouble/deadline", test_deadline);
  ipgeo_add ("/ipgeolocation-trouble/nobody-there", test_nobody_there);
  ipgeo_add ("/ipgeolocation-trouble/cancelled", test_cancelled);

  return g_test_run ();
}

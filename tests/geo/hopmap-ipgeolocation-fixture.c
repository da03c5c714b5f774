/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IpgeoFixture: see the header.
 */
#include "hopmap-ipgeolocation-fixture.h"

#include <string.h>

/* Returns a provider that asks at @url. */
HopmapGeoProvider *
ipgeo_new_provider (HopmapWebClient *client, const char *url)
{
  g_autoptr (GError) error = NULL;
  HopmapWebProvider *provider = hopmap_web_provider_new (client, &hopmap_ipgeolocation_dialect,
                                                         IPGEO_KEY, url, &error);

  g_assert_no_error (error);
  return HOPMAP_GEO_PROVIDER (provider);
}

static void
set_up (IpgeoFixture *fixture, gconstpointer data)
{
  fixture->service = hopmap_stub_service_new ();
  fixture->client = hopmap_web_client_new ();
  fixture->provider = ipgeo_new_provider (fixture->client,
                                          hopmap_stub_service_get_url (fixture->service));
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (IpgeoFixture *fixture, gconstpointer data)
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
  IpgeoFixture *fixture = user_data;

  fixture->answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result,
                                                        &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* Asks for @text; the fixture's loop ends with the answer. */
void
ipgeo_start (IpgeoFixture *fixture, const char *text, GCancellable *cancellable)
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
HopmapGeoAnswer *
ipgeo_ask_series (IpgeoFixture *fixture,
                  const char *text,
                  const HopmapStubReply *replies,
                  guint n_replies)
{
  HopmapAddress address;
  HopmapGeoAnswer *answer;

  hopmap_stub_service_set_replies (fixture->service, replies, n_replies);
  ipgeo_start (fixture, text, NULL);
  g_main_loop_run (fixture->loop);

  g_assert_no_error (fixture->error);
  hopmap_address_parse (text, &address);
  answer = g_hash_table_lookup (fixture->answers, &address);
  g_assert_nonnull (answer);
  if (answer->error != NULL)
    g_assert_null (strstr (answer->error->message, "s3cret"));
  return answer;
}

/* Returns what the provider makes of one reply. */
HopmapGeoAnswer *
ipgeo_ask (IpgeoFixture *fixture, const char *text, guint status, const char *body)
{
  return ipgeo_ask_series (fixture, text, &(HopmapStubReply){ .status = status, .body = body }, 1);
}

/* Fails where @answer is anything but that error. */
void
ipgeo_assert_failed (const HopmapGeoAnswer *answer, HopmapGeoError code)
{
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FAILED);
  g_assert_error (answer->error, HOPMAP_GEO_ERROR, (int) code);
}

/* Fails where @answer is not what IPGEO_V3 says. */
void
ipgeo_assert_v3 (const HopmapGeoAnswer *answer)
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

/* Adds a test with a provider and a service of its own. */
void
ipgeo_add (const char *path, void (*func) (IpgeoFixture *, gconstpointer))
{
  g_test_add (path, IpgeoFixture, NULL, set_up, func, tear_down);
}

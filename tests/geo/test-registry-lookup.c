/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which registry is asked about an address, and whom it may point to: two servers on this computer,
 * one for ARIN and one for all others.
 */
#include <hopmap-geo-error.h>
#include <hopmap-rdap-servers.h>
#include <hopmap-registry-lookup.h>

#include <string.h>

#include "hopmap-stub-service.h"

#define ASKED   "62.154.1.1"
#define AT_ARIN "8.8.8.8"
#define NETWORK(first, last)                                                                       \
  "{\"objectClassName\":\"ip network\",\"startAddress\":\"" first "\",\"endAddress\":\"" last      \
  "\",\"name\":\"NET\"}"
#define RECORD NETWORK ("62.154.0.0", "62.154.255.255")

typedef struct
{
  HopmapStubService *arin;
  HopmapStubService *others;
  HopmapWebClient *client;
  HopmapRegistry *registry;
  GMainLoop *loop;
  HopmapRegistryRecord *record;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *urls[] = { NULL, NULL, NULL };

  fixture->arin = hopmap_stub_service_new ();
  fixture->others = hopmap_stub_service_new ();
  fixture->client = hopmap_web_client_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->registry = HOPMAP_REGISTRY (hopmap_registry_lookup_new (fixture->client));
  urls[0] = hopmap_stub_service_get_url (fixture->arin);
  urls[1] = hopmap_stub_service_get_url (fixture->others);
  hopmap_registry_lookup_set_servers (HOPMAP_REGISTRY_LOOKUP (fixture->registry), urls);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->registry);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->arin, hopmap_stub_service_free);
  g_clear_pointer (&fixture->others, hopmap_stub_service_free);
  g_main_loop_unref (fixture->loop);
  g_clear_pointer (&fixture->record, hopmap_registry_record_free);
  g_clear_error (&fixture->error);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->record = hopmap_registry_lookup_finish (HOPMAP_REGISTRY (object), result,
                                                   &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
ask (Fixture *fixture, const char *text, GCancellable *cancellable)
{
  HopmapAddress address;

  g_clear_pointer (&fixture->record, hopmap_registry_record_free);
  g_clear_error (&fixture->error);
  g_assert_true (hopmap_address_parse (text, &address));
  hopmap_registry_lookup_async (fixture->registry, &address, cancellable, answered_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true ((fixture->record == NULL) == (fixture->error != NULL));
}

static void
answer (HopmapStubService *service, guint status, const char *body)
{
  const HopmapStubReply reply = { .status = status, .body = body };

  hopmap_stub_service_set_replies (service, &reply, 1);
}

static void
redirect (HopmapStubService *service, guint status, const char *location)
{
  const HopmapStubReply reply = { .status = status, .header = "Location", .value = location };

  hopmap_stub_service_set_replies (service, &reply, 1);
}

static void
test_servers (void)
{
  static const struct
  {
    const char *address;
    HopmapRdapServerId id;
  } rows[] = {
    { "8.8.8.8", HOPMAP_RDAP_ARIN },         { "216.58.1.1", HOPMAP_RDAP_ARIN },
    { "62.154.1.1", HOPMAP_RDAP_RIPE },      { "193.0.6.139", HOPMAP_RDAP_RIPE },
    { "1.1.1.1", HOPMAP_RDAP_APNIC },        { "203.119.1.1", HOPMAP_RDAP_APNIC },
    { "200.3.13.10", HOPMAP_RDAP_LACNIC },   { "177.1.1.1", HOPMAP_RDAP_LACNIC },
    { "41.0.0.1", HOPMAP_RDAP_AFRINIC },     { "197.255.255.255", HOPMAP_RDAP_AFRINIC },
    { "2600::1", HOPMAP_RDAP_ARIN },         { "2620:fe::9", HOPMAP_RDAP_ARIN },
    { "2001:678::1", HOPMAP_RDAP_RIPE },     { "2001:67c:2e8:22::c100:68b", HOPMAP_RDAP_RIPE },
    { "2a0f:ffff::1", HOPMAP_RDAP_RIPE },    { "2a1f:ffff::1", HOPMAP_RDAP_RIPE },
    { "2001:470::1", HOPMAP_RDAP_ARIN },     { "2001:db8:1::1", HOPMAP_RDAP_APNIC },
    { "2400:cb00::1", HOPMAP_RDAP_APNIC },   { "2001:200:dff::1", HOPMAP_RDAP_APNIC },
    { "2800:3f0::1", HOPMAP_RDAP_LACNIC },   { "2001:1291::1", HOPMAP_RDAP_LACNIC },
    { "2c0f:fb50::1", HOPMAP_RDAP_AFRINIC }, { "2001:43f8::1", HOPMAP_RDAP_AFRINIC },
    { "2d00::1", HOPMAP_RDAP_ARIN },         { "3fff::1", HOPMAP_RDAP_ARIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HopmapAddress address;

      g_assert_true (hopmap_address_parse (rows[i].address, &address));
      g_test_message ("%s", rows[i].address);
      g_assert_cmpint (hopmap_rdap_server_find (&address), ==, rows[i].id);
    }
  for (guint i = 0; i < HOPMAP_N_RDAP_SERVERS; i++)
    g_assert_true (
        g_str_has_prefix (hopmap_rdap_server_get ((HopmapRdapServerId) i)->url, "https://rdap."));
}

static void
test_asked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uri = g_strconcat (hopmap_stub_service_get_url (fixture->others), "ip/" ASKED,
                                      NULL);

  answer (fixture->others, 200, RECORD);
  ask (fixture, ASKED, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->record->registry, ==, "RIPE NCC");
  g_assert_cmpstr (fixture->record->uri, ==, uri);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->others), ==, 1);
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->others, 0), ==, "/ip/" ASKED);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->arin), ==, 0);
}

/* An IPv4 address inside an IPv6 one is asked for as what it is. */
static void
test_inner (Fixture *fixture, gconstpointer data)
{
  answer (fixture->others, 200, RECORD);
  ask (fixture, "2002:3e9a:0101::1", NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (hopmap_stub_service_get_request (fixture->others, 0), ==, "/ip/" ASKED);
}

/* What is asked at the other registry does not come from the first one. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autofree char *location = g_strconcat (hopmap_stub_service_get_url (fixture->others),
                                           "elsewhere?evil=1", NULL);

  answer (fixture->others, 200, NETWORK ("8.8.8.0", "8.8.8.255"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      redirect (fixture->arin, statuses[i], location);
      ask (fixture, AT_ARIN, NULL);
      g_assert_no_error (fixture->error);
      g_assert_cmpstr (fixture->record->registry, ==, "RIPE NCC");
      g_assert_cmpstr (hopmap_stub_service_get_request (fixture->others, i), ==, "/ip/" AT_ARIN);
    }
}

static void
test_redirect_back (Fixture *fixture, gconstpointer data)
{
  redirect (fixture->arin, 301, hopmap_stub_service_get_url (fixture->others));
  redirect (fixture->others, 301, hopmap_stub_service_get_url (fixture->arin));
  ask (fixture, AT_ARIN, NULL);
  g_assert_error (fixture->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->arin), ==, 1);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->others), ==, 1);
}

/* To nobody but the registries, and not to the one that was asked either. */
static void
test_redirect_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapStubService) trap = hopmap_stub_service_new ();
  const char *locations[] = {
    hopmap_stub_service_get_url (trap),
    hopmap_stub_service_get_url (fixture->arin),
    "/ip/8.8.8.0",
    "",
    "file:///etc/passwd",
    "http:",
    "https://rdap.db.ripe.net@127.0.0.1/ip/8.8.8.8",
    "https://rdap.db.ripe.net.example.org/ip/8.8.8.8",
    "\xff\xfe",
    NULL,
  };

  answer (trap, 200, NETWORK ("8.8.8.0", "8.8.8.255"));
  answer (fixture->others, 200, NETWORK ("8.8.8.0", "8.8.8.255"));
  for (guint i = 0; locations[i] != NULL; i++)
    {
      redirect (fixture->arin, 302, locations[i]);
      ask (fixture, AT_ARIN, NULL);
      g_assert_error (fixture->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_RESPONSE);
      g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->arin), ==, i + 1);
    }
  answer (fixture->arin, 302, "");
  ask (fixture, AT_ARIN, NULL);
  g_assert_error (fixture->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (trap), ==, 0);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->others), ==, 0);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    HopmapStubReply reply;
    HopmapGeoError code;
  } rows[] = {
    { { .status = 404 }, HOPMAP_GEO_ERROR_NO_RECORD },
    { { .status = 429 }, HOPMAP_GEO_ERROR_QUOTA },
    { { .status = 400 }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 403 }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 503 }, HOPMAP_GEO_ERROR_UNAVAILABLE },
    { { .status = 200, .body = "<html>Log in</html>" }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 200, .body = "{}" }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 200, .body = NETWORK ("8.8.8.0", "8.8.8.255") }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 200, .manner = HOPMAP_STUB_FLOOD }, HOPMAP_GEO_ERROR_BAD_RESPONSE },
    { { .status = 200, .manner = HOPMAP_STUB_CUT }, HOPMAP_GEO_ERROR_UNAVAILABLE },
    { { .status = 200, .manner = HOPMAP_STUB_SILENT }, HOPMAP_GEO_ERROR_UNAVAILABLE },
    { { .status = 200, .manner = HOPMAP_STUB_DRIP }, HOPMAP_GEO_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      if (rows[i].reply.manner >= HOPMAP_STUB_SILENT && rows[i].reply.manner <= HOPMAP_STUB_DRIP)
        hopmap_web_client_set_deadline (fixture->client, 200);
      else
        hopmap_web_client_set_deadline (fixture->client, 10000);
      hopmap_stub_service_set_replies (fixture->others, &rows[i].reply, 1);
      ask (fixture, ASKED, NULL);
      g_assert_error (fixture->error, HOPMAP_GEO_ERROR, (int) rows[i].code);
      g_assert_nonnull (strstr (fixture->error->message, "RIPE NCC"));
    }
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->others, hopmap_stub_service_free);
  ask (fixture, ASKED, NULL);
  g_assert_error (fixture->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_UNAVAILABLE);
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

  hopmap_stub_service_set_replies (fixture->others, &silent, 1);
  g_idle_add (cancel_cb, cancellable);
  ask (fixture, ASKED, cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is refused is not asked, whatever the caller does. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const inside[] = { "192.168.1.1", "10.0.0.1",  "100.64.0.1", "127.0.0.1",
                                        "169.254.1.1", "fe80::1",   "fd00::1",    "::1",
                                        "192.0.2.1",   "224.0.0.1", "ff02::1",    "2001:db8::1" };
  HopmapAddress address;

  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_autofree char *refusal = NULL;

      g_assert_true (hopmap_address_parse (inside[i], &address));
      refusal = hopmap_registry_dup_refusal (fixture->registry, &address);
      g_assert_nonnull (refusal);
      ask (fixture, inside[i], NULL);
      g_assert_cmpstr (fixture->error->message, ==, refusal);
    }

  g_assert_true (hopmap_address_parse (ASKED, &address));
  g_assert_null (hopmap_registry_dup_refusal (fixture->registry, &address));
  g_object_set (fixture->registry, "offline", TRUE, NULL);
  ask (fixture, ASKED, NULL);
  g_assert_error (fixture->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_OFFLINE);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->others), ==, 0);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->arin), ==, 0);
}

/* Other servers are only set where nobody on the way can read the question. */
static void
test_bad_servers (Fixture *fixture, gconstpointer data)
{
  static const char *const urls[] = { "http://rdap.example.org", "nonsense", "", "file:///", NULL };

  for (guint i = 0; urls[i] != NULL; i++)
    hopmap_registry_lookup_set_servers (HOPMAP_REGISTRY_LOOKUP (fixture->registry), &urls[i]);
  answer (fixture->others, 200, RECORD);
  ask (fixture, ASKED, NULL);
  g_assert_no_error (fixture->error);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/geo/registry-lookup/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geo/registry-lookup/servers", test_servers);
  ADD ("asked", test_asked);
  ADD ("inner", test_inner);
  ADD ("redirect", test_redirect);
  ADD ("redirect-back", test_redirect_back);
  ADD ("redirect-elsewhere", test_redirect_elsewhere);
  ADD ("errors", test_errors);
  ADD ("nobody-there", test_nobody_there);
  ADD ("cancelled", test_cancelled);
  ADD ("refused", test_refused);
  ADD ("bad-servers", test_bad_servers);

  return g_test_run ();
}

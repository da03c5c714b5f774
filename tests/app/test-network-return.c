/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Without a network no service is asked; when it is back, what could not be asked is, once, and the route
 * on the screen gets its places.
 */
#include <hopmap-place-policy.h>
#include <hopmap-route-locator.h>

#include <string.h>

#include "hopmap-config.h"
#include "hopmap-fake-monitor.h"
#include "hopmap-stub-service.h"

#define ADDRESS "62.154.1.1"
#define ANSWER                                                                                     \
  "[{\"status\":\"success\",\"query\":\"" ADDRESS "\",\"city\":\"Bonn\",\"countryCode\":\"DE\","   \
  "\"lat\":50.7,\"lon\":7.1}]"

typedef struct
{
  HopmapStubService *service;
  GSettings *settings;
  HopmapPlacePolicy *policy;
  HopmapRoute *route;
  HopmapHop *hop;
  HopmapRouteLocator *locator;
} Fixture;

/* This computer's own address would count as "at home", which can be asked without a network; 0.0.0.0 is
 * not one, and leads to the same service. */
static char *
dup_url (HopmapStubService *service)
{
  const char *url = hopmap_stub_service_get_url (service);

  return g_strconcat ("http://0.0.0.0", strrchr (url, ':'), NULL);
}

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return hopmap_route_new (target, &options);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const sources[] = { "ip-api", NULL };
  g_auto (GVariantBuilder) urls = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  HopmapSample sample = { .rtt_ns = 1000000, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };
  g_autofree char *url = NULL;

  fixture->service = hopmap_stub_service_new ();
  hopmap_stub_service_set_replies (fixture->service,
                                   &(HopmapStubReply){ .status = 200, .body = ANSWER }, 1);
  hopmap_stub_service_take_batches (fixture->service);
  url = dup_url (fixture->service);
  g_variant_builder_add (&urls, "{ss}", "ip-api", url);
  fixture->settings = g_settings_new (HOPMAP_APP_ID);
  g_settings_set_value (fixture->settings, "place-source-urls", g_variant_builder_end (&urls));
  g_settings_set_strv (fixture->settings, "place-sources", sources);

  hopmap_fake_monitor_set_available (FALSE);
  fixture->policy = hopmap_place_policy_new (fixture->settings);
  hopmap_place_policy_keep_nothing (fixture->policy);
  hopmap_place_sources_set_consent (hopmap_place_policy_get_sources (fixture->policy),
                                    HOPMAP_CONSENT_YES);

  fixture->route = new_route ();
  fixture->hop = hopmap_route_ensure_hop (fixture->route, 1);
  g_assert_true (hopmap_address_parse (ADDRESS, &sample.address));
  hopmap_hop_answer_probe (fixture->hop,
                           hopmap_hop_add_probe (fixture->hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  fixture->locator = hopmap_route_locator_new (
      fixture->route, hopmap_place_policy_get_locator (fixture->policy, FALSE));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "web-places", "place-sources", "place-source-urls",
                                      "offline" };

  g_clear_object (&fixture->locator);
  g_clear_object (&fixture->route);
  g_clear_object (&fixture->policy);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  g_clear_object (&fixture->settings);
  hopmap_stub_service_free (fixture->service);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *settled = user_data;

  *settled = hopmap_route_locator_settle_finish (HOPMAP_ROUTE_LOCATOR (object), result, NULL);
}

static void
settle (Fixture *fixture)
{
  gboolean settled = FALSE;

  hopmap_route_locator_settle_async (fixture->locator, NULL, settled_cb, &settled);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
}

/* Whether the service's place is among those of the hop, beside that of the database on this computer, if
 * there is one; and how often the service was asked. */
static void
assert_place (Fixture *fixture, gboolean from_service, guint n_requests)
{
  GPtrArray *candidates = hopmap_hop_get_candidates (fixture->hop);
  gboolean found = FALSE;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    found |= g_strcmp0 (((const HopmapPlace *) candidates->pdata[i])->city, "Bonn") == 0;
  g_assert_cmpint (found, ==, from_service);
  g_assert_cmpuint (hopmap_stub_service_get_n_requests (fixture->service), ==, n_requests);
}

static void
test_asks_on_return (Fixture *fixture, gconstpointer data)
{
  settle (fixture);
  assert_place (fixture, FALSE, 0);

  /* Nobody is to blame, and nobody need be told. */
  g_assert_null (hopmap_place_source_get_problem (
      hopmap_place_sources_find (hopmap_place_policy_get_sources (fixture->policy), "ip-api")));

  hopmap_fake_monitor_set_available (TRUE);
  settle (fixture);
  assert_place (fixture, TRUE, 1);
}

/* A monitor says more often that there is a network than there was none before. */
static void
test_asks_once (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_monitor_set_available (TRUE);
  settle (fixture);
  hopmap_fake_monitor_set_available (TRUE);
  settle (fixture);
  assert_place (fixture, TRUE, 1);

  /* What is known is kept while there is no network. */
  hopmap_fake_monitor_set_available (FALSE);
  settle (fixture);
  assert_place (fixture, TRUE, 1);
}

/* Who wants to be offline is, whatever network comes. */
static void
test_not_where_offline (Fixture *fixture, gconstpointer data)
{
  g_settings_set_boolean (fixture->settings, "offline", TRUE);
  hopmap_fake_monitor_set_available (TRUE);
  settle (fixture);
  assert_place (fixture, FALSE, 0);
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
  hopmap_fake_monitor_install ();

  add ("/network-return/asks", test_asks_on_return);
  add ("/network-return/asks-once", test_asks_once);
  add ("/network-return/not-where-offline", test_not_where_offline);

  return g_test_run ();
}

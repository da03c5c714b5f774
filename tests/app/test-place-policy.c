/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may be asked for places: settings, consent, environment and keyring together. The settings are
 * in memory, the schema is the one of this build, and the keyring is that of the script around it.
 */
#include "hopmap-place-policy.h"

#include <string.h>

#include "hopmap-config.h"
#include "hopmap-key-ring.h"
#include "hopmap-stub-service.h"

#define ANSWER                                                                                     \
  "{\"ip\":\"{ip}\",\"location\":{\"country_code2\":\"DE\",\"city\":\"Bonn\","                     \
  "\"latitude\":\"50.7\",\"longitude\":\"7.1\"}}"

typedef struct
{
  HopmapStubService *service;
  GSettings *settings;
  HopmapPlacePolicy *policy;
  HopmapPlaceSources *sources;
} Fixture;

static void
begin (Fixture *fixture)
{
  fixture->policy = hopmap_place_policy_new (fixture->settings);
  fixture->sources = hopmap_place_policy_get_sources (fixture->policy);
  hopmap_place_policy_keep_nothing (fixture->policy);
}

static void
end (Fixture *fixture)
{
  fixture->sources = NULL;
  g_clear_object (&fixture->policy);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_auto (GVariantBuilder) urls = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  static const char *const ids[] = { "ipmap", "ipgeolocation", "geojs", "maxmind", "ip-api" };

  fixture->service = hopmap_stub_service_new ();
  hopmap_stub_service_set_replies (fixture->service,
                                   &(HopmapStubReply){ .status = 200, .body = ANSWER }, 1);
  fixture->settings = g_settings_new (HOPMAP_APP_ID);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_variant_builder_add (&urls, "{ss}", ids[i], hopmap_stub_service_get_url (fixture->service));
  g_settings_set_value (fixture->settings, "place-source-urls", g_variant_builder_end (&urls));
  begin (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "web-places", "place-sources",     "keep-places",
                                      "offline",    "ipgeolocation-key", "place-source-urls" };

  end (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  g_clear_object (&fixture->settings);
  hopmap_stub_service_free (fixture->service);
}

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GHashTable **answers = user_data;

  *answers = hopmap_locator_locate_finish (HOPMAP_LOCATOR (object), result, NULL);
}

/* Returns how many requests looking up an address costs. */
static guint
ask (Fixture *fixture, const char *text, gboolean offline)
{
  HopmapLocator *locator = hopmap_place_policy_get_locator (fixture->policy, offline);
  guint before = hopmap_stub_service_get_n_requests (fixture->service);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (GHashTable) answers = NULL;
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  g_ptr_array_add (addresses, &address);
  hopmap_locator_locate_async (locator, addresses, NULL, located_cb, &answers);
  while (answers == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hopmap_stub_service_get_n_requests (fixture->service) - before;
}

static void
test_nothing_unasked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *question = hopmap_place_sources_dup_question (fixture->sources);

  g_assert_cmpint (hopmap_place_sources_get_consent (fixture->sources), ==, HOPMAP_CONSENT_ASK);
  g_assert_cmpuint (ask (fixture, "62.154.1.1", FALSE), ==, 0);
  g_assert_nonnull (strstr (question, "RIPE IPmap, GeoJS"));
  g_assert_null (strstr (question, "ip-api"));

  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_NO);
  g_assert_cmpuint (ask (fixture, "62.154.1.1", FALSE), ==, 0);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "web-places"), ==, HOPMAP_CONSENT_NO);
}

static void
test_consent (Fixture *fixture, gconstpointer data)
{
  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_YES);
  /* IPmap and GeoJS; the body is an answer of neither. */
  g_assert_cmpuint (ask (fixture, "62.154.1.1", FALSE), ==, 2);
  g_assert_cmpuint (ask (fixture, "10.0.0.1", FALSE), ==, 0);
  g_assert_cmpuint (ask (fixture, "62.154.1.2", TRUE), ==, 0);
  g_assert_nonnull (strstr (
      hopmap_place_source_get_problem (hopmap_place_sources_find (fixture->sources, "geojs")),
      "GeoJS"));
  g_assert_null (
      hopmap_place_source_get_problem (hopmap_place_sources_find (fixture->sources, "maxmind")));

  hopmap_place_source_set_enabled (hopmap_place_sources_find (fixture->sources, "geojs"), FALSE);
  g_assert_cmpuint (ask (fixture, "62.154.1.3", FALSE), ==, 1);
  g_settings_set_boolean (fixture->settings, "offline", TRUE);
  g_assert_cmpuint (ask (fixture, "62.154.1.4", FALSE), ==, 0);
}

static void
test_choice_is_kept (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) ids = NULL;

  hopmap_place_source_set_enabled (hopmap_place_sources_find (fixture->sources, "ip-api"), TRUE);
  hopmap_place_source_set_enabled (hopmap_place_sources_find (fixture->sources, "ipmap"), FALSE);
  ids = g_settings_get_strv (fixture->settings, "place-sources");
  g_assert_true (g_strv_contains ((const char *const *) ids, "ip-api"));
  g_assert_false (g_strv_contains ((const char *const *) ids, "ipmap"));

  end (fixture);
  begin (fixture);
  g_assert_true (
      hopmap_place_source_get_enabled (hopmap_place_sources_find (fixture->sources, "ip-api")));
  g_assert_false (
      hopmap_place_source_get_enabled (hopmap_place_sources_find (fixture->sources, "ipmap")));
}

static void
test_environment (Fixture *fixture, gconstpointer data)
{
  HopmapPlaceSource *source;

  end (fixture);
  g_setenv ("HOPMAP_IPGEOLOCATION_KEY", "from outside", TRUE);
  begin (fixture);
  source = hopmap_place_sources_find (fixture->sources, "ipgeolocation");
  g_assert_cmpint (hopmap_place_source_get_key_state (source), ==, HOPMAP_KEY_STATE_ENVIRONMENT);
  /* Who names a key in the environment has said yes to this service, and to no other. */
  g_assert_cmpuint (ask (fixture, "62.154.1.1", FALSE), ==, 1);
  g_assert_nonnull (strstr (hopmap_stub_service_get_request (fixture->service, 0),
                            "apiKey=from%20outside&ip=62.154.1.1"));
  g_assert_cmpuint (ask (fixture, "62.154.1.2", TRUE), ==, 0);
  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_NO);
  g_unsetenv ("HOPMAP_IPGEOLOCATION_KEY");
}

static void
count_cb (gpointer user_data)
{
  guint *count = user_data;

  ++*count;
}

/* What is under way is given up only where that is of use. */
static void
test_undisturbed (Fixture *fixture, gconstpointer data)
{
  HopmapPlaceSource *keyed = hopmap_place_sources_find (fixture->sources, "maxmind");
  HopmapLocator *locator;
  guint n_changes = 0;

  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_YES);
  locator = hopmap_place_policy_get_locator (fixture->policy, FALSE);
  g_signal_connect_swapped (locator, "sources-changed", G_CALLBACK (count_cb), &n_changes);
  hopmap_place_source_set_enabled (keyed, FALSE);
  hopmap_place_source_set_enabled (keyed, TRUE);
  hopmap_place_policy_load_keys (fixture->policy, FALSE);
  hopmap_place_policy_keep_nothing (fixture->policy);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_changes, ==, 0);

  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_NO);
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_data (locator, &n_changes);
}

static gboolean
has_keyring (void)
{
  if (g_strcmp0 (g_getenv ("HOPMAP_TEST_KEYRING"), "yes") == 0)
    return TRUE;

  g_test_skip ("There is no keyring here");
  return FALSE;
}

static void
wait_for_state (HopmapPlaceSource *source, HopmapKeyState state)
{
  while (hopmap_place_source_get_key_state (source) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_key (Fixture *fixture, gconstpointer data)
{
  HopmapPlaceSource *source = hopmap_place_sources_find (fixture->sources, "ipgeolocation");
  g_autoptr (GSettings) settings = g_object_ref (fixture->settings);
  g_autofree char *kept = NULL;

  if (!has_keyring ())
    return;

  hopmap_place_sources_set_consent (fixture->sources, HOPMAP_CONSENT_YES);
  hopmap_place_source_give_key (source, "typed ");
  wait_for_state (source, HOPMAP_KEY_STATE_KEYRING);
  g_assert_true (hopmap_place_source_is_ready (source));
  kept = g_settings_get_string (settings, "ipgeolocation-key");
  g_assert_cmpstr (kept, ==, "");

  /* The next start, of a command line: the key is there when the first address is asked for. */
  end (fixture);
  begin (fixture);
  hopmap_place_policy_wait_for_keys (fixture->policy);
  source = hopmap_place_sources_find (fixture->sources, "ipgeolocation");
  g_assert_cmpint (hopmap_place_source_get_key_state (source), ==, HOPMAP_KEY_STATE_KEYRING);

  hopmap_place_source_give_key (source, "");
  wait_for_state (source, HOPMAP_KEY_STATE_NONE);
}

/* A key that an earlier version has put into the settings is moved, once. */
static void
test_old_key (Fixture *fixture, gconstpointer data)
{
  HopmapPlaceSource *source;

  if (!has_keyring ())
    return;

  end (fixture);
  g_settings_set_string (fixture->settings, "ipgeolocation-key", "old");
  begin (fixture);
  hopmap_place_policy_load_keys (fixture->policy, FALSE);
  source = hopmap_place_sources_find (fixture->sources, "ipgeolocation");
  wait_for_state (source, HOPMAP_KEY_STATE_KEYRING);
  for (;;)
    {
      g_autofree char *rest = g_settings_get_string (fixture->settings, "ipgeolocation-key");

      if (*rest == '\0')
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  hopmap_place_source_give_key (source, NULL);
  wait_for_state (source, HOPMAP_KEY_STATE_NONE);
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

  add ("/place-policy/nothing-unasked", test_nothing_unasked);
  add ("/place-policy/consent", test_consent);
  add ("/place-policy/choice-is-kept", test_choice_is_kept);
  add ("/place-policy/environment", test_environment);
  add ("/place-policy/undisturbed", test_undisturbed);
  add ("/place-policy/key", test_key);
  add ("/place-policy/old-key", test_old_key);

  return g_test_run ();
}

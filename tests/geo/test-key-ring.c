/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys for services: in a real keyring where the script around this test has started one, and without
 * one.
 */
#include "hopmap-key-ring.h"

#include <libsecret/secret.h>
#include <string.h>

#define KEY "s3cret of a test"

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static GAsyncResult *
await_result (GAsyncResult **done)
{
  while (*done == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *done;
}

static gboolean
load (HopmapKeyRing *ring)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  hopmap_key_ring_load_async (ring, FALSE, NULL, done_cb, &done);
  loaded = hopmap_key_ring_load_finish (ring, await_result (&done), &error);
  g_assert_no_error (error);
  return loaded;
}

static gboolean
set (HopmapKeyRing *ring, const char *service, const char *key)
{
  g_autoptr (GAsyncResult) done = NULL;

  hopmap_key_ring_set_async (ring, service, key, NULL, done_cb, &done);
  /* It can be used at once. */
  g_assert_cmpstr (hopmap_key_ring_get (ring, service), ==, key);
  return hopmap_key_ring_set_finish (ring, await_result (&done), NULL);
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
test_kept (void)
{
  g_autoptr (HopmapKeyRing) before = hopmap_key_ring_new ();
  g_autoptr (HopmapKeyRing) after = hopmap_key_ring_new ();
  g_autoptr (HopmapKeyRing) later = hopmap_key_ring_new ();

  if (!has_keyring ())
    return;

  g_assert_true (load (before));
  g_assert_cmpint (hopmap_key_ring_get_state (before, "maxmind"), ==, HOPMAP_KEY_STATE_NONE);
  g_assert_true (set (before, "maxmind", KEY));
  g_assert_true (set (before, "ipgeolocation", "another"));
  g_assert_cmpint (hopmap_key_ring_get_state (before, "maxmind"), ==, HOPMAP_KEY_STATE_KEYRING);

  g_assert_true (load (after));
  g_assert_cmpint (hopmap_key_ring_get_state (after, "maxmind"), ==, HOPMAP_KEY_STATE_KEYRING);
  g_assert_cmpstr (hopmap_key_ring_get (after, "maxmind"), ==, KEY);
  g_assert_cmpstr (hopmap_key_ring_get (after, "ipgeolocation"), ==, "another");
  g_assert_true (set (after, "maxmind", "changed"));

  g_assert_true (load (later));
  g_assert_cmpstr (hopmap_key_ring_get (later, "maxmind"), ==, "changed");
  g_assert_true (set (later, "maxmind", NULL));
  g_assert_true (set (later, "ipgeolocation", NULL));
}

static void
test_forgotten (void)
{
  g_autoptr (HopmapKeyRing) before = hopmap_key_ring_new ();
  g_autoptr (HopmapKeyRing) after = hopmap_key_ring_new ();

  if (!has_keyring ())
    return;

  g_assert_true (set (before, "maxmind", KEY));
  g_assert_true (set (before, "maxmind", NULL));
  g_assert_cmpint (hopmap_key_ring_get_state (before, "maxmind"), ==, HOPMAP_KEY_STATE_NONE);
  g_assert_true (load (after));
  g_assert_null (hopmap_key_ring_get (after, "maxmind"));
}

/* Nobody is asked for a password by a program that has no window. */
static void
test_locked (void)
{
  g_autoptr (HopmapKeyRing) before = hopmap_key_ring_new ();
  g_autoptr (HopmapKeyRing) after = hopmap_key_ring_new ();
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GList) list = NULL;

  if (!has_keyring ())
    return;

  g_assert_true (set (before, "maxmind", KEY));
  service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  list = g_list_append (list, collection);
  g_assert_cmpint (secret_service_lock_sync (service, list, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);

  g_assert_true (load (after));
  g_assert_cmpint (hopmap_key_ring_get_state (after, "maxmind"), ==, HOPMAP_KEY_STATE_LOCKED);
  g_assert_null (hopmap_key_ring_get (after, "maxmind"));
}

static void
test_no_keyring (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (HopmapKeyRing) ring = hopmap_key_ring_new ();

      /* With all that it can say: the key is not in it. */
      g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      g_assert_true (load (ring));
      g_assert_cmpint (hopmap_key_ring_get_state (ring, "maxmind"), ==, HOPMAP_KEY_STATE_NONE);
      g_assert_false (set (ring, "maxmind", KEY));
      g_assert_cmpint (hopmap_key_ring_get_state (ring, "maxmind"), ==, HOPMAP_KEY_STATE_SESSION);
      g_assert_cmpstr (hopmap_key_ring_get (ring, "maxmind"), ==, KEY);
      set (ring, "maxmind", NULL);
      g_assert_cmpint (hopmap_key_ring_get_state (ring, "maxmind"), ==, HOPMAP_KEY_STATE_NONE);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*s3cret*");
  g_test_trap_assert_stderr_unmatched ("*s3cret*");
}

static void
test_environment (void)
{
  g_autoptr (HopmapKeyRing) ring = hopmap_key_ring_new ();

  g_setenv ("HOPMAP_IP_API_KEY", "from outside", TRUE);
  g_assert_cmpint (hopmap_key_ring_get_state (ring, "ip-api"), ==, HOPMAP_KEY_STATE_ENVIRONMENT);
  g_assert_cmpstr (hopmap_key_ring_get (ring, "ip-api"), ==, "from outside");
  g_setenv ("HOPMAP_IP_API_KEY", "", TRUE);
  g_assert_null (hopmap_key_ring_get (ring, "ip-api"));
  g_unsetenv ("HOPMAP_IP_API_KEY");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-ring/environment", test_environment);
  g_test_add_func ("/key-ring/kept", test_kept);
  g_test_add_func ("/key-ring/forgotten", test_forgotten);
  g_test_add_func ("/key-ring/locked", test_locked);
  g_test_add_func ("/key-ring/no-keyring", test_no_keyring);

  return g_test_run ();
}

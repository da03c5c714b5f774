/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the desktop says that this computer is: agreed to, refused, nonsense, nobody there, no answer,
 * given up.
 */
#include <hopmap-location-portal.h>

#include <math.h>
#include <string.h>

#include "hopmap-fake-portal.h"

typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *bus;
  GDBusConnection *desktop;
  HopmapFakePortal portal;
} Fixture;

typedef struct
{
  gboolean is_done;
  HopmapPlace *place;
  GError *error;
} Answer;

static GDBusConnection *
new_connection (GTestDBus *daemon)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (daemon),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  return bus;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->daemon);
  fixture->bus = new_connection (fixture->daemon);
  fixture->desktop = new_connection (fixture->daemon);
  fixture->portal = (HopmapFakePortal){ .latitude = 52.52, .longitude = 13.4, .accuracy_m = 3500 };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_close_sync (fixture->bus, NULL, NULL);
  g_dbus_connection_close_sync (fixture->desktop, NULL, NULL);
  g_clear_object (&fixture->bus);
  g_clear_object (&fixture->desktop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_test_dbus_stop (fixture->daemon);
  g_clear_object (&fixture->daemon);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->place = hopmap_location_portal_ask_finish (result, &answer->error);
  answer->is_done = TRUE;
}

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->place, hopmap_place_unref);
  g_clear_error (&answer->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
wait_for (const Answer *answer)
{
  while (!answer->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask (GDBusConnection *bus, guint patience_s, Answer *answer)
{
  hopmap_location_portal_ask_async (bus, patience_s, NULL, answered_cb, answer);
  wait_for (answer);
}

/* The desktop's eyes are closed again, whatever it said. */
static void
assert_closed (Fixture *fixture)
{
  while (fixture->portal.n_closed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->portal.n_sessions, ==, 1);
  g_assert_cmpuint (fixture->portal.n_closed, ==, 1);
}

static void
assert_sentence (const Answer *answer)
{
  g_assert_null (answer->place);
  g_assert_error (answer->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (answer->error->message, "Type a town"));
}

static void
test_agreed (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  ask (fixture->bus, 60, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpfloat (answer.place->latitude, ==, 52.52);
  g_assert_cmpfloat (answer.place->longitude, ==, 13.4);
  g_assert_cmpfloat (answer.place->radius_km, ==, 3.5);
  assert_closed (fixture);
}

/* As exact as a desktop may be, a router is no nearer for it. */
static void
test_radius (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double accuracy_m;
    double radius_km;
  } cases[] = { { 12, 1 }, { -1, 25 }, { 0, 25 }, { 400000, 400 } };

  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Answer) answer = { 0 };

      fixture->portal.accuracy_m = cases[i].accuracy_m;
      ask (fixture->bus, 60, &answer);
      g_assert_no_error (answer.error);
      g_assert_cmpfloat (answer.place->radius_km, ==, cases[i].radius_km);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  fixture->portal.response = 1;
  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  ask (fixture->bus, 60, &answer);
  g_assert_null (answer.place);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_closed (fixture);
}

static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  fixture->portal.response = 2;
  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  ask (fixture->bus, 60, &answer);
  assert_sentence (&answer);
  assert_closed (fixture);
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  static const double places[][3] = { { 95, 13, 10 },      { 52, 999, 10 },      { NAN, 13, 10 },
                                      { 0, 0, 10 },        { 52, INFINITY, 10 }, { 52, 13, 9e9 },
                                      { 52, 13, INFINITY } };

  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (Answer) answer = { 0 };

      fixture->portal.latitude = places[i][0];
      fixture->portal.longitude = places[i][1];
      fixture->portal.accuracy_m = places[i][2];
      ask (fixture->bus, 60, &answer);
      assert_sentence (&answer);
    }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) no_portal = { 0 };
  g_auto (Answer) no_bus = { 0 };

  ask (fixture->bus, 60, &no_portal);
  assert_sentence (&no_portal);
  ask (NULL, 60, &no_bus);
  assert_sentence (&no_bus);
}

static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  fixture->portal.is_silent = TRUE;
  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  ask (fixture->bus, 1, &answer);
  assert_sentence (&answer);
  assert_closed (fixture);
}

/* The desktop has begun to look, and says nothing; it is told to stop. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };

  fixture->portal.is_silent = TRUE;
  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  hopmap_location_portal_ask_async (fixture->bus, 60, cancellable, answered_cb, &answer);
  while (fixture->portal.n_started == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (answer.is_done);
  g_cancellable_cancel (cancellable);
  wait_for (&answer);
  g_assert_null (answer.place);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_closed (fixture);
}

/* Nobody waits for the desktop's first word; the session that it tells of later is closed. */
static void
test_given_up_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };

  hopmap_fake_portal_serve (&fixture->portal, fixture->desktop);
  hopmap_location_portal_ask_async (fixture->bus, 60, cancellable, answered_cb, &answer);
  g_cancellable_cancel (cancellable);
  wait_for (&answer);
  g_assert_null (answer.place);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_closed (fixture);
  g_assert_cmpuint (fixture->portal.n_started, ==, 0);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL)
    {
      g_print ("1..0 # SKIP dbus-daemon is not installed\n");
      return 0;
    }

  add ("/location-portal/agreed", test_agreed);
  add ("/location-portal/radius", test_radius);
  add ("/location-portal/refused", test_refused);
  add ("/location-portal/trouble", test_trouble);
  add ("/location-portal/nonsense", test_nonsense);
  add ("/location-portal/nobody", test_nobody);
  add ("/location-portal/silent", test_silent);
  add ("/location-portal/given-up", test_given_up);
  add ("/location-portal/given-up-at-once", test_given_up_at_once);

  return g_test_run ();
}

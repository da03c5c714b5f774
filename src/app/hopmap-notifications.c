/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notifications; see the header. GLib sends them into the blue and warns on standard error, so it is
 * asked first whether anybody is there. That may start who shows them, which sending would do as well.
 */
#include "hopmap-notifications.h"

#include <glib/gi18n-lib.h>

#define DESKTOP "org.freedesktop.Notifications"
/* GLib sends through it from within a sandbox, which cannot reach the other one. */
#define PORTAL  "org.freedesktop.portal.Desktop"
#define SANDBOX "/.flatpak-info"

#define SAID    "hopmap-notifications-said"

/* What waits for the answer. */
typedef struct
{
  HopmapWindow *window;
  char *id;
  GNotification *notification; /* NULL: it is only to be known whether there will be somebody */
} Notice;

static void
notice_free (Notice *notice)
{
  g_object_unref (notice->window);
  g_free (notice->id);
  g_clear_object (&notice->notification);
  g_free (notice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notice, notice_free)

/* Once for the whole program: it is the same for all windows, and stays so. */
static void
say_that_nobody_is_there (HopmapWindow *window)
{
  GApplication *app = g_application_get_default ();

  if (app == NULL || g_object_get_data (G_OBJECT (app), SAID) != NULL)
    return;

  g_object_set_data (G_OBJECT (app), SAID, app);
  hopmap_window_show_message (window, _ ("This desktop shows no notifications. Changes of the "
                                         "route are told in this window only."));
}

/* Who has come back to the window in the meantime sees it there. */
static void
deliver (Notice *notice)
{
  if (notice->notification != NULL && !gtk_window_is_active (GTK_WINDOW (notice->window)))
    g_application_send_notification (g_application_get_default (), notice->id,
                                     notice->notification);
}

/* Who says that nobody can ask like that is there as well. */
static gboolean
is_there (GVariant *reply, const GError *error)
{
  return reply != NULL || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Notice) notice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (gtk_window_get_application (GTK_WINDOW (notice->window)) == NULL)
    return; /* it is closed */

  if (is_there (reply, error))
    deliver (notice);
  else
    say_that_nobody_is_there (notice->window);
}

/* Takes the notice. */
static void
ask (Notice *notice)
{
  GApplication *app = g_application_get_default ();
  GDBusConnection *bus = app != NULL ? g_application_get_dbus_connection (app) : NULL;
  const char *who = g_file_test (SANDBOX, G_FILE_TEST_EXISTS) ? PORTAL : DESKTOP;

  if (bus == NULL)
    {
      say_that_nobody_is_there (notice->window);
      notice_free (notice);
      return;
    }

  g_dbus_connection_call (bus, who, "/", "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked_cb, notice);
}

static Notice *
notice_new (HopmapWindow *window)
{
  Notice *notice = g_new0 (Notice, 1);

  notice->window = g_object_ref (window);
  return notice;
}

/**
 * hopmap_notifications_expect:
 * @window: a window for which there may be some soon
 *
 * Tells the person, if nobody did before, where the desktop shows none.
 */
void
hopmap_notifications_expect (HopmapWindow *window)
{
  ask (notice_new (window));
}

/**
 * hopmap_notifications_send:
 * @window: the window that it is about
 * @id: names it, so that the next one takes its place
 * @notification: what to show
 *
 * Shows it on the desktop, unless the window is in front by then.
 */
void
hopmap_notifications_send (HopmapWindow *window, const char *id, GNotification *notification)
{
  Notice *notice = notice_new (window);

  notice->id = g_strdup (id);
  notice->notification = g_object_ref (notification);
  ask (notice);
}

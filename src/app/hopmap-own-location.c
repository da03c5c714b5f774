/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "use-own-location": see the header. It is asked only when a person chooses it, and not twice at once.
 */
#include "hopmap-own-location.h"

#include <adwaita.h>

#include "hopmap-location-portal.h"
#include "hopmap-spot.h"
#include "hopmap-window.h"

/* The desktop may ask the person, who reads what it asks. */
#define PATIENCE_S 60

/* The preferences, where they are open: they stand before the window, and there it was chosen. */
static GtkWindow *
find_preferences (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_PREFERENCES_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window; /* the list keeps it */
    }

  return NULL;
}

static void
say (GtkApplication *application, const char *sentence)
{
  GtkWindow *preferences = find_preferences ();
  GtkWindow *window = gtk_application_get_active_window (application);

  if (preferences != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (preferences),
                                      adw_toast_new (sentence));
  else if (HOPMAP_IS_WINDOW (window))
    hopmap_window_show_message (HOPMAP_WINDOW (window), sentence);
}

static GSimpleAction *
get_action (GApplication *application)
{
  return G_SIMPLE_ACTION (
      g_action_map_lookup_action (G_ACTION_MAP (application), "use-own-location"));
}

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  GSimpleAction *action = get_action (application);
  GSettings *settings = g_object_get_data (G_OBJECT (action), "settings");
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapPlace) place = hopmap_location_portal_ask_finish (result, &error);

  g_simple_action_set_enabled (action, TRUE);
  if (place != NULL)
    {
      g_autofree char *spot = hopmap_spot_format (place);

      g_settings_set_string (settings, "origin", spot);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      say (GTK_APPLICATION (application), error->message);
    }
}

static void
use_own_location_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GApplication *application = user_data;

  g_simple_action_set_enabled (action, FALSE);
  hopmap_location_portal_ask_async (g_application_get_dbus_connection (application), PATIENCE_S,
                                    NULL, located_cb, g_object_ref (application));
}

/**
 * hopmap_own_location_attach:
 * @application: gets the action
 * @settings: (nullable): where the place is kept; without them there is no action
 */
void
hopmap_own_location_attach (GtkApplication *application, GSettings *settings)
{
  g_autoptr (GSimpleAction) action = NULL;

  if (settings == NULL)
    return;

  action = g_simple_action_new ("use-own-location", NULL);
  g_object_set_data_full (G_OBJECT (action), "settings", g_object_ref (settings), g_object_unref);
  g_signal_connect (action, "activate", G_CALLBACK (use_own_location_cb), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
}

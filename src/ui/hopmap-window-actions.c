/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window does itself when a person asks: move the focus, fit the map. What becomes of files
 * is in hopmap-window-files.c; tracing is the application's.
 */
#include "hopmap-window-private.h"

static void
focus_host_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (HOPMAP_WINDOW (widget)->entry));
}

static void
fit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hopmap_map_view_fit (HOPMAP_WINDOW (widget)->map);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    hopmap_window_show_message (self, error->message);
}

static void
open_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GdkAppLaunchContext)
      context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (g_variant_get_string (parameter, NULL),
                                           G_APP_LAUNCH_CONTEXT (context), NULL, opened_cb,
                                           g_object_ref (widget));
}

/*
 * hopmap_window_install_actions:
 * @widget_class: the window's class
 */
void
hopmap_window_install_actions (GtkWidgetClass *widget_class)
{
  hopmap_window_install_file_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.focus-host", NULL, focus_host_cb);
  gtk_widget_class_install_action (widget_class, "win.fit", NULL, fit_cb);
  gtk_widget_class_install_action (widget_class, "win.open-file", "s", open_file_cb);
  gtk_widget_class_install_property_action (widget_class, "win.show-table", "show-table");
}

/*
 * hopmap_window_update_actions:
 * @self: a window
 *
 * Enables what makes sense for its route as it is now. "stop" and "again" are the application's.
 */
void
hopmap_window_update_actions (HopmapWindow *self)
{
  HopmapRoute *route = hopmap_window_get_route (self);
  gboolean answered = route != NULL && hopmap_route_get_last_answering_hop (route) != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  hopmap_window_update_file_actions (self, answered);
  gtk_widget_action_set_enabled (widget, "win.fit", answered);
}

/**
 * hopmap_window_install_accels:
 * @app: the application
 *
 * Sets the keys of all actions that the window shows, its own and those it asks for.
 */
void
hopmap_window_install_accels (GtkApplication *app)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "win.stop", { "Escape" } },
    { "win.again", { "<Control>r", "F5" } },
    { "win.focus-host", { "<Control>l" } },
    { "win.fit", { "<Control>0" } },
    { "win.watch", { "<Control><Shift>m" } },
    { "win.hop-details", { "<Alt>Return" } },
    { "win.previous-hop", { "<Alt>Up" } },
    { "win.next-hop", { "<Alt>Down" } },
    { "win.show-table", { "<Control>t" } },
    { "win.save-page", { "<Control>e" } },
    { "win.export", { "<Control><Shift>e" } },
    { "win.save", { "<Control>s" } },
    { "win.save-as", { "<Control><Shift>s" } },
    { "win.open-in-browser", { "<Control>b" } },
    { "win.copy-text", { "<Control><Shift>c" } },
    { "window.close", { "<Control>w" } },
    { "app.new-window", { "<Control>n" } },
    { "app.open", { "<Control>o" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (app, accels[i].action, accels[i].keys);
}

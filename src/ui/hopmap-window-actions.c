/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window does itself when a person asks: save and copy the route, move the focus, fit the
 * map. Tracing is the application's.
 */
#include "hopmap-window-private.h"

#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>
#include <hopmap-document.h>

#define PAGE_FORMAT "google-maps"
#define DATA_FORMAT "json"
#define TEXT_FORMAT "text"

typedef struct
{
  HopmapWindow *window;
  HopmapRoute *route;
  GFile *file;
  gboolean complete; /* an ended trace, in the format that keeps all of it */
} SaveRequest;

static void
save_request_free (SaveRequest *request)
{
  g_object_unref (request->window);
  g_object_unref (request->route);
  g_object_unref (request->file);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaveRequest, save_request_free)

static void
show_saved (HopmapWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *uri = g_file_get_uri (file);
  /* Translators: %s is a file name */
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), shown);
  AdwToast *toast = hopmap_window_toast_new (text);

  adw_toast_set_button_label (toast, C_ ("button on a message about a saved file", "_Open"));
  adw_toast_set_action_name (toast, "win.open-file");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaveRequest) request = user_data;
  g_autoptr (GError) error = NULL;

  if (hopmap_document_save_finish (result, &error))
    {
      show_saved (request->window, request->file);
      if (request->complete && hopmap_window_get_route (request->window) == request->route)
        hopmap_window_tell_saved (request->window);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hopmap_window_show_message (request->window, error->message);
}

/*
 * hopmap_window_save_route:
 * @self: a window with a route
 * @format_name: a format of the document room
 * @file: where to
 *
 * Saves the route as it is now, and tells how that went.
 */
void
hopmap_window_save_route (HopmapWindow *self, const char *format_name, GFile *file)
{
  const HopmapFormat *format = hopmap_format_find (format_name);
  HopmapRoute *route = hopmap_window_get_route (self);
  SaveRequest *request;

  g_return_if_fail (format != NULL && route != NULL);

  request = g_new0 (SaveRequest, 1);
  request->window = g_object_ref (self);
  request->route = g_object_ref (route);
  request->file = g_object_ref (file);
  request->complete = g_str_equal (format_name, DATA_FORMAT) && !hopmap_route_is_busy (route);
  hopmap_document_save_async (route, format, NULL, file, self->cancellable, saved_cb, request);
}

static void
chooser_response_cb (GtkFileChooserNative *chooser, int response, HopmapWindow *self)
{
  const char *format_name = g_object_get_data (G_OBJECT (chooser), "format");
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && hopmap_window_get_route (self) != NULL)
    hopmap_window_save_route (self, format_name, file);
  g_clear_object (&self->chooser);
}

static void
choose_file (HopmapWindow *self, const char *format_name, const char *title)
{
  const HopmapFormat *format = hopmap_format_find (format_name);
  HopmapRoute *route = hopmap_window_get_route (self);
  g_autofree char *extension = NULL;
  g_autofree char *name = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;

  if (route == NULL || format == NULL || self->chooser != NULL)
    return;

  extension = g_strconcat (".", format->extension, NULL);
  name = hopmap_ui_dup_file_name (hopmap_route_get_target (route), extension);
  pattern = g_strconcat ("*", extension, NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ (format->title));
  gtk_file_filter_add_pattern (filter, pattern);

  self->chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_object_set_data (G_OBJECT (self->chooser), "format", (gpointer) format->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (HOPMAP_WINDOW (widget), PAGE_FORMAT, _ ("Save Google Maps Page"));
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (HOPMAP_WINDOW (widget), DATA_FORMAT, _ ("Save Trace"));
}

static void
copy_text_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  HopmapRoute *route = hopmap_window_get_route (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (route == NULL)
    return;

  bytes = hopmap_document_write_bytes (route, hopmap_format_find (TEXT_FORMAT), NULL, &error);
  if (bytes == NULL)
    {
      hopmap_window_show_message (self, error->message);
      return;
    }

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  hopmap_window_show_message (self, _ ("Route copied as text"));
}

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
  gtk_widget_class_install_action (widget_class, "win.save-page", NULL, save_page_cb);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-text", NULL, copy_text_cb);
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

  gtk_widget_action_set_enabled (widget, "win.save-page", answered);
  gtk_widget_action_set_enabled (widget, "win.save-as", answered);
  gtk_widget_action_set_enabled (widget, "win.copy-text", answered);
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
    { "win.save-as", { "<Control>s" } },
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window's route on its way out: saved, exported by the form, copied as text, shown in a web
 * browser. How a way in is found is in hopmap-window-paste.c.
 */
#include "hopmap-window-private.h"

#include "hopmap-export-dialog.h"
#include "hopmap-recent-menu.h"
#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <hopmap-document.h>

#define PAGE_FORMAT "google-maps"
#define DATA_FORMAT "json"
#define TEXT_FORMAT "text"

/* What a file is to be, from the question for its name to the end of writing it. */
typedef struct
{
  HopmapWindow *window; /* not owned before it is written */
  const HopmapFormat *format;
  HopmapWriteOptions options;
  char *google_key;
  HopmapRoute *route;
  GFile *file;
  gboolean complete; /* an ended trace, in the format that keeps all of it */
  gboolean shown;    /* to be opened once it is there */
} SaveRequest;

static SaveRequest *
save_request_new (const char *format_name)
{
  SaveRequest *request = g_new0 (SaveRequest, 1);

  request->format = hopmap_format_find (format_name);
  hopmap_write_options_init (&request->options);
  return request;
}

static void
save_request_free (SaveRequest *request)
{
  if (request->route != NULL)
    g_object_unref (request->window);
  g_clear_object (&request->route);
  g_clear_object (&request->file);
  g_free (request->google_key);
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
saved (SaveRequest *request)
{
  HopmapWindow *self = request->window;

  if (request->shown)
    {
      g_autofree char *uri = g_file_get_uri (request->file);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-file", "s", uri);
      return;
    }

  show_saved (self, request->file);
  if (g_strcmp0 (request->format->name, DATA_FORMAT) != 0)
    return;

  hopmap_recent_menu_add (request->file);
  if (hopmap_window_get_route (self) != request->route)
    return;
  if (!request->options.withhold_source && request->options.mask_hops == 0)
    hopmap_window_set_file (self, request->file, request->options.tell_origin);
  if (request->complete)
    hopmap_window_tell_saved (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaveRequest) request = user_data;
  g_autoptr (GError) error = NULL;

  if (hopmap_document_save_finish (result, &error))
    saved (request);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hopmap_window_show_message (request->window, error->message);
}

/* Takes the request. */
static void
save (HopmapWindow *self, SaveRequest *request, GFile *file)
{
  HopmapRoute *route = hopmap_window_get_route (self);

  request->options.google_key = request->google_key;
  request->window = g_object_ref (self);
  request->route = g_object_ref (route);
  request->file = g_object_ref (file);
  request->complete = g_str_equal (request->format->name, DATA_FORMAT)
                      && !request->options.withhold_source && request->options.mask_hops == 0
                      && !hopmap_route_is_busy (route);
  hopmap_document_save_async (route, request->format, &request->options, file, self->cancellable,
                              saved_cb, request);
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
  g_return_if_fail (hopmap_window_get_route (self) != NULL);

  save (self, save_request_new (format_name), file);
}

/**
 * hopmap_window_set_file:
 * @self: a window
 * @file: (nullable): the document that its route, and no other, is in; "Save" writes it again
 * @tells_origin: whether it says where the route was measured, which it does then still
 */
void
hopmap_window_set_file (HopmapWindow *self, GFile *file, gboolean tells_origin)
{
  g_set_object (&self->file, file);
  self->file_tells_origin = tells_origin;
}

static void
chooser_response_cb (GtkFileChooserNative *chooser, int response, HopmapWindow *self)
{
  SaveRequest *request = g_object_steal_data (G_OBJECT (chooser), "request");
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && hopmap_window_get_route (self) != NULL)
    save (self, request, file);
  else
    save_request_free (request);
  g_clear_object (&self->chooser);
}

/* Takes the request. */
static void
choose_file (HopmapWindow *self, SaveRequest *request, const char *title)
{
  HopmapRoute *route = hopmap_window_get_route (self);
  g_autofree char *extension = NULL;
  g_autofree char *name = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;

  if (route == NULL || self->chooser != NULL)
    {
      save_request_free (request);
      return;
    }

  extension = g_strconcat (".", request->format->extension, NULL);
  name = hopmap_ui_dup_file_name (hopmap_route_get_target (route), extension);
  pattern = g_strconcat ("*", extension, NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ (request->format->title));
  gtk_file_filter_add_pattern (filter, pattern);

  self->chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_object_set_data_full (G_OBJECT (self->chooser), "request", request,
                          (GDestroyNotify) save_request_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (HOPMAP_WINDOW (widget), save_request_new (PAGE_FORMAT), _ ("Save Google Maps Page"));
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (HOPMAP_WINDOW (widget), save_request_new (DATA_FORMAT), _ ("Save Trace"));
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  SaveRequest *request;

  if (self->file == NULL || hopmap_window_get_route (self) == NULL)
    {
      save_as_cb (widget, name, parameter);
      return;
    }

  request = save_request_new (DATA_FORMAT);
  request->options.tell_origin = self->file_tells_origin;
  save (self, request, self->file);
}

/* The key goes into the request and, with the dialog, out of the program. */
static void
export_cb (HopmapWindow *self, HopmapExportDialog *dialog)
{
  SaveRequest *request = save_request_new (hopmap_export_dialog_get_format (dialog)->name);

  request->options.mask_hops = hopmap_export_dialog_get_mask_hops (dialog);
  request->options.withhold_source = !hopmap_export_dialog_get_tell_location (dialog);
  request->options.tell_origin = hopmap_export_dialog_get_tell_location (dialog);
  request->options.picture = hopmap_export_dialog_get_picture (dialog);
  request->google_key = g_strdup (hopmap_export_dialog_get_google_key (dialog));
  choose_file (self, request, _ ("Export Route"));
}

/* What the map shows, in the pixels that it has on this screen. */
static void
tell_sight (HopmapWindow *self, HopmapExportDialog *dialog)
{
  const guint scale = (guint) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  HopmapMapSight sight;
  HopmapPictureFrame shown;

  if (!hopmap_map_view_get_sight (self->map, &sight))
    return;

  shown = (HopmapPictureFrame){ .width = (guint) sight.width * scale,
                                .height = (guint) sight.height * scale,
                                .cut = TRUE,
                                .north = sight.north,
                                .south = sight.south,
                                .west = sight.west,
                                .east = sight.east };
  hopmap_export_dialog_set_shown (dialog, &shown);
}

static void
show_export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapRoute *route = hopmap_window_get_route (HOPMAP_WINDOW (widget));
  HopmapExportDialog *dialog;

  if (route == NULL)
    return;

  dialog = hopmap_export_dialog_new (GTK_WINDOW (widget), route);
  tell_sight (HOPMAP_WINDOW (widget), dialog);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (export_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
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

/*
 * In a folder that only this person can look into, and that is gone when the session ends. It is not
 * taken away before, since nobody tells when the browser has read it.
 */
static GFile *
make_page_file (HopmapWindow *self, GError **error)
{
  g_autofree char *template = g_build_filename (g_get_user_runtime_dir (), "hopmap-page-XXXXXX",
                                                NULL);
  g_autofree char *name = hopmap_ui_dup_file_name (
      hopmap_route_get_target (hopmap_window_get_route (self)), ".html");

  if (g_mkdtemp_full (template, 0700) == NULL)
    {
      int reason = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (reason),
                   /* Translators: a folder, and the system's reason */
                   _ ("No page could be put into “%s”: %s."), g_get_user_runtime_dir (),
                   g_strerror (reason));
      return NULL;
    }

  return g_file_new_build_filename (template, name, NULL);
}

static void
open_in_browser_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  SaveRequest *request;

  if (hopmap_window_get_route (self) == NULL)
    return;

  file = make_page_file (self, &error);
  if (file == NULL)
    {
      hopmap_window_show_message (self, error->message);
      return;
    }

  request = save_request_new (PAGE_FORMAT);
  request->shown = TRUE;
  save (self, request, file);
}

/*
 * hopmap_window_install_file_actions:
 * @widget_class: the window's class
 */
void
hopmap_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save-page", NULL, save_page_cb);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_cb);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, show_export_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-text", NULL, copy_text_cb);
  gtk_widget_class_install_action (widget_class, "win.open-in-browser", NULL, open_in_browser_cb);
}

/*
 * hopmap_window_update_file_actions:
 * @self: a window
 * @answered: whether there is anything in its route
 */
void
hopmap_window_update_file_actions (HopmapWindow *self, gboolean answered)
{
  static const char *const actions[] = { "win.save-page", "win.save",      "win.save-as",
                                         "win.export",    "win.copy-text", "win.open-in-browser" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], answered);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapOpener: see the header.
 */
#include "hopmap-opener.h"

#include <glib/gi18n-lib.h>

struct _HopmapOpener
{
  HopmapOpenWindow open_window;
  gpointer user_data;
  GPtrArray *dialogs; /* that nobody has answered yet */
};

/* The program lives as long as somebody is asked, even without a window. */
static void
dismiss (gpointer data)
{
  gtk_native_dialog_destroy (data);
  g_object_unref (data);
  g_application_release (g_application_get_default ());
}

/**
 * hopmap_opener_new:
 * @open_window: makes a window
 * @user_data: for @open_window
 *
 * Returns: (transfer full): an opener
 */
HopmapOpener *
hopmap_opener_new (HopmapOpenWindow open_window, gpointer user_data)
{
  HopmapOpener *self = g_new0 (HopmapOpener, 1);

  self->open_window = open_window;
  self->user_data = user_data;
  self->dialogs = g_ptr_array_new_with_free_func (dismiss);
  return self;
}

/**
 * hopmap_opener_free:
 * @self: (transfer full): an opener, which no window uses any more
 */
void
hopmap_opener_free (HopmapOpener *self)
{
  g_ptr_array_unref (self->dialogs);
  g_free (self);
}

static HopmapWindowSession *
find_session (HopmapOpener *self, GtkWindow *near)
{
  HopmapWindowSession *session = NULL;

  if (HOPMAP_IS_WINDOW (near))
    session = hopmap_window_session_get (HOPMAP_WINDOW (near));
  if (session == NULL || !hopmap_window_session_is_free (session))
    return self->open_window (self->user_data);

  gtk_window_present (near);
  return session;
}

/**
 * hopmap_opener_open_file:
 * @self: an opener
 * @near: (nullable): the window to prefer
 * @file: what to open
 */
void
hopmap_opener_open_file (HopmapOpener *self, GtkWindow *near, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    {
      hopmap_window_session_open_file (find_session (self, near), path, NULL);
    }
  else if (HOPMAP_IS_WINDOW (near))
    {
      g_autofree char *uri = g_file_get_uri (file);
      /* Translators: %s is the address of a file */
      g_autofree char *sentence = g_strdup_printf (
          _ ("“%s” is not on this computer; copy it here and open the copy."), uri);

      hopmap_window_show_message (HOPMAP_WINDOW (near), sentence);
    }
}

static void
open_uri_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapOpener *self = g_object_get_data (user_data, "hopmap-opener");
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  hopmap_opener_open_file (self, user_data, file);
}

static void
open_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapOpener *self = g_object_get_data (user_data, "hopmap-opener");
  gsize length;
  const char *text = g_variant_get_string (parameter, &length);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  hopmap_window_session_open_text (find_session (self, user_data), bytes);
}

static const GActionEntry actions[] = {
  { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
  { .name = "open-text", .activate = open_text_cb, .parameter_type = "s" },
};

/**
 * hopmap_opener_attach:
 * @self: an opener, which outlives @window
 * @window: a window
 *
 * Gives the window its actions "open-uri" and "open-text", for what is dropped or pasted there.
 */
void
hopmap_opener_attach (HopmapOpener *self, HopmapWindow *window)
{
  g_object_set_data (G_OBJECT (window), "hopmap-opener", self);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  HopmapOpener *self = user_data;
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      hopmap_opener_open_file (self, gtk_native_dialog_get_transient_for (dialog), file);
    }

  g_ptr_array_remove (self->dialogs, dialog);
}

/**
 * hopmap_opener_dismiss:
 * @self: an opener
 *
 * Asks nobody any more: the person wants to leave.
 */
void
hopmap_opener_dismiss (HopmapOpener *self)
{
  g_ptr_array_set_size (self->dialogs, 0);
}

/**
 * hopmap_opener_choose_file:
 * @self: an opener
 * @application: whose active window is to be preferred
 *
 * Lets the person choose files, and opens them.
 */
void
hopmap_opener_choose_file (HopmapOpener *self, GtkApplication *application)
{
  GtkWindow *parent = gtk_application_get_active_window (application);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Open a Trace"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  g_application_hold (G_APPLICATION (application));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), self);
  g_ptr_array_add (self->dialogs, dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files and texts that a person drops onto the window or pastes into it, wherever the focus is. What
 * is in them is looked at by the application: "win.open-uri", "win.open-text".
 */
#include "hopmap-window-private.h"

#include <string.h>

/* What is no name of a host, even with blanks around it. */
static gboolean
has_several_lines (const char *text)
{
  const char *start = text + strspn (text, " \t\r\n");
  const char *end = strpbrk (start, "\r\n");

  return end != NULL && end[strspn (end, " \t\r\n")] != '\0';
}

static gboolean
is_file_uri (const char *text)
{
  return g_str_has_prefix (text, "file://") && strpbrk (text, " \t") == NULL;
}

static void
open_files (HopmapWindow *self, GSList *files)
{
  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-uri", "s", uri);
    }
}

/* A word goes into the entry, and nothing is sent before the person says so. */
static void
take_text (HopmapWindow *self, const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));

  if (has_several_lines (text))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-text", "s", text);
  else if (is_file_uri (word))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-uri", "s", word);
  else if (*word != '\0')
    {
      hopmap_host_entry_set_text (self->entry, word);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  HopmapWindow *self = user_data;

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    open_files (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRING))
    take_text (self, g_value_get_string (value));
  else
    return FALSE;

  return TRUE;
}

static void
files_read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapWindow) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (value != NULL && !g_cancellable_is_cancelled (self->cancellable))
    open_files (self, g_value_get_boxed (value));
}

/* Where something is being edited, a word goes there as ever. */
static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  GtkWidget *focus;

  if (text == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  focus = gtk_root_get_focus (GTK_ROOT (self));
  if (!has_several_lines (text) && GTK_IS_EDITABLE (focus))
    gtk_widget_activate_action (focus, "clipboard.paste", NULL);
  else
    take_text (self, text);
}

static gboolean
paste_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GdkContentFormats)
      all = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (formats));

  if (gdk_content_formats_contain_gtype (all, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT,
                                    self->cancellable, files_read_cb, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (all, G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, self->cancellable, text_read_cb, g_object_ref (self));
  else
    return FALSE;

  return TRUE;
}

/*
 * hopmap_window_paste_init:
 * @self: a window with its template
 */
void
hopmap_window_paste_init (HopmapWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  /* Before the entry, which has the focus most of the time, would make one line of it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>v|<Shift>Insert"),
                        gtk_callback_action_new (paste_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

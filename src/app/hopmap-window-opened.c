/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of HopmapWindowSession that reads: files and texts that a window shows, and the choice
 * among the traces of one.
 */
#include "hopmap-window-session-private.h"

#include "hopmap-recent-menu.h"
#include "hopmap-trace-reading.h"

#include <glib/gi18n-lib.h>

/*
 * hopmap_window_session_forget_opened:
 * @self: a session keeper whose window shows something else from now on
 */
void
hopmap_window_session_forget_opened (HopmapWindowSession *self)
{
  if (self->opened != NULL)
    hopmap_window_set_opened (self->window, NULL, NULL);
  g_clear_pointer (&self->opened, hopmap_reading_free);
}

static GStrv
dup_trace_names (HopmapReading *read)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < read->routes->len; i++)
    {
      HopmapRoute *route = read->routes->pdata[i];
      guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
      g_autofree char *name = g_strdup_printf (
          /* Translators: one of several traces in a file: its number, a host, and how many hops */
          g_dngettext (GETTEXT_PACKAGE, "%u: %s, %u hop", "%u: %s, %u hops", n_hops), i + 1,
          hopmap_route_get_target (route)->display, n_hops);

      g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

/* Only the whole of a document may be written over it. */
static void
remember_file (HopmapWindowSession *self, const HopmapTraceInput *input)
{
  g_autoptr (GFile) file = NULL;
  HopmapRoute *route = self->opened->routes->pdata[0];

  if (input->path == NULL || g_str_equal (input->path, "-"))
    return;

  file = g_file_new_for_path (input->path);
  hopmap_recent_menu_add (file);
  if (self->opened->own && self->opened->routes->len == 1 && self->opened->n_left_out == 0)
    hopmap_window_set_file (self->window, file, hopmap_route_get_origin (route) != NULL);
}

static void
show_opened (HopmapWindowSession *self, HopmapReading *read)
{
  g_autofree char *notice = hopmap_reading_dup_notice (read);
  g_auto (GStrv) names = dup_trace_names (read);

  hopmap_window_session_forget_opened (self);
  hopmap_journal_keeper_discard (self->keeper);
  hopmap_window_session_show_finished (self, read->routes->pdata[0]);
  self->opened = read;
  hopmap_window_set_opened (self->window, notice, (const char *const *) names);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapWindowSession *self = HOPMAP_WINDOW_SESSION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapReading) read = hopmap_trace_reading_finish (result, &error);

  /* The window is gone, or shows something that was asked for later. */
  if (self->window == NULL || self->reading != G_TASK (result))
    return;

  self->reading = NULL;
  if (read == NULL)
    {
      hopmap_window_set_opened (self->window, error->message, NULL);
      return;
    }

  show_opened (self, g_steal_pointer (&read));
  remember_file (self, hopmap_trace_reading_get_input (result));
}

/*
 * hopmap_window_session_choose_trace_cb:
 * The action "choose-trace" of the window.
 */
void
hopmap_window_session_choose_trace_cb (GSimpleAction *action,
                                       GVariant *parameter,
                                       gpointer user_data)
{
  HopmapWindowSession *self = user_data;
  guint number = g_variant_get_uint32 (parameter);
  HopmapReading *read = self->opened;

  if (read == NULL || number >= read->routes->len)
    return;

  hopmap_window_session_show_finished (self, read->routes->pdata[number]);
}

/**
 * hopmap_window_session_open_file:
 * @self: a session keeper
 * @path: a file with a trace, or "-" for standard input
 * @standard_input: (nullable): what "-" stands for where it is not this process's
 *
 * Shows the trace in @path once it is read, or the first one of several; nothing is sent to anybody.
 */
void
hopmap_window_session_open_file (HopmapWindowSession *self,
                                 const char *path,
                                 GInputStream *standard_input)
{
  self->reading = hopmap_trace_reading_start (
      G_OBJECT (self), hopmap_trace_input_new (path, standard_input, NULL), read_cb, NULL);
}

/**
 * hopmap_window_session_open_text:
 * @self: a session keeper
 * @text: what a person dropped or pasted
 *
 * As hopmap_window_session_open_file(), for a text that is in no file.
 */
void
hopmap_window_session_open_text (HopmapWindowSession *self, GBytes *text)
{
  self->reading = hopmap_trace_reading_start (
      G_OBJECT (self), hopmap_trace_input_new (NULL, NULL, text), read_cb, NULL);
}

/**
 * hopmap_window_session_shows_own_trace:
 * @self: a session keeper
 *
 * Returns: whether its window shows a route that was traced there, and not one from a file
 */
gboolean
hopmap_window_session_shows_own_trace (HopmapWindowSession *self)
{
  return self->session != NULL && self->recording == NULL;
}

/**
 * hopmap_window_session_is_free:
 * @self: a session keeper
 *
 * Returns: whether nothing is lost where its window shows something else from now on
 */
gboolean
hopmap_window_session_is_free (HopmapWindowSession *self)
{
  return self->reading == NULL && !hopmap_window_session_shows_own_trace (self);
}

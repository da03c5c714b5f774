/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tasks without a display: see the header. Results go to the output, everything else to standard
 * error, so that a pipe carries results only.
 */
#include "hopmap-headless.h"

#include "hopmap-document.h"
#include "hopmap-plain-io.h"
#include "hopmap-rtt.h"
#include "hopmap-session.h"
#include "hopmap-settings.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  HopmapSession *session;
  GError *error;
} Run;

static void
say (const char *sentence)
{
  g_printerr ("hopmap: %s\n", sentence);
}

static gboolean
interrupted_cb (gpointer data)
{
  Run *run = data;

  hopmap_session_stop (run->session);
  return G_SOURCE_CONTINUE;
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  hopmap_session_run_finish (HOPMAP_SESSION (object), result, &run->error);
  g_main_loop_quit (run->loop);
}

static void
hop_answered_cb (HopmapHop *hop, GParamSpec *pspec, gpointer user_data)
{
  g_autofree char *time = hopmap_rtt_dup_text (hopmap_hop_get_rtt_ns (hop));

  if (hopmap_hop_get_stats (hop)->received == 1)
    g_printerr ("%2u  %s  %s\n", hopmap_hop_get_ttl (hop), hopmap_hop_get_address_text (hop), time);
}

static void
items_changed_cb (GListModel *route, guint position, guint removed, guint added, gpointer user_data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (route, i);

      g_signal_connect (hop, "notify::rtt-ns", G_CALLBACK (hop_answered_cb), NULL);
    }
}

/* Once for each kind, however often a link goes down and comes back. */
static void
trouble_cb (HopmapRoute *route, GParamSpec *pspec, gpointer user_data)
{
  const char *trouble = hopmap_route_get_trouble (route);
  GHashTable *said = user_data;

  if (trouble != NULL && g_hash_table_add (said, g_strdup (trouble)))
    say (trouble);
}

static void
show_trouble (HopmapRoute *route)
{
  GHashTable *said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_signal_connect_data (route, "notify::trouble", G_CALLBACK (trouble_cb), said,
                         (GClosureNotify) (GCallback) g_hash_table_unref, 0);
}

/* A person who waits at a terminal sees the hops come in. */
static void
show_progress (HopmapRoute *route)
{
  show_trouble (route);
  if (isatty (STDERR_FILENO))
    g_signal_connect (route, "items-changed", G_CALLBACK (items_changed_cb), NULL);
}

static gboolean
run_session (HopmapSession *session, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop, .session = session };
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, &run);

  hopmap_session_run_async (session, NULL, run_cb, &run);
  g_main_loop_run (loop);
  g_source_remove (interrupt);

  if (run.error == NULL)
    return TRUE;

  g_propagate_error (error, run.error);
  return FALSE;
}

static gboolean
write_standard_output (HopmapRoute *route, const HopmapFormat *format, GError **error)
{
  g_autoptr (GBytes) bytes = hopmap_document_write_bytes (route, format, NULL, error);
  const char *data;
  gsize length;

  if (bytes == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &length);
  return hopmap_plain_io_write (data, length, error);
}

static gboolean
write_route (HopmapRoute *route, const HopmapCommand *command, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (g_strcmp0 (command->output, "-") == 0)
    return write_standard_output (route, command->format, error);

  file = g_file_new_for_path (command->output);
  return hopmap_document_save (route, command->format, NULL, file, NULL, error);
}

/* An interrupt before the first answer must not put nothing in the place of an older route. */
static gboolean
is_empty_by_stop (HopmapRoute *route)
{
  return hopmap_route_get_end (route) == HOPMAP_END_STOPPED
         && g_list_model_get_n_items (G_LIST_MODEL (route)) == 0;
}

/* The first trace; what was not understood of the rest is said. */
static HopmapRoute *
read_recording (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = hopmap_plain_io_read (path, NULL, error);
  g_autoptr (HopmapReading) reading = NULL;
  g_autofree char *notice = NULL;

  if (bytes != NULL)
    reading = hopmap_document_read_all (bytes, error);
  if (reading == NULL)
    return NULL;

  notice = hopmap_reading_dup_notice (reading);
  if (notice != NULL)
    say (notice);
  return g_object_ref (reading->routes->pdata[0]);
}

static HopmapSession *
create_session (const HopmapCommand *command, HopmapLocator *locator, GError **error)
{
  g_autoptr (HopmapRoute) recording = NULL;

  if (command->input == NULL)
    return hopmap_session_new_trace (command->targets->pdata[0], &command->options, locator);

  recording = read_recording (command->input, error);
  return recording != NULL ? hopmap_session_new_finished (recording, locator) : NULL;
}

static HopmapExitStatus
status_of_route (HopmapRoute *route, const HopmapCommand *command)
{
  if (command->input != NULL || hopmap_route_get_end (route) == HOPMAP_END_DESTINATION)
    return HOPMAP_EXIT_REACHED;

  return HOPMAP_EXIT_NOT_REACHED;
}

static HopmapExitStatus
status_of_read_error (const GError *error)
{
  return error->domain == HOPMAP_DOCUMENT_ERROR ? HOPMAP_EXIT_NOT_UNDERSTOOD : HOPMAP_EXIT_TROUBLE;
}

/**
 * hopmap_headless_write:
 * @command: a command with the task %HOPMAP_TASK_WRITE
 *
 * Traces or reads, then writes. What went wrong is said on standard error.
 *
 * Returns: the exit status
 */
HopmapExitStatus
hopmap_headless_write (const HopmapCommand *command)
{
  g_autoptr (GSettings) settings = hopmap_settings_open ();
  /* Opening a file starts no network traffic. */
  gboolean offline = command->options.offline || command->input != NULL;
  g_autoptr (HopmapLocator) locator = hopmap_settings_create_locator (settings, offline);
  g_autoptr (HopmapSession) session = NULL;
  g_autoptr (GError) error = NULL;
  HopmapRoute *route;

  if (command->origin != NULL)
    hopmap_locator_set_origin (locator, command->origin);
  session = create_session (command, locator, &error);
  if (session == NULL)
    {
      say (error->message);
      return status_of_read_error (error);
    }

  route = hopmap_session_get_route (session);
  if (command->input == NULL)
    show_progress (route);
  if (!run_session (session, &error))
    {
      say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  if (command->options.places && hopmap_locator_get_problem (locator) != NULL)
    say (hopmap_locator_get_problem (locator)->message);
  if (is_empty_by_stop (route) && g_strcmp0 (command->output, "-") != 0)
    {
      /* Translators: %s is a file name */
      g_autofree char *sentence = g_strdup_printf (
          _ ("Stopped before anything was measured; “%s” was not written."), command->output);

      say (sentence);
      return HOPMAP_EXIT_NOT_REACHED;
    }
  if (!write_route (route, command, &error))
    {
      say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  return status_of_route (route, command);
}

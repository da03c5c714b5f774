/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The task "serve": a route as a page, shown to web browsers until Ctrl+C, as the course exercise
 * does with a general web server.
 */
#include "hopmap-headless.h"

#include "hopmap-document.h"
#include "hopmap-headless-routes.h"
#include "hopmap-page-server.h"
#include "hopmap-plain-io.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

static GBytes *
write_page (const HopmapCommand *command, GPtrArray *routes, GError **error)
{
  g_autoptr (GBytes) page = hopmap_document_write_all_bytes (routes, command->format, NULL, error);
  g_autoptr (GFile) file = command->output != NULL ? g_file_new_for_path (command->output) : NULL;

  if (page == NULL || (file != NULL && !hopmap_document_save_bytes (page, file, NULL, error)))
    return NULL;

  return g_steal_pointer (&page);
}

/* A page that was written before is shown as it is. */
static GBytes *
find_page (const HopmapCommand *command, HopmapExitStatus *status)
{
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *page = NULL;

  if (command->input != NULL)
    input = hopmap_plain_io_read (command->input, NULL, &error);
  if (input != NULL && command->output == NULL && hopmap_document_is_page (input))
    return g_steal_pointer (&input);

  if (error == NULL)
    {
      routes = hopmap_headless_find_routes (command, input, status);
      if (routes == NULL)
        return NULL;
      page = write_page (command, routes, &error);
    }
  if (page == NULL)
    {
      hopmap_headless_say (error->message);
      *status = error->domain == HOPMAP_DOCUMENT_ERROR && routes == NULL
                    ? HOPMAP_EXIT_NOT_UNDERSTOOD
                    : HOPMAP_EXIT_TROUBLE;
    }

  return page;
}

/* A page of its own name, too, for who looks for the file that was written. */
static char *
dup_name (const HopmapCommand *command)
{
  const char *file = command->output != NULL ? command->output : command->input;

  if (file == NULL || g_strcmp0 (file, "-") == 0 || hopmap_format_for_filename (file) == NULL
      || !g_str_has_prefix (hopmap_format_for_filename (file)->media_type, "text/html"))
    return NULL;

  return g_path_get_basename (file);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
say_where (HopmapPageServer *server)
{
  g_autofree char *uri = hopmap_page_server_dup_uri (server);
  g_autofree char *sentence = NULL;

  if (hopmap_page_server_is_private (server))
    /* Translators: %s is a web address */
    sentence = g_strdup_printf (_ ("The page is at %s until you press Ctrl+C."), uri);
  else
    sentence = g_strdup_printf (
        /* Translators: %s is a web address */
        _ ("The page is at %s until you press Ctrl+C; everybody who reaches this computer can see "
           "it."),
        uri);
  hopmap_headless_say (sentence);
}

/* Who is told how it ends must be able to end it in that moment. */
static void
show_until_the_end (HopmapPageServer *server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);
  guint terminate = g_unix_signal_add (SIGTERM, quit_cb, loop);
  guint hang_up = g_unix_signal_add (SIGHUP, quit_cb, loop);

  say_where (server);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_source_remove (hang_up);
}

/**
 * hopmap_headless_serve:
 * @command: a command with the task %HOPMAP_TASK_SERVE
 *
 * Traces or reads, writes the page where that was asked for, and shows it until it is interrupted.
 *
 * Returns: the exit status
 */
HopmapExitStatus
hopmap_headless_serve (const HopmapCommand *command)
{
  HopmapExitStatus status = HOPMAP_EXIT_TROUBLE;
  g_autoptr (GBytes) page = find_page (command, &status);
  g_autofree char *name = dup_name (command);
  g_autoptr (HopmapPageServer) server = NULL;
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return status;

  server = hopmap_page_server_new (page, name, command->serve_address, command->serve_port, &error);
  if (server == NULL)
    {
      hopmap_headless_say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  show_until_the_end (server);
  g_printerr ("\n");
  hopmap_headless_say (_ ("Stopped; the page is no longer shown."));
  return HOPMAP_EXIT_REACHED;
}

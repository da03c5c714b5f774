/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing without a display: see the header. Results go to the output, everything else to standard
 * error, so that a pipe carries results only.
 */
#include "hopmap-headless.h"

#include "hopmap-document.h"
#include "hopmap-headless-routes.h"
#include "hopmap-plain-io.h"

#include <glib/gi18n-lib.h>

static gboolean
write_output (GBytes *bytes, const HopmapCommand *command, GError **error)
{
  g_autoptr (GFile) file = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_strcmp0 (command->output, "-") == 0)
    return hopmap_plain_io_write (data, length, error);

  file = g_file_new_for_path (command->output);
  return hopmap_document_save_bytes (bytes, file, NULL, error);
}

static HopmapExitStatus
status_of_routes (GPtrArray *routes, const HopmapCommand *command)
{
  if (command->input == NULL && hopmap_route_get_end (routes->pdata[0]) == HOPMAP_END_FAILED)
    return HOPMAP_EXIT_TROUBLE;
  if (command->input != NULL || hopmap_route_get_end (routes->pdata[0]) == HOPMAP_END_DESTINATION)
    return HOPMAP_EXIT_REACHED;

  return HOPMAP_EXIT_NOT_REACHED;
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
  HopmapExitStatus status;
  g_autoptr (GPtrArray) routes = hopmap_headless_find_routes (command, NULL, &status);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (routes == NULL)
    return status;
  if (hopmap_headless_is_empty (routes) && g_strcmp0 (command->output, "-") != 0)
    {
      /* Translators: %s is a file name */
      g_autofree char *sentence = g_strdup_printf (
          _ ("Stopped before anything was measured; “%s” was not written."), command->output);

      hopmap_headless_say (sentence);
      return HOPMAP_EXIT_NOT_REACHED;
    }

  bytes = hopmap_document_write_all_bytes (routes, command->format, &command->write_options,
                                           &error);
  if (bytes == NULL || !write_output (bytes, command, &error))
    {
      hopmap_headless_say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  return status_of_routes (routes, command);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The task "locate": addresses one a line in, "address latitude longitude" out, as the course
 * exercise has it; an address without a place gives "address message".
 */
#include "hopmap-headless.h"

#include "hopmap-geo-provider.h"
#include "hopmap-settings.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define MAX_LINES      100000
#define MAX_LINE_BYTES 256

typedef struct
{
  GMainLoop *loop;
  GHashTable *answers;
  GError *error;
} Run;

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->answers = hopmap_locator_locate_finish (HOPMAP_LOCATOR (object), result, &run->error);
  g_main_loop_quit (run->loop);
}

static GHashTable *
locate_all (HopmapLocator *locator, GPtrArray *addresses, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop };

  hopmap_locator_locate_async (locator, addresses, NULL, located_cb, &run);
  g_main_loop_run (loop);
  if (run.error != NULL)
    g_propagate_error (error, run.error);

  return run.answers;
}

static GInputStream *
open_lines (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (g_strcmp0 (path, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);

  file = g_file_new_for_path (path);
  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

static GStrv
read_lines (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = open_lines (path, error);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  char *line;

  if (input == NULL)
    return NULL;

  stream = g_data_input_stream_new (input);
  while (lines->len < MAX_LINES
         && (line = g_data_input_stream_read_line (stream, NULL, NULL, &local_error)) != NULL)
    {
      g_strstrip (line);
      if (*line == '\0' || strlen (line) > MAX_LINE_BYTES)
        g_free (line);
      else
        g_ptr_array_add (lines, line);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_ptr_array_set_free_func (lines, NULL);
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

static char *
dup_safe (const char *text)
{
  char *safe = g_utf8_make_valid (text, -1);

  for (char *p = safe; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = '?';

  return safe;
}

static void
print_place (const char *address, const HopmapPlace *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  if (place != NULL && place->has_point)
    g_print ("%s %s %s\n", address,
             g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude),
             g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude));
  else if (place != NULL && place->kind == HOPMAP_PLACE_SPECIAL)
    /* Translators: %s is what kind of address it is, such as "Private network" */
    g_print ("%s %s: a bogon, it has no place\n", address, place->label);
  else
    g_print ("%s %s\n", address, _ ("no place is known"));
}

static gboolean
print_answers (GStrv lines, GHashTable *answers)
{
  gboolean all_read = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      HopmapAddress address;
      const HopmapGeoAnswer *answer;

      if (!hopmap_address_parse (lines[i], &address))
        {
          g_autofree char *safe = dup_safe (lines[i]);

          g_print ("%s %s\n", safe, _ ("is no address"));
          all_read = FALSE;
          continue;
        }

      answer = g_hash_table_lookup (answers, &address);
      print_place (lines[i], answer != NULL ? answer->place : NULL);
    }

  return all_read;
}

static GPtrArray *
parse_addresses (GStrv lines)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_address_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      HopmapAddress address;

      if (hopmap_address_parse (lines[i], &address))
        g_ptr_array_add (addresses, hopmap_address_copy (&address));
    }

  return addresses;
}

static HopmapExitStatus
status_of_problem (const GError *problem)
{
  if (problem == NULL)
    return HOPMAP_EXIT_REACHED;
  if (g_error_matches (problem, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_KEY_REJECTED)
      || g_error_matches (problem, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_QUOTA))
    return HOPMAP_EXIT_REFUSED;

  return HOPMAP_EXIT_TROUBLE;
}

/**
 * hopmap_headless_locate:
 * @command: a command with the task %HOPMAP_TASK_LOCATE
 *
 * Returns: the exit status: not understood where a line was no address, refused or trouble where a
 *   source of places could not be used
 */
HopmapExitStatus
hopmap_headless_locate (const HopmapCommand *command)
{
  g_autoptr (GSettings) settings = hopmap_settings_open ();
  g_autoptr (HopmapLocator)
      locator = hopmap_settings_create_locator (settings, command->options.offline);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = read_lines (command->input, &error);
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GHashTable) answers = NULL;
  const GError *problem;

  if (lines == NULL)
    {
      g_printerr (_ ("hopmap: “%s” cannot be read: %s.\n"), command->input, error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  addresses = parse_addresses (lines);
  answers = locate_all (locator, addresses, &error);
  if (answers == NULL)
    {
      g_printerr ("hopmap: %s\n", error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  problem = hopmap_locator_get_problem (locator);
  if (problem != NULL)
    g_printerr ("hopmap: %s\n", problem->message);
  if (!print_answers (lines, answers))
    return HOPMAP_EXIT_NOT_UNDERSTOOD;

  return status_of_problem (problem);
}

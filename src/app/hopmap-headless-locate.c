/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The task "locate": addresses one a line in, "address latitude longitude" out, as the course
 * exercise has it; an address without a place gives "address message".
 */
#include "hopmap-headless.h"

#include "hopmap-document.h"
#include "hopmap-geo-provider.h"
#include "hopmap-headless-routes.h"
#include "hopmap-place-policy.h"
#include "hopmap-plain-io.h"
#include "hopmap-settings.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES                  100000
#define MAX_ADDRESSES_FOR_SERVICES 1000
#define MAX_LINE_BYTES             256

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

/* One line of the input; what cannot be part of an address makes it none. */
static char *
dup_line (const char *start, gsize length)
{
  char *line = g_strndup (start, MIN (length, MAX_LINE_BYTES));

  for (gsize i = strlen (line); i < MIN (length, MAX_LINE_BYTES); i++)
    if (line[i] == '\0')
      line[i] = '?';

  return g_strstrip (line);
}

static GStrv
read_lines (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = hopmap_plain_io_read (path, NULL, error);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *next, *end;
  gsize length;
  guint n = 0;

  if (bytes == NULL)
    return NULL;

  next = g_bytes_get_data (bytes, &length);
  for (end = next + length; next < end;)
    {
      const char *stop = memchr (next, '\n', (gsize) (end - next));
      gsize width = (gsize) ((stop != NULL ? stop : end) - next);
      g_autofree char *line = dup_line (next, width);

      next += width + 1;
      if (*line != '\0')
        {
          g_strv_builder_add (lines, line);
          n++;
        }
    }
  if (n > MAX_LINES)
    {
      g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
                   _ ("There are more than %d addresses; give them in parts."), MAX_LINES);
      return NULL;
    }

  return g_strv_builder_end (lines);
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
append_place (GString *out, const char *address, const HopmapPlace *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  if (place != NULL && place->has_point)
    g_string_append_printf (
        out, "%s %s %s\n", address,
        g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude),
        g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude));
  else if (place != NULL && place->kind == HOPMAP_PLACE_SPECIAL)
    /* Translators: an address, and what kind of one it is, such as "Private network"; keep the word
     * "bogon", which scripts look for */
    g_string_append_printf (out, _ ("%s %s: a bogon, it has no place\n"), address, place->label);
  else if (place != NULL && place->anycast)
    g_string_append_printf (out, "%s %s\n", address, _ ("is at many places at once (anycast)"));
  else
    g_string_append_printf (out, "%s %s\n", address, _ ("no place is known"));
}

static gboolean
append_answers (GString *out, GStrv lines, GHashTable *answers)
{
  gboolean all_read = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      HopmapAddress address;
      const HopmapGeoAnswer *answer;

      if (!hopmap_address_parse (lines[i], &address))
        {
          g_autofree char *safe = dup_safe (lines[i]);

          g_string_append_printf (out, "%s %s\n", safe, _ ("is no address"));
          all_read = FALSE;
          continue;
        }

      answer = g_hash_table_lookup (answers, &address);
      append_place (out, lines[i], answer != NULL ? answer->place : NULL);
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

/* Services are for routers that somebody looks at, not for whole lists of addresses. */
static HopmapLocator *
choose_locator (HopmapPlacePolicy *policy, const HopmapCommand *command, guint n_addresses)
{
  gboolean offline = command->options.offline || n_addresses > MAX_ADDRESSES_FOR_SERVICES;

  if (command->no_cache)
    hopmap_place_policy_keep_nothing (policy);
  if (!offline)
    hopmap_place_policy_wait_for_keys (policy);

  return hopmap_place_policy_get_locator (policy, offline);
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
  g_autoptr (HopmapPlacePolicy) policy = hopmap_place_policy_new (settings);
  HopmapLocator *locator;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = read_lines (command->input, &error);
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GHashTable) answers = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  const GError *problem;
  gboolean all_read;

  if (lines == NULL)
    {
      hopmap_headless_say (error->message);
      return error->domain == HOPMAP_DOCUMENT_ERROR ? HOPMAP_EXIT_NOT_UNDERSTOOD
                                                    : HOPMAP_EXIT_TROUBLE;
    }

  addresses = parse_addresses (lines);
  locator = choose_locator (policy, command, addresses->len);
  answers = locate_all (locator, addresses, &error);
  if (answers == NULL)
    {
      hopmap_headless_say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }

  problem = hopmap_locator_get_problem (locator);
  if (problem != NULL)
    hopmap_headless_say (problem->message);
  all_read = append_answers (out, lines, answers);
  if (!hopmap_plain_io_write (out->str, out->len, &error))
    {
      hopmap_headless_say (error->message);
      return HOPMAP_EXIT_TROUBLE;
    }
  if (!all_read)
    return HOPMAP_EXIT_NOT_UNDERSTOOD;

  return status_of_problem (problem);
}

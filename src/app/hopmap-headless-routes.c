/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes without a display: traced, or read and their missing places looked up. See the header.
 */
#include "hopmap-headless-routes.h"

#include "hopmap-document.h"
#include "hopmap-place-policy.h"
#include "hopmap-plain-io.h"
#include "hopmap-rtt.h"
#include "hopmap-session.h"
#include "hopmap-settings.h"
#include "hopmap-trace-error.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  HopmapSession *session;
  GError *error;
} Run;

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
    hopmap_headless_say (trouble);
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

/* What was not understood is said, and what is there and not taken. */
static void
say_what_was_read (const HopmapReading *reading, const HopmapCommand *command)
{
  g_autofree char *notice = hopmap_reading_dup_notice (reading);
  g_autofree char *sentence = NULL;

  if (notice != NULL)
    hopmap_headless_say (notice);
  if (command->trace != 0 || reading->routes->len == 1
      || hopmap_format_holds_several (command->format))
    return;

  sentence = g_strdup_printf (
      /* Translators: a number of traces, 2 or more, in a file; "--trace=N" stays */
      g_dngettext (GETTEXT_PACKAGE,
                   "There is %u trace in the input; the first is taken, --trace=N takes another.",
                   "There are %u traces in the input; the first is taken, --trace=N takes another.",
                   reading->routes->len),
      reading->routes->len);
  hopmap_headless_say (sentence);
}

static gboolean
choose_recordings (HopmapReading *reading,
                   const HopmapCommand *command,
                   GPtrArray *chosen,
                   GError **error)
{
  GPtrArray *routes = reading->routes;
  guint first = MAX (command->trace, 1) - 1;
  gboolean all = command->trace == 0 && hopmap_format_holds_several (command->format);

  if (first >= routes->len)
    {
      g_set_error (error, HOPMAP_COMMAND_ERROR, HOPMAP_COMMAND_ERROR_USAGE,
                   /* Translators: %u are numbers of traces; "--trace" stays */
                   g_dngettext (GETTEXT_PACKAGE,
                                "There is %u trace in the input, so there is no --trace=%u.",
                                "There are %u traces in the input, so there is no --trace=%u.",
                                routes->len),
                   routes->len, command->trace);
      return FALSE;
    }

  for (guint i = first; i < routes->len && (all || i == first); i++)
    g_ptr_array_add (chosen, g_object_ref (routes->pdata[i]));
  return TRUE;
}

static GPtrArray *
read_recordings (const HopmapCommand *command, GBytes *input, GError **error)
{
  g_autoptr (GBytes) bytes = input != NULL ? g_bytes_ref (input)
                                           : hopmap_plain_io_read (command->input, NULL, error);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HopmapReading) reading = NULL;

  if (bytes != NULL)
    reading = hopmap_document_read_all (bytes, error);
  if (reading == NULL || !choose_recordings (reading, command, chosen, error))
    return NULL;

  say_what_was_read (reading, command);
  return g_steal_pointer (&chosen);
}

static GPtrArray *
run_recordings (const HopmapCommand *command, GBytes *input, HopmapLocator *locator, GError **error)
{
  g_autoptr (GPtrArray) recordings = read_recordings (command, input, error);

  for (guint i = 0; recordings != NULL && i < recordings->len; i++)
    {
      g_autoptr (HopmapSession)
          session = hopmap_session_new_finished (recordings->pdata[i], locator);

      if (!run_session (session, error))
        return NULL;
    }

  return g_steal_pointer (&recordings);
}

/* How far it was is kept where hosts are. */
static void
use_distances (HopmapSession *session, const HopmapCommand *command)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (HopmapDistanceBook) distances = NULL;

  if (command->no_cache)
    return;

  settings = hopmap_settings_open ();
  if (settings != NULL && !g_settings_get_boolean (settings, "keep-history"))
    return;

  distances = hopmap_settings_create_distances ();
  hopmap_session_use_distances (session, distances);
}

static GPtrArray *
run_trace (const HopmapCommand *command, HopmapLocator *locator, GError **error)
{
  g_autoptr (HopmapSession)
      session = hopmap_session_new_trace (command->targets->pdata[0], &command->options, locator);
  g_autoptr (GError) local_error = NULL;
  GPtrArray *routes;

  use_distances (session, command);
  show_progress (hopmap_session_get_route (session));
  if (!run_session (session, &local_error))
    {
      if (hopmap_route_get_last_answering_hop (hopmap_session_get_route (session)) == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      /* What was measured till then is written all the same. */
      hopmap_headless_say (local_error->message);
    }

  routes = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (routes, g_object_ref (hopmap_session_get_route (session)));
  return routes;
}

static HopmapExitStatus
status_of_error (const GError *error)
{
  if (error->domain == HOPMAP_DOCUMENT_ERROR)
    return HOPMAP_EXIT_NOT_UNDERSTOOD;
  /* An option asked for what this host does not have. */
  if (g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS))
    return HOPMAP_EXIT_USAGE;

  return error->domain == HOPMAP_COMMAND_ERROR ? HOPMAP_EXIT_USAGE : HOPMAP_EXIT_TROUBLE;
}

/**
 * hopmap_headless_say:
 * @sentence: something for the person, translated
 *
 * Says it on standard error. What it repeats of words from outside cannot steer the terminal.
 */
void
hopmap_headless_say (const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      g_string_append_unichar (clean, g_unichar_isprint (character) ? character : 0xfffd);
    }
  g_printerr ("hopmap: %s\n", clean->str);
}

/* Where no places are wanted nobody is made ready to be asked, which takes longer than a near host
 * to answer. */
static HopmapPlacePolicy *
open_policy (const HopmapCommand *command, gboolean offline)
{
  g_autoptr (GSettings) settings = NULL;
  HopmapPlacePolicy *policy;

  if (command->input == NULL && !command->options.places)
    return NULL;

  settings = hopmap_settings_open ();
  policy = hopmap_place_policy_new (settings);
  if (command->no_cache)
    hopmap_place_policy_keep_nothing (policy);
  if (!offline && command->options.places)
    hopmap_place_policy_wait_for_keys (policy);
  return policy;
}

static HopmapLocator *
open_locator (HopmapPlacePolicy *policy, gboolean offline)
{
  g_autoptr (GPtrArray) nobody = NULL;

  if (policy != NULL)
    return g_object_ref (hopmap_place_policy_get_locator (policy, offline));

  nobody = g_ptr_array_new ();
  return hopmap_locator_new_for_providers (nobody);
}

/**
 * hopmap_headless_find_routes:
 * @command: a command that names one host or an input, and a format
 * @input: (nullable): what is in the input, where it has been read already
 * @status: (out): set where there are no routes
 *
 * Traces or reads. What went wrong is said.
 *
 * Returns: (transfer full) (element-type HopmapRoute) (nullable): the routes to write, at least one,
 *   and only one where the format cannot hold several; or %NULL
 */
GPtrArray *
hopmap_headless_find_routes (const HopmapCommand *command, GBytes *input, HopmapExitStatus *status)
{
  /* Opening a file starts no network traffic. */
  gboolean offline = command->options.offline || command->input != NULL;
  g_autoptr (HopmapPlacePolicy) policy = open_policy (command, offline);
  g_autoptr (HopmapLocator) locator = open_locator (policy, offline);
  g_autoptr (GError) error = NULL;
  GPtrArray *routes;

  if (command->origin != NULL)
    hopmap_locator_set_origin (locator, command->origin);
  routes = command->input != NULL ? run_recordings (command, input, locator, &error)
                                  : run_trace (command, locator, &error);
  if (routes == NULL)
    {
      hopmap_headless_say (error->message);
      *status = status_of_error (error);
      return NULL;
    }

  if (command->options.places && hopmap_locator_get_problem (locator) != NULL)
    hopmap_headless_say (hopmap_locator_get_problem (locator)->message);
  return routes;
}

/**
 * hopmap_headless_is_empty:
 * @routes: (element-type HopmapRoute): what hopmap_headless_find_routes() returned
 *
 * Returns: whether it was stopped before the first answer: that is not to be put into the place of
 *   an older route
 */
gboolean
hopmap_headless_is_empty (GPtrArray *routes)
{
  return hopmap_route_get_end (routes->pdata[0]) == HOPMAP_END_STOPPED
         && g_list_model_get_n_items (G_LIST_MODEL (routes->pdata[0])) == 0;
}

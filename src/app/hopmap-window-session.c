/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWindowSession: see the header. It lives as data of its window, which it does not own. Its
 * actions are in hopmap-window-session-actions.c.
 */
#include "hopmap-window-session-private.h"

#include "hopmap-correction-actions.h"
#include "hopmap-family-action.h"
#include "hopmap-place-trouble.h"
#include "hopmap-settings.h"
#include "hopmap-trace-error.h"
#include "hopmap-watch-actions.h"

#include <glib/gi18n-lib.h>

#define WINDOW_KEY "hopmap-window-session"

G_DEFINE_FINAL_TYPE (HopmapWindowSession, hopmap_window_session, G_TYPE_OBJECT)

static void
show_notice (HopmapWindowSession *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  if (self->window == NULL)
    return;

  hopmap_window_set_notice (self->window, g_network_monitor_get_network_available (monitor)
                                              ? self->problem
                                              : _ ("You are offline. Saved traces still open."));
}

/* Without the time at which it was met nobody knows when it ends. */
static void
take_problem (HopmapWindowSession *self, GDateTime *met)
{
  const GError *problem = hopmap_locator_get_problem (self->locator);

  /* It ends when it would have ended, however often it is heard of. */
  if (self->problem != NULL && problem != NULL
      && g_str_has_prefix (self->problem, problem->message))
    return;

  g_free (self->problem);
  self->problem = problem != NULL ? hopmap_place_trouble_dup_text (problem, met) : NULL;
  show_notice (self);
}

static void
problem_cb (HopmapWindowSession *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (self->window != NULL)
    take_problem (self, now);
}

static void
show_attribution (HopmapWindowSession *self)
{
  g_autofree char *attribution = NULL;

  if (self->window == NULL || self->session == NULL)
    return;

  attribution = hopmap_session_dup_attribution (self->session);
  hopmap_window_set_attribution (self->window, attribution);
}

/* How it went is in the route, which the window shows. */
static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapWindowSession) self = user_data;
  HopmapSession *session = HOPMAP_SESSION (object);

  hopmap_session_run_finish (session, result, NULL);
  if (self->window == NULL)
    return;

  hopmap_journal_keeper_settle (self->keeper, hopmap_session_get_route (session));
  if (session == self->session)
    hopmap_window_session_end_replay (self);
}

/* A host that was not found is not worth remembering. */
static void
remember (HopmapWindowSession *self, GParamSpec *pspec, HopmapRoute *route)
{
  if (self->history != NULL && self->recording == NULL
      && hopmap_route_get_phase (route) == HOPMAP_PHASE_TRACING)
    hopmap_history_add (self->history, hopmap_route_get_target (route)->display);
}

/* Where no host has that name, what was typed is to be put right. */
static void
tell_of_name (HopmapWindowSession *self, GParamSpec *pspec, HopmapRoute *route)
{
  const GError *error = hopmap_route_get_error (route);

  if (self->window != NULL && self->recording == NULL
      && g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NAME_NOT_FOUND))
    hopmap_window_show_host_problem (self->window, error->message);
}

/*
 * hopmap_window_session_start:
 * @self: a session keeper
 * @session: what its window is to show
 *
 * The session before this one ends here: its route is dropped, and with it tracer and helper.
 */
void
hopmap_window_session_start (HopmapWindowSession *self, HopmapSession *session)
{
  HopmapRoute *route = hopmap_session_get_route (session);

  self->reading = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->session, session);

  g_signal_connect_object (route, "notify::phase",
                           G_CALLBACK (hopmap_window_session_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (route, "notify::phase", G_CALLBACK (remember), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (route, "notify::phase", G_CALLBACK (tell_of_name), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::attribution", G_CALLBACK (show_attribution), self,
                           G_CONNECT_SWAPPED);
  hopmap_window_set_route (self->window, route);
  show_attribution (self);
  hopmap_session_run_async (session, self->cancellable, run_cb, g_object_ref (self));
  hopmap_window_session_update_actions (self);
}

static void
hopmap_window_session_dispose (GObject *object)
{
  HopmapWindowSession *self = HOPMAP_WINDOW_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->keeper != NULL)
    hopmap_journal_keeper_discard (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->history);
  g_clear_object (&self->recording);
  g_clear_pointer (&self->opened, hopmap_reading_free);
  g_clear_object (&self->locator);
  g_clear_object (&self->offline_locator);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (hopmap_window_session_parent_class)->dispose (object);
}

static void
hopmap_window_session_class_init (HopmapWindowSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_window_session_dispose;
}

static void
hopmap_window_session_init (HopmapWindowSession *self)
{
}

/* The window is going: everything under way ends, even while a callback still holds this. */
static void
detach (gpointer data)
{
  HopmapWindowSession *self = data;

  self->window = NULL;
  g_object_run_dispose (G_OBJECT (self));
  g_object_unref (self);
}

/**
 * hopmap_window_session_attach:
 * @window: a window that has none yet
 * @options: how its traces are made; copied
 * @locator: who knows places of traces
 * @offline_locator: who knows places of files, asking nobody
 *
 * Gives the window its actions "trace", "stop", "again" and "choose-trace".
 *
 * Returns: (transfer none): the window's session keeper, which lives as long as the window
 */
HopmapWindowSession *
hopmap_window_session_attach (HopmapWindow *window,
                              const HopmapTraceOptions *options,
                              HopmapLocator *locator,
                              HopmapLocator *offline_locator)
{
  HopmapWindowSession *self = g_object_new (HOPMAP_TYPE_WINDOW_SESSION, NULL);
  g_autofree char *journals = hopmap_journal_keeper_dup_folder ();

  self->window = window;
  self->options = *options;
  self->locator = g_object_ref (locator);
  self->offline_locator = g_object_ref (offline_locator);
  self->keeper = hopmap_journal_keeper_new (journals);
  g_object_set_data_full (G_OBJECT (window), WINDOW_KEY, self, detach);

  hopmap_window_session_add_actions (self);
  hopmap_correction_actions_attach (window);
  hopmap_watch_actions_attach (window, self);
  hopmap_window_session_update_actions (self);
  g_signal_connect_object (locator, "notify::problem", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (show_notice), self, G_CONNECT_SWAPPED);
  take_problem (self, NULL);
  g_signal_connect_object (window, "route-saved", G_CALLBACK (hopmap_journal_keeper_discard),
                           self->keeper, G_CONNECT_SWAPPED);
  /* Not when the window is finalized: the application may have ended by then. */
  g_signal_connect_object (window, "destroy", G_CALLBACK (hopmap_journal_keeper_discard),
                           self->keeper, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hopmap_window_session_get:
 * @window: a window that hopmap_window_session_attach() was called for
 *
 * Returns: (transfer none): its session keeper
 */
HopmapWindowSession *
hopmap_window_session_get (HopmapWindow *window)
{
  return g_object_get_data (G_OBJECT (window), WINDOW_KEY);
}

/**
 * hopmap_window_session_trace:
 * @self: a session keeper
 * @text: what the person typed
 *
 * Starts a trace in place of whatever the window shows.
 */
void
hopmap_window_session_trace (HopmapWindowSession *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapTarget) target = hopmap_target_parse (text, &error);
  g_autoptr (HopmapSession) session = NULL;
  HopmapTraceOptions options = self->options;

  if (target == NULL)
    {
      hopmap_window_show_message (self->window, error->message);
      return;
    }

  if (target->port != 0 && options.port == 0)
    options.port = target->port;
  hopmap_settings_fill_options (self->settings, &options);
  hopmap_family_action_fill_options (self->window, &options);
  g_clear_object (&self->recording);
  hopmap_window_session_forget_opened (self);
  hopmap_window_set_host (self->window, target->input);
  session = hopmap_session_new_trace (target, &options, self->locator);
  if (self->history != NULL)
    hopmap_session_use_distances (session, hopmap_history_get_distances (self->history));
  hopmap_journal_keeper_follow (self->keeper, hopmap_session_get_route (session));
  hopmap_window_session_start (self, session);
}

/**
 * hopmap_window_session_use:
 * @self: a session keeper
 * @settings: (nullable): what the person prefers, where the options say nothing
 * @history: (nullable): who remembers the hosts
 */
void
hopmap_window_session_use (HopmapWindowSession *self, GSettings *settings, HopmapHistory *history)
{
  g_set_object (&self->settings, settings);
  g_set_object (&self->history, history);
  hopmap_family_action_attach (self->window, self, settings);
}

/**
 * hopmap_window_session_get_window:
 * @self: a session keeper
 *
 * Returns: (transfer none) (nullable): its window, unless that is gone
 */
HopmapWindow *
hopmap_window_session_get_window (HopmapWindowSession *self)
{
  return self->window;
}

/**
 * hopmap_window_session_get_options:
 * @self: a session keeper
 *
 * Returns: (transfer none): how its next traces are made; may be changed
 */
HopmapTraceOptions *
hopmap_window_session_get_options (HopmapWindowSession *self)
{
  return &self->options;
}

/**
 * hopmap_window_session_trace_again:
 * @self: a session keeper whose window shows a route
 *
 * Traces to the same host, with the options as they are now, even where the route was read from a
 * file.
 */
void
hopmap_window_session_trace_again (HopmapWindowSession *self)
{
  HopmapRoute *route = self->session != NULL ? hopmap_session_get_route (self->session) : NULL;
  g_autofree char *text = NULL;

  if (route == NULL)
    return;

  text = g_strdup (hopmap_route_get_target (route)->input);
  hopmap_window_session_trace (self, text);
}

/**
 * hopmap_window_session_stop:
 * @self: a session keeper
 *
 * Ends the trace, if one is under way, and keeps what was measured.
 */
void
hopmap_window_session_stop (HopmapWindowSession *self)
{
  if (self->session != NULL)
    hopmap_session_stop (self->session);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows recordings in a window: routes that were read, in full and at once, and played again where a
 * person asks for that. Nothing is sent to anybody.
 */
#include "hopmap-window-session-private.h"

static void
show_recording (HopmapWindowSession *self)
{
  g_autoptr (HopmapSession)
      session = hopmap_session_new_finished (self->recording, self->offline_locator);

  hopmap_window_session_start (self, session);
}

static void
set_recording (HopmapWindowSession *self, HopmapRoute *route)
{
  g_set_object (&self->recording, route);
  hopmap_window_set_host (self->window, hopmap_route_get_target (route)->input);
}

/*
 * hopmap_window_session_replay:
 * @self: a session keeper with a recording
 *
 * Plays it at real speed, and then shows it in full.
 */
void
hopmap_window_session_replay (HopmapWindowSession *self)
{
  g_autoptr (HopmapSession)
      session = hopmap_session_new_replay (self->recording, self->offline_locator);

  hopmap_window_session_start (self, session);
}

/*
 * hopmap_window_session_end_replay:
 * @self: a session keeper whose session has ended
 *
 * A replay asks a recording for as much as a trace needs. What is shown in the end, and saved, is all
 * that was recorded.
 */
void
hopmap_window_session_end_replay (HopmapWindowSession *self)
{
  if (self->recording != NULL && hopmap_session_get_route (self->session) != self->recording)
    show_recording (self);
}

/*
 * hopmap_window_session_show_finished:
 * @self: a session keeper
 * @route: a finished route, as it was read
 *
 * Shows it in full and at once.
 */
void
hopmap_window_session_show_finished (HopmapWindowSession *self, HopmapRoute *route)
{
  set_recording (self, route);
  show_recording (self);
}

/**
 * hopmap_window_session_restore:
 * @self: a session keeper
 * @journal: what a crash has left
 *
 * Shows its route, in full and at once, in place of whatever the window shows; nothing is sent to
 * anybody.
 */
void
hopmap_window_session_restore (HopmapWindowSession *self, HopmapJournal *journal)
{
  set_recording (self, hopmap_journal_get_route (journal));
  hopmap_journal_keeper_adopt (self->keeper, journal);
  hopmap_window_session_forget_opened (self);
  show_recording (self);
}

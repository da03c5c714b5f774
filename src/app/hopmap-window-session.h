/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a window asks for (trace, stop, again) and the session that answers it. One for each window,
 * and gone with it.
 */
#pragma once

#include "hopmap-history.h"
#include "hopmap-journal.h"
#include "hopmap-session.h"
#include "hopmap-window.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WINDOW_SESSION (hopmap_window_session_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWindowSession, hopmap_window_session, HOPMAP, WINDOW_SESSION, GObject)

HopmapWindowSession *hopmap_window_session_attach (HopmapWindow *window,
                                                   const HopmapTraceOptions *options,
                                                   HopmapLocator *locator,
                                                   HopmapLocator *offline_locator);
HopmapWindowSession *hopmap_window_session_get (HopmapWindow *window);
void hopmap_window_session_use (HopmapWindowSession *self,
                                GSettings *settings,
                                HopmapHistory *history);
HopmapWindow *hopmap_window_session_get_window (HopmapWindowSession *self);
HopmapTraceOptions *hopmap_window_session_get_options (HopmapWindowSession *self);
void hopmap_window_session_trace_again (HopmapWindowSession *self);
void hopmap_window_session_stop (HopmapWindowSession *self);
void hopmap_window_session_trace (HopmapWindowSession *self, const char *text);
void hopmap_window_session_open_file (HopmapWindowSession *self,
                                      const char *path,
                                      GInputStream *standard_input);
void hopmap_window_session_open_text (HopmapWindowSession *self, GBytes *text);
gboolean hopmap_window_session_shows_own_trace (HopmapWindowSession *self);
gboolean hopmap_window_session_is_free (HopmapWindowSession *self);
void hopmap_window_session_restore (HopmapWindowSession *self, HopmapJournal *journal);

G_END_DECLS

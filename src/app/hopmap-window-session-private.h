/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapWindowSession share: the one that runs sessions, its actions, the one that
 * reads (hopmap-window-opened.c), and the one that shows what was read (hopmap-window-recording.c).
 */
#pragma once

#include "hopmap-document.h"
#include "hopmap-journal-keeper.h"
#include "hopmap-window-session.h"

G_BEGIN_DECLS

struct _HopmapWindowSession
{
  GObject parent_instance;

  HopmapWindow *window;
  HopmapTraceOptions options;
  HopmapLocator *locator;
  HopmapLocator *offline_locator;
  GSettings *settings;
  HopmapHistory *history;
  HopmapSession *session;
  HopmapRoute *recording;
  HopmapJournalKeeper *keeper;
  GCancellable *cancellable;
  char *problem;         /* what is said of the locator's */
  HopmapReading *opened; /* what was read, of which one route is shown */
  GTask *reading;        /* the latest one under way, not owned; only compared */
};

void hopmap_window_session_add_actions (HopmapWindowSession *self);
void hopmap_window_session_update_actions (HopmapWindowSession *self);
void hopmap_window_session_start (HopmapWindowSession *self, HopmapSession *session);
void hopmap_window_session_replay (HopmapWindowSession *self);
void hopmap_window_session_end_replay (HopmapWindowSession *self);
void hopmap_window_session_show_finished (HopmapWindowSession *self, HopmapRoute *route);
void hopmap_window_session_forget_opened (HopmapWindowSession *self);
void hopmap_window_session_choose_trace_cb (GSimpleAction *action,
                                            GVariant *parameter,
                                            gpointer user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to probe when, how long to wait, and when a trace is over: a pure state machine. Time comes
 * in as a number, nothing here sends, waits or knows a main loop.
 */
#pragma once

#include "hopmap-ladder.h"
#include "hopmap-schedule-action.h"
#include "hopmap-survey.h"

G_BEGIN_DECLS

/** The deadline of a schedule that waits for nothing. */
#define HOPMAP_SCHEDULE_NEVER G_MAXINT64

typedef struct _HopmapSchedule HopmapSchedule;

HopmapSchedule *hopmap_schedule_new (const HopmapTraceOptions *options, const HopmapLadder *ladder);
void hopmap_schedule_free (HopmapSchedule *self);

void hopmap_schedule_sent (HopmapSchedule *self, guint ttl, guint index, gint64 sent_ns);
void hopmap_schedule_answered (HopmapSchedule *self, guint index, const HopmapFinding *finding);
void hopmap_schedule_expired (HopmapSchedule *self, guint ttl, guint index);

gint64 hopmap_schedule_advance (HopmapSchedule *self, gint64 now_ns, GArray *actions);

const HopmapSurvey *hopmap_schedule_get_survey (HopmapSchedule *self);
HopmapEnd hopmap_schedule_get_end (HopmapSchedule *self);
gboolean hopmap_schedule_is_over (HopmapSchedule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapSchedule, hopmap_schedule_free)

G_END_DECLS

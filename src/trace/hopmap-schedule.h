/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to probe when, how long to wait, and when a trace is over: a pure state machine. Time comes
 * in as a number, nothing here sends, waits or knows a main loop.
 */
#pragma once

#include "hopmap-survey.h"

G_BEGIN_DECLS

/** The deadline of a schedule that waits for nothing. */
#define HOPMAP_SCHEDULE_NEVER G_MAXINT64

/**
 * HopmapScheduleVerb:
 * @HOPMAP_SCHEDULE_SEND: send this probe @gap_us after the one before it in the same list
 * @HOPMAP_SCHEDULE_FORGET: do not send this probe if it waits, and care no more for its answer
 * @HOPMAP_SCHEDULE_LOSE: this probe is given up; an answer may still come
 * @HOPMAP_SCHEDULE_OVER: the trace is over, see hopmap_survey_get_end()
 */
typedef enum
{
  HOPMAP_SCHEDULE_SEND,
  HOPMAP_SCHEDULE_FORGET,
  HOPMAP_SCHEDULE_LOSE,
  HOPMAP_SCHEDULE_OVER,
} HopmapScheduleVerb;

/**
 * HopmapScheduleAction: something to be done now.
 * @verb: what
 * @ttl: of which hop
 * @index: which probe of that hop, from 0
 * @gap_us: microseconds, for %HOPMAP_SCHEDULE_SEND
 */
typedef struct
{
  HopmapScheduleVerb verb;
  guint ttl;
  guint index;
  guint gap_us;
} HopmapScheduleAction;

typedef struct _HopmapSchedule HopmapSchedule;

HopmapSchedule *hopmap_schedule_new (const HopmapTraceOptions *options);
void hopmap_schedule_free (HopmapSchedule *self);

void hopmap_schedule_sent (HopmapSchedule *self, guint ttl, guint index, gint64 sent_ns);
void hopmap_schedule_answered (HopmapSchedule *self,
                               guint ttl,
                               guint index,
                               HopmapAnswer answer,
                               gint64 rtt_ns,
                               gint64 now_ns);
void hopmap_schedule_expired (HopmapSchedule *self, guint ttl, guint index);

gint64 hopmap_schedule_advance (HopmapSchedule *self, gint64 now_ns, GArray *actions);

const HopmapSurvey *hopmap_schedule_get_survey (HopmapSchedule *self);
HopmapEnd hopmap_schedule_get_end (HopmapSchedule *self);
gboolean hopmap_schedule_is_over (HopmapSchedule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapSchedule, hopmap_schedule_free)

G_END_DECLS

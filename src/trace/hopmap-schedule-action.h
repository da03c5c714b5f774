/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a schedule says is to be done. Plain values.
 */
#pragma once

#include "hopmap-ladder.h"

G_BEGIN_DECLS

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
 * HopmapScheduleView:
 * @HOPMAP_SCHEDULE_SEEN: the probe is part of the hop's record, whatever becomes of it
 * @HOPMAP_SCHEDULE_UNSEEN: only if it is answered: it asks where silence would say nothing
 */
typedef enum
{
  HOPMAP_SCHEDULE_SEEN,
  HOPMAP_SCHEDULE_UNSEEN,
} HopmapScheduleView;

/**
 * HopmapScheduleAction: something to be done now.
 * @verb: what
 * @ttl: of which hop
 * @index: which probe of that hop, from 0
 * @gap_us: microseconds, for %HOPMAP_SCHEDULE_SEND
 * @unhurried: whether nobody waits to hear that the probe left, for %HOPMAP_SCHEDULE_SEND
 * @rung: what the probe is made of, for %HOPMAP_SCHEDULE_SEND
 * @view: how it is to be recorded, for %HOPMAP_SCHEDULE_SEND
 */
typedef struct
{
  HopmapScheduleVerb verb;
  guint ttl;
  guint index;
  guint gap_us;
  gboolean unhurried;
  HopmapRung rung;
  HopmapScheduleView view;
} HopmapScheduleAction;

G_END_DECLS

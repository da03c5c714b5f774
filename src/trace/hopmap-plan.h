/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to do about a hop that has not answered, and when, by what patience has judged. It sends nothing
 * and gives nothing up.
 */
#pragma once

#include "hopmap-patience.h"

G_BEGIN_DECLS

/**
 * HopmapPlan: what to do about a hop that has not answered.
 * @again: whether to ask it again; else it is called silent
 * @rung: with what
 * @at_ns: when that is due
 */
typedef struct
{
  gboolean again;
  guint rung;
  gint64 at_ns;
} HopmapPlan;

HopmapPlan hopmap_plan_make (const HopmapPatience *self,
                             const HopmapSurvey *survey,
                             const HopmapAttempts *attempts,
                             guint ttl);
gint64 hopmap_plan_get_scout_at (const HopmapPatience *self, guint rung);

G_END_DECLS

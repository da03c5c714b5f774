/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the answers so far say about a path: how far it goes and why it ends there. It knows no
 * time and no probe that is under way.
 */
#pragma once

#include "hopmap-hop.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

/**
 * HopmapSurvey:
 * @first_ttl: the nearest hop that is asked
 * @max_ttl: the farthest, up to %HOPMAP_MAX_TTL
 * @distance: the nearest hop at which the destination answered, or 0
 * @distance_since_ns: when it was learned that it is this one
 * @passed: the farthest hop that let a probe die of age, or 0
 * @n_answered: hops that answered
 * @slowest_ns: largest round-trip time, nanoseconds
 * @rtt_ns: by TTL, the smallest round-trip time, or -1 where nobody answered
 * @unreachable: by TTL, whether somebody said that the destination cannot be reached
 *
 * Read the fields, never write them.
 */
typedef struct
{
  guint first_ttl;
  guint max_ttl;
  guint distance;
  gint64 distance_since_ns;
  guint passed;
  guint n_answered;
  gint64 slowest_ns;
  gint64 rtt_ns[HOPMAP_MAX_TTL + 1];
  gboolean unreachable[HOPMAP_MAX_TTL + 1];
} HopmapSurvey;

void hopmap_survey_init (HopmapSurvey *self, guint first_ttl, guint max_ttl);
void hopmap_survey_note (HopmapSurvey *self,
                         guint ttl,
                         HopmapAnswer answer,
                         gint64 rtt_ns,
                         gint64 now_ns);
gboolean hopmap_survey_has_answer (const HopmapSurvey *self, guint ttl);
guint hopmap_survey_get_limit (const HopmapSurvey *self);
guint hopmap_survey_get_unreachable (const HopmapSurvey *self);
guint hopmap_survey_get_last_ttl (const HopmapSurvey *self);
HopmapEnd hopmap_survey_get_end (const HopmapSurvey *self);

G_END_DECLS

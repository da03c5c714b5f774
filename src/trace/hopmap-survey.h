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
 * HopmapBearing:
 * @HOPMAP_BEARING_OTHER: the answer bears another address than the destination's
 * @HOPMAP_BEARING_DESTINATION: it bears the destination's, which need not be its sender's
 * @HOPMAP_BEARING_DOUBTFUL: it bears another one, and says what a packet filter on the way may say
 *   in the destination's place
 */
typedef enum
{
  HOPMAP_BEARING_OTHER,
  HOPMAP_BEARING_DESTINATION,
  HOPMAP_BEARING_DOUBTFUL,
} HopmapBearing;

/**
 * HopmapFinding: one answer, as a survey takes it.
 * @ttl: the hop, from first to last
 * @rung: what asked, of the ladder
 * @left_ns: when the probe left that it answers
 * @answer: what it meant
 * @bearing: whose address it bears
 * @rtt_ns: round-trip time in nanoseconds, not negative
 * @now_ns: the time
 * @distance: how far away its sender seems to be by what is left of the TTL, or 0
 */
typedef struct
{
  guint ttl;
  guint rung;
  gint64 left_ns;
  HopmapAnswer answer;
  HopmapBearing bearing;
  gint64 rtt_ns;
  gint64 now_ns;
  guint distance;
} HopmapFinding;

/**
 * HopmapSurvey:
 * @first_ttl: the nearest hop that is asked
 * @max_ttl: the farthest, up to %HOPMAP_MAX_TTL
 * @distance: the nearest hop at which the destination answered, or 0
 * @doubtful: the nearest hop that may be the destination and behind which nobody answered, or 0
 * @distance_since_ns: when it was learned that it is this one
 * @passed: the farthest hop that let a probe die of age, or 0
 * @n_answered: hops that answered
 * @slowest_ns: largest round-trip time, nanoseconds
 * @rtt_ns: by TTL, the smallest round-trip time, or -1 where nobody answered
 * @rung: by TTL, the first of the ladder that was answered; 0 where nobody answered
 * @answer: by TTL, what the answer to the newest probe meant that was answered
 * @bearing: by TTL, whose address that answer bore
 * @left_ns: by TTL, when that probe left
 * @n_passed: how often in a row the distance of the destination let probes die of age
 *
 * Read the fields, never write them.
 */
typedef struct
{
  guint first_ttl;
  guint max_ttl;
  guint distance;
  guint doubtful;
  gint64 distance_since_ns;
  guint passed;
  guint n_answered;
  gint64 slowest_ns;
  gint64 rtt_ns[HOPMAP_MAX_TTL + 1];
  guint rung[HOPMAP_MAX_TTL + 1];
  HopmapAnswer answer[HOPMAP_MAX_TTL + 1];
  HopmapBearing bearing[HOPMAP_MAX_TTL + 1];
  gint64 left_ns[HOPMAP_MAX_TTL + 1];
  guint n_passed;
} HopmapSurvey;

void hopmap_survey_init (HopmapSurvey *self, guint first_ttl, guint max_ttl);
gboolean hopmap_survey_note (HopmapSurvey *self, const HopmapFinding *finding);
gboolean hopmap_survey_has_answer (const HopmapSurvey *self, guint ttl);
guint hopmap_survey_get_limit (const HopmapSurvey *self);
guint hopmap_survey_get_front (const HopmapSurvey *self);
guint hopmap_survey_get_unreachable (const HopmapSurvey *self);
gboolean hopmap_survey_seems_refused (const HopmapSurvey *self);
gboolean hopmap_survey_is_refused (const HopmapSurvey *self);
guint hopmap_survey_get_last_ttl (const HopmapSurvey *self);
HopmapEnd hopmap_survey_get_end (const HopmapSurvey *self);

G_END_DECLS

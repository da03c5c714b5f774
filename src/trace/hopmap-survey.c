/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSurvey: see the header.
 */
#include "hopmap-survey.h"

/**
 * hopmap_survey_init:
 * @self: (out caller-allocates): set to knowing nothing
 * @first_ttl: the nearest hop that is asked, at least 1
 * @max_ttl: the farthest, from @first_ttl to %HOPMAP_MAX_TTL
 */
void
hopmap_survey_init (HopmapSurvey *self, guint first_ttl, guint max_ttl)
{
  *self = (HopmapSurvey){ .first_ttl = first_ttl, .max_ttl = max_ttl };
  for (guint ttl = 0; ttl <= HOPMAP_MAX_TTL; ttl++)
    self->rtt_ns[ttl] = -1;
}

/**
 * hopmap_survey_note:
 * @self: a survey
 * @ttl: a hop from first to last
 * @answer: what its answer meant
 * @rtt_ns: round-trip time in nanoseconds, not negative
 * @now_ns: the time
 *
 * That a router's address is the destination's does not make it the destination (a translating
 * gateway answers so), nor does another address make an answer to an echo anybody else's.
 */
void
hopmap_survey_note (HopmapSurvey *self,
                    guint ttl,
                    HopmapAnswer answer,
                    gint64 rtt_ns,
                    gint64 now_ns)
{
  if (self->rtt_ns[ttl] < 0)
    self->n_answered++;
  self->rtt_ns[ttl] = self->rtt_ns[ttl] < 0 ? rtt_ns : MIN (self->rtt_ns[ttl], rtt_ns);
  self->slowest_ns = MAX (self->slowest_ns, rtt_ns);

  if (answer == HOPMAP_ANSWER_UNREACHABLE)
    self->unreachable[ttl] = TRUE;
  else if (answer == HOPMAP_ANSWER_TIME_EXCEEDED)
    self->passed = MAX (self->passed, ttl);
  else if (self->distance == 0 || ttl < self->distance)
    {
      self->distance = ttl;
      self->distance_since_ns = now_ns;
    }
}

/**
 * hopmap_survey_has_answer:
 * @self: a survey
 * @ttl: a hop
 *
 * Returns: whether it answered
 */
gboolean
hopmap_survey_has_answer (const HopmapSurvey *self, guint ttl)
{
  return self->rtt_ns[ttl] >= 0;
}

/**
 * hopmap_survey_get_limit:
 * @self: a survey
 *
 * Returns: the farthest hop that can matter: the destination, or the last one that is asked
 */
guint
hopmap_survey_get_limit (const HopmapSurvey *self)
{
  return self->distance != 0 ? self->distance : self->max_ttl;
}

/**
 * hopmap_survey_get_unreachable:
 * @self: a survey
 *
 * Returns: the first hop that said that the destination cannot be reached and behind which no
 *   router let a probe die of age, or 0; one that only forbids what others let pass ends nothing
 */
guint
hopmap_survey_get_unreachable (const HopmapSurvey *self)
{
  for (guint ttl = MAX (self->passed + 1, self->first_ttl); ttl <= self->max_ttl; ttl++)
    if (self->unreachable[ttl])
      return ttl;

  return 0;
}

/**
 * hopmap_survey_get_last_ttl:
 * @self: a survey
 *
 * Returns: where the path ends as far as is known: at the destination, at the first hop behind
 *   which all say that it cannot be reached, or at the last one that answered; 0 if nobody did
 */
guint
hopmap_survey_get_last_ttl (const HopmapSurvey *self)
{
  guint unreachable;

  if (self->distance != 0)
    return self->distance;

  unreachable = hopmap_survey_get_unreachable (self);
  return unreachable != 0 ? unreachable : self->passed;
}

/**
 * hopmap_survey_get_end:
 * @self: a survey
 *
 * Returns: why it ends there, if no other answer comes
 */
HopmapEnd
hopmap_survey_get_end (const HopmapSurvey *self)
{
  if (self->distance != 0)
    return HOPMAP_END_DESTINATION;
  if (hopmap_survey_get_unreachable (self) != 0)
    return HOPMAP_END_UNREACHABLE;

  return self->passed == self->max_ttl ? HOPMAP_END_MAX_TTL : HOPMAP_END_SILENT;
}

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

/* A balancer may send a probe a longer way once; twice in a row the path has changed. */
#define PASSED_TO_GROW 2

/* A gateway that translates addresses answers once with the destination's, and the next hop is
 * another. So many in a row, and nobody else behind them, are a destination that plays router. */
#define BEARING_TO_ARRIVE 3

static guint
find_playing_router (const HopmapSurvey *self)
{
  guint first = 0;
  guint n = 0;

  for (guint ttl = self->max_ttl; ttl >= self->first_ttl; ttl--)
    {
      if (!hopmap_survey_has_answer (self, ttl))
        continue;
      if (self->answer[ttl] != HOPMAP_ANSWER_TIME_EXCEEDED
          || self->bearing[ttl] != HOPMAP_BEARING_DESTINATION)
        break;
      first = ttl;
      n++;
    }

  return n >= BEARING_TO_ARRIVE ? first : 0;
}

static guint
find_next_answer (const HopmapSurvey *self, guint ttl)
{
  while (++ttl <= self->max_ttl && !hopmap_survey_has_answer (self, ttl))
    ;

  return ttl <= self->max_ttl ? ttl : 0;
}

/* Behind the destination is only the destination again; behind a packet filter are others. */
static gboolean
is_arrival (HopmapSurvey *self, guint ttl)
{
  guint next;

  if (self->answer[ttl] != HOPMAP_ANSWER_DESTINATION)
    return FALSE;
  if (self->bearing[ttl] != HOPMAP_BEARING_DOUBTFUL)
    return TRUE;

  next = find_next_answer (self, ttl);
  if (next == 0)
    self->doubtful = ttl;

  return next != 0 && self->answer[next] == HOPMAP_ANSWER_DESTINATION;
}

static void
reckon (HopmapSurvey *self, gint64 now_ns)
{
  const guint before = self->distance;

  self->distance = 0;
  self->doubtful = 0;
  self->passed = 0;
  self->n_answered = 0;
  for (guint ttl = self->first_ttl; ttl <= self->max_ttl; ttl++)
    {
      if (hopmap_survey_has_answer (self, ttl))
        self->n_answered++;
      if (self->answer[ttl] == HOPMAP_ANSWER_TIME_EXCEEDED)
        self->passed = ttl;
      else if (self->distance == 0 && is_arrival (self, ttl))
        self->distance = ttl;
    }
  if (self->distance == 0)
    self->distance = find_playing_router (self);
  if (self->distance == before)
    return;

  self->distance_since_ns = now_ns;
  self->n_passed = 0;
}

/* Nothing that was learned about what lies behind holds on another path. */
static void
forget_beyond (HopmapSurvey *self, guint last_ttl)
{
  for (guint ttl = last_ttl + 1; ttl <= self->max_ttl; ttl++)
    {
      self->rtt_ns[ttl] = -1;
      self->rung[ttl] = 0;
      self->answer[ttl] = HOPMAP_ANSWER_NONE;
      self->left_ns[ttl] = 0;
    }
}

static gboolean
lies_farther (HopmapSurvey *self, const HopmapFinding *finding)
{
  if (finding->ttl != self->distance || finding->bearing == HOPMAP_BEARING_DESTINATION)
    return FALSE;

  self->n_passed = finding->answer == HOPMAP_ANSWER_TIME_EXCEEDED ? self->n_passed + 1 : 0;
  return self->n_passed >= PASSED_TO_GROW;
}

/**
 * hopmap_survey_note:
 * @self: a survey
 * @finding: an answer
 *
 * That a router's address is the destination's does not make it the destination (a translating
 * gateway answers so), nor does another address make an answer to an echo anybody else's. An answer
 * to an older probe does not undo what a newer one said.
 *
 * Returns: whether the destination turned out to be farther away than it was, so that all behind
 *   that hop is unknown again
 */
gboolean
hopmap_survey_note (HopmapSurvey *self, const HopmapFinding *finding)
{
  const guint ttl = finding->ttl;
  const gboolean first = !hopmap_survey_has_answer (self, ttl);
  const gboolean newest = first || finding->left_ns >= self->left_ns[ttl];
  const gboolean farther = newest && lies_farther (self, finding);

  self->rung[ttl] = first ? finding->rung : MIN (self->rung[ttl], finding->rung);
  self->rtt_ns[ttl] = first ? finding->rtt_ns : MIN (self->rtt_ns[ttl], finding->rtt_ns);
  self->slowest_ns = MAX (self->slowest_ns, finding->rtt_ns);
  if (newest)
    self->left_ns[ttl] = finding->left_ns;
  if (farther)
    forget_beyond (self, ttl);
  if (newest && (farther || ttl != self->distance || finding->answer == HOPMAP_ANSWER_DESTINATION))
    {
      self->answer[ttl] = finding->answer;
      self->bearing[ttl] = finding->bearing;
    }
  reckon (self, finding->now_ns);

  return farther;
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
 * hopmap_survey_get_front:
 * @self: a survey
 *
 * Returns: the farthest hop that can matter and answered, whatever it said; one less than the first
 *   if nobody did
 */
guint
hopmap_survey_get_front (const HopmapSurvey *self)
{
  guint ttl = hopmap_survey_get_limit (self);

  while (ttl >= self->first_ttl && !hopmap_survey_has_answer (self, ttl))
    ttl--;

  return ttl;
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
    if (self->answer[ttl] == HOPMAP_ANSWER_UNREACHABLE
        || self->bearing[ttl] == HOPMAP_BEARING_DOUBTFUL)
      return ttl;

  return 0;
}

static gboolean
is_refusal (const HopmapSurvey *self, guint ttl)
{
  return self->answer[ttl] == HOPMAP_ANSWER_UNREACHABLE
         && self->bearing[ttl] == HOPMAP_BEARING_DESTINATION;
}

/**
 * hopmap_survey_seems_refused:
 * @self: a survey
 *
 * Returns: whether it may be the destination itself that says that it cannot be reached, as far as is
 *   known
 */
gboolean
hopmap_survey_seems_refused (const HopmapSurvey *self)
{
  const guint unreachable = hopmap_survey_get_unreachable (self);
  const guint next = unreachable != 0 ? find_next_answer (self, unreachable) : 0;

  return unreachable != 0 && is_refusal (self, unreachable)
         && (next == 0 || is_refusal (self, next));
}

/**
 * hopmap_survey_is_refused:
 * @self: a survey
 *
 * A gateway may refuse a probe that ends with it in the destination's name, and let others pass. Two in a
 * row, and nobody else behind them, are the destination's.
 *
 * Returns: whether it is the destination itself that says that it cannot be reached
 */
gboolean
hopmap_survey_is_refused (const HopmapSurvey *self)
{
  return hopmap_survey_seems_refused (self)
         && find_next_answer (self, hopmap_survey_get_unreachable (self)) != 0;
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
  if (self->doubtful != 0)
    return self->doubtful;

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
  if (self->distance != 0 || self->doubtful != 0)
    return HOPMAP_END_DESTINATION;
  if (hopmap_survey_get_unreachable (self) != 0)
    return HOPMAP_END_UNREACHABLE;

  return self->passed == self->max_ttl ? HOPMAP_END_MAX_TTL : HOPMAP_END_SILENT;
}

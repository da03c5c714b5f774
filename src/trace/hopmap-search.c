/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSearch: see the header.
 */
#include "hopmap-search.h"

#include "hopmap-plan.h"
#include "hopmap-reach.h"
#include "hopmap-scouting.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Between probes that are asked at the same time. */
#define RETRY_GAP_US 1000

/* A departure that nobody reports is taken to have happened this long after it was due. */
#define SENT_GRACE_NS (1000 * MS)

/**
 * hopmap_search_init:
 * @self: (out caller-allocates): set to not having begun
 * @options: how to trace
 * @ladder: with what
 */
void
hopmap_search_init (HopmapSearch *self,
                    const HopmapTraceOptions *options,
                    const HopmapLadder *ladder)
{
  const guint max_ttl = CLAMP (options->max_ttl, 1, HOPMAP_MAX_TTL);
  const guint first_ttl = CLAMP (options->first_ttl, 1, max_ttl);

  *self = (HopmapSearch){ .horizon = first_ttl - 1, .settled = first_ttl - 1 };
  hopmap_survey_init (&self->survey, first_ttl, max_ttl);
  hopmap_patience_init (&self->patience, ladder, options->wait_s);
  for (guint ttl = first_ttl; ttl <= max_ttl; ttl++)
    hopmap_attempts_init (&self->attempts[ttl]);
}

/**
 * hopmap_search_clear:
 * @self: a search; what it holds is released
 */
void
hopmap_search_clear (HopmapSearch *self)
{
  for (guint ttl = self->survey.first_ttl; ttl <= self->survey.max_ttl; ttl++)
    hopmap_attempts_clear (&self->attempts[ttl]);
}

/**
 * hopmap_search_get_limit:
 * @self: a search
 *
 * Returns: the farthest hop that was asked and can matter
 */
guint
hopmap_search_get_limit (const HopmapSearch *self)
{
  return MIN (hopmap_survey_get_limit (&self->survey), self->horizon);
}

/**
 * hopmap_search_find_probe:
 * @self: a search
 * @ttl: a hop
 * @index: one of its probes
 *
 * Returns: (transfer none) (nullable): that probe, or %NULL if there is none, or none any more
 */
HopmapAttempt *
hopmap_search_find_probe (HopmapSearch *self, guint ttl, guint index)
{
  if (ttl < self->survey.first_ttl || ttl > self->survey.max_ttl)
    return NULL;

  return hopmap_attempts_get (&self->attempts[ttl], index);
}

/**
 * hopmap_search_send_after:
 * @self: a search
 * @ttl: a hop
 * @rung: with what to ask it
 * @view: how it is to be recorded
 * @gap_us: microseconds after the probe before it in the present list, if there is one
 * @now_ns: the time
 */
void
hopmap_search_send_after (HopmapSearch *self,
                          guint ttl,
                          guint rung,
                          HopmapScheduleView view,
                          guint gap_us,
                          gint64 now_ns)
{
  HopmapScheduleAction action = {
    .verb = HOPMAP_SCHEDULE_SEND,
    .ttl = ttl,
    .rung = self->patience.ladder.rungs[rung],
    .view = view,
  };

  action.gap_us = self->n_sent > 0 ? gap_us : 0;
  self->delay_us += action.gap_us;
  action.index = hopmap_attempts_add (&self->attempts[ttl], rung,
                                      now_ns + self->delay_us * 1000 + SENT_GRACE_NS);
  g_array_append_val (self->actions, action);
  self->n_sent++;
}

/**
 * hopmap_search_send_at:
 * @self: a search
 * @ttl: a hop
 * @rung: with what to ask it
 * @view: how it is to be recorded
 * @at_ns: when it is to leave, but not at once after the probe before it in the present list; the
 *   first one leaves now
 * @now_ns: the time
 */
void
hopmap_search_send_at (HopmapSearch *self,
                       guint ttl,
                       guint rung,
                       HopmapScheduleView view,
                       gint64 at_ns,
                       gint64 now_ns)
{
  const gint64 gap_us = (at_ns - now_ns) / 1000 - self->delay_us;

  hopmap_search_send_after (self, ttl, rung, view, (guint) MAX (gap_us, RETRY_GAP_US), now_ns);
}

/**
 * hopmap_search_send:
 * @self: a search
 * @ttl: a hop
 * @rung: with what to ask it
 * @view: how it is to be recorded
 * @now_ns: the time
 *
 * Returns: when that probe is taken to have left, until that is known
 */
gint64
hopmap_search_send (HopmapSearch *self,
                    guint ttl,
                    guint rung,
                    HopmapScheduleView view,
                    gint64 now_ns)
{
  hopmap_search_send_at (self, ttl, rung, view, now_ns, now_ns);

  return hopmap_attempts_get_newest (&self->attempts[ttl])->left_ns;
}

/* Returns whether there was anything left to ask. */
static gboolean
extend (HopmapSearch *self, guint last_ttl, gint64 now_ns)
{
  const guint before = self->horizon;
  const guint last = MIN (last_ttl, self->survey.max_ttl);

  if (hopmap_survey_get_unreachable (&self->survey) != 0)
    return FALSE;

  for (guint ttl = before + 1; ttl <= last; ttl++)
    {
      hopmap_search_send (self, ttl, 0, HOPMAP_SCHEDULE_SEEN, now_ns);
      self->horizon = ttl;
    }

  return self->horizon > before;
}

/* Where nothing was remembered, a hop more costs little before silence is sure. */
static void
look_ahead (HopmapSearch *self, gint64 now_ns, gint64 *deadline)
{
  const guint reach = MIN (hopmap_patience_get_reach (&self->patience), self->survey.max_ttl);
  const gint64 at_ns = self->patience.since_ns + self->patience.ahead_ns;

  if (self->known || self->survey.distance != 0 || self->horizon < self->goal
      || self->horizon >= reach || self->settled >= hopmap_search_get_limit (self))
    return;

  if (now_ns >= at_ns)
    extend (self, reach, now_ns);
  else
    *deadline = MIN (*deadline, at_ns);
}

static void
decide_probe (HopmapSearch *self,
              HopmapScheduleVerb verb,
              guint ttl,
              guint index,
              HopmapAttemptState state)
{
  HopmapScheduleAction action = { .verb = verb, .ttl = ttl, .index = index };

  hopmap_attempts_decide (&self->attempts[ttl], index, state);
  g_array_append_val (self->actions, action);
}

/**
 * hopmap_search_lose:
 * @self: a search
 * @ttl: a hop
 * @index: one of its probes, which is open and is given up
 */
void
hopmap_search_lose (HopmapSearch *self, guint ttl, guint index)
{
  decide_probe (self, HOPMAP_SCHEDULE_LOSE, ttl, index, HOPMAP_ATTEMPT_LOST);
}

/* Forgets what a hop is asked with farther down the ladder than @rung. */
static void
forget_below (HopmapSearch *self, guint ttl, guint rung)
{
  HopmapAttempts *probes = &self->attempts[ttl];

  for (guint i = probes->first_open; i < hopmap_attempts_get_n (probes); i++)
    {
      const HopmapAttempt *probe = hopmap_attempts_get (probes, i);

      if (hopmap_attempt_is_open (probe) && probe->rung >= rung)
        decide_probe (self, HOPMAP_SCHEDULE_FORGET, ttl, i, HOPMAP_ATTEMPT_FORGOTTEN);
    }
}

/* What answers a second question in another way may be another router, and is of no use. */
static void
forget_needless (HopmapSearch *self)
{
  const HopmapSurvey *survey = &self->survey;
  const guint limit = hopmap_survey_get_limit (survey);

  for (guint ttl = survey->first_ttl; ttl <= self->horizon; ttl++)
    if (ttl > limit)
      forget_below (self, ttl, 0);
    else if (hopmap_survey_has_answer (survey, ttl))
      forget_below (self, ttl, survey->rung[ttl] + 1);
}

/* Asks a silent hop again when its time is up. Returns whether the hop is judged: it answered, or
 * nothing more is done to make it answer. */
static gboolean
discover (HopmapSearch *self, guint ttl, gint64 now_ns, gint64 *deadline)
{
  HopmapPlan plan;
  gint64 left_ns;

  if (ttl <= self->settled || hopmap_survey_has_answer (&self->survey, ttl))
    return TRUE;

  plan = hopmap_plan_make (&self->patience, &self->survey, &self->attempts[ttl], ttl);
  if (now_ns < plan.at_ns)
    {
      *deadline = MIN (*deadline, plan.at_ns);
      return FALSE;
    }
  if (!plan.again)
    return TRUE;

  left_ns = hopmap_search_send (
      self, ttl, plan.rung, plan.rung > 0 ? HOPMAP_SCHEDULE_UNSEEN : HOPMAP_SCHEDULE_SEEN, now_ns);
  *deadline = MIN (*deadline, left_ns);
  return FALSE;
}

/* Gives up the probes of a judged hop whose time is over. Hops that are not judged keep all of
 * theirs, so that none is called silent and taken back when it is asked again. */
static void
give_up (HopmapSearch *self, guint ttl, gint64 now_ns, gint64 *deadline)
{
  HopmapAttempts *probes = &self->attempts[ttl];
  const gboolean known = hopmap_survey_has_answer (&self->survey, ttl) || ttl <= self->settled;
  const gint64 wait_ns = known ? self->patience.known_ns : 0;

  for (guint i = probes->first_open; i < hopmap_attempts_get_n (probes); i++)
    {
      HopmapAttempt *probe = hopmap_attempts_get (probes, i);

      if (!hopmap_attempt_is_open (probe))
        continue;
      if (probe->state == HOPMAP_ATTEMPT_EXPIRED || now_ns >= probe->left_ns + wait_ns)
        hopmap_search_lose (self, ttl, i);
      else
        *deadline = MIN (*deadline, probe->left_ns + wait_ns);
    }
}

static gboolean
judge_hops (HopmapSearch *self, gint64 now_ns, gint64 *deadline)
{
  gboolean judged = TRUE;

  for (guint ttl = self->survey.first_ttl; ttl <= hopmap_search_get_limit (self); ttl++)
    if (discover (self, ttl, now_ns, deadline))
      give_up (self, ttl, now_ns, deadline);
    else
      judged = FALSE;

  return judged;
}

/**
 * hopmap_search_advance:
 * @self: a search that has begun
 * @now_ns: the time
 * @deadline: (inout): is put forward to when this is to be called again at the latest
 *
 * Returns: whether every hop up to the limit is judged
 */
gboolean
hopmap_search_advance (HopmapSearch *self, gint64 now_ns, gint64 *deadline)
{
  const HopmapSurvey *survey = &self->survey;

  gboolean judged;

  forget_needless (self);
  hopmap_reach_advance (self, now_ns, deadline);
  hopmap_scouting_follow (self, now_ns);
  hopmap_patience_judge (&self->patience, survey, self->attempts, hopmap_search_get_limit (self));
  look_ahead (self, now_ns, deadline);
  judged = judge_hops (self, now_ns, deadline);
  judged = hopmap_scouting_advance (self, now_ns, deadline) && judged;
  if (!judged || (survey->distance == 0 && self->horizon < self->goal))
    return FALSE;

  /* Silent where the destination was: it may be farther away than it was, or be silent now. */
  if (self->settled < hopmap_search_get_limit (self) && survey->distance == 0
      && (extend (self, hopmap_patience_get_reach (&self->patience), now_ns)
          || hopmap_scouting_follow_on (self, now_ns) || hopmap_scouting_believe (self)))
    {
      *deadline = now_ns;
      return FALSE;
    }

  self->settled = MAX (self->settled, hopmap_search_get_limit (self));
  return TRUE;
}

/* All that was asked behind @ttl was about another path. */
static void
start_anew_behind (HopmapSearch *self, guint ttl)
{
  self->quick = FALSE;
  self->known = TRUE;
  self->expected = 0;
  self->goal = ttl;
  self->horizon = ttl;
  self->settled = ttl;
  for (guint behind = ttl + 1; behind <= self->survey.max_ttl; behind++)
    hopmap_attempts_restart (&self->attempts[behind]);
}

/**
 * hopmap_search_note:
 * @self: a search
 * @index: which probe of the hop; it need not exist
 * @finding: its answer; rung and departure are known here
 */
void
hopmap_search_note (HopmapSearch *self, guint index, const HopmapFinding *finding)
{
  const guint ttl = finding->ttl;
  HopmapAttempt *probe = hopmap_search_find_probe (self, ttl, index);
  HopmapFinding known = *finding;

  if (probe == NULL || probe->state == HOPMAP_ATTEMPT_ANSWERED || index < self->attempts[ttl].first
      || ttl > hopmap_survey_get_limit (&self->survey))
    return;

  known.rung = probe->rung;
  known.left_ns = probe->left_ns;
  hopmap_attempts_decide (&self->attempts[ttl], index, HOPMAP_ATTEMPT_ANSWERED);
  if (probe->scout)
    hopmap_scouting_note (self, &known);
  else if (hopmap_survey_note (&self->survey, &known))
    start_anew_behind (self, ttl);
}

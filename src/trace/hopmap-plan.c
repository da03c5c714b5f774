/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlan: see the header.
 */
#include "hopmap-plan.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Between answers: routers have better things to do than to answer, so they get this much more. */
#define SLACK_NS       (40 * MS)
#define RETRY_MIN_NS   (80 * MS)
#define SILENCE_MIN_NS (100 * MS)

/* The other rungs, behind the front and between: they follow each other closely, since one of them
 * will be answered, or none. Their order is kept, so that the first of the ladder wins. Who is slow
 * to answer, as busy routers are, is to have answered before. */
#define RUNG_MIN_NS   (110 * MS)
#define RUNG_AFTER_NS (20 * MS)
#define RUNG_GAP_NS   (10 * MS)

/* So often at the most where there are other rungs to try. */
#define TRIES_LADDER 3

/* How far behind the front silence is asked again, or once more with other rungs where nothing gets
 * lost. Other rungs ask the first hop behind it, and scouts the farthest: whoever answers them leads to
 * the hops between. */
#define REACH_AGAIN  2
#define REACH_LADDER 1

/* The next rung that nobody has tried here, or the number of rungs. */
static guint
find_rung (const HopmapPatience *self, const HopmapAttempts *attempts, gboolean second_ports)
{
  guint rung = 1;

  while (rung < self->ladder.n
         && (attempts->n_tries[rung] > 0
             || (!second_ports && hopmap_ladder_is_second_port (&self->ladder, rung))))
    rung++;

  return rung;
}

/* Who drops what asks with the first rung and with all others costs a probe each, and one for its
 * neighbour behind, which most likely does the same. So the second rung asks the first of each row of
 * silent hops, and those farther down the first of all, until one of them is answered. */
static gboolean
is_worth (const HopmapPatience *self, const HopmapSurvey *survey, guint ttl, guint rung)
{
  if (self->climbs || ttl == self->first_silent)
    return TRUE;

  return rung == 1 && hopmap_survey_has_answer (survey, ttl - 1);
}

/* A destination that limits its answers may have left out those for the nearer probes. */
static gboolean
is_before_new_distance (const HopmapSurvey *survey, const HopmapAttempts *attempts, guint ttl)
{
  return ttl + 1 == survey->distance
         && hopmap_attempts_get_newest (attempts)->left_ns < survey->distance_since_ns;
}

static gint64
wait_between (const HopmapPatience *self, guint ttl, guint from, guint to)
{
  const gint64 behind_ns = self->behind_ns[ttl];

  if (self->fixed_ns > 0)
    return self->fixed_ns;
  if (from > 0 && to > 0)
    return CLAMP (behind_ns / 4, RUNG_GAP_NS, HOPMAP_WAIT_MAX_NS);
  if (to > 0)
    return CLAMP (behind_ns + RUNG_AFTER_NS, RUNG_MIN_NS, HOPMAP_WAIT_MAX_NS);

  return CLAMP (behind_ns + MAX (behind_ns / 2, SLACK_NS), RETRY_MIN_NS, HOPMAP_WAIT_MAX_NS);
}

static gint64
wait_to_the_end (const HopmapPatience *self, guint ttl)
{
  return self->fixed_ns > 0 ? self->fixed_ns
                            : CLAMP (2 * self->behind_ns[ttl], SILENCE_MIN_NS, HOPMAP_WAIT_MAX_NS);
}

static HopmapPlan
plan_between (const HopmapPatience *self,
              const HopmapSurvey *survey,
              const HopmapAttempts *attempts,
              guint ttl)
{
  const HopmapAttempt *newest = hopmap_attempts_get_newest (attempts);
  const guint tries = MIN (self->tries, self->ladder.n > 1 ? TRIES_LADDER : HOPMAP_TRIES_MAX);
  HopmapPlan plan = { .again = hopmap_attempts_get_n_tries (attempts) < HOPMAP_TRIES_MAX };

  if (plan.again && is_before_new_distance (survey, attempts, ttl))
    plan.rung = survey->rung[survey->distance];
  else if (attempts->n_tries[0] >= tries)
    plan.rung = find_rung (self, attempts, FALSE);
  plan.again = plan.again && plan.rung < self->ladder.n
               && (plan.rung == 0 || is_worth (self, survey, ttl, plan.rung));

  if (plan.again)
    plan.at_ns = newest->left_ns + wait_between (self, ttl, newest->rung, plan.rung);
  else
    plan.at_ns = newest->left_ns + wait_to_the_end (self, ttl);

  return plan;
}

/**
 * hopmap_plan_get_scout_at:
 * @self: patience that has judged
 * @rung: of the ladder
 *
 * Returns: when silence behind the front is to be asked with that rung
 */
gint64
hopmap_plan_get_scout_at (const HopmapPatience *self, guint rung)
{
  if (rung == 0)
    return self->since_ns + self->ahead_ns;

  return self->since_ns + self->doubt_ns + RUNG_AFTER_NS + rung * RUNG_GAP_NS;
}

static guint
get_tries_behind (const HopmapPatience *self, const HopmapSurvey *survey, guint ttl)
{
  const gboolean others = self->ladder.n > 1 && self->tries == HOPMAP_TRIES_MIN;

  if (ttl > self->front + (others ? REACH_LADDER : REACH_AGAIN))
    return 1;
  /* Somebody has said why nothing comes from there. */
  if (hopmap_survey_get_unreachable (survey) != 0)
    return 1;

  return MIN (self->tries, self->ladder.n > 1 ? TRIES_LADDER : HOPMAP_TRIES_MAX);
}

static HopmapPlan
plan_behind (const HopmapPatience *self,
             const HopmapSurvey *survey,
             const HopmapAttempts *attempts,
             guint ttl)
{
  const HopmapAttempt *newest = hopmap_attempts_get_newest (attempts);
  HopmapPlan plan = { .again = hopmap_attempts_get_n_tries (attempts) < HOPMAP_TRIES_MAX };

  if (attempts->n_tries[0] >= get_tries_behind (self, survey, ttl))
    plan.rung = ttl == self->front + 1 ? find_rung (self, attempts, FALSE) : self->ladder.n;
  plan.again = plan.again && plan.rung < self->ladder.n;

  if (!plan.again)
    plan.at_ns = newest->left_ns
                 + (hopmap_attempts_get_n_tries (attempts) == 1 ? self->only_ns : self->end_ns);
  else if (plan.rung > 0)
    plan.at_ns = hopmap_plan_get_scout_at (self, plan.rung);
  else if (attempts->n_tries[0] == 1)
    plan.at_ns = self->since_ns + self->doubt_ns;
  else
    plan.at_ns = newest->left_ns + self->doubt_ns / 2;

  return plan;
}

/* What is answered from behind the last hop that answers the first rung, as behind a filter; or 0. */
static guint
find_lead (const HopmapPatience *self, const HopmapSurvey *survey, guint ttl)
{
  if (ttl <= self->plain)
    return 0;
  if (ttl > self->front)
    return self->lead > 0 ? self->lead : survey->rung[self->front];

  while (!hopmap_survey_has_answer (survey, ttl))
    ttl++;
  return survey->rung[ttl];
}

static gboolean
is_led (const HopmapPatience *self, const HopmapAttempts *attempts, guint ttl, guint lead)
{
  if (lead == 0)
    return FALSE;
  if (ttl <= self->front)
    return TRUE;

  return attempts->n_tries[lead] > 0 ? self->lead > 0 : ttl == self->front + 1;
}

/* Behind a filter only that is asked which passes it. */
static HopmapPlan
plan_led (const HopmapPatience *self, const HopmapAttempts *attempts, guint ttl, guint rung)
{
  const HopmapAttempt *newest = hopmap_attempts_get_newest (attempts);
  const gboolean between = ttl <= self->front;
  HopmapPlan plan = { .rung = rung };
  gint64 wait_ns = 0;

  plan.again = attempts->n_tries[rung] < self->tries
               && hopmap_attempts_get_n_tries (attempts) < HOPMAP_TRIES_MAX;
  if (!plan.again)
    wait_ns = between ? wait_to_the_end (self, ttl) : self->end_ns;
  else if (attempts->n_tries[rung] > 0)
    wait_ns = between ? wait_between (self, ttl, 0, 0) : self->doubt_ns;
  plan.at_ns = wait_ns > 0 ? newest->left_ns + wait_ns : 0;

  return plan;
}

/**
 * hopmap_plan_make:
 * @self: patience that has judged
 * @survey: what the answers say
 * @attempts: the probes of the hop
 * @ttl: a hop without an answer
 *
 * Returns: what is to be done about it, if no answer comes before
 */
HopmapPlan
hopmap_plan_make (const HopmapPatience *self,
                  const HopmapSurvey *survey,
                  const HopmapAttempts *attempts,
                  guint ttl)
{
  const guint lead = find_lead (self, survey, ttl);
  HopmapPlan plan;

  if (is_led (self, attempts, ttl, lead))
    plan = plan_led (self, attempts, ttl, lead);
  else if (ttl > self->front)
    plan = plan_behind (self, survey, attempts, ttl);
  else
    plan = plan_between (self, survey, attempts, ttl);

  if (lead > 0 && self->lead == 0 && attempts->n_tries[lead] > 0 && plan.again)
    plan.at_ns = MAX (plan.at_ns, hopmap_attempts_get_newest (attempts)->left_ns + self->doubt_ns);
  /* Nothing more will come of it, so there is nothing to wait for. */
  if (hopmap_attempts_get_newest (attempts)->state > HOPMAP_ATTEMPT_FLYING)
    plan.at_ns = 0;

  return plan;
}

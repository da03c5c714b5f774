/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPatience: see the header. A hop with answers from behind it is judged by these: whoever is
 * nearer answers sooner, as a rule. Behind the front there is nothing to judge by but the front.
 */
#include "hopmap-patience.h"

#include <math.h>

#define MS G_GINT64_CONSTANT (1000000)

/* With fewer answers than this, the slow link of a phone or a satellite may still lie ahead. */
#define HOPS_TO_JUDGE_BY 3

/* Routers have better things to do than to answer, so they get this much more. */
#define SLACK_NS (40 * MS)

/* Behind the front. Being wrong about the end costs the trace and asking again a probe for each hop, so
 * the end is the later; a look ahead costs a probe or two. Whoever is asked but once, and whoever was
 * asked first by that look, has as long to answer as one who is asked twice, or nearly. */
#define AHEAD_MIN_NS   (100 * MS)
#define DOUBT_MIN_NS   (150 * MS)
#define DOUBT_BLIND_NS (400 * MS)
#define END_MIN_NS     (200 * MS)
#define ONLY_MIN_NS    (280 * MS)
#define KNOWN_MIN_NS   (250 * MS)

/* A hop is called silent wrongly once in so many, if probes are lost and nobody is silent. */
#define MISTAKES 0.002

/* How far behind the front hops are asked in any case, and of how many the first probes are waited for
 * before silence is asked again. */
#define REACH       5
#define REACH_SINCE 4

/**
 * hopmap_patience_init:
 * @self: (out caller-allocates): set to not having judged yet
 * @ladder: with what to ask; copied
 * @wait_s: the wait that was asked for in seconds, or 0 to judge by what is seen
 */
void
hopmap_patience_init (HopmapPatience *self, const HopmapLadder *ladder, double wait_s)
{
  *self = (HopmapPatience){ .ladder = *ladder,
                            .fixed_ns = (gint64) (CLAMP (wait_s, 0.0, HOPMAP_MAX_WAIT_S) * 1e9) };
}

/* Probes of hops that answered a later one: these were lost, and not for want of a router. */
static void
count_losses (const HopmapAttempts *attempts, guint rung, guint *lost, guint *total)
{
  gboolean answered = FALSE;

  for (guint i = hopmap_attempts_get_n (attempts); i > attempts->first; i--)
    {
      const HopmapAttempt *attempt = hopmap_attempts_get (attempts, i - 1);

      if (attempt == NULL)
        return;
      if (attempt->rung != rung)
        continue;

      answered = answered || attempt->state == HOPMAP_ATTEMPT_ANSWERED;
      *total += answered ? 1 : 0;
      *lost += answered && attempt->state != HOPMAP_ATTEMPT_ANSWERED ? 1 : 0;
    }
}

static guint
judge_tries (const HopmapSurvey *survey, const HopmapAttempts *attempts, guint limit)
{
  guint lost = 0;
  guint total = 0;
  double tries;

  for (guint ttl = survey->first_ttl; ttl <= limit; ttl++)
    if (hopmap_survey_has_answer (survey, ttl))
      count_losses (&attempts[ttl], survey->rung[ttl], &lost, &total);
  if (lost == 0)
    return HOPMAP_TRIES_MIN;

  tries = ceil (log (MISTAKES) / log ((double) lost / total));
  return tries < HOPMAP_TRIES_MAX ? MAX ((guint) tries, HOPMAP_TRIES_MIN) : HOPMAP_TRIES_MAX;
}

static void
judge_rungs (HopmapPatience *self, const HopmapSurvey *survey)
{
  self->climbs = FALSE;
  self->plain = 0;
  self->first_silent = survey->first_ttl;
  while (self->first_silent < self->front && hopmap_survey_has_answer (survey, self->first_silent))
    self->first_silent++;
  for (guint ttl = survey->first_ttl; ttl <= self->front; ttl++)
    if (survey->rung[ttl] > 0)
      self->climbs = TRUE;
    else if (hopmap_survey_has_answer (survey, ttl))
      self->plain = ttl;
}

static gint64
judge_wait (const HopmapPatience *self,
            const HopmapSurvey *survey,
            gint64 wait_ns,
            gint64 min_ns,
            gint64 blind_ns)
{
  if (self->fixed_ns > 0)
    return self->fixed_ns;

  return CLAMP (wait_ns, survey->n_answered < HOPS_TO_JUDGE_BY ? blind_ns : min_ns,
                HOPMAP_WAIT_MAX_NS);
}

/**
 * hopmap_patience_judge:
 * @self: patience
 * @survey: what the answers say
 * @attempts: (array): by TTL, the probes of every hop; at least one from the first to @limit
 * @limit: the farthest hop that was asked and can matter
 *
 * Hops behind the front share the moment in which the last of their first probes left, so that they
 * are asked again together.
 */
void
hopmap_patience_judge (HopmapPatience *self,
                       const HopmapSurvey *survey,
                       const HopmapAttempts *attempts,
                       guint limit)
{
  const gint64 slowest_ns = MIN (MAX (survey->slowest_ns, self->scouted_ns), HOPMAP_WAIT_MAX_NS);
  gint64 fastest_ns = G_MAXINT64;

  self->front = hopmap_survey_get_front (survey);
  self->tries = judge_tries (survey, attempts, limit);
  judge_rungs (self, survey);
  self->ahead_ns = judge_wait (self, survey, slowest_ns + SLACK_NS, AHEAD_MIN_NS, DOUBT_BLIND_NS);
  self->doubt_ns = judge_wait (self, survey, slowest_ns * 3 / 2 + SLACK_NS, DOUBT_MIN_NS,
                               DOUBT_BLIND_NS);
  self->end_ns = judge_wait (self, survey, slowest_ns * 2, END_MIN_NS, HOPMAP_WAIT_MAX_NS);
  self->only_ns = MAX (self->end_ns, judge_wait (self, survey, 0, ONLY_MIN_NS, HOPMAP_WAIT_MAX_NS));
  self->known_ns = judge_wait (self, survey, slowest_ns * 2, KNOWN_MIN_NS, HOPMAP_WAIT_MAX_NS);
  for (guint ttl = limit; ttl >= survey->first_ttl; ttl--)
    {
      self->behind_ns[ttl] = fastest_ns;
      if (hopmap_survey_has_answer (survey, ttl))
        fastest_ns = MIN (fastest_ns, survey->rtt_ns[ttl]);
    }

  self->since_ns = 0;
  for (guint ttl = self->front + 1; ttl <= MIN (limit, self->front + REACH_SINCE); ttl++)
    {
      const HopmapAttempt *first = hopmap_attempts_get (&attempts[ttl], attempts[ttl].first);

      if (first != NULL)
        self->since_ns = MAX (self->since_ns, first->left_ns);
    }
}

/**
 * hopmap_patience_get_reach:
 * @self: patience that has judged
 *
 * Returns: the farthest hop that is worth asking while nobody knows how far the destination is
 */
guint
hopmap_patience_get_reach (const HopmapPatience *self)
{
  return self->front + REACH;
}

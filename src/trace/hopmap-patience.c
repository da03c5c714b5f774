/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPatience: see the header.
 */
#include "hopmap-patience.h"

#define MS           G_GINT64_CONSTANT (1000000)

#define WAIT_MIN_NS  (100 * MS) /* for a hop with answers from behind it */
#define KNOWN_MIN_NS (250 * MS) /* for one without */
#define WAIT_MAX_NS  (1000 * MS)

/* With fewer answers than this, the slow link of a phone or a satellite may still lie ahead. */
#define HOPS_TO_JUDGE_BY 3

#define TRIES            2

/* How far behind the last answer silence is asked a second time. */
#define REACH 8

/**
 * hopmap_patience_init:
 * @self: (out caller-allocates): set to not having judged yet
 * @wait_s: the wait that was asked for in seconds, or 0 to judge by what is seen
 */
void
hopmap_patience_init (HopmapPatience *self, double wait_s)
{
  *self = (HopmapPatience){ .fixed_ns = (gint64) (CLAMP (wait_s, 0.0, HOPMAP_MAX_WAIT_S) * 1e9) };
}

static gint64
judge_known (const HopmapPatience *self, const HopmapSurvey *survey)
{
  if (self->fixed_ns > 0)
    return self->fixed_ns;
  if (survey->n_answered < HOPS_TO_JUDGE_BY)
    return WAIT_MAX_NS;

  return CLAMP (2 * survey->slowest_ns, KNOWN_MIN_NS, WAIT_MAX_NS);
}

/**
 * hopmap_patience_judge:
 * @self: patience
 * @survey: what the answers say
 * @attempts: (array): by TTL, the probes of every hop; at least one from the first to the limit
 *
 * Behind the last answer all hops share the moment in which the last probe left, so that they are
 * asked again, and given up, together.
 */
void
hopmap_patience_judge (HopmapPatience *self, const HopmapSurvey *survey, HopmapAttempts *attempts)
{
  const guint limit = hopmap_survey_get_limit (survey);
  gint64 fastest_ns = G_MAXINT64;
  gint64 last_left_ns = 0;

  self->known_ns = judge_known (self, survey);
  for (guint ttl = limit; ttl >= survey->first_ttl; ttl--)
    {
      const gboolean answered = hopmap_survey_has_answer (survey, ttl);

      self->since_ns[ttl] = hopmap_attempts_get_newest (&attempts[ttl])->left_ns;
      self->trailing[ttl] = fastest_ns == G_MAXINT64;
      if (self->trailing[ttl] && !answered)
        last_left_ns = MAX (last_left_ns, self->since_ns[ttl]);
      if (self->trailing[ttl] || self->fixed_ns > 0)
        self->wait_ns[ttl] = self->known_ns;
      else
        self->wait_ns[ttl] = CLAMP (2 * fastest_ns, WAIT_MIN_NS, WAIT_MAX_NS);
      if (answered)
        fastest_ns = MIN (fastest_ns, survey->rtt_ns[ttl]);
    }

  for (guint ttl = survey->first_ttl; ttl <= limit; ttl++)
    if (self->trailing[ttl])
      self->since_ns[ttl] = last_left_ns;
}

/**
 * hopmap_patience_get_tries:
 * @self: patience that has judged
 * @survey: what the answers say
 * @ttl: a hop without an answer
 * @attempts: its probes
 *
 * Returns: how many probes it is worth before it is called silent
 */
guint
hopmap_patience_get_tries (const HopmapPatience *self,
                           const HopmapSurvey *survey,
                           guint ttl,
                           HopmapAttempts *attempts)
{
  /* A destination that limits its answers may have left out those for the nearer probes. */
  if (ttl + 1 == survey->distance
      && hopmap_attempts_get_newest (attempts)->left_ns < survey->distance_since_ns)
    return attempts->list->len + 1;
  if (!self->trailing[ttl])
    return TRIES;
  if (hopmap_survey_get_unreachable (survey) != 0)
    return 1;

  return ttl <= MAX (survey->passed, survey->first_ttl - 1) + REACH ? TRIES : 1;
}

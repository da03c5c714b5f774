/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRhythm: see the header.
 */
#include "hopmap-rhythm.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Probes of one hop: so far apart, and so many within the window, since routers limit answers. Who
 * measures many rounds in a short time, against routers that do not, makes the window shorter. */
#define QUERY_GAP_NS (100 * MS)
#ifndef WINDOW_NS
#define WINDOW_NS (5000 * MS)
#endif
#define WINDOW_PROBES 5

/* Rounds come early or late by up to a tenth: what happens every second is not to be met always, or
 * never. */
#define JITTER_STEPS 100
#define JITTER_PARTS 1000

/* How much earlier the helper is told of a probe, so that it is told of several. */
#define AHEAD_NS   (250 * MS)
#define AHEAD_PART 4 /* of a round, at most */

/**
 * hopmap_rhythm_init:
 * @self: (out caller-allocates): set to what @options ask for
 * @options: how to trace
 */
void
hopmap_rhythm_init (HopmapRhythm *self, const HopmapTraceOptions *options)
{
  *self = (HopmapRhythm){
    .queries = CLAMP (options->queries, 1, HOPMAP_MAX_QUERIES),
    .rounds = options->rounds,
    .interval_ns = (gint64) (CLAMP (options->interval_s, 0.1, 86400.0) * 1e9),
    .n_hops = 1,
    .origin_ns = -1,
  };
}

/**
 * hopmap_rhythm_begin:
 * @self: a rhythm
 * @first_ttl: the nearest hop
 * @n_hops: how many there are, at least 1
 * @now_ns: the time; rounds are counted from here
 */
void
hopmap_rhythm_begin (HopmapRhythm *self, guint first_ttl, guint n_hops, gint64 now_ns)
{
  self->first_ttl = first_ttl;
  self->n_hops = MAX (n_hops, 1);
  self->origin_ns = now_ns;
}

/* Rounds are spread over the hops, since a burst to all of them measures the burst. */
static gint64
get_round_begin (const HopmapRhythm *self, guint ttl, gint64 round)
{
  const guint32 scatter = ((guint32) round * 2654435761u) ^ (ttl * 40503u);
  const gint64 steps = (gint64) ((scatter >> 8) % (2 * JITTER_STEPS + 1)) - JITTER_STEPS;

  return self->origin_ns + round * self->interval_ns
         + self->interval_ns * (ttl - self->first_ttl) / self->n_hops
         + self->interval_ns / JITTER_PARTS * steps;
}

/* What was missed while the computer slept is not made up for. */
static gint64
get_round_at (const HopmapRhythm *self, guint ttl, gint64 now_ns)
{
  gint64 round = MAX ((now_ns - self->origin_ns) / self->interval_ns + 1, 0);

  while (round > 0 && get_round_begin (self, ttl, round) > now_ns)
    round--;

  return round;
}

/**
 * hopmap_rhythm_admit:
 * @self: a rhythm that has begun
 * @ttl: a hop that is judged for the first time, or anew
 * @n: how many probes of the present round it has had
 * @now_ns: the time
 */
void
hopmap_rhythm_admit (HopmapRhythm *self, guint ttl, guint n, gint64 now_ns)
{
  self->round[ttl] = get_round_at (self, ttl, now_ns);
  self->n[ttl] = self->round[ttl] == 0 ? n : self->queries;
}

/**
 * hopmap_rhythm_is_done:
 * @self: a rhythm
 * @ttl: an admitted hop
 *
 * Returns: whether it is asked no more
 */
gboolean
hopmap_rhythm_is_done (const HopmapRhythm *self, guint ttl)
{
  return self->rounds != 0 && self->round[ttl] + 1 >= self->rounds && self->n[ttl] >= self->queries;
}

/**
 * hopmap_rhythm_get_due:
 * @self: a rhythm
 * @ttl: an admitted hop that is not done
 * @attempts: its probes, at least one
 *
 * Returns: when the next probe is due
 */
gint64
hopmap_rhythm_get_due (const HopmapRhythm *self, guint ttl, const HopmapAttempts *attempts)
{
  const guint n = hopmap_attempts_get_n (attempts);
  gint64 due_ns = hopmap_attempts_get_newest (attempts)->left_ns + QUERY_GAP_NS;

  if (self->n[ttl] >= self->queries)
    due_ns = MAX (due_ns, get_round_begin (self, ttl, self->round[ttl] + 1));
  if (n >= WINDOW_PROBES)
    due_ns = MAX (due_ns, hopmap_attempts_get (attempts, n - WINDOW_PROBES)->left_ns + WINDOW_NS);

  return due_ns;
}

/**
 * hopmap_rhythm_step:
 * @self: a rhythm
 * @ttl: a hop of which a due probe is sent now
 * @now_ns: the time
 */
void
hopmap_rhythm_step (HopmapRhythm *self, guint ttl, gint64 now_ns)
{
  if (self->n[ttl] < self->queries)
    {
      self->n[ttl]++;
      return;
    }

  self->round[ttl] = MAX (self->round[ttl] + 1, get_round_at (self, ttl, now_ns));
  self->n[ttl] = 1;
}

/**
 * hopmap_rhythm_get_ahead:
 * @self: a rhythm
 *
 * Returns: nanoseconds before it is due in which a probe may be handed over together with others
 */
gint64
hopmap_rhythm_get_ahead (const HopmapRhythm *self)
{
  return self->rounds == 1 ? 0 : MIN (AHEAD_NS, self->interval_ns / AHEAD_PART);
}

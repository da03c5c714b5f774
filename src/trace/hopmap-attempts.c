/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapAttempts: see the header.
 */
#include "hopmap-attempts.h"

/* Decided probes that stay: more than a hop gets while an answer can still be late. */
#define KEPT 32

/**
 * hopmap_attempts_init:
 * @self: (out caller-allocates): set to no probes
 */
void
hopmap_attempts_init (HopmapAttempts *self)
{
  *self = (HopmapAttempts){ .list = g_array_new (FALSE, FALSE, sizeof (HopmapAttempt)) };
}

/**
 * hopmap_attempts_clear:
 * @self: attempts; what they hold is released
 */
void
hopmap_attempts_clear (HopmapAttempts *self)
{
  g_clear_pointer (&self->list, g_array_unref);
}

/* In steps of as many as are kept, so that few of the calls move anything. */
static void
drop_old (HopmapAttempts *self)
{
  if (self->first_open < self->n_dropped + 2 * KEPT)
    return;

  g_array_remove_range (self->list, 0, KEPT);
  self->n_dropped += KEPT;
}

/**
 * hopmap_attempts_add:
 * @self: attempts
 * @rung: what the probe is made of
 * @left_ns: when the probe is taken to have left, until that is known
 *
 * Returns: the index of the new probe, which waits to be sent
 */
guint
hopmap_attempts_add (HopmapAttempts *self, guint rung, gint64 left_ns)
{
  HopmapAttempt attempt = { .state = HOPMAP_ATTEMPT_WAITING, .rung = rung, .left_ns = left_ns };

  drop_old (self);
  g_array_append_val (self->list, attempt);
  self->n_sent[rung]++;
  self->n_tries[rung]++;
  return hopmap_attempts_get_n (self) - 1;
}

/**
 * hopmap_attempts_restart:
 * @self: attempts
 *
 * What was tried before says nothing any more, since the path has changed.
 */
void
hopmap_attempts_restart (HopmapAttempts *self)
{
  for (guint rung = 0; rung < HOPMAP_LADDER_MAX; rung++)
    self->n_tries[rung] = 0;
  self->first = hopmap_attempts_get_n (self);
}

/**
 * hopmap_attempts_get_n:
 * @self: attempts
 *
 * Returns: how many there were ever
 */
guint
hopmap_attempts_get_n (const HopmapAttempts *self)
{
  return self->n_dropped + self->list->len;
}

/**
 * hopmap_attempts_get_n_tries:
 * @self: attempts
 *
 * Returns: how many since hopmap_attempts_restart()
 */
guint
hopmap_attempts_get_n_tries (const HopmapAttempts *self)
{
  return hopmap_attempts_get_n (self) - self->first;
}

/**
 * hopmap_attempts_get:
 * @self: attempts
 * @index: of a probe
 *
 * Returns: (transfer none) (nullable): that probe, or %NULL if there is none, or none any more
 */
HopmapAttempt *
hopmap_attempts_get (const HopmapAttempts *self, guint index)
{
  if (index < self->n_dropped || index >= hopmap_attempts_get_n (self))
    return NULL;

  return &g_array_index (self->list, HopmapAttempt, index - self->n_dropped);
}

/**
 * hopmap_attempts_get_newest:
 * @self: attempts, at least one
 *
 * Returns: (transfer none): the newest probe
 */
HopmapAttempt *
hopmap_attempts_get_newest (const HopmapAttempts *self)
{
  return &g_array_index (self->list, HopmapAttempt, self->list->len - 1);
}

/**
 * hopmap_attempt_is_open:
 * @attempt: a probe
 *
 * Returns: whether it is not decided
 */
gboolean
hopmap_attempt_is_open (const HopmapAttempt *attempt)
{
  return attempt->state <= HOPMAP_ATTEMPT_EXPIRED;
}

/**
 * hopmap_attempts_has_open:
 * @self: attempts
 *
 * Returns: whether one of them is not decided
 */
gboolean
hopmap_attempts_has_open (const HopmapAttempts *self)
{
  return self->first_open < hopmap_attempts_get_n (self);
}

/**
 * hopmap_attempts_decide:
 * @self: attempts
 * @index: of a probe
 * @state: one of the decided states
 *
 * A probe that was decided otherwise before changes its state, as for a late answer.
 */
void
hopmap_attempts_decide (HopmapAttempts *self, guint index, HopmapAttemptState state)
{
  HopmapAttempt *attempt = hopmap_attempts_get (self, index);

  if (hopmap_attempt_is_open (attempt))
    self->n_decided++;
  attempt->state = state;
  while (hopmap_attempts_has_open (self)
         && !hopmap_attempt_is_open (hopmap_attempts_get (self, self->first_open)))
    self->first_open++;
}

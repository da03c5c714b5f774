/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapAttempts: see the header.
 */
#include "hopmap-attempts.h"

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

/**
 * hopmap_attempts_add:
 * @self: attempts
 * @left_ns: when the probe is taken to have left, until that is known
 *
 * Returns: the index of the new probe, which waits to be sent
 */
guint
hopmap_attempts_add (HopmapAttempts *self, gint64 left_ns)
{
  HopmapAttempt attempt = { .state = HOPMAP_ATTEMPT_WAITING, .left_ns = left_ns };

  g_array_append_val (self->list, attempt);
  return self->list->len - 1;
}

/**
 * hopmap_attempts_get:
 * @self: attempts
 * @index: of a probe
 *
 * Returns: (transfer none) (nullable): that probe, or %NULL if there is none
 */
HopmapAttempt *
hopmap_attempts_get (HopmapAttempts *self, guint index)
{
  return index < self->list->len ? &g_array_index (self->list, HopmapAttempt, index) : NULL;
}

/**
 * hopmap_attempts_get_newest:
 * @self: attempts, at least one
 *
 * Returns: (transfer none): the newest probe
 */
HopmapAttempt *
hopmap_attempts_get_newest (HopmapAttempts *self)
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
  while (self->first_open < self->list->len
         && !hopmap_attempt_is_open (hopmap_attempts_get (self, self->first_open)))
    self->first_open++;
}

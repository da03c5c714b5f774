/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probes of one hop as the schedule sees them: which are under way since when, which are
 * decided. It keeps the books and decides nothing.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapAttemptState:
 * @HOPMAP_ATTEMPT_WAITING: it is to be sent
 * @HOPMAP_ATTEMPT_FLYING: it was sent
 * @HOPMAP_ATTEMPT_EXPIRED: the source gave it up, and the schedule has not said so yet
 * @HOPMAP_ATTEMPT_ANSWERED: somebody answered
 * @HOPMAP_ATTEMPT_LOST: the schedule gave it up
 * @HOPMAP_ATTEMPT_FORGOTTEN: nobody wants to know
 *
 * The first three are open, the others decided.
 */
typedef enum
{
  HOPMAP_ATTEMPT_WAITING,
  HOPMAP_ATTEMPT_FLYING,
  HOPMAP_ATTEMPT_EXPIRED,
  HOPMAP_ATTEMPT_ANSWERED,
  HOPMAP_ATTEMPT_LOST,
  HOPMAP_ATTEMPT_FORGOTTEN,
} HopmapAttemptState;

/**
 * HopmapAttempt: one probe.
 * @state: what became of it
 * @left_ns: when it left, or is taken to have left if nobody reports that it did
 */
typedef struct
{
  HopmapAttemptState state;
  gint64 left_ns;
} HopmapAttempt;

/**
 * HopmapAttempts: the probes of one hop, oldest first.
 * @list: (element-type HopmapAttempt): all of them
 * @first_open: every probe before this one is decided
 * @n_decided: how many are decided
 */
typedef struct
{
  GArray *list;
  guint first_open;
  guint n_decided;
} HopmapAttempts;

void hopmap_attempts_init (HopmapAttempts *self);
void hopmap_attempts_clear (HopmapAttempts *self);
guint hopmap_attempts_add (HopmapAttempts *self, gint64 left_ns);
HopmapAttempt *hopmap_attempts_get (HopmapAttempts *self, guint index);
HopmapAttempt *hopmap_attempts_get_newest (HopmapAttempts *self);
gboolean hopmap_attempt_is_open (const HopmapAttempt *attempt);
void hopmap_attempts_decide (HopmapAttempts *self, guint index, HopmapAttemptState state);

G_END_DECLS

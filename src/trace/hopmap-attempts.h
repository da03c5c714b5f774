/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probes of one hop as the schedule sees them: which are under way since when, which are
 * decided. It keeps the books and decides nothing. Of what is decided only the newest stay, so that
 * days of rounds need no more room than minutes.
 */
#pragma once

#include "hopmap-ladder.h"

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
 * @rung: of the ladder, what it is made of
 * @scout: whether its answer says nothing of this hop; see hopmap-scouting.h
 * @left_ns: when it left, or is taken to have left if nobody reports that it did
 */
typedef struct
{
  HopmapAttemptState state;
  guint rung;
  gboolean scout;
  gint64 left_ns;
} HopmapAttempt;

/**
 * HopmapAttempts: the probes of one hop, oldest first.
 * @list: (element-type HopmapAttempt): the newest of them
 * @n_dropped: how many there were before those in @list, all decided
 * @first_open: every probe before this one is decided
 * @n_decided: how many of all are decided
 * @n_sent: by rung, how many there were ever
 * @n_tries: by rung, how many since hopmap_attempts_restart()
 * @first: the first since then
 */
typedef struct
{
  GArray *list;
  guint n_dropped;
  guint first_open;
  guint n_decided;
  guint n_sent[HOPMAP_LADDER_MAX];
  guint n_tries[HOPMAP_LADDER_MAX];
  guint first;
} HopmapAttempts;

void hopmap_attempts_init (HopmapAttempts *self);
void hopmap_attempts_clear (HopmapAttempts *self);
guint hopmap_attempts_add (HopmapAttempts *self, guint rung, gint64 left_ns);
void hopmap_attempts_restart (HopmapAttempts *self);
guint hopmap_attempts_get_n (const HopmapAttempts *self);
guint hopmap_attempts_get_n_tries (const HopmapAttempts *self);
HopmapAttempt *hopmap_attempts_get (const HopmapAttempts *self, guint index);
HopmapAttempt *hopmap_attempts_get_newest (const HopmapAttempts *self);
gboolean hopmap_attempt_is_open (const HopmapAttempt *attempt);
gboolean hopmap_attempts_has_open (const HopmapAttempts *self);
void hopmap_attempts_decide (HopmapAttempts *self, guint index, HopmapAttemptState state);

G_END_DECLS

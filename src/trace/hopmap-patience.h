/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long to wait for hops and how often to ask them, judged by the answers that the others gave. What
 * comes of it for a hop is its plan's.
 */
#pragma once

#include "hopmap-attempts.h"
#include "hopmap-survey.h"

G_BEGIN_DECLS

/** A hop is asked at least so often, and no more than Linux answers at once (burst 6). */
#define HOPMAP_TRIES_MIN 2
#define HOPMAP_TRIES_MAX 5

/** Nobody is waited for longer, unless that was asked for. */
#define HOPMAP_WAIT_MAX_NS G_GINT64_CONSTANT (1000000000)

/**
 * HopmapPatience:
 * @ladder: with what to ask
 * @fixed_ns: the wait that was asked for, or 0 to judge by what is seen
 * @front: the farthest hop that answered
 * @climbs: whether another rung than the first was answered
 * @plain: the farthest hop that answered the first rung, or 0
 * @lead: the rung that scouts found to be answered from far behind, or 0; theirs to set
 * @scouted_ns: and the round-trip time of that answer, or 0; theirs to set
 * @first_silent: the nearest hop that has not answered, @front at the most
 * @tries: how often a hop is worth asking, as the others lose probes
 * @ahead_ns: how long after the last probe it is time to look farther than behind the front
 * @doubt_ns: how long after the last probe left silence behind the front is taken for one
 * @end_ns: and how long after the last try it is believed
 * @only_ns: or after the only one
 * @known_ns: how long to wait for another answer of a hop that is known
 * @since_ns: the moment from which silence behind the front is counted
 * @behind_ns: by TTL, the smallest round-trip time of the hops behind it, or %G_MAXINT64
 *
 * All in nanoseconds. Read the fields, never write them.
 */
typedef struct
{
  HopmapLadder ladder;
  gint64 fixed_ns;
  guint front;
  gboolean climbs;
  guint plain;
  guint lead;
  gint64 scouted_ns;
  guint first_silent;
  guint tries;
  gint64 ahead_ns;
  gint64 doubt_ns;
  gint64 end_ns;
  gint64 only_ns;
  gint64 known_ns;
  gint64 since_ns;
  gint64 behind_ns[HOPMAP_MAX_TTL + 1];
} HopmapPatience;

void hopmap_patience_init (HopmapPatience *self, const HopmapLadder *ladder, double wait_s);
void hopmap_patience_judge (HopmapPatience *self,
                            const HopmapSurvey *survey,
                            const HopmapAttempts *attempts,
                            guint limit);
guint hopmap_patience_get_reach (const HopmapPatience *self);

G_END_DECLS

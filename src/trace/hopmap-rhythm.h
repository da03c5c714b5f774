/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a hop that is judged is asked again for statistics: more queries, and more rounds. It sends
 * nothing; time comes in as a number.
 */
#pragma once

#include "hopmap-attempts.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

/**
 * HopmapRhythm:
 * @queries: probes a hop and round
 * @rounds: how many rounds, or 0 for ever
 * @interval_ns: from round to round
 * @first_ttl: the nearest hop
 * @n_hops: hops over which a round is spread
 * @origin_ns: when the first round, the one that found the hops, was over; or -1
 * @round: by TTL, the round that was begun last, from 0
 * @n: by TTL, its probes so far
 *
 * Read the fields, never write them.
 */
typedef struct
{
  guint queries;
  guint rounds;
  gint64 interval_ns;
  guint first_ttl;
  guint n_hops;
  gint64 origin_ns;
  gint64 round[HOPMAP_MAX_TTL + 1];
  guint n[HOPMAP_MAX_TTL + 1];
} HopmapRhythm;

void hopmap_rhythm_init (HopmapRhythm *self, const HopmapTraceOptions *options);
void hopmap_rhythm_begin (HopmapRhythm *self, guint first_ttl, guint n_hops, gint64 now_ns);
void hopmap_rhythm_admit (HopmapRhythm *self, guint ttl, guint n, gint64 now_ns);
gboolean hopmap_rhythm_is_done (const HopmapRhythm *self, guint ttl);
gint64 hopmap_rhythm_get_due (const HopmapRhythm *self, guint ttl, const HopmapAttempts *attempts);
gint64 hopmap_rhythm_get_ahead (const HopmapRhythm *self);
void hopmap_rhythm_step (HopmapRhythm *self, guint ttl, gint64 now_ns);

G_END_DECLS

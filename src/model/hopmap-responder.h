/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of the addresses that answered at a hop, with the times of its own answers: several share a
 * distance where load is balanced or the route has changed. A plain value.
 */
#pragma once

#include "hopmap-running-stats.h"
#include "hopmap-sample.h"

G_BEGIN_DECLS

/** How many a hop tells apart; a forger may have any number. */
#define HOPMAP_MAX_RESPONDERS 32

/**
 * HopmapResponder:
 * @address: who answered
 * @stats: of its answers alone: what is lost is nobody's
 * @first_ns: when the first probe left that it answered, nanoseconds since the trace began; -1 where
 *   a file did not say
 * @last_ns: when the last one left
 */
typedef struct
{
  HopmapAddress address;
  HopmapRunningStats stats;
  gint64 first_ns;
  gint64 last_ns;
} HopmapResponder;

void hopmap_responders_note (GArray *responders, const HopmapSample *answer);

G_END_DECLS

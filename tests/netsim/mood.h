/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hops remember and what chance decides: loss, limits, jitter, lateness, branches. With the
 * same seed and the same questions at the same times it decides the same. */
#pragma once

#include "path.h"

typedef struct
{
  gboolean begun;
  double tokens[2]; /* for errors, and for other answers */
  gint64 filled_ns[2];
  guint answers;
} NetsimHopMood;

typedef struct
{
  const NetsimScenario *scenario;
  GRand *chance;
  NetsimHopMood *hops; /* by NetsimHop.id */
  gint64 first_ns;     /* the first packet; 0: none yet */
} NetsimMood;

/* SCENARIO must live as long as MOOD. */
void netsim_mood_init (NetsimMood *mood, const NetsimScenario *scenario);
void netsim_mood_clear (NetsimMood *mood);

/* Which branches PACKET takes, for netsim_path_judge(). */
guint32 netsim_mood_choose (NetsimMood *mood, const NetsimPacket *packet, gint64 now_ns);

/* A NetsimDrops. */
gboolean netsim_mood_drops (const NetsimHop *hop, gpointer mood);

/* FALSE: the answer is lost. */
gboolean netsim_mood_keeps (NetsimMood *mood, const NetsimHop *hop);

/* FALSE: the hop has answered too often. */
gboolean netsim_mood_permits (NetsimMood *mood, const NetsimVerdict *verdict, gint64 now_ns);

/* How long this answer takes. */
gint64 netsim_mood_delay (NetsimMood *mood, const NetsimVerdict *verdict);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets that lie: nobody must believe them. Each spoils one thing and is right in all others. */
#pragma once

#include "release.h"
#include "report.h"
#include "scenario.h"

/* Adds to RELEASE what the scenario's forger says to PROBE, whose packet is BYTES; NUMBER is the
 * probe's in the report. */
void netsim_forge_for (const NetsimScenario *scenario,
                       NetsimRelease *release,
                       const guint8 *bytes,
                       const NetsimProbe *probe,
                       guint number);

/* A packet to the source that means nothing, or nearly something. */
GByteArray *netsim_forge_garbage (const NetsimScenario *scenario, GRand *chance);

/* What the destination answers to the ping NUMBER of somebody else on the same machine. */
GByteArray *netsim_forge_ping (const NetsimScenario *scenario, guint number);

/* A stream of packets, evenly spaced. */
typedef struct
{
  gint64 period_ns; /* 0: no stream */
  gint64 next_ns;   /* 0: not begun */
  guint count;
} NetsimFlood;

void netsim_flood_init (NetsimFlood *flood, guint per_second);

/* When the next packet is due; G_MAXINT64: never. */
gint64 netsim_flood_next (const NetsimFlood *flood);

/* TRUE: one packet is due at NOW_NS, and is the caller's to send. */
gboolean netsim_flood_is_due (NetsimFlood *flood, gint64 now_ns);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets in, packets out when their time has come. It has no device and no clock: both belong to
 * whoever calls it, so that tests run it in a time of their own. */
#pragma once

#include "forge.h"
#include "mood.h"
#include "release.h"
#include "report.h"

typedef struct
{
  const NetsimScenario *scenario;
  NetsimMood mood;
  NetsimRelease release;
  NetsimReport report;
  NetsimFlood garbage;
  NetsimFlood pings;
} NetsimSimulator;

/* SCENARIO must live as long as SIMULATOR. */
void netsim_simulator_init (NetsimSimulator *simulator, const NetsimScenario *scenario);
void netsim_simulator_clear (NetsimSimulator *simulator);

/* Takes a packet that came at NOW_NS. What answers it waits in simulator->release. */
void netsim_simulator_receive (NetsimSimulator *simulator,
                               const guint8 *bytes,
                               gsize size,
                               gint64 now_ns);

/* When there is something to do next; G_MAXINT64: nothing, until a packet comes. */
gint64 netsim_simulator_next (const NetsimSimulator *simulator);

/* Takes what is due at NOW_NS, one after the other; its bytes are the caller's. FALSE: nothing. */
gboolean netsim_simulator_take (NetsimSimulator *simulator, gint64 now_ns, NetsimParcel *parcel);

/* Notes that PARCEL went out at NOW_NS. */
void netsim_simulator_sent (NetsimSimulator *simulator, const NetsimParcel *parcel, gint64 now_ns);

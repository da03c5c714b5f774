/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast a hop answered, as far as it says where the hop can be; and what the times of all hops of
 * a route say together. Pure functions; where anything is, is not looked at.
 */
#pragma once

#include "hopmap-hop.h"

G_BEGIN_DECLS

#define HOPMAP_N_FLOWS (HOPMAP_PROTOCOL_TCP + 1)

/**
 * HopmapHopTimes:
 * @ttl: the hop
 * @rtt_ns: per protocol the smallest round-trip time of answers from the hop's address, nanoseconds;
 *   0 or less where none was measured
 * @split: whether others answered at this distance, too, so that the probes did not all go one way
 */
typedef struct
{
  guint ttl;
  gint64 rtt_ns[HOPMAP_N_FLOWS];
  gboolean split;
} HopmapHopTimes;

/**
 * HopmapTimeBound:
 * @rtt_ns: the round-trip time that bounds a way, as it was measured; -1 where nothing does
 * @limit_ns: the same with all that it may have been understated by
 * @ttl: the hop that answered so soon; 0 where it is the times of two hops together
 */
typedef struct
{
  gint64 rtt_ns;
  gint64 limit_ns;
  guint ttl;
} HopmapTimeBound;

typedef struct _HopmapTimeBounds HopmapTimeBounds;

void hopmap_hop_times_init (HopmapHopTimes *times, guint ttl);
gboolean hopmap_hop_times_update (HopmapHopTimes *times, HopmapHop *hop);

HopmapTimeBounds *hopmap_time_bounds_new (const HopmapHopTimes *times, guint n_hops);
void hopmap_time_bounds_free (HopmapTimeBounds *self);
HopmapTimeBound hopmap_time_bounds_get_way_to (const HopmapTimeBounds *self, guint hop);
HopmapTimeBound hopmap_time_bounds_get_way_by (const HopmapTimeBounds *self,
                                               guint nearer,
                                               guint farther);
HopmapTimeBound hopmap_time_bounds_get_sum (const HopmapTimeBounds *self, guint a, guint b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTimeBounds, hopmap_time_bounds_free)

G_END_DECLS

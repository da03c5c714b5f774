/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to believe of all that sources say about the hops of one route: one pure function of the
 * candidates, the times and, where it is known, the place from which the probes come.
 */
#pragma once

#include "hopmap-hop-times.h"
#include "hopmap-place.h"

G_BEGIN_DECLS

/**
 * HopmapFusedHop:
 * @place: (nullable): what to show; %HOPMAP_PLACE_UNKNOWN where no candidate stands; %NULL where there
 *   was none
 * @candidates: (nullable) (element-type HopmapPlace): all candidates, those that stand first, the
 *   better known before the worse; the others carry their refutation
 */
typedef struct
{
  HopmapPlace *place;
  GPtrArray *candidates;
} HopmapFusedHop;

GArray *hopmap_place_fuse (const HopmapHopTimes *times,
                           GPtrArray *const *candidates,
                           guint n_hops,
                           const HopmapPlace *origin);

G_END_DECLS

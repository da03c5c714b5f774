/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of a route on a map: a great circle from place to place. Part of a HopmapRouteShape, which
 * owns it; everybody else reads.
 */
#pragma once

#include <hopmap-place.h>

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapRouteLeg:
 * @from: number of the stop it leaves
 * @to: number of the stop it reaches
 * @ttl: distance of the hop it reaches
 * @points: the great circle; x is continuous and may leave 0 to 1
 * @n_points: at least 2
 * @bounds: of @points
 * @tone: which of the palette's classes it has, %HOPMAP_RTT_CLASS_NONE for none
 * @rtt_ns: round-trip time of the hop it reaches, nanoseconds; -1 where none was measured
 * @gap: distances of the hops without a place that lie between: how the packets went there is not
 *   known
 * @n_gap: how many; 0 for a leg between neighbours
 * @vague: whether one of its ends is
 */
typedef struct
{
  guint from;
  guint to;
  guint ttl;
  HopmapMapPoint *points;
  guint n_points;
  HopmapMapRect bounds;
  guint tone;
  gint64 rtt_ns;
  guint *gap;
  guint n_gap;
  gboolean vague;
} HopmapRouteLeg;

HopmapRouteLeg *hopmap_route_leg_new (const HopmapPlace *from,
                                      const HopmapPlace *to,
                                      double start_x);
void hopmap_route_leg_free (HopmapRouteLeg *leg);

G_END_DECLS

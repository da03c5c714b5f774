/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins lines into closed rings in the Mercator plane, across 180° and around the poles. Pure
 * geometry on arrays of HopmapMapPoint.
 */
#pragma once

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapRingWay: in which order a line joins a ring.
 */
typedef enum
{
  HOPMAP_RING_FORWARDS,
  HOPMAP_RING_BACKWARDS,
} HopmapRingWay;

void hopmap_ring_append (GArray *ring,
                         guint first,
                         const HopmapMapPoint *line,
                         guint n_points,
                         HopmapRingWay way);
void hopmap_ring_close (GArray *ring, guint first);

G_END_DECLS

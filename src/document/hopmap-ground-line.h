/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a route over the ground for programs with maps of their own: great circles between the
 * places of its hops, in degrees, as points close enough to be joined by straight lines.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapGroundPoint: degrees north and degrees east, the latter from -180 to 180.
 */
typedef struct
{
  double latitude;
  double longitude;
} HopmapGroundPoint;

/**
 * HopmapGroundLeg:
 * @from: the hop it leaves
 * @to: the hop it reaches
 * @bridge: whether hops without a place lie between
 * @points: (element-type HopmapGroundPoint): at least two; both ends are those of the hops
 */
typedef struct
{
  HopmapHop *from;
  HopmapHop *to;
  gboolean bridge;
  GArray *points;
} HopmapGroundLeg;

GPtrArray *hopmap_ground_line_new (HopmapRoute *route);
GPtrArray *hopmap_ground_line_cut (const GArray *points);
GArray *hopmap_ground_line_join (GPtrArray *legs);

G_END_DECLS

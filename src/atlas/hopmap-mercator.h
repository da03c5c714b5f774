/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plane that every picture of the world is drawn in: the Web Mercator projection scaled to a
 * square of side 1, x growing east from 180° W, y growing south from 85.05° N. Pure functions.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Latitude of the square's upper and lower edge, degrees. */
#define HOPMAP_MERCATOR_MAX_LATITUDE 85.0511287798066

/**
 * HopmapMapPoint: a point in the unit square; @x may leave 0 to 1 where a line was unwrapped
 * across 180°: every whole number added is the same meridian, one world further.
 */
typedef struct
{
  double x;
  double y;
} HopmapMapPoint;

/**
 * HopmapMapRect: a rectangle of the same plane; @min_x ≤ @max_x, @min_y ≤ @max_y.
 */
typedef struct
{
  double min_x;
  double min_y;
  double max_x;
  double max_y;
} HopmapMapRect;

double hopmap_mercator_x (double longitude);
double hopmap_mercator_y (double latitude);
double hopmap_mercator_longitude (double x);
double hopmap_mercator_latitude (double y);
double hopmap_mercator_km (double km, double latitude);
double hopmap_mercator_unwrap (double x, double near_x);

#define HOPMAP_MAP_RECT_EMPTY                                                                      \
  ((HopmapMapRect){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE })

gboolean hopmap_map_rect_is_empty (const HopmapMapRect *rect);
void hopmap_map_rect_include (HopmapMapRect *rect, double x, double y);

G_END_DECLS

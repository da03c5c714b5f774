/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Web Mercator in the unit square. Draws nothing and knows no pixels.
 */
#include "hopmap-mercator.h"

#include <math.h>

#define EARTH_CIRCUMFERENCE_KM 40075.016686
/* Latitudes are held this far from the poles, where the projection has no end. */
#define MAX_PROJECTED_LATITUDE 89.5

/**
 * hopmap_mercator_x:
 * @longitude: degrees east
 *
 * Returns: x in the unit square; outside 0 to 1 for longitudes beyond ±180°
 */
double
hopmap_mercator_x (double longitude)
{
  return longitude / 360.0 + 0.5;
}

/**
 * hopmap_mercator_y:
 * @latitude: degrees north
 *
 * Returns: y in the unit square; outside 0 to 1 beyond ±85.05°, and always finite
 */
double
hopmap_mercator_y (double latitude)
{
  const double phi = CLAMP (latitude, -MAX_PROJECTED_LATITUDE, MAX_PROJECTED_LATITUDE) * G_PI
                     / 180.0;

  return 0.5 - asinh (tan (phi)) / (2.0 * G_PI);
}

/**
 * hopmap_mercator_longitude:
 * @x: x in the unit square, any world copy
 *
 * Returns: degrees east, from -180 up to but not including 180
 */
double
hopmap_mercator_longitude (double x)
{
  return (x - floor (x) - 0.5) * 360.0;
}

/**
 * hopmap_mercator_latitude:
 * @y: y in the unit square
 *
 * Returns: degrees north
 */
double
hopmap_mercator_latitude (double y)
{
  return atan (sinh ((0.5 - y) * 2.0 * G_PI)) * 180.0 / G_PI;
}

/**
 * hopmap_mercator_km:
 * @km: a distance on the ground, kilometres
 * @latitude: where, degrees north
 *
 * Returns: the length that @km has in the unit square at @latitude
 */
double
hopmap_mercator_km (double km, double latitude)
{
  const double phi = CLAMP (latitude, -HOPMAP_MERCATOR_MAX_LATITUDE, HOPMAP_MERCATOR_MAX_LATITUDE)
                     * G_PI / 180.0;

  return km / (EARTH_CIRCUMFERENCE_KM * cos (phi));
}

/**
 * hopmap_mercator_unwrap:
 * @x: x of a point, any world copy
 * @near_x: x of its neighbour
 *
 * Returns: @x plus the whole number of worlds that brings it within half a world of @near_x
 */
double
hopmap_mercator_unwrap (double x, double near_x)
{
  return x + round (near_x - x);
}

/**
 * hopmap_map_rect_is_empty:
 * @rect: a rectangle
 *
 * Returns: whether nothing was ever included in @rect
 */
gboolean
hopmap_map_rect_is_empty (const HopmapMapRect *rect)
{
  return rect->min_x > rect->max_x || rect->min_y > rect->max_y;
}

/**
 * hopmap_map_rect_include:
 * @rect: a rectangle, possibly %HOPMAP_MAP_RECT_EMPTY
 * @x: x of a point
 * @y: y of a point
 *
 * Grows @rect so that it holds the point.
 */
void
hopmap_map_rect_include (HopmapMapRect *rect, double x, double y)
{
  rect->min_x = MIN (rect->min_x, x);
  rect->min_y = MIN (rect->min_y, y);
  rect->max_x = MAX (rect->max_x, x);
  rect->max_y = MAX (rect->max_y, y);
}

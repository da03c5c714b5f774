/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sphere: see the header. The earth is taken as a sphere; the error, at most 0.6 %, is far
 * below that of any place.
 */
#include "hopmap-sphere.h"

#include <math.h>

#define NS_PER_MS 1e6

static double
radians (double degrees)
{
  return degrees * G_PI / 180.0;
}

static double
degrees (double angle)
{
  return angle * 180.0 / G_PI;
}

/* The angle between two points seen from the centre: the haversine form keeps small ones exact. */
static double
central_angle (double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
  double half_latitude = sin (radians (latitude_b - latitude_a) / 2.0);
  double half_longitude = sin (radians (longitude_b - longitude_a) / 2.0);
  double h = half_latitude * half_latitude
             + cos (radians (latitude_a)) * cos (radians (latitude_b)) * half_longitude
                   * half_longitude;

  return 2.0 * asin (sqrt (CLAMP (h, 0.0, 1.0)));
}

/**
 * hopmap_sphere_distance_km:
 * @latitude_a: degrees north
 * @longitude_a: degrees east
 * @latitude_b: degrees north
 * @longitude_b: degrees east
 *
 * Returns: the great-circle distance in kilometres
 */
double
hopmap_sphere_distance_km (double latitude_a,
                           double longitude_a,
                           double latitude_b,
                           double longitude_b)
{
  return HOPMAP_EARTH_RADIUS_KM * central_angle (latitude_a, longitude_a, latitude_b, longitude_b);
}

/**
 * hopmap_sphere_interpolate:
 * @latitude_a: degrees north
 * @longitude_a: degrees east
 * @latitude_b: degrees north
 * @longitude_b: degrees east
 * @fraction: 0 at a, 1 at b
 * @latitude: (out): degrees north
 * @longitude: (out): degrees east, -180 to 180
 *
 * A point on the great circle from a to b. Between antipodes, where every way is as short, the
 * way over the north pole is taken.
 */
void
hopmap_sphere_interpolate (double latitude_a,
                           double longitude_a,
                           double latitude_b,
                           double longitude_b,
                           double fraction,
                           double *latitude,
                           double *longitude)
{
  double angle = central_angle (latitude_a, longitude_a, latitude_b, longitude_b);
  double weight_a, weight_b, x, y, z;

  if (angle < 1e-9)
    {
      *latitude = latitude_a;
      *longitude = longitude_a;
      return;
    }

  if (G_PI - angle < 1e-6)
    {
      double travelled = fraction * 180.0;
      double to_pole = 90.0 - latitude_a;

      *latitude = travelled <= to_pole ? latitude_a + travelled : 90.0 - (travelled - to_pole);
      *longitude = travelled <= to_pole ? longitude_a : longitude_b;
      return;
    }

  weight_a = sin ((1.0 - fraction) * angle) / sin (angle);
  weight_b = sin (fraction * angle) / sin (angle);
  x = weight_a * cos (radians (latitude_a)) * cos (radians (longitude_a))
      + weight_b * cos (radians (latitude_b)) * cos (radians (longitude_b));
  y = weight_a * cos (radians (latitude_a)) * sin (radians (longitude_a))
      + weight_b * cos (radians (latitude_b)) * sin (radians (longitude_b));
  z = weight_a * sin (radians (latitude_a)) + weight_b * sin (radians (latitude_b));

  *latitude = degrees (atan2 (z, hypot (x, y)));
  *longitude = degrees (atan2 (y, x));
}

/**
 * hopmap_sphere_unwrap_longitude:
 * @longitude: degrees east
 * @near: degrees east, of any turn
 *
 * Returns: @longitude plus whole turns, such that it is within 180° of @near; it may leave -180
 *   to 180
 */
double
hopmap_sphere_unwrap_longitude (double longitude, double near)
{
  return longitude + 360.0 * round ((near - longitude) / 360.0);
}

/**
 * hopmap_sphere_min_rtt_ns:
 * @distance_km: one way, in kilometres
 *
 * Returns: the time in nanoseconds below which no answer can come through fibre from there
 */
double
hopmap_sphere_min_rtt_ns (double distance_km)
{
  return 2.0 * distance_km / HOPMAP_FIBRE_KM_PER_MS * NS_PER_MS;
}

/**
 * hopmap_sphere_max_distance_km:
 * @rtt_ns: round-trip time in nanoseconds
 *
 * Returns: how far away, in kilometres, the answerer can be at most, through fibre
 */
double
hopmap_sphere_max_distance_km (double rtt_ns)
{
  return rtt_ns / NS_PER_MS * HOPMAP_FIBRE_KM_PER_MS / 2.0;
}

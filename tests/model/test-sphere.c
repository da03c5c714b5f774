/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sphere against known distances, and where formulas like to break: poles, antipodes, 180°. */
#include "hopmap-sphere.h"

#include <math.h>

static void
test_distance (void)
{
  /* Berlin–Auckland and others, from the haversine by hand; equator and poles exactly. */
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_distance_km (52.52, 13.405, 52.52, 13.405), 0.0,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_distance_km (90, 0, -90, 77),
                                  G_PI * HOPMAP_EARTH_RADIUS_KM, 1e-6);
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_distance_km (0, 179, 0, -179),
                                  2.0 * G_PI / 180.0 * HOPMAP_EARTH_RADIUS_KM, 1e-6);
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_distance_km (52.52, 13.405, 48.8566, 2.3522), 877.5,
                                  1.0);
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_distance_km (35.68, 139.69, 37.77, -122.42), 8270,
                                  15.0);
}

static void
test_interpolate (void)
{
  double latitude, longitude;

  hopmap_sphere_interpolate (35.68, 139.69, 37.77, -122.42, 0.5, &latitude, &longitude);
  /* The short way over the Pacific goes north, across 180°. */
  g_assert_cmpfloat (latitude, >, 45.0);
  g_assert_true (fabs (longitude) > 165.0);

  hopmap_sphere_interpolate (10, 20, 30, 40, 0.0, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (longitude, 20, 1e-9);
  hopmap_sphere_interpolate (10, 20, 30, 40, 1.0, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (longitude, 40, 1e-9);

  hopmap_sphere_interpolate (10, 20, 10, 20, 0.3, &latitude, &longitude);
  g_assert_cmpfloat (latitude, ==, 10);

  for (double fraction = 0.0; fraction <= 1.0; fraction += 0.05)
    {
      hopmap_sphere_interpolate (40, 10, -40, -170, fraction, &latitude, &longitude);
      g_assert_true (isfinite (latitude) && fabs (latitude) <= 90.0);
      g_assert_true (isfinite (longitude) && fabs (longitude) <= 180.0);
    }
  hopmap_sphere_interpolate (40, 10, -40, -170, 1.0, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, -40, 1e-6);
}

static void
test_unwrap (void)
{
  g_assert_cmpfloat (hopmap_sphere_unwrap_longitude (-179, 179), ==, 181);
  g_assert_cmpfloat (hopmap_sphere_unwrap_longitude (179, -179), ==, -181);
  g_assert_cmpfloat (hopmap_sphere_unwrap_longitude (10, 20), ==, 10);
  g_assert_cmpfloat (hopmap_sphere_unwrap_longitude (10, 730), ==, 730);
}

static void
test_light (void)
{
  /* 1 ms of round trip allows 99.93 km. */
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_max_distance_km (1e6), 99.93, 0.01);
  g_assert_cmpfloat_with_epsilon (hopmap_sphere_min_rtt_ns (99.9308), 1e6, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sphere/distance", test_distance);
  g_test_add_func ("/sphere/interpolate", test_interpolate);
  g_test_add_func ("/sphere/unwrap", test_unwrap);
  g_test_add_func ("/sphere/light", test_light);
  return g_test_run ();
}

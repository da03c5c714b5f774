/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Geometry on the sphere and what light makes of it: distances, great circles, the smallest
 * possible round-trip time. Pure functions; degrees, kilometres and nanoseconds.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Mean radius of the earth (IUGG), and the speed of light in fibre: two thirds of that in vacuum. */
#define HOPMAP_EARTH_RADIUS_KM    6371.0088
#define HOPMAP_FIBRE_KM_PER_MS    199.861639
#define HOPMAP_EARTH_HALF_TURN_KM 20015.1

double hopmap_sphere_distance_km (double latitude_a,
                                  double longitude_a,
                                  double latitude_b,
                                  double longitude_b);
void hopmap_sphere_interpolate (double latitude_a,
                                double longitude_a,
                                double latitude_b,
                                double longitude_b,
                                double fraction,
                                double *latitude,
                                double *longitude);
double hopmap_sphere_unwrap_longitude (double longitude, double near);
double hopmap_sphere_min_rtt_ns (double distance_km);
double hopmap_sphere_max_distance_km (double rtt_ns);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Poses and projection: limits, pixel grid, the way between two poses, pixels and back. */
#include <hopmap-basemap-source.h>
#include <hopmap-map-pose.h>
#include <hopmap-projection.h>
#include <math.h>

#define WIDTH  700.0
#define HEIGHT 500.0

static void
test_clamp (void)
{
  for (double zoom = -3.0; zoom < 14.0; zoom += 0.7)
    for (double y = -1.0; y < 2.0; y += 0.3)
      {
        const HopmapMapPose pose = { { 0.3, y }, zoom };
        const HopmapMapPose clamped = hopmap_map_pose_clamp (&pose, WIDTH, HEIGHT,
                                                             HOPMAP_BASEMAP_BEST_ZOOM);
        const double half = HEIGHT / hopmap_projection_zoom_to_scale (clamped.zoom) / 2.0;

        g_assert_cmpfloat (clamped.centre.y - half, >=, -1e-9);
        g_assert_cmpfloat (clamped.centre.y + half, <=, 1.0 + 1e-9);
        g_assert_cmpfloat (clamped.zoom, <=, HOPMAP_BASEMAP_BEST_ZOOM);
      }
}

static void
test_snap (void)
{
  for (double zoom = 1.0; zoom < 9.0; zoom += 0.137)
    {
      const HopmapMapPose pose = { { 0.31234567, 0.45678912 }, zoom };
      const HopmapMapPose snapped = hopmap_map_pose_snap (&pose, WIDTH, HEIGHT);
      const double scale = hopmap_projection_zoom_to_scale (snapped.zoom);
      const double tile = scale / exp2 (floor (snapped.zoom + 1e-9));
      const double origin = WIDTH / 2.0 - snapped.centre.x * scale;

      g_assert_cmpfloat_with_epsilon (tile, round (tile), 1e-6);
      g_assert_cmpfloat_with_epsilon (origin, round (origin), 1e-6);
      g_assert_cmpfloat (snapped.zoom, <=, zoom + 1e-3);
      g_assert_cmpfloat (zoom - snapped.zoom, <, 0.01);
      g_assert_cmpfloat (fabs (snapped.centre.x - pose.centre.x) * scale, <=, 0.51);
    }
}

/* A whole zoom level stays whole although its logarithm is rounded. */
static void
test_snap_keeps_whole_levels (void)
{
  for (guint zoom = 1; zoom <= 9; zoom++)
    {
      const HopmapMapPose pose = { { 0.5, 0.5 }, zoom - 1e-12 };

      g_assert_cmpfloat_with_epsilon (hopmap_map_pose_snap (&pose, WIDTH, HEIGHT).zoom, zoom, 1e-6);
    }
}

/* The point under the pointer stays there all the way of a zoom. */
static void
test_still_point (void)
{
  const HopmapMapPose from = { { 0.40, 0.40 }, 3.0 };
  const HopmapMapPose to = { { 0.45, 0.42 }, 5.0 };
  const double shrink = exp2 (from.zoom - to.zoom);
  const double still = (to.centre.x - from.centre.x * shrink) / (1.0 - shrink);
  const double offset = (still - from.centre.x) * hopmap_projection_zoom_to_scale (from.zoom);

  for (double progress = 0.0; progress <= 1.0; progress += 0.1)
    {
      const HopmapMapPose pose = hopmap_map_pose_between (&from, &to, progress);

      g_assert_cmpfloat_with_epsilon (
          (still - pose.centre.x) * hopmap_projection_zoom_to_scale (pose.zoom), offset, 1e-6);
    }
}

static void
test_ends (void)
{
  const HopmapMapPose from = { { 0.9, 0.4 }, 4.0 };
  const HopmapMapPose to = { { 1.1, 0.5 }, 4.0 };
  const HopmapMapPose start = hopmap_map_pose_between (&from, &to, 0.0);
  const HopmapMapPose end = hopmap_map_pose_between (&from, &to, 1.0);

  g_assert_true (hopmap_map_pose_is_same (&start, &from));
  g_assert_true (hopmap_map_pose_is_same (&end, &to));
  g_assert_false (hopmap_map_pose_is_same (&from, &to));
}

/* Ours must agree with libshumate, or lines and tiles come apart. */
static void
test_projection_agrees (void)
{
  g_autoptr (HopmapBasemapSource)
      source = hopmap_basemap_source_new (NULL, hopmap_palette_get (HOPMAP_PALETTE_LIGHT), 1.0);
  g_autoptr (ShumateViewport) viewport = shumate_viewport_new ();
  HopmapProjection projection;

  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (source));
  shumate_viewport_set_zoom_level (viewport, 3.3);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 47.3, 8.5);
  projection = hopmap_projection_new (viewport, WIDTH, HEIGHT);

  for (double latitude = -80.0; latitude <= 80.0; latitude += 20.0)
    for (double longitude = -170.0; longitude <= 170.0; longitude += 20.0)
      {
        const HopmapMapPoint pixel = hopmap_projection_to_widget (
            &projection, hopmap_mercator_x (longitude), hopmap_mercator_y (latitude));
        const HopmapMapPoint back = hopmap_projection_to_world (&projection, pixel.x, pixel.y);
        ShumateMapSource *map_source = SHUMATE_MAP_SOURCE (source);

        g_assert_cmpfloat_with_epsilon (pixel.x - WIDTH / 2.0,
                                        shumate_map_source_get_x (map_source, 3.3, longitude)
                                            - shumate_map_source_get_x (map_source, 3.3, 8.5),
                                        1e-6);
        g_assert_cmpfloat_with_epsilon (pixel.y - HEIGHT / 2.0,
                                        shumate_map_source_get_y (map_source, 3.3, latitude)
                                            - shumate_map_source_get_y (map_source, 3.3, 47.3),
                                        1e-6);
        g_assert_cmpfloat_with_epsilon (back.x, hopmap_mercator_x (longitude), 1e-12);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-pose/clamp", test_clamp);
  g_test_add_func ("/map-pose/snap", test_snap);
  g_test_add_func ("/map-pose/snap-keeps-whole-levels", test_snap_keeps_whole_levels);
  g_test_add_func ("/map-pose/still-point", test_still_point);
  g_test_add_func ("/map-pose/ends", test_ends);
  g_test_add_func ("/projection/agrees", test_projection_agrees);
  return g_test_run ();
}

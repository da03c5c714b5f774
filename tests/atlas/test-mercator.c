/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane: known points, the way back, the edges, the frame of a picture. */
#include <hopmap-map-frame.h>
#include <math.h>

static void
test_known_points (void)
{
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_x (-180.0), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_x (0.0), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_y (0.0), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_y (HOPMAP_MERCATOR_MAX_LATITUDE), 0.0, 1e-9);
  /* Zoom 1 tiles meet at 66.51326° N. */
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_y (66.51326044), 0.25, 1e-8);
}

static void
test_there_and_back (void)
{
  for (double latitude = -85.0; latitude <= 85.0; latitude += 5.0)
    g_assert_cmpfloat_with_epsilon (hopmap_mercator_latitude (hopmap_mercator_y (latitude)),
                                    latitude, 1e-9);
  for (double longitude = -180.0; longitude < 180.0; longitude += 7.5)
    {
      g_assert_cmpfloat_with_epsilon (hopmap_mercator_longitude (hopmap_mercator_x (longitude)),
                                      longitude, 1e-9);
      g_assert_cmpfloat_with_epsilon (
          hopmap_mercator_longitude (hopmap_mercator_x (longitude) + 3.0), longitude, 1e-9);
    }
}

static void
test_poles_are_finite (void)
{
  g_assert_true (isfinite (hopmap_mercator_y (90.0)));
  g_assert_true (isfinite (hopmap_mercator_y (-90.0)));
  g_assert_true (isfinite (hopmap_mercator_km (100.0, 90.0)));
}

static void
test_unwrap (void)
{
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_unwrap (0.05, 0.95), 1.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_unwrap (0.95, 0.05), -0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_unwrap (0.5, 7.4), 7.5, 1e-12);
}

static void
test_frame_leaves_room (void)
{
  const HopmapMapFrame frame = { 800.0, 600.0, 300.0, 10.0, 50.0, 10.0, 1e6 };
  const HopmapMapRect bounds = { 0.40, 0.30, 0.60, 0.35 };
  const HopmapMapRect view = hopmap_map_frame_view (&frame, &bounds);
  const double scale = 800.0 / (view.max_x - view.min_x);

  g_assert_cmpfloat ((bounds.min_x - view.min_x) * scale, >=, 300.0 - 1e-6);
  g_assert_cmpfloat ((view.max_x - bounds.max_x) * scale, >=, 50.0 - 1e-6);
  g_assert_cmpfloat ((bounds.min_y - view.min_y) * scale, >=, 10.0 - 1e-6);
}

static void
test_frame_stays_in_the_world (void)
{
  const HopmapMapFrame frame = { 400.0, 900.0, 0.0, 0.0, 0.0, 0.0, 1e6 };
  const HopmapMapRect arctic = { 0.1, -0.1, 0.9, 0.1 };
  const HopmapMapRect nothing = HOPMAP_MAP_RECT_EMPTY;
  const HopmapMapRect point = { 0.5, 0.001, 0.5, 0.001 };
  const HopmapMapRect *all[] = { &arctic, &nothing, &point };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const HopmapMapRect view = hopmap_map_frame_view (&frame, all[i]);

      g_assert_cmpfloat (view.min_y, >=, -1e-9);
      g_assert_cmpfloat (view.max_y, <=, 1.0 + 1e-9);
      g_assert_cmpfloat (view.max_x, >, view.min_x);
    }
}

static void
test_frame_with_more_insets_than_room (void)
{
  const HopmapMapFrame frame = { 100.0, 100.0, 400.0, 400.0, 400.0, 400.0, 1e6 };
  const HopmapMapRect bounds = { 0.4, 0.4, 0.6, 0.6 };
  const HopmapMapRect view = hopmap_map_frame_view (&frame, &bounds);

  g_assert_cmpfloat (view.min_x, <, bounds.min_x);
  g_assert_cmpfloat (view.max_x, >, bounds.max_x);
}

/* A tall picture cannot show less than the world's height: then the insets give way, not the route. */
static void
test_frame_without_room_for_insets (void)
{
  const HopmapMapFrame frame = { 300.0, 420.0, 36.0, 30.0, 150.0, 30.0, 1e6 };
  const HopmapMapRect bounds = { 0.0, 0.3, 0.6, 0.6 };
  const HopmapMapRect view = hopmap_map_frame_view (&frame, &bounds);
  const double scale = 300.0 / (view.max_x - view.min_x);
  const double left = (bounds.min_x - view.min_x) * scale;
  const double right = (view.max_x - bounds.max_x) * scale;

  g_assert_cmpfloat_with_epsilon (scale, 420.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (left, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (right, 48.0, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mercator/known-points", test_known_points);
  g_test_add_func ("/mercator/there-and-back", test_there_and_back);
  g_test_add_func ("/mercator/poles-are-finite", test_poles_are_finite);
  g_test_add_func ("/mercator/unwrap", test_unwrap);
  g_test_add_func ("/frame/leaves-room", test_frame_leaves_room);
  g_test_add_func ("/frame/stays-in-the-world", test_frame_stays_in_the_world);
  g_test_add_func ("/frame/more-insets-than-room", test_frame_with_more_insets_than_room);
  g_test_add_func ("/frame/without-room-for-insets", test_frame_without_room_for_insets);
  return g_test_run ();
}

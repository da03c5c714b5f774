/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cases that a map has to show well, light and dark, against pictures that somebody looked at. The
 * tolerance lets libraries draw edges a little differently, and nothing else. With HOPMAP_WRITE_GOLDEN
 * set the pictures are written anew.
 */
#include "map-cases.h"

#include <cairo.h>
#include <hopmap-badge-painter.h>
#include <hopmap-basemap-painter.h>
#include <hopmap-map-frame.h>
#include <hopmap-route-painter.h>
#include <math.h>
#include <stdlib.h>

#define WIDTH  480
#define HEIGHT 300
#define INSET  40.0
/* Mean difference of all bytes; a line that is missing makes about 1. */
#define TOLERANCE 0.45

static cairo_surface_t *
paint (const char *name, HopmapPaletteStyle style)
{
  const HopmapPalette *palette = hopmap_palette_get (style);
  const HopmapMapFrame frame = { WIDTH, HEIGHT, INSET, INSET, INSET, INSET, 8192.0 };
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (NULL);
  g_autoptr (HopmapRoute) route = map_case_new (name, 0);
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);
  const HopmapMapRect view = hopmap_map_frame_view (&frame, &bounds);
  g_autofree HopmapBadgeBox *boxes = hopmap_badge_paint_layout (shape, &view, WIDTH, HEIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  hopmap_basemap_paint (world, cr, palette, &view, WIDTH, HEIGHT);
  for (guint i = map_case_n_routes (name) - 1; i > 0; i--)
    {
      g_autoptr (HopmapRoute) other = map_case_new (name, i);
      g_autoptr (HopmapRouteShape) beside = hopmap_route_shape_new (other);

      hopmap_route_paint_beside (beside, cr, palette, &view, WIDTH, HEIGHT, i - 1);
    }
  hopmap_route_paint_lines (shape, cr, palette, &view, WIDTH, HEIGHT, 0, G_MAXDOUBLE);
  hopmap_badge_paint (shape, boxes, cr, palette);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static double
difference (cairo_surface_t *a, cairo_surface_t *b)
{
  double sum = 0.0;

  for (int y = 0; y < HEIGHT; y++)
    {
      const guint8 *row_a = cairo_image_surface_get_data (a)
                            + (gsize) y * (gsize) cairo_image_surface_get_stride (a);
      const guint8 *row_b = cairo_image_surface_get_data (b)
                            + (gsize) y * (gsize) cairo_image_surface_get_stride (b);

      for (int x = 0; x < WIDTH; x++)
        for (int i = 0; i < 3; i++)
          sum += abs (row_a[x * 4 + i] - row_b[x * 4 + i]);
    }
  return sum / (3.0 * WIDTH * HEIGHT);
}

static void
compare (const char *name, HopmapPaletteStyle style)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, hopmap_palette_get (style)->name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "atlas", "golden", file, NULL);
  cairo_surface_t *painted = paint (name, style);
  cairo_surface_t *golden;
  double found;

  if (g_getenv ("HOPMAP_WRITE_GOLDEN") != NULL)
    g_assert_cmpint (cairo_surface_write_to_png (painted, path), ==, CAIRO_STATUS_SUCCESS);
  golden = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, HEIGHT);
  found = difference (painted, golden);
  g_test_message ("%s: %.3f", file, found);
  g_assert_cmpfloat (found, <, TOLERANCE);
  cairo_surface_destroy (golden);
  cairo_surface_destroy (painted);
}

static void
test_case (gconstpointer data)
{
  compare (data, HOPMAP_PALETTE_LIGHT);
  compare (data, HOPMAP_PALETTE_DARK);
}

/* The tolerance is small enough: another case's picture is far outside of it. */
static void
test_tolerance (void)
{
  cairo_surface_t *a = paint ("one-hop", HOPMAP_PALETTE_LIGHT);
  cairo_surface_t *b = paint ("one-city", HOPMAP_PALETTE_LIGHT);

  g_assert_cmpfloat (difference (a, b), >, 4.0 * TOLERANCE);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

/* Drawn sensibly or not at all, and without a warning, which would end the test. */
static void
test_odd_places (void)
{
  static const MadeUpHop odd[] = {
    { "Nowhere", "Nowhere", NAN, NAN, 1.0, 20.0 },
    { "North Pole", "Nowhere", 90.0, 0.0, 2.0, 20.0 },
    { "South Pole", "Nowhere", -90.0, 180.0, 3.0, NAN },
    { "Date line", "Nowhere", 0.0, 180.0, 4.0, 20.0 },
    { "Date line", "Nowhere", 0.0, -180.0, 5.0, 20.0 },
    { "Null Island", "Nowhere", 0.0, 0.0, 6.0, 1e9 },
    { "Beyond", "Nowhere", 91.0, 500.0, 7.0, 20.0 },
    { "Here", "Nowhere", 40.0, 20.0, 8.0, 20.0 },
    { "Its antipode", "Nowhere", -40.0, -160.0, 9.0, -5.0 },
    { "Infinity", "Nowhere", INFINITY, -INFINITY, 10.0, INFINITY },
  };
  const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  g_autoptr (HopmapRoute) route = made_up_route_new (odd, G_N_ELEMENTS (odd));
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);

  g_assert_null (hopmap_route_shape_find_stop (shape, 1));
  g_assert_null (hopmap_route_shape_find_stop (shape, 7));
  g_assert_null (hopmap_route_shape_find_stop (shape, 10));
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    {
      const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

      for (guint j = 0; j < leg->n_points; j++)
        g_assert_true (isfinite (leg->points[j].x) && isfinite (leg->points[j].y));
    }

  for (double width = 1.0; width > 1e-6; width /= 20.0)
    {
      const HopmapMapRect view = { 0.5 - width / 2.0, 0.5 - width / 2.0, 0.5 + width / 2.0,
                                   0.5 + width / 2.0 };
      g_autofree HopmapBadgeBox *boxes = hopmap_badge_paint_layout (shape, &view, WIDTH, HEIGHT);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);

      hopmap_route_paint_lines (shape, cr, palette, &view, WIDTH, HEIGHT, 4, 2.5);
      hopmap_route_paint_beside (shape, cr, palette, &view, WIDTH, HEIGHT, 1);
      hopmap_badge_paint (shape, boxes, cr, palette);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_thousand_alike (void)
{
  g_autofree MadeUpHop *hops = g_new0 (MadeUpHop, 255);
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (HopmapRouteShape) shape = NULL;

  for (guint i = 0; i < 255; i++)
    hops[i] = (MadeUpHop){ "Berlin", "Germany", 52.52, 13.40, 3.0, 20.0 };
  route = made_up_route_new (hops, 255);
  shape = hopmap_route_shape_new (route);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 1);
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 0);
  g_assert_cmpstr (hopmap_route_shape_get_stop (shape, 0)->label, ==, "1–255");
}

int
main (int argc, char **argv)
{
  const char *const *names = map_case_names ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/golden/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_case);
    }
  g_test_add_func ("/golden/tolerance", test_tolerance);
  g_test_add_func ("/golden/odd-places", test_odd_places);
  g_test_add_func ("/golden/thousand-alike", test_thousand_alike);
  return g_test_run ();
}

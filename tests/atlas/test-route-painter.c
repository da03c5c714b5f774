/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painted route: on every world in sight, only where it belongs, and calm about odd routes. */
#include "made-up-route.h"

#include <hopmap-badge-painter.h>
#include <hopmap-route-painter.h>
#include <math.h>

#define WIDTH  800
#define HEIGHT 400

static cairo_surface_t *
paint (HopmapRoute *route, const HopmapMapRect *view, gboolean badges)
{
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  hopmap_route_paint_lines (shape, cr, palette, view, WIDTH, HEIGHT, 0, G_MAXDOUBLE);
  if (badges)
    {
      g_autofree HopmapBadgeBox *boxes = hopmap_badge_paint_layout (shape, view, WIDTH, HEIGHT);

      hopmap_badge_paint (shape, boxes, cr, palette);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint
count_painted (cairo_surface_t *surface, int x0, int y0, int x1, int y1)
{
  guint n = 0;

  for (int y = y0; y < y1; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface)
                          + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

      for (int x = x0; x < x1; x++)
        n += row[x * 4 + 3] != 0;
    }
  return n;
}

static void
test_line_is_on_every_world (void)
{
  const MadeUpHop hops[] = {
    { "Lagos", "Nigeria", 6.5, 3.4, 1.0, 10.0 },
    { "Nairobi", "Kenya", -1.3, 36.8, 9.0, 10.0 },
  };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  const HopmapMapRect two_worlds = { -1.0, 0.0, 1.0, 1.0 };
  cairo_surface_t *surface = paint (route, &two_worlds, FALSE);
  const guint left = count_painted (surface, 0, 0, WIDTH / 2, HEIGHT);
  const guint right = count_painted (surface, WIDTH / 2, 0, WIDTH, HEIGHT);

  g_assert_cmpuint (left, >, 50);
  g_assert_cmpuint (ABS ((int) left - (int) right), <, 10);
  cairo_surface_destroy (surface);
}

/* Across 180° there is one curve over the Pacific, and nothing over Europe and Asia. */
static void
test_nothing_the_long_way (void)
{
  const MadeUpHop hops[] = {
    { "Sydney", "Australia", -33.87, 151.21, 1.0, 10.0 },
    { "Los Angeles", "United States", 34.05, -118.24, 150.0, 10.0 },
  };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  const HopmapMapRect world = { 0.0, 0.25, 1.0, 0.75 };
  cairo_surface_t *surface = paint (route, &world, FALSE);
  const int x_east = (int) (hopmap_mercator_x (140.0) * WIDTH);
  const int x_west = (int) (hopmap_mercator_x (-110.0) * WIDTH);

  g_assert_cmpuint (count_painted (surface, x_west, 0, x_east, HEIGHT), ==, 0);
  g_assert_cmpuint (count_painted (surface, 0, 0, x_west, HEIGHT), >, 50);
  g_assert_cmpuint (count_painted (surface, x_east, 0, WIDTH, HEIGHT), >, 20);
  cairo_surface_destroy (surface);
}

static void
test_everything_and_nothing (void)
{
  g_autoptr (HopmapRoute) full = made_up_route_to_auckland ();
  g_autoptr (HopmapRoute) empty = made_up_route_new (NULL, 0);
  const HopmapMapRect pacific = { -0.1, 0.2, 0.6, 0.6 };
  const HopmapMapRect close = { 0.5235, 0.3395, 0.5245, 0.3400 };
  cairo_surface_t *surface = paint (full, &pacific, TRUE);

  g_assert_cmpuint (count_painted (surface, 0, 0, WIDTH, HEIGHT), >, 1000);
  cairo_surface_destroy (surface);
  surface = paint (full, &close, TRUE);
  cairo_surface_destroy (surface);
  surface = paint (empty, &pacific, TRUE);
  g_assert_cmpuint (count_painted (surface, 0, 0, WIDTH, HEIGHT), ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route-painter/line-is-on-every-world", test_line_is_on_every_world);
  g_test_add_func ("/route-painter/nothing-the-long-way", test_nothing_the_long_way);
  g_test_add_func ("/route-painter/everything-and-nothing", test_everything_and_nothing);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where lines run and where they do not, in the worlds beside too. */
#include "made-up-route.h"

#include <hopmap-line-mask.h>

static void
test_lines (void)
{
  const MadeUpHop hops[] = {
    { "Quito", "Ecuador", 0.0, -78.0, 1.0, 10.0 },
    { "Nairobi", "Kenya", 0.0, 36.0, 90.0, 10.0 },
  };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapMapRect view = { 0.0, 0.0, 2.0, 1.0 };
  g_autoptr (HopmapLineMask) mask = hopmap_line_mask_new (&view, 2000.0, 1000.0, 100.0);

  g_assert_true (hopmap_line_mask_is_free (mask, 0.0, 0.0, 2000.0, 1000.0));
  hopmap_line_mask_add (mask, shape);
  /* Along the equator, in both worlds. */
  g_assert_false (hopmap_line_mask_is_free (mask, 400.0, 490.0, 40.0, 20.0));
  g_assert_false (hopmap_line_mask_is_free (mask, 1400.0, 490.0, 40.0, 20.0));
  g_assert_true (hopmap_line_mask_is_free (mask, 400.0, 400.0, 40.0, 20.0));
  g_assert_true (hopmap_line_mask_is_free (mask, 700.0, 490.0, 40.0, 20.0));
  /* Far outside is nothing, and no harm. */
  g_assert_true (hopmap_line_mask_is_free (mask, -9000.0, 490.0, 40.0, 20.0));
  g_assert_true (hopmap_line_mask_is_free (mask, 1e9, 1e9, 40.0, 20.0));
}

/* So far in that one piece of a line is longer than any picture. */
static void
test_far_in (void)
{
  const MadeUpHop hops[] = {
    { "Quito", "Ecuador", 0.0, -78.0, 1.0, 10.0 },
    { "Nairobi", "Kenya", 0.0, 36.0, 90.0, 10.0 },
  };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapMapRect view = { 0.5, 0.5 - 1e-7, 0.5 + 2e-7, 0.5 + 1e-7 };
  g_autoptr (HopmapLineMask) mask = hopmap_line_mask_new (&view, 1000.0, 1000.0, 100.0);

  hopmap_line_mask_add (mask, shape);
  g_assert_false (hopmap_line_mask_is_free (mask, 300.0, 480.0, 10.0, 40.0));
  g_assert_true (hopmap_line_mask_is_free (mask, 300.0, 100.0, 10.0, 40.0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-mask/lines", test_lines);
  g_test_add_func ("/line-mask/far-in", test_far_in);
  return g_test_run ();
}

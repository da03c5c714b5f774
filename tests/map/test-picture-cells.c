/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces of a picture together are the picture, and what is empty has none. */
#include <hopmap-picture-cells.h>
#include <string.h>

#define WIDTH  401
#define HEIGHT 300

static cairo_surface_t *
image_new (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

static void
test_nothing (void)
{
  cairo_surface_t *picture = image_new ();
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0.0f, 0.0f, WIDTH, HEIGHT);

  g_assert_null (hopmap_picture_cells_new (picture, &bounds, 1));
  cairo_surface_destroy (picture);
}

static void
test_a_line (void)
{
  cairo_surface_t *picture = image_new ();
  cairo_surface_t *again = image_new ();
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0.0f, 0.0f, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (picture);
  g_autoptr (GskRenderNode) node = NULL;

  cairo_move_to (cr, 3.0, 3.0);
  cairo_line_to (cr, WIDTH - 3.0, HEIGHT - 3.0);
  cairo_set_source_rgba (cr, 1.0, 0.0, 0.5, 0.7);
  cairo_stroke (cr);
  cairo_destroy (cr);

  node = hopmap_picture_cells_new (picture, &bounds, 1);
  g_assert_nonnull (node);
  /* Fewer than all of the twelve. */
  g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CONTAINER_NODE);
  g_assert_cmpuint (gsk_container_node_get_n_children (node), <, 9);

  cr = cairo_create (again);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (again);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (picture),
                           cairo_image_surface_get_data (again),
                           (gsize) cairo_image_surface_get_stride (picture) * HEIGHT),
                   ==, 0);
  cairo_surface_destroy (picture);
  cairo_surface_destroy (again);
}

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP nodes need a display, and there is none\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-cells/nothing", test_nothing);
  g_test_add_func ("/picture-cells/a-line", test_a_line);
  return g_test_run ();
}

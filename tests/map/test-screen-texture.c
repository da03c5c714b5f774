/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Textures that cairo draws without a copy: the same picture, for either kind of renderer. */
#include <gsk/gsk.h>
#include <hopmap-screen-texture.h>

#define SIDE 8

static GdkTexture *
half_red_new (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1.0, 0.0, 0.0);
  cairo_rectangle (cr, 0.0, 0.0, SIDE / 2.0, SIDE);
  cairo_fill (cr);
  cairo_destroy (cr);
  return hopmap_screen_texture_new (surface);
}

static guint32
pixel (const guint8 *pixels, int x, int y)
{
  guint32 value;

  memcpy (&value, pixels + ((gsize) y * 16 + (gsize) x) * 4, 4);
  return value;
}

static GskRenderNode *
append (GdkTexture *texture, float side)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  hopmap_screen_texture_append (snapshot, texture, &GRAPHENE_RECT_INIT (0.0f, 0.0f, side, side));
  return gtk_snapshot_free_to_node (snapshot);
}

static void
check_drawn (GskRenderNode *node, int side)
{
  guint8 pixels[16 * 16 * 4] = { 0 };
  cairo_surface_t *surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, 16,
                                                                  16, 16 * 4);
  cairo_t *cr = cairo_create (surface);

  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_cmphex (pixel (pixels, 1, 1), ==, 0xffff0000);
  g_assert_cmphex (pixel (pixels, side / 2 - 2, side - 2), ==, 0xffff0000);
  g_assert_cmphex (pixel (pixels, side / 2 + 1, 1), ==, 0);
  if (side < 16)
    g_assert_cmphex (pixel (pixels, 1, side), ==, 0);
}

static void
test_keeps_pixels (void)
{
  g_autoptr (GdkTexture) texture = half_red_new ();
  guint32 pixels[SIDE * SIDE];

  gdk_texture_download (texture, (guchar *) pixels, SIDE * 4);
  g_assert_cmphex (pixels[0], ==, 0xffff0000);
  g_assert_cmphex (pixels[SIDE - 1], ==, 0);
}

static void
test_same_for_both_renderers (void)
{
  g_autoptr (GdkTexture) texture = half_red_new ();
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GskRenderNode) plain = append (texture, SIDE);
  g_autoptr (GskRenderNode) same = NULL;
  g_autoptr (GskRenderNode) larger = NULL;

  g_assert_cmpint (gsk_render_node_get_node_type (plain), ==, GSK_TEXTURE_NODE);
  check_drawn (plain, SIDE);

  gtk_widget_realize (window);
  hopmap_screen_texture_fit_renderer (window);
  g_assert_true (hopmap_screen_texture_is_for_cairo ());
  same = append (texture, SIDE);
  larger = append (texture, 2.0f * SIDE);
  g_assert_cmpint (gsk_render_node_get_node_type (same), ==, GSK_CAIRO_NODE);
  check_drawn (same, SIDE);
  check_drawn (larger, 2 * SIDE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screen-texture/keeps-pixels", test_keeps_pixels);
  g_test_add_func ("/screen-texture/same-for-both-renderers", test_same_for_both_renderers);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stranger sends as a tile: good ones, bombs, pieces, noise. */
#include <hopmap-tile-image.h>
#include <string.h>

static GBytes *
png_new (int width, int height)
{
  const gsize stride = (gsize) width * 4;
  guint8 *pixels = g_malloc (stride * (gsize) height);
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  memset (pixels, 200, stride * (gsize) height);
  data = g_bytes_new_take (pixels, stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, data, stride);
  return gdk_texture_save_to_png_bytes (texture);
}

static guint
brightness (GdkTexture *texture)
{
  const gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  g_autofree guint8 *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));

  gdk_texture_download (texture, pixels, stride);
  return pixels[1];
}

static void
test_good (void)
{
  g_autoptr (GBytes) png = png_new (256, 256);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) bright = hopmap_tile_image_decode (png, HOPMAP_TILE_BRIGHT, &error);
  g_autoptr (GdkTexture) dimmed = hopmap_tile_image_decode (png, HOPMAP_TILE_DIMMED, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (bright), ==, 257);
  g_assert_cmpint (gdk_texture_get_height (bright), ==, 257);
  g_assert_cmpuint (brightness (dimmed), <, brightness (bright) * 3 / 4);
  g_assert_cmpuint (brightness (dimmed), >, 20);
}

/* 30,000 by 30,000 pixels in a few bytes: never unpacked. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) small = png_new (8, 8);
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (small, &size), g_bytes_get_size (small));
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 side[] = { 0x00, 0x00, 0x75, 0x30 };

  memcpy (data + 16, side, 4);
  memcpy (data + 20, side, 4);
  bomb = g_bytes_new (data, g_bytes_get_size (small));
  g_assert_null (hopmap_tile_image_decode (bomb, HOPMAP_TILE_BRIGHT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_pieces (void)
{
  g_autoptr (GBytes) whole = png_new (64, 64);

  for (gsize length = 0; length < g_bytes_get_size (whole); length += 7)
    {
      g_autoptr (GBytes) piece = g_bytes_new_from_bytes (whole, 0, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = hopmap_tile_image_decode (piece, HOPMAP_TILE_BRIGHT, &error);

      /* A file whose very end is missing may still be shown. */
      g_assert_true ((texture == NULL) == (error != NULL));
    }
}

static void
test_noise (void)
{
  static const char *const texts[] = { "", "<html>no</html>", "\xff\xd8\xff",
                                       "\xff\xd8\xff\xff\xff" };
  guint width, height;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_false (hopmap_tile_image_get_size (bytes, &width, &height));
    }
  for (guint round = 0; round < 2000; round++)
    {
      guint8 data[64];
      g_autoptr (GBytes) bytes = NULL;

      for (guint i = 0; i < sizeof data; i++)
        data[i] = (guint8) g_test_rand_int_range (0, 256);
      data[0] = 0xff;
      data[1] = 0xd8;
      data[2] = 0xff;
      bytes = g_bytes_new_static (data, sizeof data);
      if (hopmap_tile_image_get_size (bytes, &width, &height))
        g_assert_cmpuint (width * height, <=, HOPMAP_TILE_MAX_SIDE * HOPMAP_TILE_MAX_SIDE);
    }
}

static void
test_jpeg_size (void)
{
  static const guint8 head[] = { 0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00, 0xff,
                                 0xc0, 0x00, 0x11, 0x08, 0x01, 0x00, 0x02, 0x00, 0x03 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (head, sizeof head);
  guint width, height;

  g_assert_true (hopmap_tile_image_get_size (bytes, &width, &height));
  g_assert_cmpuint (width, ==, 512);
  g_assert_cmpuint (height, ==, 256);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-image/good", test_good);
  g_test_add_func ("/tile-image/bomb", test_bomb);
  g_test_add_func ("/tile-image/pieces", test_pieces);
  g_test_add_func ("/tile-image/noise", test_noise);
  g_test_add_func ("/tile-image/jpeg-size", test_jpeg_size);
  return g_test_run ();
}

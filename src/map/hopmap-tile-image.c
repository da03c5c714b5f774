/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The size is read from the head of the file before any library unpacks it: a few bytes of PNG can
 * claim gigabytes of pixels.
 */
#include "hopmap-tile-image.h"

#include "hopmap-screen-texture.h"
#include "hopmap-tile-paintable.h"

#include <string.h>

/* Part of the light that a dimmed tile keeps, in 256ths. */
#define DIMMED_LIGHT 140

static guint32
read_32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static guint
read_16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static gboolean
png_size (const guint8 *data, gsize size, guint *width, guint *height)
{
  static const guint8 magic[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  if (size < 33 || memcmp (data, magic, sizeof magic) != 0 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = read_32 (data + 16);
  *height = read_32 (data + 20);
  return TRUE;
}

/* Start-of-frame markers, without those of tables (C4, C8, CC). */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
jpeg_size (const guint8 *data, gsize size, guint *width, guint *height)
{
  if (size < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;

  for (gsize at = 2; at + 9 <= size && data[at] == 0xff;)
    {
      const guint8 marker = data[at + 1];

      if (is_frame (marker))
        {
          *height = read_16 (data + at + 5);
          *width = read_16 (data + at + 7);
          return TRUE;
        }
      if (marker == 0xff)
        at++;
      else
        at += 2 + MAX (read_16 (data + at + 2), 2u);
    }
  return FALSE;
}

/**
 * hopmap_tile_image_get_size:
 * @bytes: any bytes
 * @width: (out): pixels, as the file claims
 * @height: (out): likewise
 *
 * Returns: whether it is a PNG or a JPEG file that a tile may be
 */
gboolean
hopmap_tile_image_get_size (GBytes *bytes, guint *width, guint *height)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size == 0 || size > HOPMAP_TILE_MAX_BYTES)
    return FALSE;
  if (!png_size (data, size, width, height) && !jpeg_size (data, size, width, height))
    return FALSE;
  return *width > 0 && *width <= HOPMAP_TILE_MAX_SIDE && *height > 0
         && *height <= HOPMAP_TILE_MAX_SIDE;
}

static void
dim (guint8 *pixels, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    /* Every fourth byte is alpha (premultiplied, so that the others may go down alone). */
    if (i % 4 != (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0))
      pixels[i] = (guint8) (pixels[i] * DIMMED_LIGHT / 256);
}

/* The last row and column once more, so that tiles overlap and no seam is between them. */
static void
grow (guint8 *pixels, gsize stride, int width, int height)
{
  for (int y = 0; y < height; y++)
    memcpy (pixels + (gsize) y * stride + (gsize) width * 4,
            pixels + (gsize) y * stride + (gsize) (width - 1) * 4, 4);
  memcpy (pixels + (gsize) height * stride, pixels + (gsize) (height - 1) * stride, stride);
}

/**
 * hopmap_tile_image_decode:
 * @bytes: what a server sent
 * @shade: how bright it should be
 * @error: return location, %G_IO_ERROR
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the tile with %HOPMAP_TILE_OVERLAP more pixels at its right and lower
 *   edge, or %NULL with @error
 */
GdkTexture *
hopmap_tile_image_decode (GBytes *bytes, HopmapTileShade shade, GError **error)
{
  g_autoptr (GdkTexture) plain = NULL;
  cairo_surface_t *grown;
  guint claimed_width, claimed_height;
  gsize stride, size;
  int width, height;
  guint8 *pixels;

  if (!hopmap_tile_image_get_size (bytes, &claimed_width, &claimed_height))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not a tile");
      return NULL;
    }
  plain = gdk_texture_new_from_bytes (bytes, error);
  if (plain == NULL)
    return NULL;

  G_STATIC_ASSERT (HOPMAP_TILE_OVERLAP == 1);
  width = gdk_texture_get_width (plain);
  height = gdk_texture_get_height (plain);
  if (width != (int) claimed_width || height != (int) claimed_height)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Two sizes in one file");
      return NULL;
    }
  grown = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width + 1, height + 1);
  stride = (gsize) cairo_image_surface_get_stride (grown);
  size = stride * (gsize) (height + 1);
  pixels = cairo_image_surface_get_data (grown);
  gdk_texture_download (plain, pixels, stride);
  if (shade == HOPMAP_TILE_DIMMED)
    dim (pixels, size);
  grow (pixels, stride, width, height);
  cairo_surface_mark_dirty (grown);
  return hopmap_screen_texture_new (grown);
}

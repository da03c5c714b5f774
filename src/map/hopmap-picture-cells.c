/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTK draws a cairo node by way of an image as large as what is in sight of it, which is made anew for
 * each frame: a picture as large as the window costs as much as the window. Pieces without a line cost
 * nothing, and those with one fit into the processor's cache.
 */
#include "hopmap-picture-cells.h"

#include "hopmap-screen-texture.h"

/* Side of a cell in pixels of the widget. */
#define CELL_PX 128

static gboolean
is_empty (cairo_surface_t *surface, int x, int y, int width, int height)
{
  const gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const guint8 *pixels = cairo_image_surface_get_data (surface);

  for (int row = y; row < y + height; row++)
    {
      const guint32 *line = (const guint32 *) (gconstpointer) (pixels + (gsize) row * stride) + x;

      for (int column = 0; column < width; column++)
        if (line[column] != 0)
          return FALSE;
    }
  return TRUE;
}

static GdkTexture *
cut (cairo_surface_t *surface, int x, int y, int width, int height)
{
  cairo_surface_t *cell = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (cell);

  cairo_set_source_surface (cr, surface, -x, -y);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  return hopmap_screen_texture_new (cell);
}

/**
 * hopmap_picture_cells_new:
 * @surface: an ARGB32 image without a scale of its own, painted
 * @bounds: where it belongs; whole numbers, and the size of @surface divided by @density
 * @density: pixels of @surface in one of @bounds
 *
 * Returns: (transfer full) (nullable): its pieces at their places, or %NULL where it is empty. The
 *   surface is not needed any more
 */
GskRenderNode *
hopmap_picture_cells_new (cairo_surface_t *surface, const graphene_rect_t *bounds, int density)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  const int side = CELL_PX * density;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y += side)
    for (int x = 0; x < width; x += side)
      {
        const int cell_width = MIN (side, width - x);
        const int cell_height = MIN (side, height - y);
        g_autoptr (GdkTexture) texture = NULL;

        if (is_empty (surface, x, y, cell_width, cell_height))
          continue;
        texture = cut (surface, x, y, cell_width, cell_height);
        hopmap_screen_texture_append (snapshot, texture,
                                      &GRAPHENE_RECT_INIT (bounds->origin.x + (float) (x / density),
                                                           bounds->origin.y + (float) (y / density),
                                                           (float) cell_width / (float) density,
                                                           (float) cell_height / (float) density));
      }
  return gtk_snapshot_free_to_node (snapshot);
}

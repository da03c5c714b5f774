/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tiles in sight: whether all are painted, as sharp as they are shown, and not more of the others
 * than it takes to turn back to where the person just was.
 */
#include "hopmap-basemap-source-private.h"

#include "hopmap-projection.h"
#include "hopmap-spare-memory.h"
#include "hopmap-tile-grid.h"

#include <math.h>

/* A tile that is held already and gets a texture that fits the present zoom, or one again. */
typedef struct
{
  HopmapBasemapSource *source;
  gint64 key;
  HopmapTilePaintable *paintable;
} Sharpening;

static void
sharpened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sharpening *sharpening = user_data;
  g_autoptr (HopmapBasemapSource) self = g_object_ref (sharpening->source);
  g_autoptr (GdkTexture) texture = hopmap_tile_paint_finish (result, NULL);

  if (texture != NULL)
    hopmap_tile_paintable_set_texture (sharpening->paintable, texture);
  g_hash_table_remove (self->sharpenings, &sharpening->key);
  hopmap_basemap_source_notify_pending (self);
}

static void
sharpening_free (gpointer data)
{
  Sharpening *sharpening = data;

  g_object_unref (sharpening->paintable);
  g_object_unref (sharpening->source);
  g_free (sharpening);
}

/*
 * hopmap_basemap_sight_new_table:
 *
 * Returns: (transfer full): an empty table of tiles that are painted anew
 */
GHashTable *
hopmap_basemap_sight_new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, sharpening_free);
}

static gint64
grid_key (const HopmapTileGrid *grid, int x, int y)
{
  return hopmap_tile_shelf_key (grid->zoom, hopmap_tile_grid_column (grid, x), (guint) y);
}

static gboolean
sharpen_tile (HopmapBasemapSource *self, const HopmapTileGrid *grid, int x, int y, int size_px)
{
  const gint64 key = grid_key (grid, x, y);
  const HopmapTileBrief brief = hopmap_basemap_source_brief (
      self, grid->zoom, hopmap_tile_grid_column (grid, x), (guint) y, size_px);
  HopmapTilePaintable *paintable = hopmap_tile_shelf_find (self->shelf, key);
  Sharpening *sharpening;

  if (paintable == NULL || hopmap_tile_paintable_get_size (paintable) == size_px
      || g_hash_table_contains (self->sharpenings, &key))
    return FALSE;

  sharpening = g_new0 (Sharpening, 1);
  sharpening->source = g_object_ref (self);
  sharpening->key = key;
  sharpening->paintable = g_object_ref (paintable);
  g_hash_table_replace (self->sharpenings, &sharpening->key, sharpening);
  hopmap_tile_paint_async (&brief, NULL, sharpened_cb, sharpening);
  return TRUE;
}

static gboolean
is_painted (HopmapTilePaintable *paintable)
{
  return paintable != NULL && hopmap_tile_paintable_get_size (paintable) > 0;
}

/**
 * hopmap_basemap_source_covers:
 * @self: a source
 * @view: what is in sight; x may leave 0 to 1
 * @zoom: zoom level, whole or not
 *
 * Returns: whether every tile in sight is painted and still held by somebody
 */
gboolean
hopmap_basemap_source_covers (HopmapBasemapSource *self, const HopmapMapRect *view, double zoom)
{
  HopmapTileGrid grid;

  g_return_val_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self), FALSE);

  grid = hopmap_tile_grid_new (view, zoom, HOPMAP_BASEMAP_MAX_ZOOM);
  for (int x = grid.first_x; x < grid.end_x; x++)
    for (int y = grid.first_y; y < grid.end_y; y++)
      if (!is_painted (hopmap_tile_shelf_find (self->shelf, grid_key (&grid, x, y))))
        return FALSE;
  return TRUE;
}

/**
 * hopmap_basemap_source_refill:
 * @self: a source
 * @view: what is in sight; x may leave 0 to 1
 * @zoom: zoom level, whole or not
 *
 * The layer takes a tile that it still holds as it is, and does not ask for it again: what has been
 * emptied by hopmap_basemap_source_rest() and comes into sight is painted again by this.
 */
void
hopmap_basemap_source_refill (HopmapBasemapSource *self, const HopmapMapRect *view, double zoom)
{
  const HopmapTileGrid grid = hopmap_tile_grid_new (view, zoom, HOPMAP_BASEMAP_MAX_ZOOM);
  gboolean any = FALSE;

  g_return_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self));

  for (int x = grid.first_x; x < grid.end_x; x++)
    for (int y = grid.first_y; y < grid.end_y; y++)
      if (!is_painted (hopmap_tile_shelf_find (self->shelf, grid_key (&grid, x, y))))
        any |= sharpen_tile (self, &grid, x, y, (int) lround (HOPMAP_TILE_SIZE * self->density));
  if (any)
    hopmap_basemap_source_notify_pending (self);
}

/**
 * hopmap_basemap_source_sharpen:
 * @self: a source
 * @view: what is in sight; x may leave 0 to 1
 * @zoom: zoom level, whole or not
 *
 * Between whole zoom levels tiles are shown larger than they were painted. This paints those in
 * sight anew with as many pixels as they have on the screen. To be called when the map has come to
 * rest; property "pending" tells when it is done.
 *
 * Returns: whether there was anything to do
 */
gboolean
hopmap_basemap_source_sharpen (HopmapBasemapSource *self, const HopmapMapRect *view, double zoom)
{
  const HopmapTileGrid grid = hopmap_tile_grid_new (view, zoom, HOPMAP_BASEMAP_MAX_ZOOM);
  const int size_px = (int) lround (HOPMAP_TILE_SIZE * exp2 (zoom - grid.zoom) * self->density);
  gboolean any = FALSE;

  g_return_val_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self), FALSE);

  for (int x = grid.first_x; x < grid.end_x; x++)
    for (int y = grid.first_y; y < grid.end_y; y++)
      any |= sharpen_tile (self, &grid, x, y, size_px);
  if (any)
    hopmap_basemap_source_notify_pending (self);
  return any;
}

/**
 * hopmap_basemap_source_rest:
 * @self: a source
 * @view: what is in sight; x may leave 0 to 1
 * @zoom: zoom level, whole or not
 *
 * To be called when the map has come to rest and nothing is left to paint. libshumate keeps the last
 * hundred tiles of a layer, which are 26 MB, and a glide to a route leaves it many that nobody looked
 * at. Of those out of sight this empties all but as many as are in sight; see
 * hopmap_tile_shelf_thin() for which ones stay.
 */
void
hopmap_basemap_source_rest (HopmapBasemapSource *self, const HopmapMapRect *view, double zoom)
{
  const HopmapTileGrid grid = hopmap_tile_grid_new (view, zoom, HOPMAP_BASEMAP_MAX_ZOOM);
  guint n_in_sight = 0;

  g_return_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self));

  hopmap_tile_shelf_begin_look (self->shelf);
  for (int x = grid.first_x; x < grid.end_x; x++)
    for (int y = grid.first_y; y < grid.end_y; y++)
      if (hopmap_tile_shelf_look (self->shelf, grid_key (&grid, x, y)))
        n_in_sight++;
  if (hopmap_tile_shelf_thin (self->shelf, grid.zoom, n_in_sight))
    hopmap_spare_memory_return_soon ();
}

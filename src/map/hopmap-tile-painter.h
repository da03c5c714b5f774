/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints one tile of the bundled world into a texture, on a worker thread. Keeps nothing.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-basemap.h>
#include <hopmap-palette.h>

G_BEGIN_DECLS

/**
 * HopmapTileBrief:
 * @world: the world
 * @palette: its colours
 * @zoom: whole zoom level
 * @column: tile column, 0 to 2^@zoom - 1
 * @row: tile row, likewise
 * @size_px: side of the tile in texture pixels, without the overlap
 * @density: texture pixels per logical pixel that lines are drawn for
 */
typedef struct
{
  HopmapBasemap *world;
  const HopmapPalette *palette;
  guint zoom;
  guint column;
  guint row;
  int size_px;
  double density;
} HopmapTileBrief;

GdkTexture *hopmap_tile_paint (const HopmapTileBrief *brief);
void hopmap_tile_paint_async (const HopmapTileBrief *brief,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GdkTexture *hopmap_tile_paint_finish (GAsyncResult *result, GError **error);

G_END_DECLS

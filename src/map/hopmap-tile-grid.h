/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which tiles a view shows. A plain value, for loops over it.
 */
#pragma once

#include <hopmap-mercator.h>

G_BEGIN_DECLS

/**
 * HopmapTileGrid:
 * @zoom: whole zoom level
 * @n_tiles: tiles per side of the world there
 * @first_x: first column in sight; columns count on through the worlds, below 0 and above @n_tiles
 * @end_x: the column after the last
 * @first_y: first row in sight
 * @end_y: the row after the last
 */
typedef struct
{
  guint zoom;
  int n_tiles;
  int first_x;
  int end_x;
  int first_y;
  int end_y;
} HopmapTileGrid;

HopmapTileGrid hopmap_tile_grid_new (const HopmapMapRect *view, double zoom, guint max_zoom);
guint hopmap_tile_grid_column (const HopmapTileGrid *self, int x);

G_END_DECLS

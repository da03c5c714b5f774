/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows end at the poles, columns do not end.
 */
#include "hopmap-tile-grid.h"

#include <math.h>

/**
 * hopmap_tile_grid_new:
 * @view: what is in sight; x may leave 0 to 1
 * @zoom: zoom level, whole or not
 * @max_zoom: the closest level that there are tiles of
 *
 * Returns: the tiles of the whole level below @zoom that show @view
 */
HopmapTileGrid
hopmap_tile_grid_new (const HopmapMapRect *view, double zoom, guint max_zoom)
{
  const guint level = (guint) CLAMP (floor (zoom), 0.0, max_zoom);
  const int n = 1 << level;

  return (HopmapTileGrid){ .zoom = level,
                           .n_tiles = n,
                           .first_x = (int) floor (view->min_x * n),
                           .end_x = (int) ceil (view->max_x * n),
                           .first_y = MAX ((int) floor (view->min_y * n), 0),
                           .end_y = MIN ((int) ceil (view->max_y * n), n) };
}

/**
 * hopmap_tile_grid_column:
 * @self: a grid
 * @x: a column, of any world
 *
 * Returns: the column of the tile that is shown there
 */
guint
hopmap_tile_grid_column (const HopmapTileGrid *self, int x)
{
  return (guint) ((x % self->n_tiles + self->n_tiles) % self->n_tiles);
}

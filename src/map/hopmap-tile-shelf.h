/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Knows the pictures of tiles that somebody still holds, by zoom, column and row, and which of them a
 * person has looked at. It keeps none of them alive. For one thread.
 */
#pragma once

#include "hopmap-tile-paintable.h"

G_BEGIN_DECLS

typedef struct _HopmapTileShelf HopmapTileShelf;

HopmapTileShelf *hopmap_tile_shelf_new (void);
void hopmap_tile_shelf_unref (HopmapTileShelf *self);

gint64 hopmap_tile_shelf_key (guint zoom, guint column, guint row);
void hopmap_tile_shelf_put (HopmapTileShelf *self, gint64 key, HopmapTilePaintable *paintable);
HopmapTilePaintable *hopmap_tile_shelf_find (HopmapTileShelf *self, gint64 key);

void hopmap_tile_shelf_begin_look (HopmapTileShelf *self);
gboolean hopmap_tile_shelf_look (HopmapTileShelf *self, gint64 key);
gboolean hopmap_tile_shelf_thin (HopmapTileShelf *self, guint zoom, guint n_spare);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTileShelf, hopmap_tile_shelf_unref)

G_END_DECLS

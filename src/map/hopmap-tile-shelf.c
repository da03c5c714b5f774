/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of unowned pictures; each holds the shelf until it is gone and has left it.
 */
#include "hopmap-tile-shelf.h"

struct _HopmapTileShelf
{
  grefcount refs;
  GHashTable *paintables; /* gint64 key → HopmapTilePaintable, unowned */
};

typedef struct
{
  HopmapTileShelf *shelf;
  gint64 key;
} Place;

static void
paintable_gone_cb (gpointer data, GObject *where)
{
  Place *place = data;

  /* A newer picture of the same tile may have its place by now. */
  if ((gpointer) where == g_hash_table_lookup (place->shelf->paintables, &place->key))
    g_hash_table_remove (place->shelf->paintables, &place->key);
  hopmap_tile_shelf_unref (place->shelf);
  g_free (place);
}

/**
 * hopmap_tile_shelf_new:
 *
 * Returns: (transfer full): an empty shelf
 */
HopmapTileShelf *
hopmap_tile_shelf_new (void)
{
  HopmapTileShelf *self = g_new0 (HopmapTileShelf, 1);

  g_ref_count_init (&self->refs);
  self->paintables = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * hopmap_tile_shelf_unref:
 * @self: (transfer full): a shelf
 */
void
hopmap_tile_shelf_unref (HopmapTileShelf *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  g_hash_table_unref (self->paintables);
  g_free (self);
}

/**
 * hopmap_tile_shelf_key:
 * @zoom: whole zoom level
 * @column: tile column
 * @row: tile row
 *
 * Returns: the key of that tile
 */
gint64
hopmap_tile_shelf_key (guint zoom, guint column, guint row)
{
  return ((gint64) zoom << 56) | ((gint64) column << 28) | row;
}

/**
 * hopmap_tile_shelf_put:
 * @self: a shelf
 * @key: which tile
 * @paintable: its picture from now on; not kept alive
 */
void
hopmap_tile_shelf_put (HopmapTileShelf *self, gint64 key, HopmapTilePaintable *paintable)
{
  Place *place = g_new0 (Place, 1);

  g_ref_count_inc (&self->refs);
  place->shelf = self;
  place->key = key;
  g_hash_table_replace (self->paintables, g_memdup2 (&key, sizeof key), paintable);
  g_object_weak_ref (G_OBJECT (paintable), paintable_gone_cb, place);
}

/**
 * hopmap_tile_shelf_find:
 * @self: a shelf
 * @key: which tile
 *
 * Returns: (transfer none) (nullable): its picture, if somebody still holds it
 */
HopmapTilePaintable *
hopmap_tile_shelf_find (HopmapTileShelf *self, gint64 key)
{
  return g_hash_table_lookup (self->paintables, &key);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of unowned pictures; each holds the shelf until it is gone and has left it. Looks are
 * counted: what was seen last is what a person may turn back to.
 */
#include "hopmap-tile-shelf.h"

#define ZOOM_SHIFT 56

struct _HopmapTileShelf
{
  grefcount refs;
  GHashTable *places; /* gint64 key → Place, which its picture owns */
  guint look;         /* the present one; the first is 1 */
};

typedef struct
{
  HopmapTileShelf *shelf;
  gint64 key;
  HopmapTilePaintable *paintable; /* unowned */
  guint seen;                     /* by which look last; 0 if by none */
} Place;

static void
paintable_gone_cb (gpointer data, GObject *where)
{
  Place *place = data;

  /* A newer picture of the same tile may have its place by now. */
  if (g_hash_table_lookup (place->shelf->places, &place->key) == place)
    g_hash_table_remove (place->shelf->places, &place->key);
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
  self->places = g_hash_table_new (g_int64_hash, g_int64_equal);
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

  g_hash_table_unref (self->places);
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
  return ((gint64) zoom << ZOOM_SHIFT) | ((gint64) column << 28) | row;
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
  place->paintable = paintable;
  g_hash_table_replace (self->places, &place->key, place);
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
  const Place *place = g_hash_table_lookup (self->places, &key);

  return place != NULL ? place->paintable : NULL;
}

/**
 * hopmap_tile_shelf_begin_look:
 * @self: a shelf
 *
 * What hopmap_tile_shelf_look() is told from now on is in sight, and nothing else is.
 */
void
hopmap_tile_shelf_begin_look (HopmapTileShelf *self)
{
  self->look++;
}

/**
 * hopmap_tile_shelf_look:
 * @self: a shelf
 * @key: which tile is in sight
 *
 * Returns: whether there is a picture of it that was not looked at yet this time
 */
gboolean
hopmap_tile_shelf_look (HopmapTileShelf *self, gint64 key)
{
  Place *place = g_hash_table_lookup (self->places, &key);

  if (place == NULL || place->seen == self->look)
    return FALSE;
  place->seen = self->look;
  return TRUE;
}

/* Those that were seen last come first; among equals any order will do. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = *(const Place *const *) a;
  const Place *other = *(const Place *const *) b;

  return one->seen < other->seen ? 1 : one->seen > other->seen ? -1 : 0;
}

/* Of tiles that a gliding map only passed, those of another level are not worth keeping: no way leads
 * back through the same fractions of a zoom. */
static gboolean
may_be_seen_again (const Place *place, guint zoom)
{
  return place->seen > 0 || place->key >> ZOOM_SHIFT == zoom;
}

/**
 * hopmap_tile_shelf_thin:
 * @self: a shelf
 * @zoom: the zoom level that is in sight
 * @n_spare: how many tiles out of sight may keep their texture
 *
 * Empties the others, and keeps those that were in sight last.
 *
 * Returns: whether anything was emptied
 */
gboolean
hopmap_tile_shelf_thin (HopmapTileShelf *self, guint zoom, guint n_spare)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GHashTableIter iter;
  Place *place;
  guint n_kept = 0;
  gboolean any = FALSE;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &place))
    if (place->seen != self->look && hopmap_tile_paintable_get_size (place->paintable) > 0)
      g_ptr_array_add (others, place);
  g_ptr_array_sort (others, compare_places);

  for (guint i = 0; i < others->len; i++)
    {
      place = g_ptr_array_index (others, i);
      if (n_kept < n_spare && may_be_seen_again (place, zoom))
        {
          n_kept++;
          continue;
        }
      hopmap_tile_paintable_set_texture (place->paintable, NULL);
      any = TRUE;
    }
  return any;
}

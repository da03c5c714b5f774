/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws its texture a little larger than it is asked to. What reaches into a neighbour shows the
 * same world, so it does not matter which of the two is drawn last.
 */
#include "hopmap-tile-paintable.h"

#include "hopmap-screen-texture.h"

struct _HopmapTilePaintable
{
  GObject parent_instance;

  GdkTexture *texture; /* NULL while it is empty */
};

static void
hopmap_tile_paintable_snapshot (GdkPaintable *paintable,
                                GdkSnapshot *snapshot,
                                double width,
                                double height)
{
  HopmapTilePaintable *self = HOPMAP_TILE_PAINTABLE (paintable);
  double grown;

  if (self->texture == NULL)
    return;
  grown = 1.0 + (double) HOPMAP_TILE_OVERLAP / hopmap_tile_paintable_get_size (self);
  hopmap_screen_texture_append (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) (width * grown), (float) (height * grown)));
}

static GdkPaintableFlags
hopmap_tile_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE;
}

static void
hopmap_tile_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = hopmap_tile_paintable_snapshot;
  iface->get_flags = hopmap_tile_paintable_get_flags;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapTilePaintable,
                               hopmap_tile_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      hopmap_tile_paintable_iface_init))

static void
hopmap_tile_paintable_dispose (GObject *object)
{
  g_clear_object (&HOPMAP_TILE_PAINTABLE (object)->texture);

  G_OBJECT_CLASS (hopmap_tile_paintable_parent_class)->dispose (object);
}

static void
hopmap_tile_paintable_class_init (HopmapTilePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_tile_paintable_dispose;
}

static void
hopmap_tile_paintable_init (HopmapTilePaintable *self)
{
}

/**
 * hopmap_tile_paintable_new:
 * @texture: the tile, with %HOPMAP_TILE_OVERLAP pixels more at its right and lower edge
 *
 * Returns: (transfer full): the paintable
 */
GdkPaintable *
hopmap_tile_paintable_new (GdkTexture *texture)
{
  HopmapTilePaintable *self = g_object_new (HOPMAP_TYPE_TILE_PAINTABLE, NULL);

  self->texture = g_object_ref (texture);
  return GDK_PAINTABLE (self);
}

/**
 * hopmap_tile_paintable_set_texture:
 * @self: the paintable
 * @texture: (nullable): the same tile in another resolution, made the same way; or %NULL to show
 *   nothing, and to hold no memory, until it has one again
 */
void
hopmap_tile_paintable_set_texture (HopmapTilePaintable *self, GdkTexture *texture)
{
  g_return_if_fail (HOPMAP_IS_TILE_PAINTABLE (self));

  if (g_set_object (&self->texture, texture))
    gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/**
 * hopmap_tile_paintable_get_size:
 * @self: the paintable
 *
 * Returns: how many pixels of texture the side of the tile itself has; 0 while it is empty
 */
int
hopmap_tile_paintable_get_size (HopmapTilePaintable *self)
{
  g_return_val_if_fail (HOPMAP_IS_TILE_PAINTABLE (self), 0);

  if (self->texture == NULL)
    return 0;
  return gdk_texture_get_width (self->texture) - HOPMAP_TILE_OVERLAP;
}

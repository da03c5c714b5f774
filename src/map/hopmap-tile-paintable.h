/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture of one tile with a little of its right and lower neighbours, so that no light seam
 * shows between tiles at fractional positions. The texture may be replaced by a sharper one.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_TILE_PAINTABLE (hopmap_tile_paintable_get_type ())

/* Pixels of the neighbours that a tile's texture has at its right and lower edge. */
#define HOPMAP_TILE_OVERLAP 1

G_DECLARE_FINAL_TYPE (HopmapTilePaintable, hopmap_tile_paintable, HOPMAP, TILE_PAINTABLE, GObject)

GdkPaintable *hopmap_tile_paintable_new (GdkTexture *texture);

void hopmap_tile_paintable_set_texture (HopmapTilePaintable *self, GdkTexture *texture);
int hopmap_tile_paintable_get_size (HopmapTilePaintable *self);

G_END_DECLS

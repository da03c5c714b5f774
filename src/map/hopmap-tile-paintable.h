/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture of one tile with a little of its right and lower neighbours, so that no light seam
 * shows between tiles at fractional positions. Immutable.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_TILE_PAINTABLE (hopmap_tile_paintable_get_type ())

G_DECLARE_FINAL_TYPE (HopmapTilePaintable, hopmap_tile_paintable, HOPMAP, TILE_PAINTABLE, GObject)

GdkPaintable *hopmap_tile_paintable_new (GdkTexture *texture, double overlap);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns the bytes that a tile server sent into a texture, or says that they are no tile. What a
 * stranger sends cannot cost more than a tile does.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Larger pictures and files are no tiles. */
#define HOPMAP_TILE_MAX_SIDE  1024u
#define HOPMAP_TILE_MAX_BYTES (2u * 1024u * 1024u)

/**
 * HopmapTileShade:
 * @HOPMAP_TILE_BRIGHT: as it came
 * @HOPMAP_TILE_DIMMED: darker, for dark surroundings
 */
typedef enum
{
  HOPMAP_TILE_BRIGHT,
  HOPMAP_TILE_DIMMED,
} HopmapTileShade;

gboolean hopmap_tile_image_get_size (GBytes *bytes, guint *width, guint *height);
GdkTexture *hopmap_tile_image_decode (GBytes *bytes, HopmapTileShade shade, GError **error);

G_END_DECLS

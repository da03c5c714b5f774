/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled world as the lowest layer of a map: reads it on a thread, and exchanges source and
 * layer when colours or density change, without ever leaving the map empty.
 */
#pragma once

#include <hopmap-palette.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_WORLD_BACKDROP (hopmap_world_backdrop_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWorldBackdrop, hopmap_world_backdrop, HOPMAP, WORLD_BACKDROP, GObject)

HopmapWorldBackdrop *hopmap_world_backdrop_new (ShumateMap *map, ShumateLayer *above);

void hopmap_world_backdrop_set_style (HopmapWorldBackdrop *self,
                                      const HopmapPalette *palette,
                                      double density);
gboolean hopmap_world_backdrop_is_busy (HopmapWorldBackdrop *self);
gboolean hopmap_world_backdrop_settle (HopmapWorldBackdrop *self);

G_END_DECLS

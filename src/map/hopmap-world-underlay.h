/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A coarse picture of the whole world below the tiles, so that a moving view shows no holes where
 * tiles are still missing. It draws nothing where the tiles are complete, and takes no input.
 */
#pragma once

#include "hopmap-basemap-source.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WORLD_UNDERLAY (hopmap_world_underlay_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWorldUnderlay,
                      hopmap_world_underlay,
                      HOPMAP,
                      WORLD_UNDERLAY,
                      ShumateLayer)

HopmapWorldUnderlay *hopmap_world_underlay_new (ShumateViewport *viewport);

void hopmap_world_underlay_set_source (HopmapWorldUnderlay *self, HopmapBasemapSource *source);
void hopmap_world_underlay_set_world (HopmapWorldUnderlay *self,
                                      HopmapBasemap *world,
                                      const HopmapPalette *palette);

G_END_DECLS

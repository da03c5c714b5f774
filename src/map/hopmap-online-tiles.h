/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layer of online tiles on a map, over the bundled world and under everything else; or none,
 * which is the default. It makes and unmakes server, source and layer; it decides nothing.
 */
#pragma once

#include <shumate/shumate.h>

#include "hopmap-tile-image.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ONLINE_TILES (hopmap_online_tiles_get_type ())

G_DECLARE_FINAL_TYPE (HopmapOnlineTiles, hopmap_online_tiles, HOPMAP, ONLINE_TILES, GObject)

HopmapOnlineTiles *hopmap_online_tiles_new (ShumateMap *map, ShumateLayer *above);

void hopmap_online_tiles_set_pattern (HopmapOnlineTiles *self, const char *pattern);
void hopmap_online_tiles_set_shade (HopmapOnlineTiles *self, HopmapTileShade shade);
gboolean hopmap_online_tiles_are_shown (HopmapOnlineTiles *self);
gboolean hopmap_online_tiles_are_failing (HopmapOnlineTiles *self);
guint hopmap_online_tiles_get_pending (HopmapOnlineTiles *self);
void hopmap_online_tiles_settle (HopmapOnlineTiles *self);
void hopmap_online_tiles_retry (HopmapOnlineTiles *self);

G_END_DECLS

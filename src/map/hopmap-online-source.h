/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ShumateMapSource whose tiles come from a HopmapTileServer. Unpacking is done on worker threads.
 */
#pragma once

#include <shumate/shumate.h>

#include "hopmap-tile-image.h"
#include "hopmap-tile-server.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ONLINE_SOURCE (hopmap_online_source_get_type ())

/* What the servers of OpenStreetMap have. */
#define HOPMAP_ONLINE_MAX_ZOOM 19

G_DECLARE_FINAL_TYPE (HopmapOnlineSource,
                      hopmap_online_source,
                      HOPMAP,
                      ONLINE_SOURCE,
                      ShumateMapSource)

HopmapOnlineSource *hopmap_online_source_new (HopmapTileServer *server, HopmapTileShade shade);
guint hopmap_online_source_get_pending (HopmapOnlineSource *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fetches tiles from one server as its rules ask: under our own name, few at a time, kept on disk,
 * and not at all for a while when it says no. It knows no pictures and no map.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_TILE_SERVER (hopmap_tile_server_get_type ())

G_DECLARE_FINAL_TYPE (HopmapTileServer, hopmap_tile_server, HOPMAP, TILE_SERVER, GObject)

gboolean hopmap_tile_template_is_valid (const char *pattern);
char *hopmap_tile_template_expand (const char *pattern, guint zoom, guint column, guint row);

HopmapTileServer *hopmap_tile_server_new (const char *pattern, const char *cache_folder);

void hopmap_tile_server_fetch_async (HopmapTileServer *self,
                                     guint zoom,
                                     guint column,
                                     guint row,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *hopmap_tile_server_fetch_finish (GAsyncResult *result, GError **error);
void hopmap_tile_server_report (HopmapTileServer *self, gboolean good);
gboolean hopmap_tile_server_is_failing (HopmapTileServer *self);
void hopmap_tile_server_retry (HopmapTileServer *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What web services have said, kept on disk for as long as they allow, and how much of each was used.
 * Everything is done in a thread of its own, one after the other; the main loop never waits for it.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-address.h"
#include "hopmap-geo-provider.h"
#include "hopmap-limiter.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PLACE_STORE (hopmap_place_store_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPlaceStore, hopmap_place_store, HOPMAP, PLACE_STORE, GObject)

HopmapPlaceStore *hopmap_place_store_new (const char *path);
char *hopmap_place_store_dup_usual_path (void);

void hopmap_place_store_set_keeps_answers (HopmapPlaceStore *self, gboolean keeps);
gboolean hopmap_place_store_get_keeps_answers (HopmapPlaceStore *self);

void hopmap_place_store_find_async (HopmapPlaceStore *self,
                                    const HopmapAddress *address,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *hopmap_place_store_find_finish (HopmapPlaceStore *self,
                                           GAsyncResult *result,
                                           GError **error);
void hopmap_place_store_keep (HopmapPlaceStore *self,
                              HopmapGeoProvider *provider,
                              const HopmapAddress *address,
                              HopmapGeoAnswer *answer);
void hopmap_place_store_forget (HopmapPlaceStore *self);

void hopmap_place_store_load_limits_async (HopmapPlaceStore *self,
                                           const char *provider,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean hopmap_place_store_load_limits_finish (HopmapPlaceStore *self,
                                                GAsyncResult *result,
                                                HopmapLimiterState *state);
void hopmap_place_store_save_limits (HopmapPlaceStore *self,
                                     const char *provider,
                                     const HopmapLimiterState *state);

void hopmap_place_store_flush (HopmapPlaceStore *self);

G_END_DECLS

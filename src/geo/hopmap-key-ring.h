/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The person's keys for services: in the desktop's keyring, where there is one, and in memory, where
 * there is none. They are never written anywhere else.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-enums.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_KEY_RING (hopmap_key_ring_get_type ())

G_DECLARE_FINAL_TYPE (HopmapKeyRing, hopmap_key_ring, HOPMAP, KEY_RING, GObject)

HopmapKeyRing *hopmap_key_ring_new (void);

void hopmap_key_ring_load_async (HopmapKeyRing *self,
                                 gboolean may_prompt,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hopmap_key_ring_load_finish (HopmapKeyRing *self, GAsyncResult *result, GError **error);

void hopmap_key_ring_set_async (HopmapKeyRing *self,
                                const char *service,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean hopmap_key_ring_set_finish (HopmapKeyRing *self, GAsyncResult *result, GError **error);

const char *hopmap_key_ring_get (HopmapKeyRing *self, const char *service);
HopmapKeyState hopmap_key_ring_get_state (HopmapKeyRing *self, const char *service);

G_END_DECLS

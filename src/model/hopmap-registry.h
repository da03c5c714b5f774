/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who can ask an address registry about a network. Whoever shows the answer need not know
 * which registries there are, nor how they are asked.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-registry-record.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_REGISTRY (hopmap_registry_get_type ())

G_DECLARE_INTERFACE (HopmapRegistry, hopmap_registry, HOPMAP, REGISTRY, GObject)

/**
 * HopmapRegistryInterface:
 * @dup_refusal: (nullable): why an address is not asked about, a sentence, or %NULL where it can be;
 *   a property of the object notifies when that may have changed
 * @lookup_async: asks about an address that is not refused
 * @lookup_finish: ends @lookup_async
 */
struct _HopmapRegistryInterface
{
  GTypeInterface parent_iface;

  char *(*dup_refusal) (HopmapRegistry *self, const HopmapAddress *address);
  void (*lookup_async) (HopmapRegistry *self,
                        const HopmapAddress *address,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  HopmapRegistryRecord *(*lookup_finish) (HopmapRegistry *self,
                                          GAsyncResult *result,
                                          GError **error);
};

char *hopmap_registry_dup_refusal (HopmapRegistry *self, const HopmapAddress *address);
void hopmap_registry_lookup_async (HopmapRegistry *self,
                                   const HopmapAddress *address,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HopmapRegistryRecord *hopmap_registry_lookup_finish (HopmapRegistry *self,
                                                     GAsyncResult *result,
                                                     GError **error);

G_END_DECLS

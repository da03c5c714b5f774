/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRegistry: see the header.
 */
#include "hopmap-registry.h"

G_DEFINE_INTERFACE (HopmapRegistry, hopmap_registry, G_TYPE_OBJECT)

static void
hopmap_registry_default_init (HopmapRegistryInterface *iface)
{
}

/**
 * hopmap_registry_dup_refusal:
 * @self: somebody who asks registries
 * @address: an address
 *
 * Returns: (transfer full) (nullable): a sentence that says why the registry is not asked about it,
 *   or %NULL where it can be
 */
char *
hopmap_registry_dup_refusal (HopmapRegistry *self, const HopmapAddress *address)
{
  g_return_val_if_fail (HOPMAP_IS_REGISTRY (self), NULL);

  return HOPMAP_REGISTRY_GET_IFACE (self)->dup_refusal (self, address);
}

/**
 * hopmap_registry_lookup_async:
 * @self: somebody who asks registries
 * @address: an address that is not refused; copied
 * @cancellable: (nullable): to give it up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks the registry that has the network on record. Only a person may want that.
 */
void
hopmap_registry_lookup_async (HopmapRegistry *self,
                              const HopmapAddress *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (HOPMAP_IS_REGISTRY (self));

  HOPMAP_REGISTRY_GET_IFACE (self)->lookup_async (self, address, cancellable, callback, user_data);
}

/**
 * hopmap_registry_lookup_finish:
 * @self: somebody who asks registries
 * @result: what the callback got
 * @error: return location; but for G_IO_ERROR_CANCELLED, its message is a sentence for people
 *
 * Returns: (transfer full) (nullable): the record, or %NULL where there is none to be had
 */
HopmapRegistryRecord *
hopmap_registry_lookup_finish (HopmapRegistry *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HOPMAP_IS_REGISTRY (self), NULL);

  return HOPMAP_REGISTRY_GET_IFACE (self)->lookup_finish (self, result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapGeoProvider: see the header.
 */
#include "hopmap-geo-provider.h"

G_DEFINE_INTERFACE (HopmapGeoProvider, hopmap_geo_provider, G_TYPE_OBJECT)

static void
hopmap_geo_provider_default_init (HopmapGeoProviderInterface *iface)
{
}

/**
 * hopmap_geo_provider_get_id:
 * @self: a provider
 *
 * Returns: (transfer none): its name for programs, never translated
 */
const char *
hopmap_geo_provider_get_id (HopmapGeoProvider *self)
{
  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), NULL);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->get_id (self);
}

/**
 * hopmap_geo_provider_get_name:
 * @self: a provider
 *
 * Returns: (transfer none): its name for people ("DB-IP City Lite 2026-06")
 */
const char *
hopmap_geo_provider_get_name (HopmapGeoProvider *self)
{
  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), NULL);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->get_name (self);
}

/**
 * hopmap_geo_provider_get_attribution:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): the line to show with its answers
 */
const char *
hopmap_geo_provider_get_attribution (HopmapGeoProvider *self)
{
  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), NULL);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->get_attribution (self);
}

/**
 * hopmap_geo_provider_get_batch_size:
 * @self: a provider
 *
 * Returns: how many addresses one question may hold, at least 1
 */
guint
hopmap_geo_provider_get_batch_size (HopmapGeoProvider *self)
{
  HopmapGeoProviderInterface *iface;

  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), 1);

  iface = HOPMAP_GEO_PROVIDER_GET_IFACE (self);
  return iface->get_batch_size != NULL ? iface->get_batch_size (self) : 1;
}

/**
 * hopmap_geo_provider_get_terms:
 * @self: a provider
 *
 * Returns: (transfer none): how it wants to be treated
 */
const HopmapProviderTerms *
hopmap_geo_provider_get_terms (HopmapGeoProvider *self)
{
  static const HopmapProviderTerms none = { 0 };
  HopmapGeoProviderInterface *iface;

  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), &none);

  iface = HOPMAP_GEO_PROVIDER_GET_IFACE (self);
  return iface->get_terms != NULL ? iface->get_terms (self) : &none;
}

/**
 * hopmap_geo_provider_take_wait:
 * @self: a provider
 *
 * Returns: seconds for which its last good answer was the last one, told once; 0 where it may be asked
 *   again
 */
guint
hopmap_geo_provider_take_wait (HopmapGeoProvider *self)
{
  HopmapGeoProviderInterface *iface;

  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), 0);

  iface = HOPMAP_GEO_PROVIDER_GET_IFACE (self);
  return iface->take_wait != NULL ? iface->take_wait (self) : 0;
}

/**
 * hopmap_geo_provider_is_local:
 * @self: a provider
 *
 * Returns: whether it answers at once and tells nobody which address was asked for
 */
gboolean
hopmap_geo_provider_is_local (HopmapGeoProvider *self)
{
  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), FALSE);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->lookup != NULL;
}

/**
 * hopmap_geo_provider_lookup:
 * @self: a local provider
 * @address: an address that may be looked up
 *
 * Returns: (transfer full): its answer; trouble is in the answer
 */
HopmapGeoAnswer *
hopmap_geo_provider_lookup (HopmapGeoProvider *self, const HopmapAddress *address)
{
  g_return_val_if_fail (hopmap_geo_provider_is_local (self), NULL);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->lookup (self, address);
}

/**
 * hopmap_geo_provider_lookup_async:
 * @self: a provider on the web
 * @addresses: (element-type HopmapAddress): public addresses, each once, no more than the batch size
 * @cancellable: (nullable): to give it up
 * @callback: called when all are answered
 * @user_data: for @callback
 */
void
hopmap_geo_provider_lookup_async (HopmapGeoProvider *self,
                                  GPtrArray *addresses,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (HOPMAP_IS_GEO_PROVIDER (self) && !hopmap_geo_provider_is_local (self));
  g_return_if_fail (addresses->len > 0
                    && addresses->len <= hopmap_geo_provider_get_batch_size (self));

  HOPMAP_GEO_PROVIDER_GET_IFACE (self)->lookup_async (self, addresses, cancellable, callback,
                                                      user_data);
}

/**
 * hopmap_geo_provider_lookup_finish:
 * @self: a provider on the web
 * @result: what the callback got
 * @error: return location; set only where the lookup was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type HopmapAddress HopmapGeoAnswer): an answer to
 *   every address, "failed" ones with their errors among them; %NULL where it was cancelled
 */
GHashTable *
hopmap_geo_provider_lookup_finish (HopmapGeoProvider *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HOPMAP_IS_GEO_PROVIDER (self), NULL);

  return HOPMAP_GEO_PROVIDER_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * hopmap_geo_answers_new:
 *
 * Returns: (transfer full) (element-type HopmapAddress HopmapGeoAnswer): an empty table of answers
 *   that owns its keys and values
 */
GHashTable *
hopmap_geo_answers_new (void)
{
  return g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                (GDestroyNotify) hopmap_address_free,
                                (GDestroyNotify) hopmap_geo_answer_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who knows where addresses are: a database on this computer, which answers at once, or a
 * service on the web, which answers later. When whom to ask is the locator's business.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-address.h"
#include "hopmap-geo-answer.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_GEO_PROVIDER (hopmap_geo_provider_get_type ())

G_DECLARE_INTERFACE (HopmapGeoProvider, hopmap_geo_provider, HOPMAP, GEO_PROVIDER, GObject)

/**
 * HopmapProviderTerms:
 * @version: changes when answers of before are not to be used any more
 * @keep_s: how long an answer may be kept, seconds; 0 for never
 * @per_minute: questions that may be asked in a minute; 0 for any number
 * @per_day: addresses that may be asked for in a day (UTC); 0 for any number
 *
 * How a provider on the web wants to be treated.
 */
typedef struct
{
  guint version;
  guint keep_s;
  guint per_minute;
  guint per_day;
} HopmapProviderTerms;

/**
 * HopmapGeoProviderInterface:
 * @get_id: a short name for programs, never translated
 * @get_name: the name for people, with the age of the data where it has one
 * @get_attribution: (nullable): the line that is to be shown with its answers
 * @get_batch_size: addresses that one question may hold; 1 where not implemented
 * @get_terms: how it wants to be treated; no limits where not implemented
 * @take_wait: seconds for which the last answer was the last one; 0 where not implemented
 * @lookup: of a provider on this computer: answers within microseconds
 * @lookup_async: of a provider on the web
 * @lookup_finish: ends @lookup_async
 *
 * A provider has either @lookup or the other two.
 */
struct _HopmapGeoProviderInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (HopmapGeoProvider *self);
  const char *(*get_name) (HopmapGeoProvider *self);
  const char *(*get_attribution) (HopmapGeoProvider *self);
  guint (*get_batch_size) (HopmapGeoProvider *self);
  const HopmapProviderTerms *(*get_terms) (HopmapGeoProvider *self);
  guint (*take_wait) (HopmapGeoProvider *self);

  HopmapGeoAnswer *(*lookup) (HopmapGeoProvider *self, const HopmapAddress *address);

  void (*lookup_async) (HopmapGeoProvider *self,
                        GPtrArray *addresses,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  GHashTable *(*lookup_finish) (HopmapGeoProvider *self, GAsyncResult *result, GError **error);
};

const char *hopmap_geo_provider_get_id (HopmapGeoProvider *self);
const char *hopmap_geo_provider_get_name (HopmapGeoProvider *self);
const char *hopmap_geo_provider_get_attribution (HopmapGeoProvider *self);
guint hopmap_geo_provider_get_batch_size (HopmapGeoProvider *self);
const HopmapProviderTerms *hopmap_geo_provider_get_terms (HopmapGeoProvider *self);
guint hopmap_geo_provider_take_wait (HopmapGeoProvider *self);
gboolean hopmap_geo_provider_is_local (HopmapGeoProvider *self);

HopmapGeoAnswer *hopmap_geo_provider_lookup (HopmapGeoProvider *self, const HopmapAddress *address);
void hopmap_geo_provider_lookup_async (HopmapGeoProvider *self,
                                       GPtrArray *addresses,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GHashTable *hopmap_geo_provider_lookup_finish (HopmapGeoProvider *self,
                                               GAsyncResult *result,
                                               GError **error);
GHashTable *hopmap_geo_answers_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds out where addresses are: asks the sources that lie here at once and the web services where
 * that is allowed, each address once however many ask, and remembers. Main thread, never blocks.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-address.h"
#include "hopmap-corrections.h"
#include "hopmap-geo-answer.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_LOCATOR (hopmap_locator_get_type ())

G_DECLARE_FINAL_TYPE (HopmapLocator, hopmap_locator, HOPMAP, LOCATOR, GObject)

/**
 * HopmapLocatorOptions:
 * @database_path: (nullable): a city database (MMDB); %NULL for none
 * @ipgeolocation_key: (nullable): key for ipgeolocation.io; %NULL or "" does not ask there
 * @ipgeolocation_url: (nullable): where ipgeolocation.io is; %NULL or "" for its usual address
 * @corrections: (nullable): what the person has put right; goes before everybody
 * @offline: whether no web service is asked at all
 */
typedef struct
{
  const char *database_path;
  const char *ipgeolocation_key;
  const char *ipgeolocation_url;
  HopmapCorrections *corrections;
  gboolean offline;
} HopmapLocatorOptions;

/**
 * HopmapLocatorFunc:
 * @answer: what is known by now
 * @complete: whether this is the last word
 * @user_data: data of the watch
 */
typedef void (*HopmapLocatorFunc) (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data);

HopmapLocator *hopmap_locator_new (const HopmapLocatorOptions *options);
HopmapLocator *hopmap_locator_new_for_providers (GPtrArray *providers);

const GError *hopmap_locator_get_problem (HopmapLocator *self);
HopmapPlace *hopmap_locator_get_origin (HopmapLocator *self);
void hopmap_locator_set_origin (HopmapLocator *self, HopmapPlace *origin);
gboolean hopmap_locator_is_corrected (HopmapLocator *self, const HopmapAddress *address);

guint hopmap_locator_watch (HopmapLocator *self,
                            const HopmapAddress *address,
                            HopmapLocatorFunc func,
                            gpointer user_data);
void hopmap_locator_unwatch (HopmapLocator *self, guint id);

void hopmap_locator_locate_async (HopmapLocator *self,
                                  GPtrArray *addresses,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GHashTable *hopmap_locator_locate_finish (HopmapLocator *self,
                                          GAsyncResult *result,
                                          GError **error);

G_END_DECLS

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
#include "hopmap-place-store.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_LOCATOR (hopmap_locator_get_type ())

G_DECLARE_FINAL_TYPE (HopmapLocator, hopmap_locator, HOPMAP, LOCATOR, GObject)

/**
 * HopmapWebChoice:
 * @id: a service's name for programs
 * @key: (nullable): the person's key for it; without the key that it needs it is not asked
 * @url: (nullable): where it is; %NULL or "" for its usual address
 *
 * A service that may be asked.
 */
typedef struct
{
  const char *id;
  const char *key;
  const char *url;
} HopmapWebChoice;

/**
 * HopmapLocatorOptions:
 * @database_path: (nullable): a city database (MMDB); %NULL for none
 * @networks_path: (nullable): a database of networks, anycast and countries (MMDB), which goes after
 *   @database_path; %NULL for none
 * @web: (array length=n_web) (nullable): services that may be asked, the preferred one first
 * @n_web: how many
 * @store: (nullable): where their answers and limits are kept
 * @corrections: (nullable): what the person has put right; goes before everybody
 * @offline: whether no web service is asked at all
 */
typedef struct
{
  const char *database_path;
  const char *networks_path;
  const HopmapWebChoice *web;
  guint n_web;
  HopmapPlaceStore *store;
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

void hopmap_locator_set_web (HopmapLocator *self,
                             const HopmapWebChoice *choices,
                             guint n_choices,
                             gboolean offline);
const GError *hopmap_locator_get_problem (HopmapLocator *self);
HopmapPlace *hopmap_locator_get_origin (HopmapLocator *self);
void hopmap_locator_set_origin (HopmapLocator *self, HopmapPlace *origin);
const GError *hopmap_locator_get_problem_of (HopmapLocator *self, const char *service);
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

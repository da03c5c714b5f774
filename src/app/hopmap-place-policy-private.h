/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapPlacePolicy share, and nobody else includes: hopmap-place-policy.c has the object
 * and who is asked, hopmap-place-policy-keys.c how keys come from the keyring.
 */
#pragma once

#include "hopmap-key-ring.h"
#include "hopmap-place-policy.h"

G_BEGIN_DECLS

struct _HopmapPlacePolicy
{
  GObject parent_instance;

  GSettings *settings; /* nullable */
  HopmapPlaceSources *sources;
  HopmapKeyRing *key_ring;
  HopmapPlaceStore *store; /* NULL where nothing may be written */
  GCancellable *loading;   /* not NULL while the key ring is looked into */
  char *digest;            /* of the services that the locator asks */
  gboolean is_reading;
  gboolean was_available; /* the network */

  /* Shared by all windows, so that what one has learnt is asked for once. */
  HopmapLocator *locator;
  HopmapLocator *offline_locator;
};

guint hopmap_place_policy_get_n_sources (HopmapPlacePolicy *self);
HopmapPlaceSource *hopmap_place_policy_get_source (HopmapPlacePolicy *self, guint position);
gboolean hopmap_place_policy_is_offline (HopmapPlacePolicy *self);

G_END_DECLS

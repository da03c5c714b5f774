/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may be asked for places, as the person wants it: joins settings, keyring and environment with
 * the sources that a window shows and the locators that ask them.
 */
#pragma once

#include "hopmap-locator.h"
#include "hopmap-place-sources.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PLACE_POLICY (hopmap_place_policy_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPlacePolicy, hopmap_place_policy, HOPMAP, PLACE_POLICY, GObject)

HopmapPlacePolicy *hopmap_place_policy_new (GSettings *settings);
HopmapPlaceSources *hopmap_place_policy_get_sources (HopmapPlacePolicy *self);
HopmapLocator *hopmap_place_policy_get_locator (HopmapPlacePolicy *self, gboolean offline);
void hopmap_place_policy_load_keys (HopmapPlacePolicy *self, gboolean may_prompt);
void hopmap_place_policy_wait_for_keys (HopmapPlacePolicy *self);
void hopmap_place_policy_keep_nothing (HopmapPlacePolicy *self);

G_END_DECLS

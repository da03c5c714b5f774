/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an address registry has on record about a network: a button that asks for it, and the answer.
 * Nothing is asked before somebody presses it.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-registry.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_REGISTRY_GROUP (hopmap_registry_group_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRegistryGroup, hopmap_registry_group, HOPMAP, REGISTRY_GROUP, AdwBin)

void hopmap_registry_group_set_registry (HopmapRegistryGroup *self, HopmapRegistry *registry);
void hopmap_registry_group_set_address (HopmapRegistryGroup *self, const HopmapAddress *address);

G_END_DECLS

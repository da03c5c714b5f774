/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the regional registries about a network by RDAP (RFC 9082), when a person wants that. A
 * registry may name another one of the five once, and is believed; nobody else is ever asked.
 */
#pragma once

#include "hopmap-registry.h"
#include "hopmap-web-client.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_REGISTRY_LOOKUP (hopmap_registry_lookup_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRegistryLookup,
                      hopmap_registry_lookup,
                      HOPMAP,
                      REGISTRY_LOOKUP,
                      GObject)

HopmapRegistryLookup *hopmap_registry_lookup_new (HopmapWebClient *client);
void hopmap_registry_lookup_set_servers (HopmapRegistryLookup *self, const char *const *urls);

G_END_DECLS

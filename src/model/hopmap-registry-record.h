/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an address registry has on record about a network: whose it is, since when, and whom to write
 * to. How it is asked for is the geo room's business.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

/**
 * HopmapRegistryRecord:
 * @registry: who keeps it ("RIPE NCC")
 * @uri: (nullable): where it can be read in full; https, or http on this computer
 * @first: the first address of the network
 * @last: the last one, of the same family
 * @name: (nullable): what the network is called
 * @handle: (nullable): what the registry calls it
 * @holder: (nullable): whose it is
 * @country: (nullable): a code, or a name where there is no code
 * @abuse: (nullable): the mail address for complaints
 * @registered: (nullable): when it was registered
 * @changed: (nullable): when the record was last changed
 *
 * All texts are clean: valid, short, and without line breaks and marks of direction.
 */
typedef struct
{
  char *registry;
  char *uri;
  HopmapAddress first;
  HopmapAddress last;
  char *name;
  char *handle;
  char *holder;
  char *country;
  char *abuse;
  GDateTime *registered;
  GDateTime *changed;
} HopmapRegistryRecord;

HopmapRegistryRecord *hopmap_registry_record_new (void);
void hopmap_registry_record_free (HopmapRegistryRecord *record);
char *hopmap_registry_record_dup_range (const HopmapRegistryRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapRegistryRecord, hopmap_registry_record_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The five regional registries, and which of them has an address on record: what IANA publishes for
 * that (RFC 9224), as a table. Space that has moved since then is with another one, which the first
 * one names.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

/**
 * HopmapRdapServerId: a registry.
 */
typedef enum
{
  HOPMAP_RDAP_ARIN,
  HOPMAP_RDAP_RIPE,
  HOPMAP_RDAP_APNIC,
  HOPMAP_RDAP_LACNIC,
  HOPMAP_RDAP_AFRINIC,
  HOPMAP_N_RDAP_SERVERS,
} HopmapRdapServerId;

/**
 * HopmapRdapServer:
 * @name: the registry, for people
 * @url: where it answers (RFC 9082), without a slash at its end
 */
typedef struct
{
  const char *name;
  const char *url;
} HopmapRdapServer;

const HopmapRdapServer *hopmap_rdap_server_get (HopmapRdapServerId id);
HopmapRdapServerId hopmap_rdap_server_find (const HopmapAddress *address);

G_END_DECLS

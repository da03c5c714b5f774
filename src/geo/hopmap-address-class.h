/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What kind of address an address is: the special-purpose registries of IANA, and the IPv4
 * addresses that some IPv6 ones carry inside. Pure functions; nobody is asked.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

/**
 * HopmapAddressClass:
 * @label: (nullable): what the address is, translated ("Private network"); %NULL for an ordinary
 *   address of the public internet
 * @rfc: number of the RFC that says so, or 0
 * @may_look_up: whether the address has a place that anybody may be asked for
 * @inner: the IPv4 address inside a mapped, NAT64, 6to4 or Teredo address, else the address itself;
 *   with @may_look_up this is the one to look up
 */
typedef struct
{
  const char *label;
  guint rfc;
  gboolean may_look_up;
  HopmapAddress inner;
} HopmapAddressClass;

HopmapAddressClass hopmap_address_classify (const HopmapAddress *address);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Own networks: see the header. Behind a translator (NAT) this computer does not know the address
 * under which others see it, and finds out nothing here; nor does it ask anybody for it.
 */
#include "hopmap-own-networks.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

/* What is usually given to one customer, or to one street. */
#define PREFIX_BYTES_4 (24 / 8)
#define PREFIX_BYTES_6 (48 / 8)

static gboolean
read_address (const struct sockaddr *socket_address, HopmapAddress *address)
{
  if (socket_address == NULL)
    return FALSE;

  if (socket_address->sa_family == AF_INET)
    {
      const struct sockaddr_in *in = (const struct sockaddr_in *) (const void *) socket_address;

      hopmap_address_init_from_bytes (address, 4, (const guint8 *) &in->sin_addr);
      return TRUE;
    }
  if (socket_address->sa_family == AF_INET6)
    {
      const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) (const void *) socket_address;

      hopmap_address_init_from_bytes (address, 6, (const guint8 *) &in6->sin6_addr);
      return TRUE;
    }

  return FALSE;
}

/**
 * hopmap_own_networks_are_neighbours:
 * @a: an address
 * @b: another
 *
 * Returns: whether they share a /24 of IPv4, or a /48 of IPv6
 */
gboolean
hopmap_own_networks_are_neighbours (const HopmapAddress *a, const HopmapAddress *b)
{
  return a->family == b->family && a->family != 0
         && memcmp (a->bytes, b->bytes, a->family == 4 ? PREFIX_BYTES_4 : PREFIX_BYTES_6) == 0;
}

/**
 * hopmap_own_networks_contain:
 * @address: a public address
 *
 * Asks the kernel for this computer's addresses, which takes some microseconds.
 *
 * Returns: whether it is a neighbour of one of them, as far as this computer knows them
 */
gboolean
hopmap_own_networks_contain (const HopmapAddress *address)
{
  struct ifaddrs *all = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&all) != 0)
    return FALSE;

  for (const struct ifaddrs *one = all; one != NULL && !found; one = one->ifa_next)
    {
      HopmapAddress own;

      found = read_address (one->ifa_addr, &own)
              && hopmap_own_networks_are_neighbours (&own, address);
    }

  freeifaddrs (all);
  return found;
}

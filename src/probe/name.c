/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Struct sockaddr in its two shapes, to and from frames.
 */
#include "name.h"

#include <string.h>

int
hopmap_name_domain (HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? AF_INET : AF_INET6;
}

socklen_t
hopmap_name_make (HopmapName *name,
                  HopmapFrameFamily family,
                  const HopmapFrameAddress *address,
                  uint16_t port,
                  uint32_t scope_id)
{
  memset (name, 0, sizeof *name);
  name->any.sa_family = (sa_family_t) hopmap_name_domain (family);
  if (family == HOPMAP_FRAME_IPV4)
    {
      memcpy (&name->ipv4.sin_addr, address->bytes, sizeof name->ipv4.sin_addr);
      name->ipv4.sin_port = htons (port);
      return sizeof name->ipv4;
    }
  memcpy (&name->ipv6.sin6_addr, address->bytes, sizeof name->ipv6.sin6_addr);
  name->ipv6.sin6_port = htons (port);
  name->ipv6.sin6_scope_id = scope_id;
  return sizeof name->ipv6;
}

bool
hopmap_name_read (const HopmapName *name,
                  socklen_t size,
                  HopmapFrameFamily family,
                  HopmapFrameAddress *address,
                  uint16_t *port,
                  uint32_t *scope_id)
{
  memset (address, 0, sizeof *address);
  *scope_id = 0;
  *port = 0;
  if (name->any.sa_family != hopmap_name_domain (family)
      || size < (family == HOPMAP_FRAME_IPV4 ? sizeof name->ipv4 : sizeof name->ipv6))
    return false;
  if (family == HOPMAP_FRAME_IPV4)
    {
      memcpy (address->bytes, &name->ipv4.sin_addr, sizeof name->ipv4.sin_addr);
      *port = ntohs (name->ipv4.sin_port);
      return true;
    }
  memcpy (address->bytes, &name->ipv6.sin6_addr, sizeof name->ipv6.sin6_addr);
  *port = ntohs (name->ipv6.sin6_port);
  *scope_id = name->ipv6.sin6_scope_id & INT32_MAX;
  return true;
}

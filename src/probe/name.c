/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Struct sockaddr in its two shapes, to and from frames.
 */
#include "name.h"

#include <errno.h>
#include <string.h>

int
hopmap_name_domain (HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? AF_INET : AF_INET6;
}

socklen_t
hopmap_name_make (HopmapName *name, HopmapFrameFamily family, HopmapEndpoint endpoint)
{
  memset (name, 0, sizeof *name);
  name->any.sa_family = (sa_family_t) hopmap_name_domain (family);
  if (family == HOPMAP_FRAME_IPV4)
    {
      memcpy (&name->ipv4.sin_addr, &endpoint.address, sizeof name->ipv4.sin_addr);
      name->ipv4.sin_port = htons (endpoint.port);
      return sizeof name->ipv4;
    }
  memcpy (&name->ipv6.sin6_addr, &endpoint.address, sizeof name->ipv6.sin6_addr);
  name->ipv6.sin6_port = htons (endpoint.port);
  name->ipv6.sin6_scope_id = endpoint.scope_id;
  return sizeof name->ipv6;
}

bool
hopmap_name_read (const HopmapName *name,
                  socklen_t size,
                  HopmapFrameFamily family,
                  HopmapEndpoint *endpoint)
{
  bool is_ipv4 = family == HOPMAP_FRAME_IPV4;

  memset (endpoint, 0, sizeof *endpoint);
  if (name->any.sa_family != hopmap_name_domain (family)
      || size < (is_ipv4 ? sizeof name->ipv4 : sizeof name->ipv6))
    return false;
  if (is_ipv4)
    memcpy (&endpoint->address, &name->ipv4.sin_addr, sizeof name->ipv4.sin_addr);
  else
    {
      memcpy (&endpoint->address, &name->ipv6.sin6_addr, sizeof name->ipv6.sin6_addr);
      endpoint->scope_id = name->ipv6.sin6_scope_id & INT32_MAX;
    }
  endpoint->port = ntohs (is_ipv4 ? name->ipv4.sin_port : name->ipv6.sin6_port);
  return true;
}

bool
hopmap_name_bind (int fd, HopmapFrameFamily family, HopmapEndpoint endpoint)
{
  HopmapName name;
  socklen_t size = hopmap_name_make (&name, family, endpoint);

  return bind (fd, &name.any, size) == 0;
}

bool
hopmap_name_find (int fd, HopmapFrameFamily family, HopmapEndpoint *endpoint)
{
  HopmapName name;
  socklen_t size = sizeof name;

  if (getsockname (fd, &name.any, &size) != 0)
    return false;
  errno = EAFNOSUPPORT; /* unless it is what it must be */
  return hopmap_name_read (&name, size, family, endpoint);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the two families, and struct sockaddr in its two shapes, to and from frames.
 */
#include "family.h"

#include <errno.h>
#include <linux/bpf_common.h>
#include <string.h>
#include <time.h> /* which the next one forgets */

#include <linux/errqueue.h>

static const HopmapFamily ipv4 = {
  .name = { AF_INET, sizeof (struct sockaddr_in), offsetof (struct sockaddr_in, sin_addr), 4 },
  .socket = { IPPROTO_IP, IP_TTL, IP_TOS, IP_RECVERR, SO_EE_ORIGIN_ICMP, IP_TTL,
              BPF_LDX | BPF_B | BPF_MSH },
  .header = { 20, 12, 1460 },
  .icmp = { IPPROTO_ICMP, 8, { 0, 11, 0, 3, 3, 3, 12 }, 3, 5, 4 },
};

static const HopmapFamily ipv6 = {
  .name = { AF_INET6, sizeof (struct sockaddr_in6), offsetof (struct sockaddr_in6, sin6_addr), 16 },
  .socket = { IPPROTO_IPV6, IPV6_HOPLIMIT, IPV6_TCLASS, IPV6_RECVERR, SO_EE_ORIGIN_ICMP6,
              IPV6_UNICAST_HOPS, BPF_LDX | BPF_W | BPF_IMM },
  .header = { 40, 8, 1440 },
  .icmp = { IPPROTO_ICMPV6, 128, { 0, 3, 129, 1, 1, 2, 4 }, 4, 4, 8 },
};

const HopmapFamily *
hopmap_family (HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? &ipv4 : &ipv6;
}

/* The scope lies behind all that is an IPv4 name. */
socklen_t
hopmap_name_make (HopmapName *name, HopmapFrameFamily family, HopmapEndpoint endpoint)
{
  const HopmapFamily *its = hopmap_family (family);

  *name = (HopmapName){ .ipv6 = { .sin6_family = (sa_family_t) its->name.domain,
                                  .sin6_port = htons (endpoint.port),
                                  .sin6_scope_id = endpoint.scope_id } };
  memcpy (name->bytes + its->name.at, &endpoint.address, its->name.size);
  return its->name.end;
}

bool
hopmap_name_read (const HopmapName *name, HopmapFrameFamily family, HopmapEndpoint *endpoint)
{
  const HopmapFamily *its = hopmap_family (family);

  *endpoint = (HopmapEndpoint){ 0 };
  if (name->any.sa_family != its->name.domain)
    return false;
  memcpy (&endpoint->address, name->bytes + its->name.at, its->name.size);
  endpoint->port = ntohs (name->ipv6.sin6_port);
  endpoint->scope_id = family == HOPMAP_FRAME_IPV6 ? name->ipv6.sin6_scope_id & INT32_MAX : 0;
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
  HopmapName name = { 0 };
  socklen_t size = sizeof name;

  if (getsockname (fd, &name.any, &size) != 0)
    return false;
  errno = EAFNOSUPPORT; /* unless it is what it must be */
  return hopmap_name_read (&name, family, endpoint);
}

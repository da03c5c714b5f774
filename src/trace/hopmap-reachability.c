/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reachability; see the header.
 */
#include "hopmap-reachability.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANY_PORT 33434

static socklen_t
fill_sockaddr (const HopmapAddress *address, struct sockaddr_storage *storage)
{
  struct sockaddr_in *in = (struct sockaddr_in *) storage;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) storage;

  memset (storage, 0, sizeof *storage);
  if (address->family == 4)
    {
      in->sin_family = AF_INET;
      in->sin_port = htons (ANY_PORT);
      memcpy (&in->sin_addr, address->bytes, sizeof in->sin_addr);
      return sizeof *in;
    }

  in6->sin6_family = AF_INET6;
  in6->sin6_port = htons (ANY_PORT);
  in6->sin6_scope_id = address->scope_id;
  memcpy (&in6->sin6_addr, address->bytes, sizeof in6->sin6_addr);
  return sizeof *in6;
}

/**
 * hopmap_address_has_route:
 * @address: an address
 *
 * Connecting a UDP socket makes the kernel choose a route and a source address, and nothing else.
 *
 * Returns: whether it found both; %TRUE also where the kernel cannot be asked
 */
gboolean
hopmap_address_has_route (const HopmapAddress *address)
{
  struct sockaddr_storage storage;
  socklen_t length = fill_sockaddr (address, &storage);
  int fd = socket (storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean has_route;

  if (fd < 0)
    return errno != EAFNOSUPPORT;

  has_route = connect (fd, (struct sockaddr *) &storage, length) == 0
              || (errno != ENETUNREACH && errno != EHOSTUNREACH && errno != EADDRNOTAVAIL
                  && errno != ENETDOWN);
  close (fd);
  return has_route;
}

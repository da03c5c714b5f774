/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lends the UDP sockets out, the one that has rested longest first, and gives a late answer time to
 * come before its socket is lent again.
 */
#include "udp-pool.h"

#include <string.h>

#include "receive.h"

#define LINGER_NS  UINT64_C (2000000000) /* after the timeout, for a late answer */
#define RELEASE_NS UINT64_C (500000000)  /* after an answer, for a duplicate */
#define LEFTOVERS  64

void
hopmap_udp_pool_init (HopmapUdpPool *pool,
                      HopmapFrameFamily family,
                      const HopmapSocketFamily *sockets)
{
  memset (pool, 0, sizeof *pool);
  pool->family = family;
  pool->sockets = sockets;
}

/* What an earlier probe left on the socket must not be taken for an answer to the next. */
static void
empty (int fd, HopmapFrameFamily family)
{
  HopmapReceipt receipt;

  for (int i = 0; i < LEFTOVERS; i++)
    if (hopmap_receive_error (fd, HOPMAP_CHANNEL_UDP, family, &receipt) == HOPMAP_RECEIVED_NOTHING)
      break;
  for (int i = 0; i < LEFTOVERS; i++)
    if (hopmap_receive (fd, HOPMAP_CHANNEL_UDP, family, &receipt) == HOPMAP_RECEIVED_NOTHING)
      break;
}

uint64_t
hopmap_udp_pool_take (HopmapUdpPool *pool, uint64_t now_ns, int16_t *socket)
{
  int16_t best = 0;

  *socket = -1;
  for (int16_t i = 1; (size_t) i < pool->sockets->n_udp; i++)
    if (pool->uses[i].free_ns < pool->uses[best].free_ns)
      best = i;
  if (pool->uses[best].free_ns <= now_ns)
    {
      *socket = best;
      empty (pool->sockets->udp_fd[best], pool->family);
    }
  return pool->uses[best].free_ns;
}

void
hopmap_udp_pool_hold (HopmapUdpPool *pool, int16_t socket, uint16_t probe, uint64_t expires_ns)
{
  pool->uses[socket].probe = probe;
  pool->uses[socket].free_ns = expires_ns + LINGER_NS;
}

void
hopmap_udp_pool_release (HopmapUdpPool *pool, int16_t socket, uint64_t now_ns)
{
  HopmapUdpUse *use = &pool->uses[socket];

  if (use->free_ns > now_ns + RELEASE_NS)
    use->free_ns = now_ns + RELEASE_NS;
}

size_t
hopmap_udp_pool_poll (const HopmapUdpPool *pool, struct pollfd *entries, uint64_t now_ns)
{
  size_t n = 0;

  for (size_t i = 0; i < pool->sockets->n_udp; i++)
    if (pool->uses[i].free_ns > now_ns)
      entries[n++] = (struct pollfd){ .fd = pool->sockets->udp_fd[i], .events = POLLIN };
  return n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which UDP socket carries which probe. A router may quote no more than eight bytes of a probe, and
 * the error queue keeps those to itself; so the socket is all that tells the probes apart, and each
 * unanswered one needs its own.
 */
#pragma once

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"
#include "sockets.h"

typedef struct
{
  uint16_t probe;   /* index of the last one in the table */
  uint64_t free_ns; /* when another probe may have the socket */
} HopmapUdpUse;

typedef struct
{
  HopmapFrameFamily family;
  const HopmapSocketFamily *sockets;
  HopmapUdpUse uses[HOPMAP_SOCKETS_UDP_MAX];
} HopmapUdpPool;

/** All sockets are free at first; @sockets stays the caller's. */
void hopmap_udp_pool_init (HopmapUdpPool *pool,
                           HopmapFrameFamily family,
                           const HopmapSocketFamily *sockets);

/**
 * Finds the socket that has rested longest and empties it. Returns when it is free: not later than
 * @now_ns if @socket was set to its number, else @socket is -1.
 */
uint64_t hopmap_udp_pool_take (HopmapUdpPool *pool, uint64_t now_ns, int16_t *socket);

/** The socket is busy with @probe until some time after @expires_ns. */
void hopmap_udp_pool_hold (HopmapUdpPool *pool,
                           int16_t socket,
                           uint16_t probe,
                           uint64_t expires_ns);

/** The probe on the socket has its answer; nothing but a duplicate can come, and soon. */
void hopmap_udp_pool_release (HopmapUdpPool *pool, int16_t socket, uint64_t now_ns);

/** Names the sockets on which something may come; returns how many. */
size_t hopmap_udp_pool_poll (const HopmapUdpPool *pool, struct pollfd *entries, uint64_t now_ns);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a probe. Pure: makes packets, sends none.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

/** Bytes of the mark that a probe carries, so that an answer can be told from a forgery. */
#define HOPMAP_COOKIE_SIZE 8

/** Where the mark is in what follows the ICMP or UDP header. */
#define HOPMAP_COOKIE_OFFSET_ICMP 2
#define HOPMAP_COOKIE_OFFSET_UDP  0

typedef struct
{
  uint8_t bytes[HOPMAP_FRAME_PACKET_MAX];
  size_t length;     /* without the IP header and, for UDP, without the UDP header */
  uint16_t checksum; /* ICMP over IPv4 only: as it stands in the packet */
  bool has_cookie;   /* whether the packet was long enough for it */
} HopmapProbePacket;

/** The internet checksum, RFC 1071, of @length bytes; 0 if they hold a right one already. */
uint16_t hopmap_checksum (const uint8_t *bytes, size_t length);

/** SipHash-2-4 of the two numbers: unguessable without @key, different for each pair. */
uint64_t hopmap_cookie (const uint64_t key[2], uint64_t first, uint64_t second);

/**
 * Builds what is sent for @send: an echo request with @id and @sequence, or the payload of a UDP
 * datagram. Two bytes of an echo request's payload balance @sequence and @cookie, so that its
 * checksum depends on the flow alone and balancing routers send all probes of a flow one way.
 */
void hopmap_probe_build (HopmapProbePacket *packet,
                         const HopmapFrameSend *send,
                         uint16_t id,
                         uint16_t sequence,
                         uint64_t cookie);

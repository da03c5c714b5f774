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

/** Where marks are: after the ICMP header, and in the payload of UDP with the sequence number
 * before it. A TCP SYN has the first HOPMAP_COOKIE_SIZE_TCP bytes in the low half of its
 * sequence number. */
#define HOPMAP_COOKIE_OFFSET_ICMP  2
#define HOPMAP_SEQUENCE_OFFSET_UDP 2
#define HOPMAP_COOKIE_OFFSET_UDP   4
#define HOPMAP_COOKIE_SIZE_TCP     2

/** What tells one probe from all others. */
typedef struct
{
  uint16_t id;       /* echo identifier, or source port; the same for a flow where that works */
  uint16_t sequence; /* never 0 nor 0xffff */
  uint8_t cookie[HOPMAP_COOKIE_SIZE];
} HopmapMark;

typedef struct
{
  uint8_t bytes[HOPMAP_FRAME_PACKET_MAX];
  size_t length;     /* without the IP header and, for UDP, without the UDP header */
  uint16_t checksum; /* ICMP over IPv4 only: as it stands in the packet */
  bool has_cookie;   /* whether the packet was long enough for it */
} HopmapProbePacket;

/**
 * The ones' complement sum of what UDP and TCP checksums cover beside the packet: RFC 9293 3.1 and
 * RFC 8200 8.1. @rest is the protocol's number in the IP header plus the length of the packet
 * behind that. The zeros behind an IPv4 address add nothing.
 */
uint16_t hopmap_pseudo_sum (HopmapFrameAddress source,
                            HopmapFrameAddress destination,
                            uint64_t rest);

/** The ones' complement sum of @sum and the 16-bit words of @bytes, RFC 1071; 0xffff if they hold a
 * right checksum already. */
uint16_t hopmap_sum (uint64_t sum, const uint8_t *bytes, size_t length);

/**
 * Builds what is sent for @send, whose source must be known: an echo request, the payload of a UDP
 * datagram, or a TCP SYN. Two bytes of an echo request's payload balance sequence and cookie, so
 * that its checksum depends on the flow alone and balancing routers send all probes of a flow one
 * way; those of a UDP datagram make its checksum the sequence number, so that it comes back in the
 * shortest quote.
 */
void hopmap_probe_build (HopmapProbePacket *packet,
                         const HopmapFrameSend *send,
                         const HopmapMark *mark);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A packet in the making, and the checksum over it: of another make than the helper's, so that the
 * two can be compared.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

typedef struct
{
  uint8_t bytes[2048];
  size_t length;
} Packet;

void packet_put (Packet *packet, const void *bytes, size_t length);
void packet_put8 (Packet *packet, unsigned int value);
void packet_put16 (Packet *packet, unsigned int value);
void packet_put32 (Packet *packet, uint32_t value);

/** Appends @length times @value. */
void packet_fill (Packet *packet, uint8_t value, size_t length);

/** Writes a number over what is there. */
void packet_set16 (uint8_t *bytes, unsigned int value);

/** RFC 1071, a byte at a time. */
uint16_t packet_checksum (const Packet *packet);

/** What the checksums of UDP, TCP and ICMPv6 cover beside the packet: RFC 9293 3.1, RFC 8200 8.1. */
Packet packet_pseudo_header (HopmapFrameFamily family,
                             const HopmapFrameAddress *source,
                             const HopmapFrameAddress *destination,
                             uint8_t protocol,
                             size_t length);

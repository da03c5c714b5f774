/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts packets together byte by byte, in network order. A packet that grows too long ends the
 * program.
 */
#include "packet.h"

#include <stdlib.h>
#include <string.h>

void
packet_put (Packet *packet, const void *bytes, size_t length)
{
  if (packet->length + length > sizeof packet->bytes)
    abort ();
  memcpy (packet->bytes + packet->length, bytes, length);
  packet->length += length;
}

void
packet_put8 (Packet *packet, unsigned int value)
{
  packet_put (packet, &(uint8_t){ (uint8_t) value }, 1);
}

void
packet_put16 (Packet *packet, unsigned int value)
{
  packet_put8 (packet, value >> 8 & 0xff);
  packet_put8 (packet, value & 0xff);
}

void
packet_put32 (Packet *packet, uint32_t value)
{
  packet_put16 (packet, value >> 16);
  packet_put16 (packet, value & 0xffff);
}

void
packet_fill (Packet *packet, uint8_t value, size_t length)
{
  while (length-- > 0)
    packet_put8 (packet, value);
}

void
packet_set16 (uint8_t *bytes, unsigned int value)
{
  bytes[0] = (uint8_t) (value >> 8);
  bytes[1] = (uint8_t) (value & 0xff);
}

/* The carry is brought round at once, not at the end. */
uint16_t
packet_checksum (const Packet *packet)
{
  uint32_t sum = 0;

  for (size_t i = 0; i < packet->length; i++)
    {
      sum += i % 2 == 0 ? (uint32_t) packet->bytes[i] * 256 : packet->bytes[i];
      if (sum > 0xffff)
        sum -= 0xffff;
    }
  return (uint16_t) (0xffff - sum);
}

Packet
packet_pseudo_header (HopmapFrameFamily family,
                      const HopmapFrameAddress *source,
                      const HopmapFrameAddress *destination,
                      uint8_t protocol,
                      size_t length)
{
  Packet header = { 0 };

  packet_put (&header, source, family == HOPMAP_FRAME_IPV4 ? 4 : 16);
  packet_put (&header, destination, family == HOPMAP_FRAME_IPV4 ? 4 : 16);
  if (family == HOPMAP_FRAME_IPV6)
    packet_put32 (&header, (uint32_t) length);
  packet_put16 (&header, 0);
  if (family == HOPMAP_FRAME_IPV6)
    packet_put8 (&header, 0);
  else
    header.length--;
  packet_put8 (&header, protocol);
  if (family == HOPMAP_FRAME_IPV4)
    packet_put16 (&header, (unsigned int) length);
  return header;
}

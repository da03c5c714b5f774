/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Echo requests with a checksum that stays, and UDP payloads. The checksum is the third and fourth
 * byte after the IP header, just where a balancer that expects ports looks for the source port's
 * neighbour; if it changed from probe to probe, so would the way.
 */
#include "probe-build.h"

#include <string.h>

#define ECHO_HEADER     8u
#define BALANCE_OFFSET  ECHO_HEADER
#define FLOW_BASE       0x5ac3u
#define FLOW_STEP       0x2f1bu
#define ICMP_ECHO_TYPE  8
#define ICMP6_ECHO_TYPE 128

/* The ones' complement sum of RFC 1071, folded to 16 bits. */
static uint16_t
sum16 (const uint8_t *bytes, size_t length)
{
  uint64_t sum = 0;

  for (size_t i = 0; i + 1 < length; i += 2)
    sum += (uint64_t) bytes[i] << 8 | bytes[i + 1];
  if (length % 2 != 0)
    sum += (uint64_t) bytes[length - 1] << 8;
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t) sum;
}

static void
put16 (uint8_t *bytes, uint16_t value)
{
  bytes[0] = (uint8_t) (value >> 8);
  bytes[1] = (uint8_t) (value & 0xff);
}

uint16_t
hopmap_checksum (const uint8_t *bytes, size_t length)
{
  return (uint16_t) ~sum16 (bytes, length);
}

static uint64_t
rotate (uint64_t value, unsigned int bits)
{
  return value << bits | value >> (64 - bits);
}

static void
sip_rounds (uint64_t v[4], unsigned int rounds)
{
  while (rounds-- > 0)
    {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = rotate (v[1], 13) ^ v[0];
      v[3] = rotate (v[3], 16) ^ v[2];
      v[0] = rotate (v[0], 32) + v[3];
      v[2] += v[1];
      v[3] = rotate (v[3], 21) ^ v[0];
      v[1] = rotate (v[1], 17) ^ v[2];
      v[2] = rotate (v[2], 32);
    }
}

static void
sip_absorb (uint64_t v[4], uint64_t word)
{
  v[3] ^= word;
  sip_rounds (v, 2);
  v[0] ^= word;
}

uint64_t
hopmap_cookie (const uint64_t key[2], uint64_t first, uint64_t second)
{
  uint64_t v[4] = {
    key[0] ^ UINT64_C (0x736f6d6570736575),
    key[1] ^ UINT64_C (0x646f72616e646f6d),
    key[0] ^ UINT64_C (0x6c7967656e657261),
    key[1] ^ UINT64_C (0x7465646279746573),
  };

  sip_absorb (v, first);
  sip_absorb (v, second);
  sip_absorb (v, UINT64_C (16) << 56); /* the length of the message in bytes */
  v[2] ^= 0xff;
  sip_rounds (v, 4);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static bool
put_cookie (HopmapProbePacket *packet, size_t offset, uint64_t cookie)
{
  if (packet->length < offset + HOPMAP_COOKIE_SIZE)
    return false;
  for (size_t i = 0; i < HOPMAP_COOKIE_SIZE; i++)
    packet->bytes[offset + i] = (uint8_t) (cookie >> (8 * i));
  return true;
}

/* Never 0 or 0xffff, the two faces of zero in ones' complement. */
static uint16_t
flow_checksum (uint16_t flow)
{
  return (uint16_t) ((FLOW_BASE + (uint32_t) flow * FLOW_STEP) % 0xfffe + 1);
}

static void
build_echo (HopmapProbePacket *packet,
            const HopmapFrameSend *send,
            uint16_t id,
            uint16_t sequence,
            uint64_t cookie)
{
  packet->bytes[0] = send->family == HOPMAP_FRAME_IPV4 ? ICMP_ECHO_TYPE : ICMP6_ECHO_TYPE;
  put16 (packet->bytes + 4, id);
  put16 (packet->bytes + 6, sequence);
  packet->has_cookie = put_cookie (packet, ECHO_HEADER + HOPMAP_COOKIE_OFFSET_ICMP, cookie);

  if (packet->length >= BALANCE_OFFSET + 2)
    {
      uint32_t wanted = (uint16_t) ~flow_checksum (send->flow);
      uint32_t balance = wanted + (uint16_t) ~sum16 (packet->bytes, packet->length);

      put16 (packet->bytes + BALANCE_OFFSET, (uint16_t) ((balance & 0xffff) + (balance >> 16)));
    }

  /* For IPv6 the kernel writes it, because it covers addresses that only the kernel knows. */
  packet->checksum = hopmap_checksum (packet->bytes, packet->length);
  if (send->family == HOPMAP_FRAME_IPV4)
    put16 (packet->bytes + 2, packet->checksum);
}

void
hopmap_probe_build (HopmapProbePacket *packet,
                    const HopmapFrameSend *send,
                    uint16_t id,
                    uint16_t sequence,
                    uint64_t cookie)
{
  size_t size = send->packet_size != 0 ? send->packet_size : HOPMAP_FRAME_PACKET_DEFAULT;
  size_t header = send->family == HOPMAP_FRAME_IPV4 ? 20 : 40;

  memset (packet, 0, sizeof *packet);
  if (send->protocol == HOPMAP_FRAME_UDP)
    {
      packet->length = size - header - 8;
      packet->has_cookie = put_cookie (packet, HOPMAP_COOKIE_OFFSET_UDP, cookie);
      return;
    }
  packet->length = size - header;
  build_echo (packet, send, id, sequence, cookie);
}

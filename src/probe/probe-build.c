/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Echo requests with a checksum that stays, UDP payloads with a checksum that tells, TCP SYNs. An
 * echo request's checksum is the third and fourth byte after the IP header, where a balancer that
 * expects ports looks for one; if it changed from probe to probe, so would the way.
 */
#include "probe-build.h"

#include <netinet/in.h>
#include <string.h>

#define ECHO_HEADER     8u
#define UDP_HEADER      8u
#define TCP_HEADER      24u /* with one option */
#define FLOW_BASE       0x5ac3u
#define FLOW_STEP       0x2f1bu
#define ICMP_ECHO_TYPE  8
#define ICMP6_ECHO_TYPE 128
#define TCP_SYN         0x02
#define TCP_OPTION_MSS  0x0204 /* its kind and its length, RFC 9293 3.2 */

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
hopmap_sum_add (uint16_t a, uint16_t b)
{
  uint32_t sum = (uint32_t) a + b;

  return (uint16_t) ((sum & 0xffff) + (sum >> 16));
}

uint16_t
hopmap_pseudo_sum (HopmapFrameFamily family,
                   const HopmapFrameAddress *source,
                   const HopmapFrameAddress *destination,
                   uint8_t protocol,
                   size_t length)
{
  size_t size = family == HOPMAP_FRAME_IPV4 ? 4 : 16;
  uint16_t sum = hopmap_sum_add (sum16 (source->bytes, size), sum16 (destination->bytes, size));

  return hopmap_sum_add (sum, hopmap_sum_add (protocol, (uint16_t) length));
}

uint16_t
hopmap_checksum (const uint8_t *bytes, size_t length)
{
  return (uint16_t) ~sum16 (bytes, length);
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

/* What must be added to @sum so that the checksum over all becomes @checksum. */
static uint16_t
balance (uint16_t checksum, uint16_t sum)
{
  return hopmap_sum_add ((uint16_t) ~checksum, (uint16_t) ~sum);
}

/* Never 0 or 0xffff, the two faces of zero in ones' complement. */
static uint16_t
flow_checksum (uint16_t flow)
{
  return (uint16_t) ((FLOW_BASE + (uint32_t) flow * FLOW_STEP) % 0xfffe + 1);
}

static void
build_echo (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;

  bytes[0] = send->family == HOPMAP_FRAME_IPV4 ? ICMP_ECHO_TYPE : ICMP6_ECHO_TYPE;
  put16 (bytes + 4, mark->id);
  put16 (bytes + 6, mark->sequence);
  packet->has_cookie = put_cookie (packet, ECHO_HEADER + HOPMAP_COOKIE_OFFSET_ICMP, mark->cookie);
  if (packet->length >= ECHO_HEADER + 2)
    put16 (bytes + ECHO_HEADER,
           balance (flow_checksum (send->flow), sum16 (bytes, packet->length)));

  /* For IPv6 the kernel writes it, because it covers addresses that only the kernel knows. */
  packet->checksum = hopmap_checksum (bytes, packet->length);
  if (send->family == HOPMAP_FRAME_IPV4)
    put16 (bytes + 2, packet->checksum);
}

static uint16_t
pseudo_sum_of (const HopmapFrameSend *send, uint8_t protocol, size_t length)
{
  return hopmap_pseudo_sum (send->family, &send->source, &send->destination, protocol, length);
}

static void
build_udp (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;
  uint16_t length = (uint16_t) (UDP_HEADER + packet->length);
  uint16_t sum = pseudo_sum_of (send, IPPROTO_UDP, length);

  packet->has_cookie = put_cookie (packet, HOPMAP_COOKIE_OFFSET_UDP, mark->cookie);
  if (packet->has_cookie)
    put16 (bytes + HOPMAP_SEQUENCE_OFFSET_UDP, mark->sequence);
  sum = hopmap_sum_add (sum, hopmap_sum_add (mark->id, hopmap_sum_add (send->port, length)));
  sum = hopmap_sum_add (sum, sum16 (bytes, packet->length));
  put16 (bytes, balance (mark->sequence, sum));
}

static void
build_tcp (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;
  uint16_t sum;

  put16 (bytes, mark->id);
  put16 (bytes + 2, send->port);
  put16 (bytes + 4, mark->sequence);
  bytes[6] = (uint8_t) mark->cookie;
  bytes[7] = (uint8_t) (mark->cookie >> 8);
  packet->has_cookie = true;
  bytes[12] = TCP_HEADER / 4 << 4;
  bytes[13] = TCP_SYN;
  put16 (bytes + 14, UINT16_MAX); /* window */
  put16 (bytes + 20, TCP_OPTION_MSS);
  put16 (bytes + 22, send->family == HOPMAP_FRAME_IPV4 ? 1460 : 1440);
  sum = hopmap_sum_add (pseudo_sum_of (send, IPPROTO_TCP, TCP_HEADER), sum16 (bytes, TCP_HEADER));
  put16 (bytes + 16, (uint16_t) ~sum);
}

void
hopmap_probe_build (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  size_t size = send->packet_size != 0 ? send->packet_size : HOPMAP_FRAME_PACKET_DEFAULT;
  size_t header = send->family == HOPMAP_FRAME_IPV4 ? 20 : 40;

  memset (packet, 0, sizeof *packet);
  packet->length = send->protocol == HOPMAP_FRAME_TCP   ? TCP_HEADER
                   : send->protocol == HOPMAP_FRAME_UDP ? size - header - UDP_HEADER
                                                        : size - header;
  if (send->protocol == HOPMAP_FRAME_TCP)
    build_tcp (packet, send, mark);
  else if (send->protocol == HOPMAP_FRAME_UDP)
    build_udp (packet, send, mark);
  else
    build_echo (packet, send, mark);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Echo requests with a checksum that stays, UDP payloads with a checksum that tells, TCP SYNs. An
 * echo request's checksum is the third and fourth byte after the IP header, where a balancer that
 * expects ports looks for one; if it changed from probe to probe, so would the way.
 */
#include "probe-build.h"

#include <netinet/tcp.h>
#include <string.h>

#include "family.h"

#define TCP_HEADER     24u /* with one option */
#define FLOW_BASE      0x5ac3u
#define FLOW_STEP      0x2f1bu
#define TCP_OPTION_MSS 0x0204 /* its kind and its length, RFC 9293 3.2 */

uint16_t
hopmap_sum (uint64_t sum, const uint8_t *bytes, size_t length)
{
  for (size_t i = 0; i < length; i++)
    sum += i % 2 == 0 ? (uint64_t) bytes[i] << 8 : bytes[i];
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t) sum;
}

uint16_t
hopmap_pseudo_sum (HopmapFrameAddress source, HopmapFrameAddress destination, uint64_t rest)
{
  uint16_t sum = hopmap_sum (rest, source.bytes, sizeof source.bytes);

  return hopmap_sum (sum, destination.bytes, sizeof destination.bytes);
}

static void
put16 (uint8_t *bytes, uint16_t value)
{
  bytes[0] = (uint8_t) (value >> 8);
  bytes[1] = (uint8_t) (value & 0xff);
}

static void
put_cookie (HopmapProbePacket *packet, size_t offset, const HopmapMark *mark)
{
  packet->has_cookie = packet->length >= offset + sizeof mark->cookie;
  if (packet->has_cookie)
    memcpy (packet->bytes + offset, mark->cookie, sizeof mark->cookie);
}

/* What must be added to @sum so that the checksum over all becomes @checksum. */
static uint16_t
balance (uint16_t checksum, uint16_t sum)
{
  return hopmap_sum ((uint64_t) (uint16_t) ~checksum + (uint16_t) ~sum, NULL, 0);
}

static void
build_echo (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;
  /* Never 0 or 0xffff, the two faces of zero in ones' complement. */
  uint16_t checksum = (uint16_t) ((FLOW_BASE + (uint32_t) send->flow * FLOW_STEP) % 0xfffe + 1);

  bytes[0] = hopmap_family (send->family)->icmp.echo;
  put16 (bytes + 4, mark->id);
  put16 (bytes + 6, mark->sequence);
  put_cookie (packet, ICMP_HEADER + HOPMAP_COOKIE_OFFSET_ICMP, mark);
  if (packet->length >= ICMP_HEADER + 2)
    put16 (bytes + ICMP_HEADER, balance (checksum, hopmap_sum (0, bytes, packet->length)));

  /* For IPv6 the kernel writes it, because it covers addresses that only the kernel knows. */
  packet->checksum = (uint16_t) ~hopmap_sum (0, bytes, packet->length);
  if (send->family == HOPMAP_FRAME_IPV4)
    put16 (bytes + 2, packet->checksum);
}

static void
build_udp (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;
  size_t length = packet->length; /* with the header */
  uint64_t sum = hopmap_pseudo_sum (send->source, send->destination, IPPROTO_UDP + length);

  packet->length -= UDP_HEADER;
  put_cookie (packet, HOPMAP_COOKIE_OFFSET_UDP, mark);
  put16 (bytes + HOPMAP_SEQUENCE_OFFSET_UDP, mark->sequence);
  sum += (uint64_t) mark->id + send->port + length;
  put16 (bytes, balance (mark->sequence, hopmap_sum (sum, bytes, packet->length)));
}

static void
build_tcp (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  uint8_t *bytes = packet->bytes;
  uint16_t sum = hopmap_pseudo_sum (send->source, send->destination, IPPROTO_TCP + TCP_HEADER);

  packet->length = TCP_HEADER;
  put16 (bytes, mark->id);
  put16 (bytes + 2, send->port);
  put16 (bytes + 4, mark->sequence);
  memcpy (bytes + 6, mark->cookie, HOPMAP_COOKIE_SIZE_TCP);
  packet->has_cookie = true;
  bytes[12] = TCP_HEADER / 4 << 4;
  bytes[13] = TH_SYN;
  put16 (bytes + 14, UINT16_MAX); /* window */
  put16 (bytes + 20, TCP_OPTION_MSS);
  put16 (bytes + 22, hopmap_family (send->family)->header.largest_segment);
  put16 (bytes + 16, (uint16_t) ~hopmap_sum (sum, bytes, TCP_HEADER));
}

void
hopmap_probe_build (HopmapProbePacket *packet, const HopmapFrameSend *send, const HopmapMark *mark)
{
  size_t size = send->packet_size != 0 ? send->packet_size : HOPMAP_FRAME_PACKET_DEFAULT;

  memset (packet, 0, sizeof *packet);
  packet->length = size - hopmap_family (send->family)->header.ip;
  if (send->protocol == HOPMAP_FRAME_TCP)
    build_tcp (packet, send, mark);
  else if (send->protocol == HOPMAP_FRAME_UDP)
    build_udp (packet, send, mark);
  else
    build_echo (packet, send, mark);
}

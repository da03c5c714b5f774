/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See packet.h. */
#include "packet.h"

#include <string.h>

#include "scenario.h"

guint16
netsim_get16 (const guint8 *bytes)
{
  return (guint16) (bytes[0] << 8 | bytes[1]);
}

guint32
netsim_get32 (const guint8 *bytes)
{
  return (guint32) netsim_get16 (bytes) << 16 | netsim_get16 (bytes + 2);
}

void
netsim_put16 (guint8 *bytes, guint value)
{
  bytes[0] = (guint8) (value >> 8);
  bytes[1] = (guint8) value;
}

void
netsim_put32 (guint8 *bytes, guint32 value)
{
  netsim_put16 (bytes, value >> 16);
  netsim_put16 (bytes + 2, value & 0xffff);
}

static guint32
sum_words (const guint8 *bytes, gsize size, guint32 sum)
{
  gsize i;

  for (i = 0; i + 1 < size; i += 2)
    sum += netsim_get16 (bytes + i);
  if (i < size)
    sum += (guint32) bytes[i] << 8;
  return sum;
}

guint16
netsim_checksum (const guint8 *bytes, gsize size, guint32 sum)
{
  sum = sum_words (bytes, size, sum);
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return (guint16) ~sum;
}

guint32
netsim_pseudo_sum (const NetsimAddress *source,
                   const NetsimAddress *destination,
                   guint8 protocol,
                   gsize transport_size)
{
  guint32 sum = sum_words (source->bytes, netsim_address_size (source), 0);

  sum = sum_words (destination->bytes, netsim_address_size (destination), sum);
  return sum + protocol + (guint32) transport_size;
}

static gboolean
parse_ipv4 (const guint8 *bytes, gsize size, NetsimPacket *packet)
{
  if (size < 20)
    return FALSE;
  packet->header_size = (bytes[0] & 15) * 4U;
  packet->size = netsim_get16 (bytes + 2);
  if (packet->header_size < 20 || packet->size < packet->header_size || packet->size > size)
    return FALSE;
  packet->tos = bytes[1];
  packet->ip_id = netsim_get16 (bytes + 4);
  packet->dont_fragment = (bytes[6] & 0x40) != 0;
  packet->ttl = bytes[8];
  packet->protocol = bytes[9];
  packet->source.family = packet->destination.family = 4;
  memcpy (packet->source.bytes, bytes + 12, 4);
  memcpy (packet->destination.bytes, bytes + 16, 4);
  return TRUE;
}

static gboolean
parse_ipv6 (const guint8 *bytes, gsize size, NetsimPacket *packet)
{
  if (size < 40)
    return FALSE;
  packet->header_size = 40;
  packet->size = 40U + netsim_get16 (bytes + 4);
  if (packet->size > size)
    return FALSE;
  packet->tos = (guint8) (netsim_get16 (bytes) >> 4);
  packet->dont_fragment = TRUE;
  packet->flow_label = netsim_get32 (bytes) & 0xfffff;
  packet->protocol = bytes[6];
  packet->ttl = bytes[7];
  packet->source.family = packet->destination.family = 6;
  memcpy (packet->source.bytes, bytes + 8, 16);
  memcpy (packet->destination.bytes, bytes + 24, 16);
  return TRUE;
}

static gboolean
checksum_is_right (const guint8 *transport, gsize size, const NetsimPacket *packet)
{
  guint32 sum = packet->protocol == NETSIM_IP_ICMP
                    ? 0
                    : netsim_pseudo_sum (&packet->source, &packet->destination, packet->protocol,
                                         size);

  /* RFC 768: a UDP sender over IPv4 may leave it out; RFC 8200 8.1 forbids that over IPv6. */
  if (packet->protocol == NETSIM_IP_UDP && packet->checksum == 0)
    return packet->family == 4;
  return netsim_checksum (transport, size, sum) == 0;
}

static void
parse_icmp (const guint8 *transport, gsize size, NetsimPacket *packet)
{
  guint8 request = packet->family == 4 ? 8 : 128;

  if (size < 8 || transport[0] != request || transport[1] != 0)
    return;
  packet->kind = NETSIM_PACKET_ECHO;
  packet->protocol_bit = NETSIM_ICMP;
  packet->transport_size = 8;
  packet->checksum = netsim_get16 (transport + 2);
  packet->echo_id = netsim_get16 (transport + 4);
  packet->echo_sequence = netsim_get16 (transport + 6);
}

static void
parse_udp (const guint8 *transport, gsize size, NetsimPacket *packet)
{
  if (size < 8)
    return;
  packet->kind = NETSIM_PACKET_UDP;
  packet->protocol_bit = NETSIM_UDP;
  packet->transport_size = 8;
  packet->source_port = netsim_get16 (transport);
  packet->destination_port = netsim_get16 (transport + 2);
  packet->checksum = netsim_get16 (transport + 6);
}

static void
parse_tcp (const guint8 *transport, gsize size, NetsimPacket *packet)
{
  if (size < 20 || (transport[12] >> 4) * 4U < 20 || (transport[12] >> 4) * 4U > size)
    return;
  packet->protocol_bit = NETSIM_TCP;
  packet->transport_size = (transport[12] >> 4) * 4U;
  packet->source_port = netsim_get16 (transport);
  packet->destination_port = netsim_get16 (transport + 2);
  packet->tcp_sequence = netsim_get32 (transport + 4);
  packet->tcp_flags = transport[13];
  packet->checksum = netsim_get16 (transport + 16);
  packet->kind = NETSIM_PACKET_TCP_OTHER;
  if ((packet->tcp_flags & NETSIM_TCP_RST) != 0)
    packet->kind = NETSIM_PACKET_TCP_RST;
  else if ((packet->tcp_flags & (NETSIM_TCP_SYN | NETSIM_TCP_ACK)) == NETSIM_TCP_SYN)
    packet->kind = NETSIM_PACKET_TCP_SYN;
}

gboolean
netsim_packet_parse (const guint8 *bytes, gsize size, NetsimPacket *packet)
{
  const guint8 *transport;
  gsize rest;

  memset (packet, 0, sizeof *packet);
  if (size < 1 || (bytes[0] >> 4 != 4 && bytes[0] >> 4 != 6))
    return FALSE;
  packet->family = bytes[0] >> 4;
  if (!(packet->family == 4 ? parse_ipv4 : parse_ipv6) (bytes, size, packet))
    return FALSE;
  /* A fragment has no ports where they ought to be. */
  if (packet->family == 4 && (netsim_get16 (bytes + 6) & 0x3fff) != 0)
    return TRUE;
  transport = bytes + packet->header_size;
  rest = packet->size - packet->header_size;
  if (packet->protocol == (packet->family == 4 ? NETSIM_IP_ICMP : NETSIM_IP_ICMP6))
    parse_icmp (transport, rest, packet);
  else if (packet->protocol == NETSIM_IP_UDP)
    parse_udp (transport, rest, packet);
  else if (packet->protocol == NETSIM_IP_TCP)
    parse_tcp (transport, rest, packet);
  packet->checksum_right = packet->kind != NETSIM_PACKET_OTHER
                           && checksum_is_right (transport, rest, packet);
  return TRUE;
}

/* FNV-1a. */
static guint32
mix (guint32 hash, const void *bytes, gsize size)
{
  const guint8 *byte = bytes;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ byte[i]) * 16777619U;
  return hash;
}

guint32
netsim_packet_flow (const NetsimPacket *packet)
{
  guint32 hash = 2166136261U;

  hash = mix (hash, packet->source.bytes, sizeof packet->source.bytes);
  hash = mix (hash, packet->destination.bytes, sizeof packet->destination.bytes);
  hash = mix (hash, &packet->protocol, sizeof packet->protocol);
  hash = mix (hash, &packet->flow_label, sizeof packet->flow_label);
  if (packet->protocol_bit == NETSIM_ICMP)
    hash = mix (hash, &packet->checksum, sizeof packet->checksum);
  hash = mix (hash, &packet->source_port, sizeof packet->source_port);
  hash = mix (hash, &packet->destination_port, sizeof packet->destination_port);
  /* Few branches are chosen by the low bits, which must depend on everything. */
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6dU;
  return hash ^ hash >> 12;
}

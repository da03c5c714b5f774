/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses ICMP (RFC 792), ICMPv6 (RFC 4443) and answers of TCP. Every byte comes from whoever cared
 * to send it: nothing is copied by a length from the packet, every loop ends with the packet, and
 * every access goes through a span. IP headers are left to ip-header, extensions to
 * icmp-extensions.
 */
#include "reply-parse.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "icmp-extensions.h"
#include "ip-header.h"

#define TCP_HEADER         20u
#define FRAGMENTATION_CODE 4 /* of "unreachable" in IPv4 */

void
hopmap_answer_start (HopmapAnswer *answer, HopmapReplyKind kind, const HopmapArrival *arrival)
{
  *answer = (HopmapAnswer){ .destination = arrival->from.address, .port = arrival->from.port };
  answer->reply = (HopmapFrameReply){
    .family = arrival->family,
    .protocol = arrival->protocol,
    .kind = kind,
    .from = arrival->from.address,
    .scope_id = arrival->from.scope_id,
    .reply_ttl = arrival->ttl,
    .reply_tos = arrival->tos,
    .flags = arrival->has_tos ? HOPMAP_REPLY_REPLY_TOS_KNOWN : 0,
  };
}

static void
take_cookie (HopmapAnswer *answer, Span bytes, size_t size)
{
  answer->n_cookie = at_most (bytes, size).length;
  for (size_t i = 0; i < answer->n_cookie; i++)
    answer->cookie[i] = bytes.bytes[i];
}

static void
read_udp_payload (HopmapAnswer *answer, Span payload)
{
  answer->sequences[1] = get16 (payload, HOPMAP_SEQUENCE_OFFSET_UDP);
  take_cookie (answer, after (payload, HOPMAP_COOKIE_OFFSET_UDP), HOPMAP_COOKIE_SIZE);
}

/* Request or reply. */
static void
read_echo (HopmapAnswer *answer, Span icmp)
{
  answer->reply.protocol = HOPMAP_FRAME_ICMP;
  answer->port = 0;
  answer->has_id = true;
  answer->id = get16 (icmp, 4);
  answer->sequences[0] = get16 (icmp, 6);
  take_cookie (answer, after (icmp, ICMP_HEADER + HOPMAP_COOKIE_OFFSET_ICMP), HOPMAP_COOKIE_SIZE);
}

/* The quoted probe from its transport header on: at least the eight bytes of RFC 792. */
static bool
read_quoted_transport (HopmapAnswer *answer, Span transport, uint8_t protocol)
{
  if (transport.length < 8)
    return false;
  if (protocol == hopmap_family (answer->reply.family)->icmp.protocol)
    {
      /* That of IPv6 covers addresses too, which only the system knows. */
      answer->has_checksum = answer->reply.family == HOPMAP_FRAME_IPV4;
      answer->checksum = get16 (transport, 2);
      read_echo (answer, transport);
      return get8 (transport, 0) == hopmap_family (answer->reply.family)->icmp.echo;
    }

  answer->has_id = true;
  answer->id = get16 (transport, 0);
  answer->port = get16 (transport, 2);
  if (protocol == IPPROTO_UDP)
    {
      answer->reply.protocol = HOPMAP_FRAME_UDP;
      answer->sequences[0] = get16 (transport, 6); /* the checksum */
      read_udp_payload (answer, after (transport, UDP_HEADER));
      return true;
    }
  answer->reply.protocol = HOPMAP_FRAME_TCP;
  answer->sequences[0] = get16 (transport, 4);
  take_cookie (answer, after (transport, 6), HOPMAP_COOKIE_SIZE_TCP);
  return protocol == IPPROTO_TCP;
}

/* False if the type is none that answers. */
static bool
set_kind (HopmapAnswer *answer, uint8_t type, uint8_t code, uint32_t mtu)
{
  const HopmapFamily *its = hopmap_family (answer->reply.family);
  HopmapFrameReply *reply = &answer->reply;

  /* Down to the first, which is "unreachable" of those whose type is the same. */
  for (int kind = HOPMAP_REPLY_PARAMETER_PROBLEM; kind > 0; kind--)
    if (type == its->icmp.types[kind])
      reply->kind = (HopmapReplyKind) kind;
  if (reply->kind == HOPMAP_REPLY_UNREACHABLE && code == its->icmp.port_code)
    reply->kind = HOPMAP_REPLY_PORT_UNREACHABLE;
  if (reply->kind == HOPMAP_REPLY_UNREACHABLE && code == FRAGMENTATION_CODE
      && type == its->icmp.types[HOPMAP_REPLY_PACKET_TOO_BIG])
    reply->kind = HOPMAP_REPLY_PACKET_TOO_BIG;
  if (reply->kind == HOPMAP_REPLY_PACKET_TOO_BIG)
    reply->mtu = mtu > UINT16_MAX ? UINT16_MAX : (uint16_t) mtu;
  reply->icmp_type = type;
  reply->icmp_code = code;
  return reply->kind != 0;
}

static bool
read_quote (HopmapAnswer *answer, Span quote, const HopmapArrival *arrival)
{
  HopmapFrameReply *reply = &answer->reply;
  HopmapIpHeader inner;

  if (!hopmap_ip_header_read (&inner, reply->family, quote) || inner.is_later_fragment
      || !read_quoted_transport (answer, after (quote, inner.length), inner.protocol))
    return false;

  answer->is_quote = true;
  answer->destination = inner.destination;
  reply->quoted_ttl = inner.ttl;
  reply->quoted_tos = inner.tos;
  reply->flags |= HOPMAP_REPLY_QUOTED_KNOWN;
  if (arrival->has_to && memcmp (&arrival->to, &inner.source, sizeof inner.source) != 0)
    reply->flags |= HOPMAP_REPLY_NAT_SEEN;
  return true;
}

bool
hopmap_strip_ipv4 (Span *packet, HopmapArrival *arrival)
{
  uint8_t protocol = arrival->protocol == HOPMAP_FRAME_TCP ? IPPROTO_TCP : IPPROTO_ICMP;
  HopmapIpHeader header;

  if (!hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV4, *packet) || header.protocol != protocol
      || header.is_later_fragment)
    return false;
  arrival->from.address = header.source;
  arrival->has_to = true;
  arrival->to = header.destination;
  arrival->ttl = header.ttl;
  arrival->has_tos = true;
  arrival->tos = header.tos;
  *packet = after (at_most (*packet, header.total), header.length);
  return true;
}

static bool
parse_icmp (HopmapAnswer *answer, Span packet, const HopmapArrival *arrival)
{
  const HopmapFamily *its = hopmap_family (arrival->family);
  const HopmapFrameReply *reply = &answer->reply;
  bool is_ipv4 = arrival->family == HOPMAP_FRAME_IPV4;
  uint32_t mtu = is_ipv4 ? get16 (packet, 6) : get32 (packet, 4);
  size_t announced = (size_t) get8 (packet, its->icmp.length_at) * its->icmp.length_unit;

  /* Nothing has looked at the checksum before a raw IPv4 socket gets the packet. */
  if (packet.length < ICMP_HEADER
      || (is_ipv4 && hopmap_sum (0, packet.bytes, packet.length) != UINT16_MAX)
      || !set_kind (answer, get8 (packet, 0), get8 (packet, 1), mtu))
    return false;
  if (reply->kind == HOPMAP_REPLY_ECHO)
    {
      read_echo (answer, packet);
      return true;
    }
  /* In these of ICMPv6 the same byte is part of a number. */
  if (!is_ipv4
      && (reply->kind == HOPMAP_REPLY_PACKET_TOO_BIG
          || reply->kind == HOPMAP_REPLY_PARAMETER_PROBLEM))
    announced = 0;
  packet = hopmap_extensions_split (&answer->reply, after (packet, ICMP_HEADER), announced, 0);
  return read_quote (answer, packet, arrival);
}

/* Between virtual interfaces checksums are not finished: then the field has the sum of the
 * addresses, for a device to go on from. */
static bool
parse_tcp (HopmapAnswer *answer, Span packet, const HopmapArrival *arrival)
{
  uint8_t flags = get8 (packet, 13);
  uint32_t acknowledged = get32 (packet, 8) - 1;
  uint64_t rest = IPPROTO_TCP + packet.length;
  uint16_t sum = hopmap_pseudo_sum (arrival->from.address, arrival->to, rest);

  if (packet.length < TCP_HEADER || !arrival->has_to || (flags & TH_ACK) == 0
      || (flags & (TH_SYN | TH_RST)) == 0
      || (hopmap_sum (sum, packet.bytes, packet.length) != UINT16_MAX && get16 (packet, 16) != sum))
    return false;
  answer->reply.kind = (flags & TH_RST) != 0 ? HOPMAP_REPLY_TCP_RESET : HOPMAP_REPLY_TCP_SYN_ACK;
  answer->port = get16 (packet, 0);
  answer->has_id = true;
  answer->id = get16 (packet, 2);
  answer->sequences[0] = (uint16_t) (acknowledged >> 16);
  answer->cookie[0] = (uint8_t) (acknowledged >> 8 & 0xff);
  answer->cookie[1] = (uint8_t) (acknowledged & 0xff);
  answer->n_cookie = HOPMAP_COOKIE_SIZE_TCP;
  return true;
}

bool
hopmap_answer_parse (HopmapAnswer *answer, Span packet, const HopmapArrival *arrival)
{
  bool is_udp = arrival->protocol == HOPMAP_FRAME_UDP;

  hopmap_answer_start (answer, is_udp ? HOPMAP_REPLY_DATAGRAM : 0, arrival);
  if (arrival->protocol == HOPMAP_FRAME_TCP)
    return parse_tcp (answer, packet, arrival);
  return is_udp || parse_icmp (answer, packet, arrival);
}

/* The kernel has matched the error to the socket and cut the quote's IP header off. */
bool
hopmap_answer_parse_queued (HopmapAnswer *answer, Span quote, const HopmapArrival *arrival)
{
  const struct sock_extended_err *cause = &arrival->queued.error;
  const HopmapFamily *its = hopmap_family (arrival->family);
  bool is_udp = arrival->protocol == HOPMAP_FRAME_UDP;
  size_t missing = its->header.ip + (is_udp ? UDP_HEADER : 0);
  size_t announced = cause->ee_rfc4884.len > 0 ? cause->ee_rfc4884.len + missing : 0;
  HopmapEndpoint offender;

  hopmap_answer_start (answer, 0, arrival);
  if (!hopmap_name_read (&arrival->queued.offender, arrival->family, &offender)
      || cause->ee_origin != its->socket.error_origin
      || !set_kind (answer, cause->ee_type, cause->ee_code, cause->ee_info)
      || answer->reply.kind == HOPMAP_REPLY_ECHO)
    return false;
  answer->is_quote = true;
  answer->reply.from = offender.address;
  answer->reply.scope_id = offender.scope_id;

  /* For packet-too-big the word that tells of extensions holds the MTU instead. */
  if (answer->reply.kind != HOPMAP_REPLY_PACKET_TOO_BIG)
    quote = hopmap_extensions_split (&answer->reply, quote, announced, missing);
  if (is_udp)
    read_udp_payload (answer, quote);
  return arrival->protocol != HOPMAP_FRAME_ICMP
         || read_quoted_transport (answer, quote, its->icmp.protocol);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses ICMP (RFC 792) and ICMPv6 (RFC 4443). Every byte comes from whoever cared to send it:
 * nothing is copied by a length from the packet, no loop is longer than a constant, and every
 * access goes through a span. Extensions are left to icmp-extensions.
 */
#include "reply-parse.h"

#include <netinet/in.h>
#include <string.h>

#include "icmp-extensions.h"
#include "span.h"

#define ICMP_HEADER       8u
#define IPV4_HEADER       20u
#define IPV4_HEADER_MAX   60u
#define IPV6_HEADER       40u
#define EXTENSION_HEADERS 8 /* more than this many before the transport header is nonsense */

enum
{
  ECHO_REPLY = 0,
  UNREACHABLE = 3,
  ECHO = 8,
  TIME_EXCEEDED = 11,
  PARAMETER_PROBLEM = 12,
  UNREACHABLE_PORT = 3,
  UNREACHABLE_FRAGMENTATION = 4,
};

enum
{
  V6_UNREACHABLE = 1,
  V6_PACKET_TOO_BIG = 2,
  V6_TIME_EXCEEDED = 3,
  V6_PARAMETER_PROBLEM = 4,
  V6_ECHO = 128,
  V6_ECHO_REPLY = 129,
  V6_UNREACHABLE_PORT = 4,
};

static bool
get_address (Span span, size_t offset, size_t size, HopmapFrameAddress *address)
{
  memset (address, 0, sizeof *address);
  if (size > sizeof address->bytes || offset + size > span.length)
    return false;
  memcpy (address->bytes, span.bytes + offset, size);
  return true;
}

static bool
same_address (const HopmapFrameAddress *a, const HopmapFrameAddress *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

typedef struct
{
  size_t header; /* bytes */
  size_t total;  /* bytes that it claims to have, header included */
  uint8_t tos;
  uint8_t ttl;
  uint8_t protocol;
  bool is_later_fragment;
  HopmapFrameAddress source;
  HopmapFrameAddress destination;
} IpHeader;

static bool
read_ipv4_header (Span packet, IpHeader *header)
{
  memset (header, 0, sizeof *header);
  if (packet.length < IPV4_HEADER || get8 (packet, 0) >> 4 != 4)
    return false;
  header->header = (size_t) (get8 (packet, 0) & 0xf) * 4;
  if (header->header < IPV4_HEADER || header->header > IPV4_HEADER_MAX
      || header->header > packet.length)
    return false;
  header->total = get16 (packet, 2);
  header->tos = get8 (packet, 1);
  header->is_later_fragment = (get16 (packet, 6) & 0x1fff) != 0;
  header->ttl = get8 (packet, 8);
  header->protocol = get8 (packet, 9);
  return get_address (packet, 12, 4, &header->source)
         && get_address (packet, 16, 4, &header->destination);
}

/* Walks the extension headers up to the transport header, RFC 8200 4. */
static bool
read_ipv6_header (Span packet, IpHeader *header)
{
  memset (header, 0, sizeof *header);
  if (packet.length < IPV6_HEADER || get8 (packet, 0) >> 4 != 6)
    return false;
  header->header = IPV6_HEADER;
  header->total = IPV6_HEADER + (size_t) get16 (packet, 4);
  header->tos = (uint8_t) (get16 (packet, 0) >> 4 & 0xff);
  header->protocol = get8 (packet, 6);
  header->ttl = get8 (packet, 7);

  for (int i = 0; i < EXTENSION_HEADERS; i++)
    {
      Span next = after (packet, header->header);

      switch (header->protocol)
        {
        case IPPROTO_HOPOPTS:
        case IPPROTO_ROUTING:
        case IPPROTO_DSTOPTS:
          header->header += ((size_t) get8 (next, 1) + 1) * 8;
          break;
        case IPPROTO_FRAGMENT:
          header->is_later_fragment = (get16 (next, 2) & 0xfff8) != 0;
          header->header += 8;
          break;
        default:
          return get_address (packet, 8, 16, &header->source)
                 && get_address (packet, 24, 16, &header->destination);
        }
      header->protocol = get8 (next, 0);
      if (next.length < 8)
        return false;
    }
  return false;
}

static void
take_cookie (HopmapAnswer *answer, Span payload, size_t offset)
{
  Span cookie = at_most (after (payload, offset), HOPMAP_COOKIE_SIZE);

  answer->n_cookie = cookie.length;
  if (cookie.length > 0)
    memcpy (answer->cookie, cookie.bytes, cookie.length);
}

/* The quoted probe from its transport header on: at least the eight bytes of RFC 792. */
static bool
read_quoted_transport (HopmapAnswer *answer, Span transport, uint8_t protocol)
{
  bool is_ipv4 = answer->reply.family == HOPMAP_FRAME_IPV4;

  if (transport.length < 8)
    return false;
  if (protocol == IPPROTO_UDP)
    {
      answer->reply.protocol = HOPMAP_FRAME_UDP;
      answer->id = get16 (transport, 0);
      answer->sequence = get16 (transport, 2);
      take_cookie (answer, after (transport, 8), HOPMAP_COOKIE_OFFSET_UDP);
      return true;
    }
  if (protocol != (is_ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6)
      || get8 (transport, 0) != (is_ipv4 ? ECHO : V6_ECHO))
    return false;
  answer->reply.protocol = HOPMAP_FRAME_ICMP;
  answer->has_checksum = true;
  answer->checksum = get16 (transport, 2);
  answer->id = get16 (transport, 4);
  answer->sequence = get16 (transport, 6);
  take_cookie (answer, after (transport, 8), HOPMAP_COOKIE_OFFSET_ICMP);
  return true;
}

static HopmapReplyKind
kind_ipv4 (uint8_t type, uint8_t code)
{
  if (type == TIME_EXCEEDED)
    return HOPMAP_REPLY_TIME_EXCEEDED;
  if (type == PARAMETER_PROBLEM)
    return HOPMAP_REPLY_PARAMETER_PROBLEM;
  if (type != UNREACHABLE)
    return 0;
  if (code == UNREACHABLE_PORT)
    return HOPMAP_REPLY_PORT_UNREACHABLE;
  return code == UNREACHABLE_FRAGMENTATION ? HOPMAP_REPLY_PACKET_TOO_BIG : HOPMAP_REPLY_UNREACHABLE;
}

static HopmapReplyKind
kind_ipv6 (uint8_t type, uint8_t code)
{
  switch (type)
    {
    case V6_UNREACHABLE:
      return code == V6_UNREACHABLE_PORT ? HOPMAP_REPLY_PORT_UNREACHABLE : HOPMAP_REPLY_UNREACHABLE;
    case V6_PACKET_TOO_BIG:
      return HOPMAP_REPLY_PACKET_TOO_BIG;
    case V6_TIME_EXCEEDED:
      return HOPMAP_REPLY_TIME_EXCEEDED;
    case V6_PARAMETER_PROBLEM:
      return HOPMAP_REPLY_PARAMETER_PROBLEM;
    default:
      return 0;
    }
}

static void
start_answer (HopmapAnswer *answer, HopmapFrameFamily family, const HopmapFrameAddress *from)
{
  memset (answer, 0, sizeof *answer);
  answer->reply.family = family;
  answer->reply.protocol = HOPMAP_FRAME_ICMP;
  answer->reply.from = *from;
}

static void
note_arrival (HopmapFrameReply *reply, const HopmapArrival *arrival)
{
  reply->reply_ttl = arrival->ttl;
  reply->reply_tos = arrival->tos;
  if (arrival->has_tos)
    reply->flags |= HOPMAP_REPLY_REPLY_TOS_KNOWN;
}

static bool
read_echo_reply (HopmapAnswer *answer, Span icmp)
{
  answer->reply.kind = HOPMAP_REPLY_ECHO;
  answer->reply.icmp_type = get8 (icmp, 0);
  answer->reply.icmp_code = get8 (icmp, 1);
  answer->id = get16 (icmp, 4);
  answer->sequence = get16 (icmp, 6);
  take_cookie (answer, after (icmp, ICMP_HEADER), HOPMAP_COOKIE_OFFSET_ICMP);
  return icmp.length >= ICMP_HEADER;
}

static void
note_mtu (HopmapFrameReply *reply, uint32_t mtu)
{
  if (reply->kind == HOPMAP_REPLY_PACKET_TOO_BIG)
    reply->mtu = mtu > UINT16_MAX ? UINT16_MAX : (uint16_t) mtu;
}

static bool
read_quote (HopmapAnswer *answer, Span quote, const HopmapFrameAddress *us)
{
  HopmapFrameReply *reply = &answer->reply;
  IpHeader inner;

  if (!(reply->family == HOPMAP_FRAME_IPV4 ? read_ipv4_header (quote, &inner)
                                           : read_ipv6_header (quote, &inner)))
    return false;
  if (inner.is_later_fragment
      || !read_quoted_transport (answer, after (quote, inner.header), inner.protocol))
    return false;

  answer->is_quote = true;
  answer->destination = inner.destination;
  reply->quoted_ttl = inner.ttl;
  reply->quoted_tos = inner.tos;
  reply->flags |= HOPMAP_REPLY_QUOTED_KNOWN;
  if (us != NULL && !same_address (us, &inner.source))
    reply->flags |= HOPMAP_REPLY_NAT_SEEN;
  return true;
}

bool
hopmap_answer_parse_ipv4 (HopmapAnswer *answer, const uint8_t *packet, size_t length)
{
  HopmapFrameReply *reply = &answer->reply;
  Span whole = { packet, length };
  IpHeader outer;
  Span icmp;

  memset (answer, 0, sizeof *answer);
  if (!read_ipv4_header (whole, &outer) || outer.protocol != IPPROTO_ICMP
      || outer.is_later_fragment)
    return false;
  start_answer (answer, HOPMAP_FRAME_IPV4, &outer.source);
  note_arrival (reply, &(HopmapArrival){ .ttl = outer.ttl, .has_tos = true, .tos = outer.tos });

  icmp = after (at_most (whole, outer.total), outer.header);
  if (icmp.length < ICMP_HEADER)
    return false;
  /* Nothing has looked at the checksum before a raw IPv4 socket gets the packet. */
  if (outer.total <= length && hopmap_checksum (icmp.bytes, icmp.length) != 0)
    return false;

  reply->icmp_type = get8 (icmp, 0);
  reply->icmp_code = get8 (icmp, 1);
  if (reply->icmp_type == ECHO_REPLY)
    return read_echo_reply (answer, icmp);
  reply->kind = kind_ipv4 (reply->icmp_type, reply->icmp_code);
  if (reply->kind == 0)
    return false;
  note_mtu (reply, get16 (icmp, 6));
  return read_quote (
      answer,
      hopmap_extensions_split (reply, after (icmp, ICMP_HEADER), (size_t) get8 (icmp, 5) * 4, 0),
      &outer.destination);
}

bool
hopmap_answer_parse_ipv6 (HopmapAnswer *answer,
                          const uint8_t *packet,
                          size_t length,
                          const HopmapFrameAddress *from,
                          const HopmapArrival *arrival)
{
  HopmapFrameReply *reply = &answer->reply;
  Span icmp = { packet, length };
  Span quote;

  start_answer (answer, HOPMAP_FRAME_IPV6, from);
  note_arrival (reply, arrival);
  if (icmp.length < ICMP_HEADER)
    return false;

  reply->icmp_type = get8 (icmp, 0);
  reply->icmp_code = get8 (icmp, 1);
  if (reply->icmp_type == V6_ECHO_REPLY)
    return read_echo_reply (answer, icmp);
  reply->kind = kind_ipv6 (reply->icmp_type, reply->icmp_code);
  if (reply->kind == 0)
    return false;
  note_mtu (reply, get32 (icmp, 4));

  /* Only these two have a length field; in the others the same byte is part of a number. */
  quote = after (icmp, ICMP_HEADER);
  if (reply->icmp_type == V6_UNREACHABLE || reply->icmp_type == V6_TIME_EXCEEDED)
    quote = hopmap_extensions_split (reply, quote, (size_t) get8 (icmp, 4) * 8, 0);
  return read_quote (answer, quote, arrival->has_to ? &arrival->to : NULL);
}

bool
hopmap_answer_parse_echo_ipv4 (HopmapAnswer *answer,
                               const uint8_t *packet,
                               size_t length,
                               const HopmapFrameAddress *from,
                               const HopmapArrival *arrival)
{
  Span icmp = { packet, length };

  start_answer (answer, HOPMAP_FRAME_IPV4, from);
  note_arrival (&answer->reply, arrival);
  return icmp.length >= ICMP_HEADER && get8 (icmp, 0) == ECHO_REPLY
         && read_echo_reply (answer, icmp);
}

/* The kernel has matched the error to the socket and cut the quote's IP header off. */
bool
hopmap_answer_parse_queued (HopmapAnswer *answer,
                            const HopmapQueuedError *error,
                            const uint8_t *quote,
                            size_t length,
                            const HopmapArrival *arrival)
{
  bool is_ipv4 = error->family == HOPMAP_FRAME_IPV4;
  size_t missing = (is_ipv4 ? IPV4_HEADER : IPV6_HEADER)
                   + (error->protocol == HOPMAP_FRAME_UDP ? 8 : 0);
  HopmapFrameReply *reply = &answer->reply;
  size_t announced = 0;
  Span body = { quote, length };

  start_answer (answer, error->family, &error->offender);
  note_arrival (reply, arrival);
  if (!error->has_offender
      || error->error.ee_origin != (is_ipv4 ? SO_EE_ORIGIN_ICMP : SO_EE_ORIGIN_ICMP6))
    return false;

  reply->protocol = error->protocol;
  reply->icmp_type = error->error.ee_type;
  reply->icmp_code = error->error.ee_code;
  reply->kind = is_ipv4 ? kind_ipv4 (reply->icmp_type, reply->icmp_code)
                        : kind_ipv6 (reply->icmp_type, reply->icmp_code);
  if (reply->kind == 0)
    return false;
  answer->is_quote = true;
  answer->destination = error->destination;
  note_mtu (reply, error->error.ee_info);

  /* For packet-too-big the word that tells of extensions holds the MTU instead. */
  if (reply->kind != HOPMAP_REPLY_PACKET_TOO_BIG)
    {
      if (error->error.ee_rfc4884.len > 0)
        announced = error->error.ee_rfc4884.len + missing;
      body = hopmap_extensions_split (reply, body, announced, missing);
    }
  if (error->protocol == HOPMAP_FRAME_UDP)
    {
      answer->sequence = error->port;
      take_cookie (answer, body, HOPMAP_COOKIE_OFFSET_UDP);
      return true;
    }
  return read_quoted_transport (answer, body, is_ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
}

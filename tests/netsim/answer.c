/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See answer.h. */
#include "answer.h"

#include <string.h>

#include "quote.h"

static void
put_ipv4_header (guint8 *header,
                 gsize header_size,
                 gsize size,
                 guint8 protocol,
                 const NetsimEnvelope *envelope)
{
  static guint16 id;

  header[0] = (guint8) (0x40 | header_size / 4);
  netsim_put16 (header + 2, (guint) size);
  netsim_put16 (header + 4, ++id);
  header[8] = envelope->ttl;
  header[9] = protocol;
  memcpy (header + 12, envelope->source.bytes, 4);
  memcpy (header + 16, envelope->destination.bytes, 4);
  /* Options that do nothing (RFC 791 3.1); the last byte ends the list. */
  memset (header + 20, 1, header_size - 20);
  if (header_size > 20)
    header[header_size - 1] = 0;
  netsim_put16 (header + 10, netsim_checksum (header, header_size, 0));
}

static void
put_ipv6_header (guint8 *header, gsize size, guint8 protocol, const NetsimEnvelope *envelope)
{
  header[0] = 0x60;
  netsim_put16 (header + 4, (guint) size);
  header[6] = protocol;
  header[7] = envelope->ttl;
  memcpy (header + 8, envelope->source.bytes, 16);
  memcpy (header + 24, envelope->destination.bytes, 16);
}

GByteArray *
netsim_answer_wrap (const NetsimEnvelope *envelope,
                    guint8 protocol,
                    const guint8 *transport,
                    gsize size,
                    gsize checksum_at)
{
  gboolean ipv4 = envelope->source.family == 4;
  gsize header_size = ipv4 ? 20 + envelope->options : 40;
  GByteArray *answer = g_byte_array_sized_new ((guint) (header_size + size));
  guint8 *body;
  guint32 sum = 0;

  g_byte_array_set_size (answer, (guint) (header_size + size));
  memset (answer->data, 0, header_size);
  body = answer->data + header_size;
  memcpy (body, transport, size);
  if (ipv4)
    put_ipv4_header (answer->data, header_size, header_size + size, protocol, envelope);
  else
    put_ipv6_header (answer->data, size, protocol, envelope);
  if (protocol != NETSIM_IP_ICMP)
    sum = netsim_pseudo_sum (&envelope->source, &envelope->destination, protocol, size);
  netsim_put16 (body + checksum_at, 0);
  netsim_put16 (body + checksum_at, netsim_checksum (body, size, sum));
  /* RFC 768: 0 would mean that there is none. */
  if (protocol == NETSIM_IP_UDP && netsim_get16 (body + checksum_at) == 0)
    netsim_put16 (body + checksum_at, 0xffff);
  return answer;
}

NetsimEnvelope
netsim_answer_envelope (const NetsimPacket *packet, const NetsimVerdict *verdict)
{
  const NetsimHop *hop = verdict->hop;
  guint back = hop->return_hops != 0 ? hop->return_hops : verdict->distance;

  return (NetsimEnvelope){
    .source = hop->answers_from[netsim_family_index (packet->family)],
    .destination = packet->source,
    .ttl = (guint8) MAX (1, (int) hop->initial_ttl + 1 - (int) back),
    .options = hop->outer_options,
  };
}

GByteArray *
netsim_answer_error (const NetsimEnvelope *envelope,
                     guint8 type,
                     guint8 code,
                     guint32 word,
                     const guint8 *quote,
                     gsize size)
{
  gboolean ipv4 = envelope->source.family == 4;
  g_autoptr (GByteArray) message = g_byte_array_sized_new ((guint) size + 8);
  guint8 head[8] = { type, code };

  netsim_put32 (head + 4, word);
  g_byte_array_append (message, head, sizeof head);
  g_byte_array_append (message, quote, (guint) size);
  return netsim_answer_wrap (envelope, ipv4 ? NETSIM_IP_ICMP : NETSIM_IP_ICMP6, message->data,
                             message->len, 2);
}

static GByteArray *
build_error (const guint8 *bytes, const NetsimPacket *packet, const NetsimVerdict *verdict)
{
  gboolean ipv4 = packet->family == 4;
  gboolean too_big = verdict->kind == NETSIM_ANSWER_TOO_BIG;
  NetsimEnvelope envelope = netsim_answer_envelope (packet, verdict);
  /* RFC 4884 4: packet too big of ICMPv6 has no room for a length. */
  NetsimQuote quote = netsim_quote_build (bytes, packet, verdict->hop, verdict->distance,
                                          ipv4 || !too_big);
  g_autoptr (GByteArray) quoted = quote.bytes;
  /* RFC 4884 4.1 to 4.5: byte 5 of the message for IPv4, byte 4 for IPv6. */
  guint32 word = (guint32) quote.length << (ipv4 ? 16 : 24);
  guint8 type, code = 0;

  if (too_big)
    {
      type = ipv4 ? 3 : 2;
      code = ipv4 ? 4 : 0;
      word |= verdict->mtu;
    }
  else if (verdict->kind == NETSIM_ANSWER_UNREACHABLE)
    {
      type = ipv4 ? 3 : 1;
      code = (guint8) verdict->code;
    }
  else
    type = ipv4 ? 11 : 3;
  return netsim_answer_error (&envelope, type, code, word, quoted->data, quoted->len);
}

static GByteArray *
build_echo_reply (const guint8 *bytes, const NetsimPacket *packet, const NetsimEnvelope *envelope)
{
  gsize size = packet->size - packet->header_size;
  g_autoptr (GByteArray) message = g_byte_array_sized_new ((guint) size);

  g_byte_array_append (message, bytes + packet->header_size, (guint) size);
  message->data[0] = packet->family == 4 ? 0 : 129;
  return netsim_answer_wrap (envelope, packet->protocol, message->data, message->len, 2);
}

static GByteArray *
build_datagram (const NetsimPacket *packet, const NetsimEnvelope *envelope)
{
  static const char words[] = "hopmap-netsim";
  guint8 datagram[8 + sizeof words] = { 0 };

  netsim_put16 (datagram, packet->destination_port);
  netsim_put16 (datagram + 2, packet->source_port);
  netsim_put16 (datagram + 4, sizeof datagram);
  memcpy (datagram + 8, words, sizeof words);
  return netsim_answer_wrap (envelope, NETSIM_IP_UDP, datagram, sizeof datagram, 6);
}

static GByteArray *
build_segment (const NetsimPacket *packet, const NetsimEnvelope *envelope, gboolean accepted)
{
  guint8 segment[20] = { 0 };

  netsim_put16 (segment, packet->destination_port);
  netsim_put16 (segment + 2, packet->source_port);
  /* Any number would do; this one is different for each probe and the same in each run. */
  netsim_put32 (segment + 4, accepted ? packet->tcp_sequence * 2654435761U : 0);
  netsim_put32 (segment + 8, packet->tcp_sequence + 1);
  segment[12] = 5 << 4;
  segment[13] = NETSIM_TCP_ACK | (accepted ? NETSIM_TCP_SYN : NETSIM_TCP_RST);
  netsim_put16 (segment + 14, accepted ? 64240 : 0);
  return netsim_answer_wrap (envelope, NETSIM_IP_TCP, segment, sizeof segment, 16);
}

GByteArray *
netsim_answer_build (const guint8 *bytes, const NetsimPacket *packet, const NetsimVerdict *verdict)
{
  NetsimEnvelope envelope = netsim_answer_envelope (packet, verdict);

  switch (verdict->kind)
    {
    case NETSIM_ANSWER_ECHO_REPLY:
      return build_echo_reply (bytes, packet, &envelope);
    case NETSIM_ANSWER_DATAGRAM:
      return build_datagram (packet, &envelope);
    case NETSIM_ANSWER_SYN_ACK:
    case NETSIM_ANSWER_RST:
      return build_segment (packet, &envelope, verdict->kind == NETSIM_ANSWER_SYN_ACK);
    case NETSIM_ANSWER_TIME_EXCEEDED:
    case NETSIM_ANSWER_UNREACHABLE:
    case NETSIM_ANSWER_TOO_BIG:
    case NETSIM_ANSWER_NONE:
    default:
      return build_error (bytes, packet, verdict);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes golden replies. Headers are put together here from the RFCs and not from the code under
 * test, which only gives the bytes of the probe that it would have sent.
 */
#include "golden.h"

#include <netinet/in.h>
#include <string.h>

#define V4 HOPMAP_FRAME_IPV4
#define V6 HOPMAP_FRAME_IPV6

static const HopmapFrameAddress us[2] = { { { 10, 0, 0, 2 } },
                                          { { 0x20, 1, 0xd, 0xb8, [15] = 2 } } };
static const HopmapFrameAddress hop[2] = { { { 192, 0, 2, 9 } },
                                           { { 0x20, 1, 0xd, 0xb8, 1, [15] = 9 } } };
static const HopmapFrameAddress target[2] = { { { 198, 51, 100, 7 } },
                                              { { 0x20, 1, 0xd, 0xb8, 2, [15] = 7 } } };
static const HopmapFrameAddress other[2] = { { { 172, 16, 0, 2 } },
                                             { { 0xfd, 1, 2, 3, [15] = 2 } } };

static int
which (HopmapFrameFamily family)
{
  return family == V6;
}

HopmapFrameAddress
golden_hop (HopmapFrameFamily family)
{
  return hop[which (family)];
}

uint16_t
golden_checksum (HopmapFrameFamily family,
                 const HopmapFrameAddress *source,
                 const HopmapFrameAddress *destination,
                 uint8_t protocol,
                 const uint8_t *bytes,
                 size_t length)
{
  Packet whole = packet_pseudo_header (family, source, destination, protocol, length);

  packet_put (&whole, bytes, length);
  return packet_checksum (&whole);
}

static void
set_checksum (const Golden *golden,
              const HopmapFrameAddress *source,
              const HopmapFrameAddress *destination,
              uint8_t protocol,
              Packet *packet,
              size_t at)
{
  Packet unfinished = packet_pseudo_header (golden->family, source, destination, protocol,
                                            packet->length);

  packet_set16 (packet->bytes + at, 0);
  packet_set16 (packet->bytes + at,
                golden->is_unfinished ? 0xffffu - packet_checksum (&unfinished)
                                      : golden_checksum (golden->family, source, destination,
                                                         protocol, packet->bytes, packet->length));
}

static uint8_t
icmp_of (HopmapFrameFamily family)
{
  return family == V4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
}

static uint8_t
protocol_of (const Golden *golden)
{
  return golden->protocol == HOPMAP_FRAME_ICMP  ? icmp_of (golden->family)
         : golden->protocol == HOPMAP_FRAME_UDP ? IPPROTO_UDP
                                                : IPPROTO_TCP;
}

HopmapFrameSend
golden_send (const Golden *golden)
{
  return (HopmapFrameSend){
    .family = golden->family,
    .protocol = golden->protocol,
    .destination = target[which (golden->family)],
    .source = us[which (golden->family)],
    .ttl = 5,
    .port = golden->protocol == HOPMAP_FRAME_UDP   ? 33435
            : golden->protocol == HOPMAP_FRAME_TCP ? 443
                                                   : 0,
    .packet_size = golden->probe_size,
    .timeout_ms = 1000,
  };
}

/* The probe behind its IP header. */
static Packet
transport (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  HopmapProbePacket built;
  Packet packet = { 0 };

  hopmap_probe_build (&built, send, mark);
  if (golden->protocol == HOPMAP_FRAME_UDP)
    {
      packet_put16 (&packet, mark->id);
      packet_put16 (&packet, send->port);
      packet_put16 (&packet, (unsigned int) built.length + 8);
      packet_put16 (&packet, 0);
    }
  packet_put (&packet, built.bytes, built.length);
  if (golden->protocol == HOPMAP_FRAME_UDP)
    set_checksum (golden, &send->source, &send->destination, IPPROTO_UDP, &packet, 6);
  else if (golden->protocol == HOPMAP_FRAME_TCP && golden->is_unfinished)
    set_checksum (golden, &send->source, &send->destination, IPPROTO_TCP, &packet, 16);
  else if (golden->protocol == HOPMAP_FRAME_ICMP && golden->family == V6)
    set_checksum (golden, &send->source, &send->destination, IPPROTO_ICMPV6, &packet, 2);
  return packet;
}

static void
put_ip (Packet *packet,
        HopmapFrameFamily family,
        uint8_t protocol,
        uint8_t ttl,
        uint8_t tos,
        size_t options,
        size_t payload,
        const HopmapFrameAddress *from,
        const HopmapFrameAddress *to)
{
  if (family == V4)
    {
      packet_put8 (packet, 0x40u | (unsigned int) (5 + options / 4));
      packet_put8 (packet, tos);
      packet_put16 (packet, (unsigned int) (20 + options + payload));
      packet_put32 (packet, 0x12344000);
      packet_put8 (packet, ttl);
      packet_put8 (packet, protocol);
      packet_put16 (packet, 0);
      packet_put (packet, from, 4);
      packet_put (packet, to, 4);
      packet_fill (packet, 1, options);
      return;
    }
  packet_put16 (packet, 0x6000u | (unsigned int) tos << 4);
  packet_put16 (packet, 0);
  packet_put16 (packet, (unsigned int) (options + payload));
  packet_put8 (packet, options > 0 ? IPPROTO_DSTOPTS : protocol);
  packet_put8 (packet, ttl);
  packet_put (packet, from, 16);
  packet_put (packet, to, 16);
  if (options == 0)
    return;
  packet_put8 (packet, protocol);
  packet_put8 (packet, (unsigned int) (options / 8 - 1));
  packet_fill (packet, 0, options - 2);
}

Packet
golden_probe (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  Packet sent = transport (golden, send, mark);
  Packet packet = { 0 };

  put_ip (&packet, golden->family, protocol_of (golden), golden->quoted_ttl, 0x20,
          golden->inner_options, sent.length,
          golden->other_source ? &other[which (golden->family)] : &send->source,
          &send->destination);
  packet_put (&packet, sent.bytes, sent.length);
  return packet;
}

static size_t
inner_header (const Golden *golden)
{
  return (golden->family == V4 ? 20u : 40u) + golden->inner_options;
}

static void
put_extension (Packet *packet, const Golden *golden)
{
  Packet extension = { 0 };

  if (golden->n_labels == 0)
    return;
  packet_put32 (&extension, 0x20000000);
  packet_put16 (&extension, 4 + 4u * golden->n_labels);
  packet_put16 (&extension, 0x0101);
  for (unsigned int i = 1; i <= golden->n_labels; i++)
    packet_put32 (&extension, i << 16 | 0x1a09 | (i == golden->n_labels ? 0x100u : 0u));
  if (golden->sum != GOLDEN_SUM_ZERO)
    packet_set16 (extension.bytes + 2,
                  packet_checksum (&extension) ^ (golden->sum == GOLDEN_SUM_WRONG));
  packet_put (packet, extension.bytes, extension.length);
}

/* What stands behind the ICMP header of an error. */
static Packet
error_body (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  Packet body = golden_probe (golden, send, mark);
  size_t header = inner_header (golden);

  if (golden->other_id != 0)
    packet_set16 (body.bytes + header + (golden->protocol == HOPMAP_FRAME_ICMP ? 4 : 0),
                  golden->other_id);
  if (golden->quote != 0 && header + golden->quote < body.length)
    body.length = header + golden->quote;
  if (golden->pad > body.length)
    packet_fill (&body, 0, golden->pad - body.length);
  put_extension (&body, golden);
  return body;
}

static Packet
icmp_error (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  Packet body = error_body (golden, send, mark);
  Packet packet = { 0 };

  packet_put8 (&packet, golden->type);
  packet_put8 (&packet, golden->code);
  packet_put16 (&packet, 0);
  if (golden->kind == HOPMAP_REPLY_PACKET_TOO_BIG && golden->family == V6)
    packet_put32 (&packet, golden->mtu);
  else if (golden->family == V6)
    packet_put32 (&packet, (uint32_t) golden->announced << 24);
  else
    packet_put32 (&packet, (uint32_t) golden->announced << 16 | golden->mtu);
  packet_put (&packet, body.bytes, body.length);
  return packet;
}

static Packet
tcp_answer (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  bool is_open = golden->kind == HOPMAP_REPLY_TCP_SYN_ACK;
  Packet sent = transport (golden, send, mark);
  uint32_t number = (uint32_t) sent.bytes[4] << 24 | (uint32_t) sent.bytes[5] << 16
                    | (uint32_t) sent.bytes[6] << 8 | sent.bytes[7];
  Packet packet = { 0 };

  packet_put16 (&packet, send->port);
  packet_put16 (&packet, mark->id);
  packet_put32 (&packet, is_open ? 0x9abcdef0 : 0);
  packet_put32 (&packet, number + 1);
  packet_put16 (&packet, is_open ? 0x6012 : 0x5014);
  packet_put16 (&packet, 65160);
  packet_put32 (&packet, 0);
  if (is_open)
    packet_put32 (&packet, 0x020405b4);
  set_checksum (golden, &send->destination, &send->source, IPPROTO_TCP, &packet, 16);
  return packet;
}

static bool
is_error (const Golden *golden)
{
  return golden->type != 0;
}

Packet
golden_packet (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark)
{
  bool is_tcp = !is_error (golden) && golden->protocol == HOPMAP_FRAME_TCP;
  Packet inner = is_error (golden) ? icmp_error (golden, send, mark)
                 : is_tcp          ? tcp_answer (golden, send, mark)
                                   : transport (golden, send, mark);
  Packet packet = { 0 };

  if (golden->way == GOLDEN_QUEUE)
    {
      size_t skip = 8 + inner_header (golden) + (golden->protocol == HOPMAP_FRAME_UDP ? 8 : 0);

      packet_put (&packet, inner.bytes + skip, inner.length - skip);
      return packet;
    }
  if (!is_error (golden) && !is_tcp)
    inner.bytes[0] = golden->family == V4 ? 0 : 129;
  if (golden->family == V4 && golden->way == GOLDEN_RAW)
    put_ip (&packet, V4, is_tcp ? IPPROTO_TCP : IPPROTO_ICMP, 57, 0xc0, golden->outer_options,
            inner.length, is_error (golden) ? &hop[0] : &send->destination, &send->source);
  packet_put (&packet, inner.bytes, inner.length);
  if (!is_tcp)
    golden_repair (golden, &packet);
  return packet;
}

void
golden_repair (const Golden *golden, Packet *packet)
{
  size_t start = golden->way == GOLDEN_RAW ? (size_t) (packet->bytes[0] & 0xf) * 4 : 0;
  bool is_tcp = !is_error (golden) && golden->protocol == HOPMAP_FRAME_TCP;
  Packet inner = { 0 };

  if (golden->family != V4 || golden->way == GOLDEN_QUEUE || packet->length < start + 20)
    return;
  packet_put (&inner, packet->bytes + start, packet->length - start);
  if (is_tcp)
    set_checksum (golden, &target[0], &us[0], IPPROTO_TCP, &inner, 16);
  else
    {
      packet_set16 (inner.bytes + 2, 0);
      packet_set16 (inner.bytes + 2, packet_checksum (&inner));
    }
  memcpy (packet->bytes + start, inner.bytes, inner.length);
}

HopmapArrival
golden_arrival (const Golden *golden, const HopmapFrameSend *send)
{
  bool is_raw6 = golden->way == GOLDEN_RAW && golden->family == V6;
  bool is_icmp = golden->way != GOLDEN_QUEUE && is_error (golden);
  HopmapArrival arrival = {
    .family = golden->family,
    .protocol = is_icmp ? HOPMAP_FRAME_ICMP : golden->protocol,
    .from = { .address = send->destination, .port = golden->way == GOLDEN_QUEUE ? send->port : 0 },
    .has_to = is_raw6,
    .ttl = 57,
    .has_tos = golden->family == V4,
    .tos = golden->family == V4 ? 0xc0 : 0,
  };

  if (is_error (golden) && golden->way != GOLDEN_QUEUE)
    arrival.from.address = hop[which (golden->family)];
  if (is_raw6)
    arrival.to = send->source;
  return arrival;
}

/* As the kernel does: it tells where the extension begins if the length is a legal one. */
HopmapQueuedError
golden_error (const Golden *golden)
{
  size_t announced = (size_t) golden->announced * (golden->family == V4 ? 4 : 8);
  size_t missing = inner_header (golden) + (golden->protocol == HOPMAP_FRAME_UDP ? 8 : 0);
  HopmapQueuedError error = {
    .error = { .ee_origin = golden->family == V4 ? SO_EE_ORIGIN_ICMP : SO_EE_ORIGIN_ICMP6,
               .ee_type = golden->type,
               .ee_code = golden->code,
               .ee_info = golden->mtu },
  };

  hopmap_name_make (&error.offender, golden->family,
                    (HopmapEndpoint){ .address = hop[which (golden->family)] });
  if (announced >= 128)
    error.error.ee_rfc4884.len = (uint16_t) (announced - missing);
  return error;
}

bool
golden_parse (const Golden *golden, const HopmapFrameSend *send, Span bytes, HopmapAnswer *answer)
{
  HopmapArrival arrival = golden_arrival (golden, send);

  arrival.queued = golden_error (golden);
  if (golden->way == GOLDEN_QUEUE)
    return hopmap_answer_parse_queued (answer, bytes, &arrival);
  if (golden->way == GOLDEN_RAW && golden->family == V4 && !hopmap_strip_ipv4 (&bytes, &arrival))
    return false;
  return hopmap_answer_parse (answer, bytes, &arrival);
}

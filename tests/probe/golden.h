/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Golden replies: what routers and destinations send back for a probe, byte for byte, made from a
 * description. The helper's own code makes only the probe; checksums here are of another make.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "packet.h"
#include "probe-build.h"
#include "probe-frame.h"
#include "reply-parse.h"

/** By which socket it comes. */
typedef enum
{
  GOLDEN_RAW,
  GOLDEN_PING,  /* the data of a ping socket: without IP header */
  GOLDEN_QUEUE, /* an error queue: the quote without its IP header */
} GoldenWay;

/** The checksum of an extension, which may be left out. */
typedef enum
{
  GOLDEN_SUM_RIGHT,
  GOLDEN_SUM_ZERO,
  GOLDEN_SUM_WRONG,
} GoldenSum;

typedef struct
{
  const char *name;
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol;
  HopmapReplyKind kind;
  GoldenWay way;
  uint8_t type; /* for ICMP errors, with the next ones */
  uint8_t code;
  uint32_t mtu;
  uint16_t probe_size;
  uint16_t quote; /* bytes of the probe behind its IP header, 0 is all */
  uint16_t pad;   /* to this length with zeros, IP header included */
  uint8_t announced;
  uint8_t n_labels;
  GoldenSum sum;
  uint8_t outer_options; /* bytes, in whole words; IPv4 only */
  uint8_t inner_options; /* the same; for IPv6 a header of destination options */
  uint8_t quoted_ttl;
  bool other_source;  /* the quote has another source address */
  uint16_t other_id;  /* the quote has another identifier or source port, 0 has not */
  bool is_unfinished; /* the checksum of UDP or TCP has only the sum of the addresses */
} Golden;

extern const Golden goldens[];
extern const size_t n_goldens;

/** What the probe was sent with. */
HopmapFrameSend golden_send (const Golden *golden);

/** The probe as it leaves, IP header included. */
Packet golden_probe (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark);

/** What the socket gives. */
Packet golden_packet (const Golden *golden, const HopmapFrameSend *send, const HopmapMark *mark);

/** What the socket tells beside the bytes. */
HopmapArrival golden_arrival (const Golden *golden, const HopmapFrameSend *send);
HopmapQueuedError golden_error (const Golden *golden);

/** Makes the checksum of an ICMP or TCP packet of a raw IPv4 socket right again, if that can be. */
void golden_repair (const Golden *golden, Packet *packet);

/** Reads @bytes as the helper does if they come by the socket of @golden. */
bool golden_parse (const Golden *golden,
                   const HopmapFrameSend *send,
                   Span bytes,
                   HopmapAnswer *answer);

/** The address of the router that reports errors. */
HopmapFrameAddress golden_hop (HopmapFrameFamily family);

/** RFC 1071 over a whole pseudo header and @length bytes. */
uint16_t golden_checksum (HopmapFrameFamily family,
                          const HopmapFrameAddress *source,
                          const HopmapFrameAddress *destination,
                          uint8_t protocol,
                          const uint8_t *bytes,
                          size_t length);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole answer packets, from the outer IP header to the last byte. It does not decide who answers. */
#pragma once

#include "packet.h"
#include "path.h"

/* Where an answer comes from and goes to. */
typedef struct
{
  NetsimAddress source;
  NetsimAddress destination;
  guint8 ttl;
  guint options; /* bytes of IPv4 options */
} NetsimEnvelope;

/* The answer that VERDICT (not NETSIM_ANSWER_NONE) gives to the probe BYTES, which is PACKET. */
GByteArray *netsim_answer_build (const guint8 *bytes,
                                 const NetsimPacket *packet,
                                 const NetsimVerdict *verdict);

/* The envelope of that answer. */
NetsimEnvelope netsim_answer_envelope (const NetsimPacket *packet, const NetsimVerdict *verdict);

/* An IP packet with TRANSPORT in it, whose checksum (at CHECKSUM_AT) is filled in. */
GByteArray *netsim_answer_wrap (const NetsimEnvelope *envelope,
                                guint8 protocol,
                                const guint8 *transport,
                                gsize size,
                                gsize checksum_at);

/* An ICMP error of TYPE and CODE in ENVELOPE, with WORD as its second four bytes. */
GByteArray *netsim_answer_error (const NetsimEnvelope *envelope,
                                 guint8 type,
                                 guint8 code,
                                 guint32 word,
                                 const guint8 *quote,
                                 gsize size);

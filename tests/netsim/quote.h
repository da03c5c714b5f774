/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The piece of the probe that an ICMP error gives back, as the hop saw (or spoilt) it, and the MPLS
 * extension behind it. It does not build the error itself. */
#pragma once

#include "packet.h"
#include "scenario.h"

typedef struct
{
  GByteArray *bytes;
  guint8 length; /* the length field of RFC 4884, in 32-bit words (IPv4) or 64-bit words (IPv6) */
} NetsimQuote;

/* PACKET is BYTES taken apart; it passed DISTANCE - 1 routers before HOP. Whether an error of this
 * kind may carry extensions is the caller's to say. Free quote.bytes. */
NetsimQuote netsim_quote_build (const guint8 *bytes,
                                const NetsimPacket *packet,
                                const NetsimHop *hop,
                                guint distance,
                                gboolean may_extend);

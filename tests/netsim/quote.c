/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See quote.h. */
#include "quote.h"

#include <string.h>

/* RFC 4884 4: the quote before an extension has at least so many bytes. */
#define EXTENDED_QUOTE 128

/* RFC 1812 4.3.2.3 and RFC 4443 2.4 (c), without the outer IP and ICMP headers. */
#define LONGEST_QUOTE4 (576 - 28)
#define LONGEST_QUOTE6 (1280 - 48)

/* RFC 1624: what CHECKSUM becomes when SIZE bytes (even) under it change. */
static void
adjust_checksum (guint8 *checksum, const guint8 *old, const guint8 *new, gsize size)
{
  guint32 sum = (guint16) ~netsim_get16 (checksum);

  for (gsize i = 0; i < size; i += 2)
    sum += (guint16) ~netsim_get16 (old + i) + (guint32) netsim_get16 (new + i);
  netsim_put16 (checksum, netsim_checksum (NULL, 0, sum));
}

static guint8 *
transport_checksum (guint8 *transport, const NetsimPacket *packet)
{
  switch (packet->protocol_bit)
    {
    case NETSIM_ICMP:
      return transport + 2;
    case NETSIM_UDP:
      /* None was sent, so no NAT makes one. */
      return packet->checksum != 0 ? transport + 6 : NULL;
    case NETSIM_TCP:
      return transport + 16;
    default:
      return NULL;
    }
}

/* Writes SIZE new bytes AT a place that CHECKSUM (NULL: none) covers, as far as the hop leaves it. */
static void
replace (guint8 *at, const guint8 *new, gsize size, guint8 *checksum, const NetsimHop *hop)
{
  if (checksum != NULL && hop->quoted_checksum != NETSIM_QUOTED_CHECKSUM_AS_SENT)
    adjust_checksum (checksum, at, new, size);
  if (hop->quoted_checksum != NETSIM_QUOTED_CHECKSUM_ALONE)
    memcpy (at, new, size);
}

/* What a NAT between the source and the hop changed, and nobody changed back. */
static void
translate (guint8 *copy, const NetsimPacket *packet, const NetsimHop *hop)
{
  guint8 *transport = copy + packet->header_size;
  guint8 *checksum = transport_checksum (transport, packet);
  const NetsimAddress *source = &hop->quoted_source[netsim_family_index (packet->family)];

  /* The checksum of ICMP for IPv4 does not cover addresses. */
  if (source->family != 0)
    replace (copy + (packet->family == 4 ? 12 : 8), source->bytes, netsim_address_size (source),
             packet->protocol != NETSIM_IP_ICMP ? checksum : NULL, hop);
  if (hop->quoted_port != 0 && packet->protocol_bit != 0)
    {
      guint8 port[2];

      netsim_put16 (port, hop->quoted_port);
      replace (transport + (packet->protocol_bit == NETSIM_ICMP ? 4 : 0), port, sizeof port,
               checksum, hop);
    }
}

/* What each router changes in the IP header. */
static void
age_header (guint8 *copy, const NetsimPacket *packet, const NetsimHop *hop, guint distance)
{
  guint ttl = hop->quoted_ttl >= 0 ? (guint) hop->quoted_ttl : packet->ttl + 1U - distance;

  if (packet->family == 6)
    {
      copy[7] = (guint8) ttl;
      if (hop->quoted_tos >= 0)
        netsim_put16 (copy, (netsim_get16 (copy) & 0xf00fU) | (guint) hop->quoted_tos << 4);
      return;
    }
  copy[8] = (guint8) ttl;
  if (hop->quoted_tos >= 0)
    copy[1] = (guint8) hop->quoted_tos;
  netsim_put16 (copy + 10, 0);
  netsim_put16 (copy + 10, netsim_checksum (copy, packet->header_size, 0));
}

static GByteArray *
build_extension (const NetsimHop *hop)
{
  GByteArray *extension = g_byte_array_new ();
  guint size = 8 + 4 * hop->n_labels;
  guint object_size = size - 4;

  g_byte_array_set_size (extension, size);
  memset (extension->data, 0, size);
  extension->data[0] = hop->mpls == NETSIM_MPLS_BAD_VERSION ? 0x30 : 0x20;
  if (hop->mpls == NETSIM_MPLS_LONG_OBJECT)
    object_size = 0xfff0;
  if (hop->mpls == NETSIM_MPLS_SHORT_OBJECT)
    object_size = 2;
  netsim_put16 (extension->data + 4, object_size);
  /* RFC 4950: class 1, type 1, the incoming label stack. */
  extension->data[6] = 1;
  extension->data[7] = 1;
  for (guint i = 0; i < hop->n_labels; i++)
    netsim_put32 (extension->data + 8 + 4 * i, hop->labels[i]);
  if (hop->mpls == NETSIM_MPLS_TRUNCATED)
    g_byte_array_set_size (extension, size - 2);
  netsim_put16 (extension->data + 2, netsim_checksum (extension->data, extension->len, 0));
  if (hop->mpls == NETSIM_MPLS_BAD_CHECKSUM)
    extension->data[2] ^= 0x5a;
  return extension;
}

static void
extend (NetsimQuote *quote, guint family, const NetsimHop *hop)
{
  g_autoptr (GByteArray) extension = build_extension (hop);
  guint word = family == 4 ? 4 : 8;
  guint before = quote->bytes->len;
  guint padded = MAX (EXTENDED_QUOTE, (before + word - 1) / word * word);

  if (hop->mpls == NETSIM_MPLS_LEGACY)
    padded = EXTENDED_QUOTE;
  g_byte_array_set_size (quote->bytes, padded);
  if (padded > before)
    memset (quote->bytes->data + before, 0, padded - before);
  if (hop->mpls != NETSIM_MPLS_LEGACY)
    quote->length = (guint8) (padded / word);
  if (hop->mpls == NETSIM_MPLS_LONG_QUOTE)
    quote->length = 0xff;
  g_byte_array_append (quote->bytes, extension->data, extension->len);
}

NetsimQuote
netsim_quote_build (const guint8 *bytes,
                    const NetsimPacket *packet,
                    const NetsimHop *hop,
                    guint distance,
                    gboolean may_extend)
{
  NetsimQuote quote = { g_byte_array_new (), 0 };
  gsize longest = packet->family == 4 ? LONGEST_QUOTE4 : LONGEST_QUOTE6;
  gsize size = MIN (packet->size, longest);

  g_byte_array_append (quote.bytes, bytes, (guint) packet->size);
  translate (quote.bytes->data, packet, hop);
  age_header (quote.bytes->data, packet, hop, distance);
  if (hop->quote != NETSIM_QUOTE_FULL)
    size = MIN (size, packet->header_size + hop->quote);
  g_byte_array_set_size (quote.bytes, (guint) size);
  if (may_extend && hop->mpls != NETSIM_MPLS_NONE && hop->n_labels > 0)
    extend (&quote, packet->family, hop);
  return quote;
}

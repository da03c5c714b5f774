/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads IP headers without believing their lengths.
 */
#include "ip-header.h"

#include <netinet/in.h>
#include <string.h>

#define IPV4_HEADER       20u
#define IPV6_HEADER       40u
#define EXTENSION_HEADERS 8 /* more than this many before the transport header is nonsense */

static bool
read_ipv4 (HopmapIpHeader *header, Span packet)
{
  header->length = (size_t) (get8 (packet, 0) & 0xf) * 4;
  if (get8 (packet, 0) >> 4 != 4 || header->length < IPV4_HEADER || header->length > packet.length)
    return false;
  header->total = get16 (packet, 2);
  header->tos = get8 (packet, 1);
  header->is_later_fragment = (get16 (packet, 6) & 0x1fff) != 0;
  header->ttl = get8 (packet, 8);
  header->protocol = get8 (packet, 9);
  memcpy (header->source.bytes, packet.bytes + 12, 4);
  memcpy (header->destination.bytes, packet.bytes + 16, 4);
  return true;
}

/* RFC 8200 4: the headers that may stand between. */
static bool
skip_extensions (HopmapIpHeader *header, Span packet)
{
  for (int i = 0; i < EXTENSION_HEADERS; i++)
    {
      Span next = after (packet, header->length);
      bool is_fragment = header->protocol == IPPROTO_FRAGMENT;

      if (!is_fragment && header->protocol != IPPROTO_HOPOPTS && header->protocol != IPPROTO_ROUTING
          && header->protocol != IPPROTO_DSTOPTS)
        return true;
      if (next.length < 8)
        return false;
      if (is_fragment)
        header->is_later_fragment = (get16 (next, 2) & 0xfff8) != 0;
      header->length += is_fragment ? 8 : ((size_t) get8 (next, 1) + 1) * 8;
      header->protocol = get8 (next, 0);
    }
  return false;
}

static bool
read_ipv6 (HopmapIpHeader *header, Span packet)
{
  if (packet.length < IPV6_HEADER || get8 (packet, 0) >> 4 != 6)
    return false;
  header->length = IPV6_HEADER;
  header->total = IPV6_HEADER + (size_t) get16 (packet, 4);
  header->tos = (uint8_t) (get16 (packet, 0) >> 4 & 0xff);
  header->protocol = get8 (packet, 6);
  header->ttl = get8 (packet, 7);
  memcpy (header->source.bytes, packet.bytes + 8, 16);
  memcpy (header->destination.bytes, packet.bytes + 24, 16);
  return skip_extensions (header, packet);
}

bool
hopmap_ip_header_read (HopmapIpHeader *header, HopmapFrameFamily family, Span packet)
{
  memset (header, 0, sizeof *header);
  return family == HOPMAP_FRAME_IPV4 ? read_ipv4 (header, packet) : read_ipv6 (header, packet);
}

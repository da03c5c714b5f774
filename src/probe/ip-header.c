/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads IP headers without believing their lengths.
 */
#include "ip-header.h"

#include <string.h>

#include "family.h"

#define EXTENSION_HEADERS 8 /* more than this many before the transport header is nonsense */

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

bool
hopmap_ip_header_read (HopmapIpHeader *header, HopmapFrameFamily family, Span packet)
{
  const HopmapFamily *its = hopmap_family (family);
  size_t source_at = its->header.addresses_at;

  /* The number of a family is that of its version. */
  *header = (HopmapIpHeader){ 0 };
  if (packet.length < its->header.ip || get8 (packet, 0) >> 4 != (int) family)
    return false;
  memcpy (&header->source, packet.bytes + source_at, its->name.size);
  memcpy (&header->destination, packet.bytes + source_at + its->name.size, its->name.size);
  if (family == HOPMAP_FRAME_IPV4)
    {
      header->length = (size_t) (get8 (packet, 0) & 0xf) * 4;
      header->total = get16 (packet, 2);
      header->tos = get8 (packet, 1);
      header->is_later_fragment = (get16 (packet, 6) & 0x1fff) != 0;
      header->ttl = get8 (packet, 8);
      header->protocol = get8 (packet, 9);
      return header->length >= its->header.ip && header->length <= packet.length;
    }
  header->length = its->header.ip;
  header->tos = (uint8_t) (get16 (packet, 0) >> 4 & 0xff);
  header->protocol = get8 (packet, 6);
  header->ttl = get8 (packet, 7);
  return skip_extensions (header, packet);
}

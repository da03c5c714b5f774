/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapAddressClass: see the header. The tables follow IANA's registries of special-purpose
 * addresses (RFC 6890, RFC 8190, as of October 2024, and RFC 9780) and add multicast and what is
 * deprecated. The longest matching prefix counts, so the rows may stand in the order of reading.
 */
#include "hopmap-address-class.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What to do with an IPv4 address inside an IPv6 one. */
typedef enum
{
  INNER_NONE,
  INNER_CLASSIFY, /* it is the real address: what holds for it holds for the outer one */
  INNER_SHOW,     /* worth showing, but the outer address is special whatever it is */
} InnerUse;

typedef struct
{
  const char *prefix;
  guint8 length;
  guint16 rfc;
  const char *label;
} SpecialV4;

typedef struct
{
  const char *prefix;
  guint8 length;
  guint16 rfc;
  const char *label;
  InnerUse use;
  guint8 inner_at;   /* offset of the IPv4 address in bytes */
  guint8 inner_mask; /* each of its bytes is hidden by an exclusive or with this */
} SpecialV6;

static const SpecialV4 special_v4[] = {
  { "0.0.0.0", 8, 791, N_ ("This network") },
  { "10.0.0.0", 8, 1918, N_ ("Private network") },
  { "100.64.0.0", 10, 6598, N_ ("Shared address (carrier NAT)") },
  { "127.0.0.0", 8, 1122, N_ ("This computer") },
  { "169.254.0.0", 16, 3927, N_ ("Link-local") },
  { "172.16.0.0", 12, 1918, N_ ("Private network") },
  { "192.0.0.0", 24, 6890, N_ ("Reserved for protocols") },
  { "192.0.0.0", 29, 7335, N_ ("IPv4 over IPv6 (DS-Lite, 464XLAT)") },
  { "192.0.0.8", 32, 7600, N_ ("Dummy address") },
  { "192.0.0.9", 32, 7723, N_ ("Port control (anycast)") },
  { "192.0.0.10", 32, 8155, N_ ("Relay discovery (anycast)") },
  { "192.0.0.170", 32, 8880, N_ ("NAT64 discovery") },
  { "192.0.0.171", 32, 8880, N_ ("NAT64 discovery") },
  { "192.0.2.0", 24, 5737, N_ ("Documentation") },
  { "192.31.196.0", 24, 7535, N_ ("Sink for private names (anycast)") },
  { "192.52.193.0", 24, 7450, N_ ("Multicast relay (anycast)") },
  { "192.88.99.0", 24, 7526, N_ ("6to4 relay (anycast)") },
  { "192.168.0.0", 16, 1918, N_ ("Private network") },
  { "192.175.48.0", 24, 7534, N_ ("Sink for private names (anycast)") },
  { "198.18.0.0", 15, 2544, N_ ("Benchmarking") },
  { "198.51.100.0", 24, 5737, N_ ("Documentation") },
  { "203.0.113.0", 24, 5737, N_ ("Documentation") },
  { "224.0.0.0", 4, 5771, N_ ("Multicast") },
  { "240.0.0.0", 4, 1112, N_ ("Reserved") },
  { "255.255.255.255", 32, 919, N_ ("Broadcast") },
};

/* RFC 4291 left everything outside 2000::/3 for later; what was given out since stands below. */
static const SpecialV6 special_v6[] = {
  { "::", 0, 4291, N_ ("Unallocated") },
  { "2000::", 3, 4291, NULL },
  { "::", 128, 4291, N_ ("No address") },
  { "::1", 128, 4291, N_ ("This computer") },
  { "::", 96, 4291, N_ ("IPv4-compatible (obsolete)"), INNER_SHOW, 12 },
  { "::ffff:0:0", 96, 4291, NULL, INNER_CLASSIFY, 12 },
  { "64:ff9b::", 96, 6052, NULL, INNER_CLASSIFY, 12 },
  { "64:ff9b:1::", 48, 8215, N_ ("Local address translation (NAT64)"), INNER_SHOW, 12 },
  { "100::", 64, 6666, N_ ("Discarded") },
  { "100:0:0:1::", 64, 9780, N_ ("Dummy address") },
  { "2001::", 23, 2928, N_ ("Reserved for protocols") },
  { "2001::", 32, 4380, N_ ("Teredo tunnel"), INNER_SHOW, 12, 0xff },
  { "2001:1::1", 128, 7723, N_ ("Port control (anycast)") },
  { "2001:1::2", 128, 8155, N_ ("Relay discovery (anycast)") },
  { "2001:1::3", 128, 9665, N_ ("Service registration (anycast)") },
  { "2001:2::", 48, 5180, N_ ("Benchmarking") },
  { "2001:3::", 32, 7450, N_ ("Multicast relay (anycast)") },
  { "2001:4:112::", 48, 7535, N_ ("Sink for private names (anycast)") },
  { "2001:10::", 28, 4843, N_ ("Host identity (obsolete)") },
  { "2001:20::", 28, 7343, N_ ("Host identity") },
  { "2001:30::", 28, 9374, N_ ("Drone identity") },
  { "2001:db8::", 32, 3849, N_ ("Documentation") },
  { "2002::", 16, 3056, NULL, INNER_CLASSIFY, 2 },
  { "2620:4f:8000::", 48, 7534, N_ ("Sink for private names (anycast)") },
  { "3ffe::", 16, 3701, N_ ("Former test network") },
  { "3fff::", 20, 9637, N_ ("Documentation") },
  { "5f00::", 16, 9602, N_ ("Segment routing") },
  { "fc00::", 7, 4193, N_ ("Private network") },
  { "fe80::", 10, 4291, N_ ("Link-local") },
  { "fec0::", 10, 3879, N_ ("Site-local (obsolete)") },
  { "ff00::", 8, 4291, N_ ("Multicast") },
};

static gboolean
has_prefix (const HopmapAddress *address, const char *prefix_text, guint length)
{
  HopmapAddress prefix;
  guint whole = length / 8;
  guint rest = length % 8;

  hopmap_address_parse (prefix_text, &prefix);
  if (memcmp (address->bytes, prefix.bytes, whole) != 0)
    return FALSE;

  return rest == 0 || ((address->bytes[whole] ^ prefix.bytes[whole]) >> (8 - rest)) == 0;
}

static HopmapAddress
take_inner (const HopmapAddress *address, const SpecialV6 *row)
{
  HopmapAddress inner;
  guint8 bytes[4];

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = address->bytes[row->inner_at + i] ^ row->inner_mask;

  hopmap_address_init_from_bytes (&inner, 4, bytes);
  return inner;
}

static HopmapAddressClass
make_class (const HopmapAddress *inner, const char *label, guint rfc)
{
  return (HopmapAddressClass){
    .label = label != NULL ? g_dgettext (GETTEXT_PACKAGE, label) : NULL,
    .rfc = label != NULL ? rfc : 0,
    .may_look_up = label == NULL,
    .inner = *inner,
  };
}

static HopmapAddressClass
classify_v4 (const HopmapAddress *address)
{
  const SpecialV4 *best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (special_v4); i++)
    {
      const SpecialV4 *row = &special_v4[i];

      if ((best == NULL || row->length > best->length)
          && has_prefix (address, row->prefix, row->length))
        best = row;
    }

  return best != NULL ? make_class (address, best->label, best->rfc)
                      : make_class (address, NULL, 0);
}

static HopmapAddressClass
classify_v6 (const HopmapAddress *address)
{
  const SpecialV6 *best = &special_v6[0];
  HopmapAddress inner;

  for (gsize i = 1; i < G_N_ELEMENTS (special_v6); i++)
    {
      const SpecialV6 *row = &special_v6[i];

      if (row->length >= best->length && has_prefix (address, row->prefix, row->length))
        best = row;
    }

  if (best->use == INNER_NONE)
    return make_class (address, best->label, best->rfc);

  inner = take_inner (address, best);
  return best->use == INNER_CLASSIFY ? classify_v4 (&inner)
                                     : make_class (&inner, best->label, best->rfc);
}

/**
 * hopmap_address_classify:
 * @address: an address; the zone of a link-local one does not matter
 *
 * An IPv4-mapped (RFC 4291), NAT64 (RFC 6052) or 6to4 (RFC 3056) address is what the IPv4 address
 * inside it is. No address at all is "No address".
 *
 * Returns: what @address is
 */
HopmapAddressClass
hopmap_address_classify (const HopmapAddress *address)
{
  if (!hopmap_address_is_set (address))
    return make_class (&(HopmapAddress){ 0 }, N_ ("No address"), 0);

  return address->family == 4 ? classify_v4 (address) : classify_v6 (address);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every range of the special-purpose registries at its first and last address, its neighbours, and
 * what is inside mapped and tunnelled addresses. Labels are compared untranslated.
 */
#include "hopmap-address-class.h"

#include <locale.h>

#define PUBLIC          NULL
#define PRIVATE         "Private network"
#define SHARED          "Shared address (carrier NAT)"
#define SELF            "This computer"
#define LINK_LOCAL      "Link-local"
#define DOCUMENTATION   "Documentation"
#define MULTICAST       "Multicast"
#define RESERVED        "Reserved"
#define PROTOCOLS       "Reserved for protocols"
#define BENCHMARKING    "Benchmarking"
#define AS112           "Sink for private names (anycast)"
#define UNALLOCATED     "Unallocated"
#define TEREDO          "Teredo tunnel"
#define MULTICAST_RELAY "Multicast relay (anycast)"

typedef struct
{
  const char *address;
  const char *label; /* NULL: public */
  guint rfc;
  const char *inner; /* NULL: the address itself */
} Row;

static const Row rows[] = {
  { "0.0.0.0", "This network", 791 },
  { "0.255.255.255", "This network", 791 },
  { "1.0.0.0", PUBLIC },
  { "9.255.255.255", PUBLIC },
  { "10.0.0.0", PRIVATE, 1918 },
  { "10.255.255.255", PRIVATE, 1918 },
  { "11.0.0.0", PUBLIC },
  { "100.63.255.255", PUBLIC },
  { "100.64.0.0", SHARED, 6598 },
  { "100.127.255.255", SHARED, 6598 },
  { "100.128.0.0", PUBLIC },
  { "126.255.255.255", PUBLIC },
  { "127.0.0.1", SELF, 1122 },
  { "127.255.255.255", SELF, 1122 },
  { "128.0.0.0", PUBLIC },
  { "169.253.255.255", PUBLIC },
  { "169.254.0.0", LINK_LOCAL, 3927 },
  { "169.254.255.255", LINK_LOCAL, 3927 },
  { "169.255.0.0", PUBLIC },
  { "172.15.255.255", PUBLIC },
  { "172.16.0.0", PRIVATE, 1918 },
  { "172.31.255.255", PRIVATE, 1918 },
  { "172.32.0.0", PUBLIC },
  { "191.255.255.255", PUBLIC },
  { "192.0.0.0", "IPv4 over IPv6 (DS-Lite, 464XLAT)", 7335 },
  { "192.0.0.7", "IPv4 over IPv6 (DS-Lite, 464XLAT)", 7335 },
  { "192.0.0.8", "Dummy address", 7600 },
  { "192.0.0.9", "Port control (anycast)", 7723 },
  { "192.0.0.10", "Relay discovery (anycast)", 8155 },
  { "192.0.0.11", PROTOCOLS, 6890 },
  { "192.0.0.170", "NAT64 discovery", 8880 },
  { "192.0.0.171", "NAT64 discovery", 8880 },
  { "192.0.0.172", PROTOCOLS, 6890 },
  { "192.0.0.255", PROTOCOLS, 6890 },
  { "192.0.1.0", PUBLIC },
  { "192.0.2.0", DOCUMENTATION, 5737 },
  { "192.0.2.255", DOCUMENTATION, 5737 },
  { "192.0.3.0", PUBLIC },
  { "192.31.195.255", PUBLIC },
  { "192.31.196.1", AS112, 7535 },
  { "192.31.197.0", PUBLIC },
  { "192.52.192.255", PUBLIC },
  { "192.52.193.1", MULTICAST_RELAY, 7450 },
  { "192.52.194.0", PUBLIC },
  { "192.88.98.255", PUBLIC },
  { "192.88.99.1", "6to4 relay (anycast)", 7526 },
  { "192.88.100.0", PUBLIC },
  { "192.167.255.255", PUBLIC },
  { "192.168.0.0", PRIVATE, 1918 },
  { "192.168.255.255", PRIVATE, 1918 },
  { "192.169.0.0", PUBLIC },
  { "192.175.47.255", PUBLIC },
  { "192.175.48.1", AS112, 7534 },
  { "192.175.49.0", PUBLIC },
  { "198.17.255.255", PUBLIC },
  { "198.18.0.0", BENCHMARKING, 2544 },
  { "198.19.255.255", BENCHMARKING, 2544 },
  { "198.20.0.0", PUBLIC },
  { "198.51.99.255", PUBLIC },
  { "198.51.100.0", DOCUMENTATION, 5737 },
  { "198.51.101.0", PUBLIC },
  { "203.0.112.255", PUBLIC },
  { "203.0.113.255", DOCUMENTATION, 5737 },
  { "203.0.114.0", PUBLIC },
  { "223.255.255.255", PUBLIC },
  { "224.0.0.1", MULTICAST, 5771 },
  { "239.255.255.255", MULTICAST, 5771 },
  { "240.0.0.0", RESERVED, 1112 },
  { "255.255.255.254", RESERVED, 1112 },
  { "255.255.255.255", "Broadcast", 919 },

  { "::", "No address", 4291 },
  { "::1", SELF, 4291 },
  { "::2", "IPv4-compatible (obsolete)", 4291, "0.0.0.2" },
  { "::8.8.8.8", "IPv4-compatible (obsolete)", 4291, "8.8.8.8" },
  { "::1:0:0", UNALLOCATED, 4291 },
  { "::ffff:8.8.8.8", PUBLIC, 0, "8.8.8.8" },
  { "::ffff:10.1.2.3", PRIVATE, 1918, "10.1.2.3" },
  { "::fffe:8.8.8.8", UNALLOCATED, 4291 },
  { "64:ff9b::8.8.8.8", PUBLIC, 0, "8.8.8.8" },
  { "64:ff9b::192.168.1.1", PRIVATE, 1918, "192.168.1.1" },
  { "64:ff9b::1:808:808", UNALLOCATED, 4291 },
  { "64:ff9b:1::8.8.8.8", "Local address translation (NAT64)", 8215, "8.8.8.8" },
  { "64:ff9b:2::1", UNALLOCATED, 4291 },
  { "100::", "Discarded", 6666 },
  { "100::ffff:ffff:ffff:ffff", "Discarded", 6666 },
  { "100:0:0:1::1", "Dummy address", 9780 },
  { "100:0:0:2::1", UNALLOCATED, 4291 },
  { "1fff:ffff::", UNALLOCATED, 4291 },
  { "2000::1", PUBLIC },
  { "2001:0:4136:e378:8000:63bf:3fff:fdd2", TEREDO, 4380, "192.0.2.45" },
  { "2001:1::1", "Port control (anycast)", 7723 },
  { "2001:1::2", "Relay discovery (anycast)", 8155 },
  { "2001:1::3", "Service registration (anycast)", 9665 },
  { "2001:1::4", PROTOCOLS, 2928 },
  { "2001:2::1", BENCHMARKING, 5180 },
  { "2001:2:1::1", PROTOCOLS, 2928 },
  { "2001:3::1", MULTICAST_RELAY, 7450 },
  { "2001:4:112::1", AS112, 7535 },
  { "2001:4:113::1", PROTOCOLS, 2928 },
  { "2001:10::1", "Host identity (obsolete)", 4843 },
  { "2001:1f:ffff::1", "Host identity (obsolete)", 4843 },
  { "2001:20::1", "Host identity", 7343 },
  { "2001:30::1", "Drone identity", 9374 },
  { "2001:40::1", PROTOCOLS, 2928 },
  { "2001:1ff:ffff::1", PROTOCOLS, 2928 },
  { "2001:200::1", PUBLIC },
  { "2001:4860:4860::8888", PUBLIC },
  { "2001:db7:ffff::1", PUBLIC },
  { "2001:db8::1", DOCUMENTATION, 3849 },
  { "2001:db8:ffff:ffff::1", DOCUMENTATION, 3849 },
  { "2001:db9::1", PUBLIC },
  { "2002:808:808::1", PUBLIC, 0, "8.8.8.8" },
  { "2002:c0a8:101::1", PRIVATE, 1918, "192.168.1.1" },
  { "2003::1", PUBLIC },
  { "2620:4f:7fff::1", PUBLIC },
  { "2620:4f:8000::1", AS112, 7534 },
  { "2620:4f:8001::1", PUBLIC },
  { "3ffd::1", PUBLIC },
  { "3ffe::1", "Former test network", 3701 },
  { "3fff::1", DOCUMENTATION, 9637 },
  { "3fff:fff::1", DOCUMENTATION, 9637 },
  { "3fff:1000::1", PUBLIC },
  { "4000::1", UNALLOCATED, 4291 },
  { "5f00::1", "Segment routing", 9602 },
  { "5f01::1", UNALLOCATED, 4291 },
  { "fbff::1", UNALLOCATED, 4291 },
  { "fc00::1", PRIVATE, 4193 },
  { "fdff:ffff::1", PRIVATE, 4193 },
  { "fe00::1", UNALLOCATED, 4291 },
  { "fe80::1", LINK_LOCAL, 4291 },
  { "fe80::1%1", LINK_LOCAL, 4291 },
  { "febf::1", LINK_LOCAL, 4291 },
  { "fec0::1", "Site-local (obsolete)", 3879 },
  { "feff::1", "Site-local (obsolete)", 3879 },
  { "ff02::1", MULTICAST, 4291 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *inner = NULL;
  g_autofree char *self = NULL;
  HopmapAddress address;
  HopmapAddressClass class;

  g_assert_true (hopmap_address_parse (row->address, &address));
  class = hopmap_address_classify (&address);
  g_assert_cmpstr (class.label, ==, row->label);
  g_assert_cmpuint (class.rfc, ==, row->rfc);
  g_assert_cmpint (class.may_look_up, ==, row->label == NULL);

  inner = hopmap_address_to_string (&class.inner);
  self = hopmap_address_to_string (&address);
  g_assert_cmpstr (inner, ==, row->inner != NULL ? row->inner : self);
}

static void
test_none (void)
{
  HopmapAddressClass class = hopmap_address_classify (&(HopmapAddress){ 0 });

  g_assert_cmpstr (class.label, ==, "No address");
  g_assert_false (class.may_look_up);
}

/* What may be looked up is never what a home or an office uses, however it is wrapped. */
static void
test_no_way_out (void)
{
  static const char *const hidden[] = { "10.0.0.1",    "100.64.0.1", "127.0.0.1",
                                        "169.254.1.1", "172.20.0.1", "192.168.0.1" };
  static const char *const wraps[] = { "::ffff:%s", "64:ff9b::%s", "::%s", "64:ff9b:1::%s" };

  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (wraps); j++)
        {
          g_auto (GStrv) parts = g_strsplit (wraps[j], "%s", 2);
          g_autofree char *text = g_strconcat (parts[0], hidden[i], NULL);
          HopmapAddress address;

          g_assert_true (hopmap_address_parse (text, &address));
          g_assert_false (hopmap_address_classify (&address).may_look_up);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/address-class/", rows[i].address, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/address-class/none", test_none);
  g_test_add_func ("/address-class/no-way-out", test_no_way_out);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IP headers of both families, right and wrong ones.
 */
#include <glib.h>
#include <netinet/in.h>
#include <string.h>

#include "ip-header.h"

static const uint8_t ipv4[24] = { 0x46, 0xb8, 0x01, 0x02, 0x12, 0x34, 0x40, 0x00, 9, 17, 0, 0,
                                  10,   0,    0,    2,    198,  51,   100,  7,    1, 1,  1, 1 };

static void
test_ipv4 (void)
{
  HopmapIpHeader header;

  g_assert_true (hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV4, (Span){ ipv4, sizeof ipv4 }));
  g_assert_cmpuint (header.length, ==, 24);
  g_assert_cmpuint (header.total, ==, 0x102);
  g_assert_cmphex (header.tos, ==, 0xb8);
  g_assert_cmpint (header.ttl, ==, 9);
  g_assert_cmpint (header.protocol, ==, IPPROTO_UDP);
  g_assert_false (header.is_later_fragment);
  g_assert_cmpmem (header.source.bytes, 4, ipv4 + 12, 4);
  g_assert_cmpmem (header.destination.bytes, 4, ipv4 + 16, 4);
  g_assert_cmpint (header.source.bytes[4], ==, 0);
}

/* Version, length of the header, and where a fragment begins. */
static void
test_ipv4_changes (void)
{
  for (unsigned int first = 0; first <= UINT8_MAX; first++)
    for (size_t length = 0; length <= 64; length++)
      {
        g_autofree uint8_t *bytes = g_malloc0 (length);
        size_t header_length = (size_t) (first & 0xf) * 4;
        HopmapIpHeader header;

        if (length > 0)
          bytes[0] = (uint8_t) first;
        g_assert_true (hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV4, (Span){ bytes, length })
                       == (first >> 4 == 4 && header_length >= 20 && header_length <= length));
      }
  for (unsigned int bit = 0; bit < 16; bit++)
    {
      uint8_t bytes[20] = { 0x45 };
      HopmapIpHeader header;

      bytes[6 + bit / 8] = (uint8_t) (0x80 >> bit % 8);
      g_assert_true (
          hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV4, (Span){ bytes, sizeof bytes }));
      g_assert_true (header.is_later_fragment == (bit >= 3)); /* behind the three flags */
    }
}

/* An IPv6 header with the @n headers of @chain behind it, each naming the next, then UDP. */
static size_t
make_ipv6 (uint8_t bytes[512], const uint8_t *chain, size_t n, size_t more_words)
{
  size_t length = 40;

  memset (bytes, 0, 512);
  bytes[0] = 0x6b;
  bytes[1] = 0x8f;
  bytes[5] = 100;
  bytes[6] = n > 0 ? chain[0] : IPPROTO_UDP;
  bytes[7] = 5;
  bytes[8] = 0x20;
  bytes[24] = 0xfd;
  for (size_t i = 0; i < n; i++)
    {
      bytes[length] = i + 1 < n ? chain[i + 1] : IPPROTO_UDP;
      bytes[length + 1] = (uint8_t) more_words;
      length += chain[i] == IPPROTO_FRAGMENT ? 8 : 8 + 8 * more_words;
    }
  return length;
}

static void
test_ipv6 (void)
{
  static const uint8_t chain[] = { IPPROTO_HOPOPTS, IPPROTO_ROUTING, IPPROTO_FRAGMENT,
                                   IPPROTO_DSTOPTS };
  uint8_t bytes[512];

  for (size_t n = 0; n <= sizeof chain; n++)
    for (size_t more_words = 0; more_words < 3; more_words++)
      {
        size_t length = make_ipv6 (bytes, chain, n, more_words);
        HopmapIpHeader header;

        g_assert_true (
            hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV6, (Span){ bytes, sizeof bytes }));
        g_assert_cmpuint (header.length, ==, length);
        g_assert_cmphex (header.tos, ==, 0xb8);
        g_assert_cmpint (header.ttl, ==, 5);
        g_assert_cmpint (header.protocol, ==, IPPROTO_UDP);
        g_assert_false (header.is_later_fragment);
        g_assert_cmpint (header.source.bytes[0], ==, 0x20);
        g_assert_cmpint (header.destination.bytes[0], ==, 0xfd);
      }
}

static void
test_ipv6_cut (void)
{
  static const uint8_t chain[] = { IPPROTO_DSTOPTS };
  uint8_t bytes[512];
  HopmapIpHeader header;

  make_ipv6 (bytes, chain, 1, 0);
  for (size_t length = 0; length <= 48; length++)
    {
      g_autofree uint8_t *cut = g_memdup2 (bytes, length);

      g_assert_true (hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV6, (Span){ cut, length })
                     == (length == 48));
    }
  bytes[0] = 0x4b;
  g_assert_false (hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV6, (Span){ bytes, 48 }));
}

/* Only the first fragment has the ports. */
static void
test_ipv6_fragment (void)
{
  static const uint8_t chain[] = { IPPROTO_FRAGMENT };

  for (unsigned int bit = 0; bit < 16; bit++)
    {
      uint8_t bytes[512];
      HopmapIpHeader header;

      make_ipv6 (bytes, chain, 1, 0);
      bytes[42 + bit / 8] = (uint8_t) (0x80 >> bit % 8);
      g_assert_true (hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV6, (Span){ bytes, 60 }));
      g_assert_true (header.is_later_fragment == (bit < 13));
    }
}

/* Headers without end must end the parser, not the patience. */
static void
test_ipv6_chain (void)
{
  uint8_t chain[16], bytes[512];
  HopmapIpHeader header;

  memset (chain, IPPROTO_DSTOPTS, sizeof chain);
  for (size_t n = 0; n <= sizeof chain; n++)
    {
      make_ipv6 (bytes, chain, n, 0);
      g_assert_true (
          hopmap_ip_header_read (&header, HOPMAP_FRAME_IPV6, (Span){ bytes, sizeof bytes })
          == (n < 8));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/ip-header/ipv4", test_ipv4);
  g_test_add_func ("/probe/ip-header/ipv4-changes", test_ipv4_changes);
  g_test_add_func ("/probe/ip-header/ipv6", test_ipv6);
  g_test_add_func ("/probe/ip-header/ipv6-cut", test_ipv6_cut);
  g_test_add_func ("/probe/ip-header/ipv6-fragment", test_ipv6_fragment);
  g_test_add_func ("/probe/ip-header/ipv6-chain", test_ipv6_chain);
  return g_test_run ();
}

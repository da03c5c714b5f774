/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of probes: one flow has one checksum, whatever the sequence number and the cookie.
 */
#include <glib.h>
#include <string.h>

#include "probe-build.h"

static void
test_checksum (void)
{
  /* The example of RFC 1071 3, whose sum is ddf2. */
  static const uint8_t example[] = { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 };
  static const uint8_t ones[] = { 0xff, 0xff };

  g_assert_cmphex (hopmap_checksum (example, sizeof example), ==, 0x220d);
  g_assert_cmphex (hopmap_checksum (example, 3), ==, (uint16_t) ~(0x0001 + 0xf200));
  g_assert_cmphex (hopmap_checksum (ones, 2), ==, 0);
  g_assert_cmphex (hopmap_checksum (ones, 0), ==, 0xffff);
}

static void
test_cookie (void)
{
  /* The published test vector of SipHash-2-4 for the 16 bytes 00…0f under the key 00…0f. */
  static const uint64_t key[2] = { UINT64_C (0x0706050403020100), UINT64_C (0x0f0e0d0c0b0a0908) };

  g_assert_cmphex (hopmap_cookie (key, key[0], key[1]), ==, UINT64_C (0x3f2acc7f57c29bdb));
  g_assert_cmphex (hopmap_cookie (key, 1, 2), !=, hopmap_cookie (key, 2, 1));
}

static uint16_t
get16 (const uint8_t *bytes)
{
  return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

static void
check_constant (const HopmapFrameSend *send)
{
  GRand *random = g_rand_new_with_seed (send->packet_size);
  uint16_t first = 0;

  for (unsigned int sequence = 0; sequence <= UINT16_MAX;
       sequence += send->packet_size > 100 ? 97 : 1)
    {
      uint64_t cookie = (uint64_t) g_rand_int (random) << 32 | g_rand_int (random);
      HopmapProbePacket packet;

      hopmap_probe_build (&packet, send, 0xabcd, (uint16_t) sequence, cookie);
      if (sequence == 0)
        first = packet.checksum;
      g_assert_cmphex (packet.checksum, ==, first);
      g_assert_cmphex (get16 (packet.bytes + 4), ==, 0xabcd);
      g_assert_cmphex (get16 (packet.bytes + 6), ==, sequence);
      if (send->family == HOPMAP_FRAME_IPV4)
        {
          g_assert_cmphex (get16 (packet.bytes + 2), ==, first);
          g_assert_cmphex (hopmap_checksum (packet.bytes, packet.length), ==, 0);
        }
    }
  g_rand_free (random);
}

static void
test_constant_checksum (void)
{
  static const uint16_t sizes_ipv4[] = { 0, 30, 31, 38, 45, 64, 1500 };
  static const uint16_t sizes_ipv6[] = { 0, 50, 58, 64, 1500 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes_ipv4); i++)
    check_constant (&(HopmapFrameSend){
        .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_ICMP, .packet_size = sizes_ipv4[i] });
  for (size_t i = 0; i < G_N_ELEMENTS (sizes_ipv6); i++)
    check_constant (&(HopmapFrameSend){
        .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_ICMP, .packet_size = sizes_ipv6[i] });
}

/* What else may change between two probes of a flow must not change it, and the flow must. */
static void
test_flow (void)
{
  HopmapFrameSend send = { .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_ICMP };
  HopmapProbePacket packet;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (unsigned int flow = 0; flow < 1000; flow++)
    {
      send.flow = (uint16_t) flow;
      send.ttl = (uint8_t) flow;
      send.token = flow;
      hopmap_probe_build (&packet, &send, 1, (uint16_t) (flow * 7), flow);
      g_assert_cmphex (packet.checksum, !=, 0);
      g_assert_cmphex (packet.checksum, !=, 0xffff);
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (packet.checksum)));
      send.ttl = 9;
      send.token = 4711;
      hopmap_probe_build (&packet, &send, 1, 3, 0);
      g_assert_true (g_hash_table_contains (seen, GUINT_TO_POINTER (packet.checksum)));
    }
}

static void
test_sizes (void)
{
  HopmapFrameSend send = { .protocol = HOPMAP_FRAME_ICMP };
  HopmapProbePacket packet;

  for (uint16_t size = 48; size <= HOPMAP_FRAME_PACKET_MAX; size++)
    {
      send.packet_size = size;
      send.family = HOPMAP_FRAME_IPV6;
      hopmap_probe_build (&packet, &send, 1, 2, 3);
      g_assert_cmpuint (packet.length, ==, size - 40);
      g_assert_true (packet.has_cookie == (size >= 58));
      g_assert_cmphex (get16 (packet.bytes + 2), ==, 0); /* the kernel's to fill */
      send.family = HOPMAP_FRAME_IPV4;
      send.protocol = HOPMAP_FRAME_UDP;
      hopmap_probe_build (&packet, &send, 1, 2, 3);
      g_assert_cmpuint (packet.length, ==, size - 28);
      g_assert_true (packet.has_cookie);
      send.protocol = HOPMAP_FRAME_ICMP;
    }

  send.packet_size = 28;
  send.family = HOPMAP_FRAME_IPV4;
  hopmap_probe_build (&packet, &send, 1, 2, 3);
  g_assert_cmpuint (packet.length, ==, 8);
  g_assert_cmphex (hopmap_checksum (packet.bytes, packet.length), ==, 0);
  send.protocol = HOPMAP_FRAME_UDP;
  hopmap_probe_build (&packet, &send, 1, 2, 3);
  g_assert_cmpuint (packet.length, ==, 0);
  g_assert_false (packet.has_cookie);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/build/checksum", test_checksum);
  g_test_add_func ("/probe/build/cookie", test_cookie);
  g_test_add_func ("/probe/build/constant-checksum", test_constant_checksum);
  g_test_add_func ("/probe/build/flow", test_flow);
  g_test_add_func ("/probe/build/sizes", test_sizes);
  return g_test_run ();
}

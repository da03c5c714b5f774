/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of probes: one flow has one checksum, whatever the sequence number and the cookie.
 */
#include <glib.h>
#include <netinet/in.h>
#include <string.h>

#include "golden.h"

static void
test_checksum (void)
{
  /* The example of RFC 1071 3, whose sum is ddf2. */
  static const uint8_t example[] = { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 };
  static const uint8_t ones[] = { 0xff, 0xff };

  g_assert_cmphex ((uint16_t) ~hopmap_sum (0, example, sizeof example), ==, 0x220d);
  g_assert_cmphex ((uint16_t) ~hopmap_sum (0, example, 3), ==, (uint16_t) ~(0x0001 + 0xf200));
  g_assert_cmphex ((uint16_t) ~hopmap_sum (0, ones, 2), ==, 0);
  g_assert_cmphex ((uint16_t) ~hopmap_sum (0, ones, 0), ==, 0xffff);
}

static uint16_t
number_at (const uint8_t *bytes)
{
  return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

static void
fill_cookie (HopmapMark *mark, GRand *random)
{
  for (size_t i = 0; i < sizeof mark->cookie; i++)
    mark->cookie[i] = (uint8_t) g_rand_int (random);
}

static void
check_constant (const HopmapFrameSend *send)
{
  GRand *random = g_rand_new_with_seed (send->packet_size);
  uint16_t first = 0;

  for (unsigned int sequence = 0; sequence <= UINT16_MAX;
       sequence += send->packet_size > 100 ? 97 : 1)
    {
      HopmapMark mark = { 0xabcd, (uint16_t) sequence, { 0 } };
      HopmapProbePacket packet;

      fill_cookie (&mark, random);
      hopmap_probe_build (&packet, send, &mark);
      if (sequence == 0)
        first = packet.checksum;
      g_assert_cmphex (packet.checksum, ==, first);
      g_assert_cmphex (number_at (packet.bytes + 4), ==, 0xabcd);
      g_assert_cmphex (number_at (packet.bytes + 6), ==, sequence);
      if (send->family == HOPMAP_FRAME_IPV4)
        {
          g_assert_cmphex (number_at (packet.bytes + 2), ==, first);
          g_assert_cmphex ((uint16_t) ~hopmap_sum (0, packet.bytes, packet.length), ==, 0);
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
      hopmap_probe_build (&packet, &send,
                          &(HopmapMark){ 1, (uint16_t) (flow * 7), { (uint8_t) flow } });
      g_assert_cmphex (packet.checksum, !=, 0);
      g_assert_cmphex (packet.checksum, !=, 0xffff);
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (packet.checksum)));
      send.ttl = 9;
      send.token = 4711;
      hopmap_probe_build (&packet, &send, &(HopmapMark){ 1, 3, { 0 } });
      g_assert_true (g_hash_table_contains (seen, GUINT_TO_POINTER (packet.checksum)));
    }
}

/* The cookie is all there or not at all, and the sequence number stands before it in UDP. */
static void
check_size (HopmapFrameSend send, uint16_t size)
{
  bool is_udp = send.protocol == HOPMAP_FRAME_UDP;
  size_t headers = (send.family == HOPMAP_FRAME_IPV4 ? 20u : 40u) + (is_udp ? 8u : 0u);
  size_t offset = is_udp ? HOPMAP_COOKIE_OFFSET_UDP : 8 + HOPMAP_COOKIE_OFFSET_ICMP;
  HopmapProbePacket packet;

  send.packet_size = size;
  hopmap_probe_build (&packet, &send,
                      &(HopmapMark){ 1, 2, { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88 } });
  if (size == 0)
    size = HOPMAP_FRAME_PACKET_DEFAULT;
  g_assert_cmpuint (packet.length, ==, size - headers);
  g_assert_true (packet.has_cookie == (packet.length >= offset + HOPMAP_COOKIE_SIZE));
  for (size_t i = 0; i < packet.length; i++)
    {
      bool is_cookie = packet.has_cookie && i >= offset && i < offset + HOPMAP_COOKIE_SIZE;

      if (is_cookie)
        g_assert_cmphex (packet.bytes[i], ==, 0x11 * (i - offset + 1));
      else if (i >= offset)
        g_assert_cmphex (packet.bytes[i], ==, 0);
    }
  if (is_udp && packet.has_cookie)
    g_assert_cmphex (number_at (packet.bytes + HOPMAP_SEQUENCE_OFFSET_UDP), ==, 2);
  if (!is_udp && send.family == HOPMAP_FRAME_IPV6)
    g_assert_cmphex (number_at (packet.bytes + 2), ==, 0); /* the kernel's to fill */
  if (!is_udp && send.family == HOPMAP_FRAME_IPV4)
    g_assert_cmphex ((uint16_t) ~hopmap_sum (0, packet.bytes, packet.length), ==, 0);
}

static void
test_sizes (void)
{
  for (uint16_t size = 28; size <= HOPMAP_FRAME_PACKET_MAX; size++)
    for (int protocol = HOPMAP_FRAME_ICMP; protocol <= HOPMAP_FRAME_UDP; protocol++)
      {
        HopmapFrameSend send = { .protocol = (HopmapFrameProtocol) protocol };
        uint16_t more = protocol == HOPMAP_FRAME_UDP ? HOPMAP_FRAME_PACKET_MORE_UDP : 0;

        send.family = HOPMAP_FRAME_IPV4;
        if (size >= HOPMAP_FRAME_PACKET_MIN_IPV4 + more)
          check_size (send, size);
        send.family = HOPMAP_FRAME_IPV6;
        if (size >= HOPMAP_FRAME_PACKET_MIN_IPV6 + more)
          check_size (send, size);
        check_size (send, 0);
      }
}

/* The whole datagram as the kernel completes it, with the checksum of another make: always the
 * sequence number, so that it comes back in a quote of eight bytes. */
static void
test_udp_token (void)
{
  static const uint16_t sizes[2][8] = { { 0, 32, 33, 34, 39, 40, 41, 1500 },
                                        { 0, 52, 53, 54, 59, 60, 61, 1500 } };
  static const uint16_t ids[] = { 1, 0x9c40, UINT16_MAX };
  GRand *random = g_rand_new_with_seed (3);

  for (unsigned int round = 0; round < 3000; round++)
    for (int family = 0; family < 2; family++)
      for (size_t i = 0; i < G_N_ELEMENTS (sizes[0]); i++)
        {
          Golden golden = {
            .family = family == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6,
            .protocol = HOPMAP_FRAME_UDP,
            .probe_size = sizes[family][i],
          };
          HopmapFrameSend send = golden_send (&golden);
          HopmapMark mark = {
            .id = ids[round % G_N_ELEMENTS (ids)],
            .sequence = (uint16_t) g_rand_int_range (random, 1, UINT16_MAX),
          };
          size_t header = family == 0 ? 20 : 40;
          Packet packet;

          fill_cookie (&mark, random);
          send.port = (uint16_t) g_rand_int_range (random, 1, UINT16_MAX + 1);
          for (int at = 0; at < (family == 0 ? 4 : 16); at++)
            {
              send.source.bytes[at] = (uint8_t) g_rand_int (random);
              send.destination.bytes[at] = (uint8_t) g_rand_int (random);
            }
          packet = golden_probe (&golden, &send, &mark);
          g_assert_cmphex (number_at (packet.bytes + header), ==, mark.id);
          g_assert_cmphex (number_at (packet.bytes + header + 6), ==, mark.sequence);
        }
  g_rand_free (random);
}

/* RFC 9293 3.1: what stands in a SYN, and that its checksum holds. */
static void
test_tcp (void)
{
  static const HopmapMark marks[] = {
    { 0x1234, 0x5678, { 0xbe, 0xba, 0xfe, 0xca, 0xef, 0xbe, 0xad, 0xde } },
    { UINT16_MAX, 1, { 0 } },
    { 1, 0xfffe, { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff } }
  };

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (marks); i++)
    {
      const HopmapMark *mark = &marks[i / 2];
      bool is_ipv4 = i % 2 == 0;
      Golden golden = { .family = is_ipv4 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6,
                        .protocol = HOPMAP_FRAME_TCP };
      HopmapFrameSend send = golden_send (&golden);
      const uint8_t expected[24] = {
        (uint8_t) (mark->id >> 8),
        (uint8_t) mark->id,
        443 >> 8,
        443 & 0xff,
        (uint8_t) (mark->sequence >> 8),
        (uint8_t) mark->sequence,
        mark->cookie[0],
        mark->cookie[1],
        0,
        0,
        0,
        0,
        0x60,
        0x02,
        0xff,
        0xff,
        0,
        0,
        0,
        0,
        2,
        4,
        5,
        is_ipv4 ? 0xb4 : 0xa0,
      };
      HopmapProbePacket packet;

      hopmap_probe_build (&packet, &send, mark);
      g_assert_true (packet.has_cookie);
      g_assert_cmpuint (packet.length, ==, sizeof expected);
      g_assert_cmphex (golden_checksum (send.family, &send.source, &send.destination, IPPROTO_TCP,
                                        packet.bytes, packet.length),
                       ==, 0);
      memset (packet.bytes + 16, 0, 2);
      g_assert_cmpmem (packet.bytes, packet.length, expected, sizeof expected);
    }
}

/* The two ways to a pseudo header's sum. */
static void
test_pseudo_sum (void)
{
  static const uint8_t nothing[1];
  GRand *random = g_rand_new_with_seed (4);

  for (int round = 0; round < 10000; round++)
    {
      HopmapFrameFamily family = round % 2 == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6;
      uint8_t protocol = (uint8_t) g_rand_int (random);
      HopmapFrameAddress source = { 0 }, destination = { 0 };

      for (int at = 0; at < (family == HOPMAP_FRAME_IPV4 ? 4 : 16); at++)
        {
          source.bytes[at] = (uint8_t) g_rand_int (random);
          destination.bytes[at] = (uint8_t) g_rand_int (random);
        }
      g_assert_cmphex (hopmap_pseudo_sum (source, destination, protocol), ==,
                       0xffff
                           - golden_checksum (family, &source, &destination, protocol, nothing, 0));
    }
  g_assert_cmphex (hopmap_sum (UINT16_MAX + UINT16_MAX, NULL, 0), ==, UINT16_MAX);
  g_assert_cmphex (hopmap_sum (0x8000 + 0x8000, NULL, 0), ==, 1);
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/build/checksum", test_checksum);
  g_test_add_func ("/probe/build/constant-checksum", test_constant_checksum);
  g_test_add_func ("/probe/build/flow", test_flow);
  g_test_add_func ("/probe/build/sizes", test_sizes);
  g_test_add_func ("/probe/build/udp-token", test_udp_token);
  g_test_add_func ("/probe/build/tcp", test_tcp);
  g_test_add_func ("/probe/build/pseudo-sum", test_pseudo_sum);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets taken apart: golden ones, cut ones, spoilt ones. */
#include <string.h>

#include "sample-probe.h"

/* "ping -c1 192.0.2.1" with 4 bytes of payload, its checksums made by another program. */
static const guint8 ping4[] = {
  0x45, 0x00, 0x00, 0x20, 0x12, 0x34, 0x40, 0x00, 0x07, 0x01, 0x2c, 0xeb, 0xc0, 0xa8, 0xb2, 0x14,
  0xc0, 0x00, 0x02, 0x01, 0x08, 0x00, 0xd0, 0x08, 0x12, 0x34, 0x00, 0x05, 0x0a, 0x0b, 0x0b, 0xb3,
};

static void
test_golden (void)
{
  NetsimPacket packet;
  char words[NETSIM_ADDRESS_WORDS];

  g_assert_true (netsim_packet_parse (ping4, sizeof ping4, &packet));
  g_assert_cmpint (packet.kind, ==, NETSIM_PACKET_ECHO);
  g_assert_cmpuint (packet.family, ==, 4);
  g_assert_cmpuint (packet.ttl, ==, 7);
  g_assert_cmpuint (packet.ip_id, ==, 0x1234);
  g_assert_true (packet.dont_fragment);
  g_assert_cmpuint (packet.echo_id, ==, 0x1234);
  g_assert_cmpuint (packet.echo_sequence, ==, 5);
  g_assert_cmpuint (packet.checksum, ==, 0xd008);
  g_assert_true (packet.checksum_right);
  g_assert_cmpstr (netsim_address_print (&packet.source, words), ==, "192.168.178.20");
  g_assert_cmpstr (netsim_address_print (&packet.destination, words), ==, "192.0.2.1");
}

static void
test_checksum (void)
{
  /* The example of RFC 1071, section 3. */
  const guint8 words[] = { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 };

  g_assert_cmpuint (netsim_checksum (words, sizeof words, 0), ==, (guint16) ~0xddf2);
  g_assert_cmpuint (netsim_checksum (words, 7, 0), ==, (guint16) ~0xdcfb);
}

static void
test_every_protocol (void)
{
  static const guint protocols[] = { NETSIM_ICMP, NETSIM_UDP, NETSIM_TCP };
  static const NetsimPacketKind kinds[] = { NETSIM_PACKET_ECHO, NETSIM_PACKET_UDP,
                                            NETSIM_PACKET_TCP_SYN };

  for (guint i = 0; i < 6; i++)
    {
      const SampleProbe sample = { i < 3 ? 4 : 6, protocols[i % 3], 9, 4711, 0x1234, 20 };
      g_autoptr (GByteArray) bytes = sample_probe (&sample);
      NetsimPacket packet;

      g_assert_true (netsim_packet_parse (bytes->data, bytes->len, &packet));
      g_assert_cmpint (packet.kind, ==, kinds[i % 3]);
      g_assert_cmpuint (packet.protocol_bit, ==, protocols[i % 3]);
      g_assert_cmpuint (packet.ttl, ==, 9);
      g_assert_cmpuint (packet.size, ==, bytes->len);
      g_assert_true (packet.checksum_right);
      g_assert_cmpuint (packet.source_port + packet.echo_id, ==, 4711);
      bytes->data[bytes->len - 1] ^= 1;
      g_assert_true (netsim_packet_parse (bytes->data, bytes->len, &packet));
      g_assert_false (packet.checksum_right);
    }
}

static void
test_cut (void)
{
  for (guint i = 0; i < 6; i++)
    {
      const SampleProbe sample = { i < 3 ? 4 : 6, 1U << i % 3, 9, 4711, 0x1234, 20 };
      g_autoptr (GByteArray) bytes = sample_probe (&sample);

      for (gsize size = 0; size < bytes->len; size++)
        {
          g_autofree guint8 *copy = g_memdup2 (bytes->data, size);
          NetsimPacket packet;

          /* The header says more than there is. */
          g_assert_false (netsim_packet_parse (copy, size, &packet));
        }
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (guint round = 0; round < 100000; round++)
    {
      gsize size = (gsize) g_rand_int_range (chance, 0, 90);
      g_autofree guint8 *bytes = g_malloc (size + 1);
      NetsimPacket packet;

      for (gsize i = 0; i < size; i++)
        bytes[i] = (guint8) g_rand_int (chance);
      if (size > 0)
        bytes[0] = (guint8) ((round & 1) != 0 ? 0x45 : 0x60);
      if (size > 5)
        netsim_put16 (bytes + ((round & 1) != 0 ? 2 : 4),
                      (guint) size - ((round & 1) != 0 ? 0 : 40));
      if (netsim_packet_parse (bytes, size, &packet))
        g_assert_cmpuint (packet.header_size + packet.transport_size, <=, size);
    }
}

static void
test_flow (void)
{
  SampleProbe sample = { 4, NETSIM_UDP, 1, 4711, 1, 20 };
  g_autoptr (GByteArray) one = sample_probe (&sample);
  NetsimPacket first, second;

  sample.ttl = 9;
  sample.token = 2;
  {
    g_autoptr (GByteArray) other = sample_probe (&sample);

    netsim_packet_parse (one->data, one->len, &first);
    netsim_packet_parse (other->data, other->len, &second);
    /* Other payload, so another UDP checksum, but the same ports: one flow. */
    g_assert_cmpuint (first.checksum, !=, second.checksum);
    g_assert_cmpuint (netsim_packet_flow (&first), ==, netsim_packet_flow (&second));
  }
  second.source_port++;
  g_assert_cmpuint (netsim_packet_flow (&first), !=, netsim_packet_flow (&second));
  second = first;
  second.flow_label = 1;
  g_assert_cmpuint (netsim_packet_flow (&first), !=, netsim_packet_flow (&second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netsim/packet/golden", test_golden);
  g_test_add_func ("/netsim/packet/checksum", test_checksum);
  g_test_add_func ("/netsim/packet/every-protocol", test_every_protocol);
  g_test_add_func ("/netsim/packet/cut", test_cut);
  g_test_add_func ("/netsim/packet/random", test_random);
  g_test_add_func ("/netsim/packet/flow", test_flow);
  return g_test_run ();
}

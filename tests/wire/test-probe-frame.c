/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frames of probe-frame.h: what goes in comes out, and nothing else decodes.
 */
#include <glib.h>
#include <stddef.h>
#include <string.h>

#include "probe-frame.h"

#define SEND_IPV4                                                                                  \
  {                                                                                                \
    .type = HOPMAP_FRAME_SEND, .send = {                                                           \
      .token = 0xdeadbeef,                                                                         \
      .family = HOPMAP_FRAME_IPV4,                                                                 \
      .protocol = HOPMAP_FRAME_ICMP,                                                               \
      .spacing = HOPMAP_SPACING_FROM_NOW,                                                          \
      .destination = { { 192, 0, 2, 1 } },                                                         \
      .has_source = true,                                                                          \
      .source = { { 192, 0, 2, 200 } },                                                            \
      .ttl = 1,                                                                                    \
      .tos = 0xb8,                                                                                 \
      .flow = 7,                                                                                   \
      .packet_size = HOPMAP_FRAME_PACKET_MIN_IPV4,                                                 \
      .gap_us = HOPMAP_FRAME_GAP_MAX_US,                                                           \
      .timeout_ms = HOPMAP_FRAME_TIMEOUT_MIN_MS,                                                   \
    }                                                                                              \
  }

static const HopmapFrame samples[] = {
  SEND_IPV4,
  { .type = HOPMAP_FRAME_SEND,
    .send = {
        .token = 1,
        .family = HOPMAP_FRAME_IPV6,
        .protocol = HOPMAP_FRAME_UDP,
        .spacing = HOPMAP_SPACING_AFTER_PREVIOUS,
        .destination = { { 0xfe, 0x80, [15] = 1 } },
        .scope_id = INT32_MAX,
        .unhurried = true,
        .ttl = HOPMAP_FRAME_TTL_MAX,
        .port = UINT16_MAX,
        .packet_size = HOPMAP_FRAME_PACKET_MAX,
        .timeout_ms = HOPMAP_FRAME_TIMEOUT_MAX_MS,
    } },
  { .type = HOPMAP_FRAME_SEND,
    .send = {
        .token = UINT32_MAX,
        .family = HOPMAP_FRAME_IPV6,
        .protocol = HOPMAP_FRAME_TCP,
        .destination = { { 0x20, 1, 0xd, 0xb8, [15] = 0xff } },
        .ttl = 30,
        .port = 443,
        .timeout_ms = 3000,
    } },
  { .type = HOPMAP_FRAME_FORGET, .forget = { .scope = HOPMAP_FORGET_ONE, .token = 17 } },
  { .type = HOPMAP_FRAME_FORGET, .forget = { .scope = HOPMAP_FORGET_ALL } },
  { .type = HOPMAP_FRAME_HELLO,
    .hello = {
        .ipv4 = { .icmp = { .mode = HOPMAP_MODE_RAW, .constant_flow = true },
                  .udp = { .mode = HOPMAP_MODE_ERROR_QUEUE, .error = 1 },
                  .tcp = { .mode = HOPMAP_MODE_NONE, .error = INT32_MAX } },
        .ipv6 = { .icmp = { .mode = HOPMAP_MODE_ICMP_DATAGRAM, .constant_flow = true, .error = 97 },
                  .udp = { .mode = HOPMAP_MODE_ERROR_QUEUE, .constant_flow = true, .error = 97 },
                  .tcp = { .mode = HOPMAP_MODE_RAW } },
        .start = HOPMAP_START_NAMESPACE_ROOT,
        .seccomp = true,
        .no_new_privileges = true,
        .capabilities_empty = true,
        .landlock_abi = 7,
        .in_flight_max = 2048,
        .rate = 500,
        .burst = 64,
    } },
  { .type = HOPMAP_FRAME_SENT, .sent = { .token = 3, .stamp = HOPMAP_STAMP_USER, .sent_ns = INT64_MAX } },
  { .type = HOPMAP_FRAME_REPLY,
    .reply = {
        .token = 4,
        .family = HOPMAP_FRAME_IPV6,
        .protocol = HOPMAP_FRAME_UDP,
        .kind = HOPMAP_REPLY_DATAGRAM,
        .stamp = HOPMAP_STAMP_USER,
        .from = { { 0xff, [15] = 0xff } },
        .scope_id = 2,
        .icmp_type = 255,
        .icmp_code = 254,
        .reply_ttl = 253,
        .reply_tos = 252,
        .quoted_ttl = 251,
        .quoted_tos = 250,
        .flags = HOPMAP_REPLY_FLAGS_ALL,
        .mtu = 1492,
        .rtt_ns = 12345678901,
        .received_ns = INT64_MAX,
        .n_labels = HOPMAP_FRAME_LABELS_MAX,
        .labels = {
            UINT32_MAX, 0, 0x1403, 0x10001, 0x11201, 0x12401, 0x13601, 0x14901,
        },
    } },
  { .type = HOPMAP_FRAME_REPLY,
    .reply = {
        .token = 5,
        .family = HOPMAP_FRAME_IPV4,
        .protocol = HOPMAP_FRAME_ICMP,
        .kind = HOPMAP_REPLY_TIME_EXCEEDED,
        .stamp = HOPMAP_STAMP_KERNEL,
        .from = { { 10, 0, 0, 1 } },
        .icmp_type = 11,
        .rtt_ns = 5,
        .received_ns = 5,
    } },
  { .type = HOPMAP_FRAME_EXPIRED, .expired = { .token = 6 } },
  { .type = HOPMAP_FRAME_FAILED, .failed = { .token = 7, .reason = HOPMAP_FAILED_LIMIT, .error = 11 } },
  { .type = HOPMAP_FRAME_ERROR, .error = { .reason = HOPMAP_ERROR_CUT, .exit_status = 65 } },
};

static void
encode (const HopmapFrame *frame, uint8_t *bytes)
{
  g_assert_true (hopmap_frame_encode (frame, bytes));
}

static void
test_round_trip (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      uint8_t bytes[HOPMAP_FRAME_SIZE], again[HOPMAP_FRAME_SIZE];
      HopmapFrame frame;

      encode (&samples[i], bytes);
      g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==, HOPMAP_DECODE_OK);
      g_assert_cmpint (frame.type, ==, samples[i].type);
      encode (&frame, again);
      g_assert_cmpmem (bytes, sizeof bytes, again, sizeof again);
    }
}

static void
test_values_survive (void)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  HopmapFrame frame;

  encode (&samples[0], bytes);
  g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==, HOPMAP_DECODE_OK);
  g_assert_cmphex (frame.send.token, ==, 0xdeadbeef);
  g_assert_cmpint (frame.send.family, ==, HOPMAP_FRAME_IPV4);
  g_assert_cmpint (frame.send.spacing, ==, HOPMAP_SPACING_FROM_NOW);
  g_assert_cmpint (frame.send.source.bytes[3], ==, 200);
  g_assert_cmpint (frame.send.gap_us, ==, HOPMAP_FRAME_GAP_MAX_US);

  g_assert_false (frame.send.unhurried);

  encode (&samples[1], bytes);
  g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==, HOPMAP_DECODE_OK);
  g_assert_true (frame.send.unhurried);

  encode (&samples[7], bytes);
  g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==, HOPMAP_DECODE_OK);
  g_assert_cmpint (frame.reply.rtt_ns, ==, 12345678901);
  g_assert_cmpint (frame.reply.n_labels, ==, HOPMAP_FRAME_LABELS_MAX);
  g_assert_cmphex (frame.reply.labels[0], ==, UINT32_MAX);
  g_assert_cmphex (frame.reply.labels[7], ==, 0x14901);
  g_assert_cmpint (frame.reply.mtu, ==, 1492);
  g_assert_cmpint (frame.reply.quoted_ttl, ==, 251);
}

/* The layout itself is the contract, so one frame is written out by hand. */
static void
test_layout (void)
{
  static const uint8_t expected[] = { 0x48, 0x4d, 3, 69, 128, 0, 0, 0, 7, 0, 0, 0, 6, 11, 0, 0, 0 };
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  encode (&samples[10], bytes);
  g_assert_cmpmem (bytes, sizeof expected, expected, sizeof expected);
  for (size_t i = sizeof expected; i < sizeof bytes; i++)
    g_assert_cmpint (bytes[i], ==, 0);
}

static void
test_truncation (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    for (size_t length = 0; length < HOPMAP_FRAME_SIZE; length++)
      {
        uint8_t bytes[HOPMAP_FRAME_SIZE];
        g_autofree uint8_t *cut = NULL;
        HopmapFrame frame;

        encode (&samples[i], bytes);
        cut = g_memdup2 (bytes, length); /* so that a sanitizer sees a read behind the end */
        g_assert_cmpint (hopmap_frame_decode (cut, length, &frame), ==, HOPMAP_DECODE_SHORT);
        g_assert_cmpint (frame.type, ==, 0);
      }
}

/* Every frame has one encoding: what decodes encodes to the same bytes. */
static void
test_every_byte (void)
{
  size_t n_decoded = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    for (size_t at = 0; at < HOPMAP_FRAME_SIZE; at++)
      for (unsigned int value = 0; value < 256; value++)
        {
          uint8_t bytes[HOPMAP_FRAME_SIZE], again[HOPMAP_FRAME_SIZE];
          HopmapDecodeResult result;
          HopmapFrame frame;

          encode (&samples[i], bytes);
          if (at != 3 && at < 8 && bytes[at] != value)
            {
              bytes[at] = (uint8_t) value;
              g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==,
                               HOPMAP_DECODE_BAD_HEADER);
              continue;
            }
          bytes[at] = (uint8_t) value;
          result = hopmap_frame_decode (bytes, sizeof bytes, &frame);
          if (result != HOPMAP_DECODE_OK)
            continue;
          encode (&frame, again);
          g_assert_cmpmem (bytes, sizeof bytes, again, sizeof again);
          n_decoded++;
        }
  g_assert_cmpuint (n_decoded, >, 1000);
}

static void
test_header (void)
{
  static const uint8_t types[] = { 0, 3, 64, 71, 255 };
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  HopmapFrame frame;

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      encode (&samples[0], bytes);
      bytes[3] = types[i];
      g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==,
                       HOPMAP_DECODE_BAD_HEADER);
      frame = samples[0];
      frame.type = types[i];
      g_assert_false (hopmap_frame_encode (&frame, bytes));
      g_assert_cmpint (bytes[0], ==, 0);
    }
  g_assert_true (hopmap_frame_is_command (HOPMAP_FRAME_SEND));
  g_assert_true (hopmap_frame_is_command (HOPMAP_FRAME_FORGET));
  g_assert_false (hopmap_frame_is_command (HOPMAP_FRAME_HELLO));
  g_assert_false (hopmap_frame_is_command (HOPMAP_FRAME_ERROR));
}

#define REFUSED(sample, change)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    HopmapFrame frame = samples[sample];                                                           \
    uint8_t bytes[HOPMAP_FRAME_SIZE];                                                              \
                                                                                                   \
    change;                                                                                        \
    g_assert_false (hopmap_frame_encode (&frame, bytes));                                          \
  }                                                                                                \
  G_STMT_END

static void
test_bad_send (void)
{
  REFUSED (0, frame.send.family = 5);
  REFUSED (0, frame.send.family = 260);
  REFUSED (0, frame.send.protocol = 0);
  REFUSED (0, frame.send.protocol = 4);
  REFUSED (0, frame.send.spacing = 2);
  REFUSED (0, frame.send.ttl = 0);
  REFUSED (0, frame.send.ttl = HOPMAP_FRAME_TTL_MAX + 1);
  REFUSED (0, frame.send.packet_size = HOPMAP_FRAME_PACKET_MIN_IPV4 - 1);
  REFUSED (0, frame.send.packet_size = HOPMAP_FRAME_PACKET_MAX + 1);
  REFUSED (1, frame.send.packet_size = HOPMAP_FRAME_PACKET_MIN_IPV6 - 1);
  REFUSED (0, frame.send.gap_us = HOPMAP_FRAME_GAP_MAX_US + 1);
  REFUSED (0, frame.send.timeout_ms = 0);
  REFUSED (0, frame.send.timeout_ms = HOPMAP_FRAME_TIMEOUT_MIN_MS - 1);
  REFUSED (0, frame.send.timeout_ms = HOPMAP_FRAME_TIMEOUT_MAX_MS + 1);
  REFUSED (0, frame.send.unhurried = true);
  REFUSED (1, frame.send.timeout_ms = HOPMAP_FRAME_UNHURRIED_MS - 1);
  REFUSED (0, frame.send.destination.bytes[4] = 1);
  REFUSED (0, frame.send.has_source = false);
  REFUSED (0, frame.send.scope_id = 1);
  REFUSED (1, frame.send.scope_id = (uint32_t) INT32_MAX + 1);
  REFUSED (1, frame.send.port = 0);
  REFUSED (2, frame.send.port = 0);
  REFUSED (2, frame.send.flow = 1);
  REFUSED (2, frame.send.packet_size = 60);
}

/* The smallest and the largest packet of each sort: a UDP payload has two bytes at least, which make
 * its checksum, and a SYN is as long as it is. */
static void
test_sizes (void)
{
  static const struct
  {
    HopmapFrameFamily family;
    HopmapFrameProtocol protocol;
    unsigned int smallest;
    unsigned int largest;
  } sorts[] = {
    { HOPMAP_FRAME_IPV4, HOPMAP_FRAME_ICMP, 28, 1500 },
    { HOPMAP_FRAME_IPV4, HOPMAP_FRAME_UDP, 32, 1500 },
    { HOPMAP_FRAME_IPV4, HOPMAP_FRAME_TCP, 1, 0 },
    { HOPMAP_FRAME_IPV6, HOPMAP_FRAME_ICMP, 48, 1500 },
    { HOPMAP_FRAME_IPV6, HOPMAP_FRAME_UDP, 52, 1500 },
    { HOPMAP_FRAME_IPV6, HOPMAP_FRAME_TCP, 1, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (sorts); i++)
    for (unsigned int size = 0; size <= UINT16_MAX; size++)
      {
        HopmapFrame frame = {
          .type = HOPMAP_FRAME_SEND,
          .send = { .family = sorts[i].family,
                    .protocol = sorts[i].protocol,
                    .ttl = 1,
                    .port = 1,
                    .packet_size = (uint16_t) size,
                    .timeout_ms = 100 },
        };
        uint8_t bytes[HOPMAP_FRAME_SIZE];

        g_assert_true (hopmap_frame_encode (&frame, bytes)
                       == (size == 0 || (size >= sorts[i].smallest && size <= sorts[i].largest)));
      }
}

static void
test_bad_others (void)
{
  REFUSED (3, frame.forget.scope = 0);
  REFUSED (3, frame.forget.scope = 3);
  REFUSED (4, frame.forget.token = 1);
  REFUSED (5, frame.hello.ipv4.icmp.mode = 4);
  REFUSED (5, frame.hello.ipv4.icmp.mode = HOPMAP_MODE_ERROR_QUEUE);
  REFUSED (5, frame.hello.ipv4.icmp.error = 1);
  REFUSED (5, frame.hello.ipv4.udp.error = 0);
  REFUSED (5, frame.hello.ipv4.udp.mode = HOPMAP_MODE_ICMP_DATAGRAM);
  REFUSED (5, frame.hello.ipv4.tcp.constant_flow = true);
  REFUSED (5, frame.hello.ipv6.tcp.mode = HOPMAP_MODE_ICMP_DATAGRAM);
  REFUSED (5, frame.hello.start = 0);
  REFUSED (5, frame.hello.start = 6);
  REFUSED (5, frame.hello.rate = 0);
  REFUSED (5, frame.hello.burst = 0);
  REFUSED (5, frame.hello.in_flight_max = 0);
  REFUSED (6, frame.sent.stamp = 0);
  REFUSED (6, frame.sent.stamp = 3);
  REFUSED (6, frame.sent.sent_ns = (uint64_t) INT64_MAX + 1);
  REFUSED (7, frame.reply.kind = 0);
  REFUSED (7, frame.reply.kind = 10);
  REFUSED (7, frame.reply.stamp = 3);
  REFUSED (7, frame.reply.flags = HOPMAP_REPLY_FLAGS_ALL + 1);
  REFUSED (7, frame.reply.n_labels = HOPMAP_FRAME_LABELS_MAX + 1);
  REFUSED (8, frame.reply.received_ns = 4);
  REFUSED (8, frame.reply.from.bytes[5] = 4);
  REFUSED (10, frame.failed.reason = 0);
  REFUSED (10, frame.failed.reason = 7);
  REFUSED (10, frame.failed.error = 0);
  REFUSED (11, frame.error.reason = 4);
  REFUSED (11, frame.error.exit_status = 0);
}

static void
test_ability (void)
{
  static const HopmapFrameFamily families[] = { HOPMAP_FRAME_IPV4, HOPMAP_FRAME_IPV6 };
  const HopmapFrameHello *hello = &samples[5].hello;

  for (size_t i = 0; i < G_N_ELEMENTS (families); i++)
    {
      const HopmapFrameAbilities *abilities = i == 0 ? &hello->ipv4 : &hello->ipv6;

      g_assert_true (hopmap_frame_ability (hello, families[i], HOPMAP_FRAME_ICMP)
                     == &abilities->icmp);
      g_assert_true (hopmap_frame_ability (hello, families[i], HOPMAP_FRAME_UDP)
                     == &abilities->udp);
      g_assert_true (hopmap_frame_ability (hello, families[i], HOPMAP_FRAME_TCP)
                     == &abilities->tcp);
    }
}

static void
test_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (int i = 0; i < 100000; i++)
    {
      uint8_t bytes[HOPMAP_FRAME_SIZE], again[HOPMAP_FRAME_SIZE];
      HopmapFrame frame;

      encode (&samples[i % (int) G_N_ELEMENTS (samples)], bytes);
      for (int change = 0; change < 4; change++)
        bytes[g_rand_int_range (random, 3, HOPMAP_FRAME_SIZE)] ^= 1u << g_rand_int_range (random, 0,
                                                                                          8);
      if (hopmap_frame_decode (bytes, sizeof bytes, &frame) != HOPMAP_DECODE_OK)
        continue;
      encode (&frame, again);
      g_assert_cmpmem (bytes, sizeof bytes, again, sizeof again);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/round-trip", test_round_trip);
  g_test_add_func ("/wire/values-survive", test_values_survive);
  g_test_add_func ("/wire/layout", test_layout);
  g_test_add_func ("/wire/truncation", test_truncation);
  g_test_add_func ("/wire/every-byte", test_every_byte);
  g_test_add_func ("/wire/header", test_header);
  g_test_add_func ("/wire/bad-send", test_bad_send);
  g_test_add_func ("/wire/sizes", test_sizes);
  g_test_add_func ("/wire/bad-others", test_bad_others);
  g_test_add_func ("/wire/ability", test_ability);
  g_test_add_func ("/wire/noise", test_noise);
  return g_test_run ();
}

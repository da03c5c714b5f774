/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of answers, with whole packets as routers send them, and with every packet that is one
 * byte or any length away from them.
 */
#include <glib.h>
#include <netinet/in.h>
#include <string.h>

#include "reply-parse.h"

#define COOKIE UINT64_C (0x8877665544332211)

typedef struct
{
  uint8_t bytes[2048];
  size_t length;
} Packet;

static void
put (Packet *packet, const void *bytes, size_t length)
{
  g_assert_cmpuint (packet->length + length, <=, sizeof packet->bytes);
  memcpy (packet->bytes + packet->length, bytes, length);
  packet->length += length;
}

#define PUT(packet, ...)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const uint8_t put_bytes[] = { __VA_ARGS__ };                                                   \
    put (packet, put_bytes, sizeof put_bytes);                                                     \
  }                                                                                                \
  G_STMT_END

static void
put_zeros (Packet *packet, size_t length)
{
  static const uint8_t zeros[256];

  put (packet, zeros, length);
}

static void
set16 (Packet *packet, size_t at, uint16_t value)
{
  packet->bytes[at] = (uint8_t) (value >> 8);
  packet->bytes[at + 1] = (uint8_t) value;
}

/* Our echo request, as the helper builds it. */
static HopmapProbePacket
probe (HopmapFrameFamily family, HopmapFrameProtocol protocol, uint16_t size)
{
  HopmapFrameSend send = { .family = family, .protocol = protocol, .packet_size = size };
  HopmapProbePacket packet;

  hopmap_probe_build (&packet, &send, 0x1234, 0x5678, COOKIE);
  return packet;
}

typedef struct
{
  size_t outer_options; /* bytes */
  size_t inner_options;
  size_t quote; /* bytes of the probe after its IP header */
  uint16_t probe_size;
  bool udp;
  bool changed_source;
  uint8_t type;
  uint8_t code;
  uint16_t mtu;
  uint8_t quoted_ttl;
  size_t pad_to;           /* fill the quote with zeros */
  uint8_t announced;       /* the length field as it stands in the packet */
  size_t labels;           /* label stack entries in an extension */
  bool extension_checksum; /* whether it has a right one */
} Shape;

static void
put_ipv4 (Packet *packet,
          uint8_t protocol,
          uint8_t ttl,
          uint8_t tos,
          size_t options,
          size_t payload,
          const uint8_t from[4],
          const uint8_t to[4])
{
  size_t total = 20 + options + payload;

  PUT (packet, (uint8_t) (0x40 | (5 + options / 4)), tos, (uint8_t) (total >> 8), (uint8_t) total,
       0x12, 0x34, 0x40, 0, ttl, protocol, 0, 0);
  put (packet, from, 4);
  put (packet, to, 4);
  for (size_t i = 0; i < options; i++)
    PUT (packet, 1);
}

static void
put_extension (Packet *packet, const Shape *shape)
{
  size_t start = packet->length;
  size_t length = 4 + 4 * shape->labels;

  if (shape->labels == 0)
    return;
  PUT (packet, 0x20, 0, 0, 0, (uint8_t) (length >> 8), (uint8_t) length, 1, 1);
  for (size_t i = 0; i < shape->labels; i++)
    PUT (packet, 0x00, (uint8_t) (i + 1), (uint8_t) (0x1a | (i + 1 == shape->labels)), 9);
  if (shape->extension_checksum)
    set16 (packet, start + 2, hopmap_checksum (packet->bytes + start, packet->length - start));
}

static const uint8_t us4[4] = { 10, 0, 0, 2 };
static const uint8_t hop4[4] = { 192, 0, 2, 9 };
static const uint8_t target4[4] = { 198, 51, 100, 7 };
static const uint8_t other4[4] = { 172, 16, 0, 2 };

static Packet
error_ipv4 (const Shape *shape)
{
  HopmapProbePacket sent = probe (
      HOPMAP_FRAME_IPV4, shape->udp ? HOPMAP_FRAME_UDP : HOPMAP_FRAME_ICMP, shape->probe_size);
  Packet body = { 0 };
  Packet packet = { 0 };
  size_t icmp = 20 + shape->outer_options;

  put_ipv4 (&body, shape->udp ? IPPROTO_UDP : IPPROTO_ICMP, shape->quoted_ttl, 0x20,
            shape->inner_options, sent.length + (shape->udp ? 8 : 0),
            shape->changed_source ? other4 : us4, target4);
  if (shape->udp)
    PUT (&body, 0x9c, 0x40, 0x82, 0x9b, 0, 52, 0xab, 0xcd);
  put (&body, sent.bytes, MIN (shape->quote, sent.length));
  if (shape->pad_to > body.length)
    put_zeros (&body, shape->pad_to - body.length);
  put_extension (&body, shape);

  put_ipv4 (&packet, IPPROTO_ICMP, 250, 0xc0, shape->outer_options, 8 + body.length, hop4, us4);
  PUT (&packet, shape->type, shape->code, 0, 0, 0, shape->announced, (uint8_t) (shape->mtu >> 8),
       (uint8_t) shape->mtu);
  put (&packet, body.bytes, body.length);
  set16 (&packet, icmp + 2, hopmap_checksum (packet.bytes + icmp, packet.length - icmp));
  return packet;
}

static Packet
echo_ipv4 (void)
{
  HopmapProbePacket sent = probe (HOPMAP_FRAME_IPV4, HOPMAP_FRAME_ICMP, 64);
  Packet packet = { 0 };

  put_ipv4 (&packet, IPPROTO_ICMP, 57, 0, 0, sent.length, target4, us4);
  put (&packet, sent.bytes, sent.length);
  packet.bytes[20] = 0;
  set16 (&packet, 22, 0);
  set16 (&packet, 22, hopmap_checksum (packet.bytes + 20, packet.length - 20));
  return packet;
}

#define US6                                                                                        \
  {                                                                                                \
    {                                                                                              \
      0x20, 1, 0xd, 0xb8, [15] = 2                                                                 \
    }                                                                                              \
  }

static const HopmapFrameAddress us6 = US6;
static const HopmapFrameAddress hop6 = { { 0x20, 1, 0xd, 0xb8, 1, [15] = 9 } };
static const HopmapFrameAddress target6 = { { 0x20, 1, 0xd, 0xb8, 2, [15] = 7 } };

/* inner_options is the length of a destination options header here. */
static Packet
error_ipv6 (const Shape *shape)
{
  HopmapProbePacket sent = probe (HOPMAP_FRAME_IPV6, HOPMAP_FRAME_ICMP, shape->probe_size);
  size_t payload = sent.length + shape->inner_options;
  Packet packet = { 0 };
  size_t start;

  PUT (&packet, shape->type, shape->code, 0, 0, shape->announced, 0, (uint8_t) (shape->mtu >> 8),
       (uint8_t) shape->mtu);
  start = packet.length;
  PUT (&packet, 0x62, 0, 0, 0, (uint8_t) (payload >> 8), (uint8_t) payload,
       shape->inner_options > 0 ? IPPROTO_DSTOPTS : IPPROTO_ICMPV6, shape->quoted_ttl);
  put (&packet, shape->changed_source ? &hop6 : &us6, 16);
  put (&packet, &target6, 16);
  if (shape->inner_options > 0)
    {
      PUT (&packet, IPPROTO_ICMPV6, (uint8_t) (shape->inner_options / 8 - 1));
      put_zeros (&packet, shape->inner_options - 2);
    }
  put (&packet, sent.bytes, MIN (shape->quote, sent.length));
  if (shape->pad_to > packet.length - start)
    put_zeros (&packet, shape->pad_to - (packet.length - start));
  put_extension (&packet, shape);
  return packet;
}

static const HopmapArrival arrival6 = { .has_to = true,
                                        .to = US6,
                                        .ttl = 60,
                                        .has_tos = true,
                                        .tos = 4 };

static bool
parse_ipv4 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  return hopmap_answer_parse_ipv4 (answer, bytes, length);
}

static bool
parse_ipv6 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  return hopmap_answer_parse_ipv6 (answer, bytes, length, &hop6, &arrival6);
}

static bool
parse_echo (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  const HopmapFrameAddress from = { { 198, 51, 100, 7 } };

  return hopmap_answer_parse_echo_ipv4 (answer, bytes, length, &from, &(HopmapArrival){ .ttl = 3 });
}

static HopmapQueuedError
queued (HopmapFrameFamily family,
        HopmapFrameProtocol protocol,
        uint8_t type,
        uint8_t code,
        uint16_t extension)
{
  HopmapQueuedError error = {
    .family = family,
    .protocol = protocol,
    .has_offender = true,
    .port = 33435,
    .error = {
        .ee_origin = family == HOPMAP_FRAME_IPV4 ? SO_EE_ORIGIN_ICMP : SO_EE_ORIGIN_ICMP6,
        .ee_type = type,
        .ee_code = code,
    },
  };

  error.error.ee_rfc4884.len = extension;
  if (family == HOPMAP_FRAME_IPV6)
    {
      error.offender = hop6;
      error.destination = target6;
      return error;
    }
  memcpy (error.offender.bytes, hop4, 4);
  memcpy (error.destination.bytes, target4, 4);
  return error;
}

static uint16_t queued_extension;

static bool
parse_queued_ping4 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  HopmapQueuedError error = queued (HOPMAP_FRAME_IPV4, HOPMAP_FRAME_ICMP, 11, 0, queued_extension);

  return hopmap_answer_parse_queued (answer, &error, bytes, length, &(HopmapArrival){ .ttl = 62 });
}

static bool
parse_queued_udp4 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  HopmapQueuedError error = queued (HOPMAP_FRAME_IPV4, HOPMAP_FRAME_UDP, 3, 3, queued_extension);

  return hopmap_answer_parse_queued (answer, &error, bytes, length, &(HopmapArrival){ .ttl = 62 });
}

static bool
parse_queued_ping6 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  HopmapQueuedError error = queued (HOPMAP_FRAME_IPV6, HOPMAP_FRAME_ICMP, 3, 0, queued_extension);

  return hopmap_answer_parse_queued (answer, &error, bytes, length, &(HopmapArrival){ .ttl = 62 });
}

static bool
parse_queued_udp6 (const uint8_t *bytes, size_t length, HopmapAnswer *answer)
{
  HopmapQueuedError error = queued (HOPMAP_FRAME_IPV6, HOPMAP_FRAME_UDP, 1, 4, queued_extension);

  return hopmap_answer_parse_queued (answer, &error, bytes, length, &(HopmapArrival){ .ttl = 62 });
}

/* What the application relies on, whatever came. */
static void
check_invariants (const HopmapAnswer *answer)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_REPLY, .reply = answer->reply };
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  frame.reply.stamp = HOPMAP_STAMP_USER;
  g_assert_true (hopmap_frame_encode (&frame, bytes));
  g_assert_cmpuint (answer->n_cookie, <=, HOPMAP_COOKIE_SIZE);
}

/* Each on an exact-size heap block, so that a sanitizer sees a read behind the end. */
static void
try_neighbours (const Packet *packet, bool (*parse) (const uint8_t *, size_t, HopmapAnswer *))
{
  HopmapAnswer answer;

  for (size_t length = 0; length <= packet->length; length++)
    {
      g_autofree uint8_t *cut = g_memdup2 (packet->bytes, length);

      if (parse (cut, length, &answer))
        check_invariants (&answer);
    }
  for (size_t at = 0; at < packet->length; at++)
    {
      g_autofree uint8_t *changed = g_memdup2 (packet->bytes, packet->length);

      for (unsigned int value = 0; value < 256; value++)
        {
          changed[at] = (uint8_t) value;
          if (parse (changed, packet->length, &answer))
            check_invariants (&answer);
        }
    }
}

/* As above with the checksum made right again after each change, so that it hides nothing. */
static void
try_neighbours_of_icmp (const Packet *packet)
{
  HopmapAnswer answer;

  for (size_t at = 20; at < packet->length; at++)
    for (unsigned int value = 0; value < 256; value++)
      {
        Packet changed = *packet;

        changed.bytes[at] = (uint8_t) value;
        set16 (&changed, 22, 0);
        set16 (&changed, 22, hopmap_checksum (changed.bytes + 20, changed.length - 20));
        if (hopmap_answer_parse_ipv4 (&answer, changed.bytes, changed.length))
          check_invariants (&answer);
      }
}

static void
assert_echo_quote (const HopmapAnswer *answer, size_t n_cookie)
{
  g_assert_true (answer->is_quote);
  g_assert_cmpint (answer->reply.protocol, ==, HOPMAP_FRAME_ICMP);
  g_assert_cmphex (answer->id, ==, 0x1234);
  g_assert_cmphex (answer->sequence, ==, 0x5678);
  g_assert_cmpuint (answer->n_cookie, ==, n_cookie);
  for (size_t i = 0; i < n_cookie; i++)
    g_assert_cmphex (answer->cookie[i], ==, 0x11 * (i + 1));
}

static const Shape shapes_ipv4[] = {
  { .type = 11, .quote = 8, .probe_size = 64, .quoted_ttl = 1 },
  { .type = 11, .quote = 44, .probe_size = 64, .quoted_ttl = 0 },
  { .type = 11,
    .quote = 14,
    .probe_size = 64,
    .quoted_ttl = 1,
    .outer_options = 4,
    .inner_options = 40 },
  { .type = 11,
    .quote = 44,
    .probe_size = 64,
    .quoted_ttl = 1,
    .outer_options = 40,
    .changed_source = true },
  { .type = 11, .code = 1, .quote = 8, .probe_size = 28, .quoted_ttl = 1 },
  { .type = 3, .code = 13, .quote = 44, .probe_size = 64, .quoted_ttl = 3 },
  { .type = 3, .code = 3, .quote = 28, .probe_size = 64, .quoted_ttl = 13, .udp = true },
  { .type = 3, .code = 4, .quote = 508, .probe_size = 1500, .mtu = 1400, .quoted_ttl = 9 },
  { .type = 12, .quote = 8, .probe_size = 64, .quoted_ttl = 9 },
  { .type = 11,
    .quote = 44,
    .probe_size = 64,
    .pad_to = 128,
    .announced = 32,
    .labels = 2,
    .extension_checksum = true },
  { .type = 11, .quote = 44, .probe_size = 64, .pad_to = 128, .announced = 32, .labels = 1 },
  { .type = 11,
    .quote = 44,
    .probe_size = 64,
    .pad_to = 128,
    .labels = 3,
    .extension_checksum = true },
  { .type = 11,
    .quote = 44,
    .probe_size = 64,
    .pad_to = 128,
    .announced = 32,
    .labels = 20,
    .extension_checksum = true },
};

static void
test_ipv4_errors (void)
{
  static const HopmapReplyKind kinds[] = {
    HOPMAP_REPLY_TIME_EXCEEDED,    HOPMAP_REPLY_TIME_EXCEEDED,  HOPMAP_REPLY_TIME_EXCEEDED,
    HOPMAP_REPLY_TIME_EXCEEDED,    HOPMAP_REPLY_TIME_EXCEEDED,  HOPMAP_REPLY_UNREACHABLE,
    HOPMAP_REPLY_PORT_UNREACHABLE, HOPMAP_REPLY_PACKET_TOO_BIG, HOPMAP_REPLY_PARAMETER_PROBLEM,
    HOPMAP_REPLY_TIME_EXCEEDED,    HOPMAP_REPLY_TIME_EXCEEDED,  HOPMAP_REPLY_TIME_EXCEEDED,
    HOPMAP_REPLY_TIME_EXCEEDED,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (shapes_ipv4); i++)
    {
      const Shape *shape = &shapes_ipv4[i];
      Packet packet = error_ipv4 (shape);
      HopmapAnswer answer;
      bool nat;

      g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
      check_invariants (&answer);
      g_assert_cmpint (answer.reply.kind, ==, kinds[i]);
      g_assert_cmpint (answer.reply.icmp_type, ==, shape->type);
      g_assert_cmpint (answer.reply.icmp_code, ==, shape->code);
      g_assert_cmpint (answer.reply.reply_ttl, ==, 250);
      g_assert_cmpint (answer.reply.reply_tos, ==, 0xc0);
      g_assert_cmpint (answer.reply.quoted_ttl, ==, shape->quoted_ttl);
      g_assert_cmpint (answer.reply.quoted_tos, ==, 0x20);
      g_assert_true (answer.reply.flags & HOPMAP_REPLY_QUOTED_KNOWN);
      nat = (answer.reply.flags & HOPMAP_REPLY_NAT_SEEN) != 0;
      g_assert_true (nat == shape->changed_source);
      g_assert_cmpint (answer.reply.mtu, ==, shape->mtu);
      g_assert_cmpmem (answer.reply.from.bytes, 4, hop4, 4);
      g_assert_cmpmem (answer.destination.bytes, 4, target4, 4);
      g_assert_cmpint (answer.reply.n_labels, ==, MIN (shape->labels, HOPMAP_FRAME_LABELS_MAX));
      if (shape->udp)
        {
          g_assert_cmpint (answer.reply.protocol, ==, HOPMAP_FRAME_UDP);
          g_assert_cmpint (answer.id, ==, 40000);
          g_assert_cmpint (answer.sequence, ==, 33435);
        }
      else
        assert_echo_quote (&answer, shape->quote < 10 ? 0 : MIN (shape->quote - 10, 8));
    }
}

static void
test_ipv4_labels (void)
{
  Packet packet = error_ipv4 (&shapes_ipv4[9]);
  HopmapAnswer answer;

  g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
  g_assert_cmpint (answer.reply.labels[0].label, ==, 0x11);
  g_assert_cmpint (answer.reply.labels[0].traffic_class, ==, 5);
  g_assert_cmpint (answer.reply.labels[0].bottom, ==, 0);
  g_assert_cmpint (answer.reply.labels[0].ttl, ==, 9);
  g_assert_cmpint (answer.reply.labels[1].label, ==, 0x21);
  g_assert_cmpint (answer.reply.labels[1].bottom, ==, 1);
  g_assert_false (answer.reply.flags & HOPMAP_REPLY_LABELS_CUT);

  packet = error_ipv4 (&shapes_ipv4[12]);
  g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
  g_assert_true (answer.reply.flags & HOPMAP_REPLY_LABELS_CUT);
}

/* Extensions that contradict themselves are left out; the hop is still a hop. */
static void
test_bad_extensions (void)
{
  static const Shape bad[] = {
    /* no length and no checksum: as well the tail of a long quote */
    { .type = 11, .quote = 44, .probe_size = 64, .pad_to = 128, .labels = 3 },
    /* length in bytes instead of words */
    { .type = 11,
      .quote = 44,
      .probe_size = 64,
      .pad_to = 128,
      .announced = 128,
      .labels = 1,
      .extension_checksum = true },
    /* a length that points into the quote */
    { .type = 11,
      .quote = 44,
      .probe_size = 64,
      .pad_to = 128,
      .announced = 16,
      .labels = 1,
      .extension_checksum = true },
  };
  HopmapAnswer answer;
  Packet packet;

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      packet = error_ipv4 (&bad[i]);
      g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
      g_assert_cmpint (answer.reply.n_labels, ==, 0);
      g_assert_cmphex (answer.sequence, ==, 0x5678);
    }

  /* A wrong checksum of the extension, with the ICMP checksum right. */
  packet = error_ipv4 (&shapes_ipv4[9]);
  packet.bytes[20 + 8 + 128 + 2] ^= 0x40;
  set16 (&packet, 22, 0);
  set16 (&packet, 22, hopmap_checksum (packet.bytes + 20, packet.length - 20));
  g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
  g_assert_cmpint (answer.reply.n_labels, ==, 0);
}

static void
test_ipv4_echo (void)
{
  Packet packet = echo_ipv4 ();
  HopmapAnswer answer;

  g_assert_true (parse_ipv4 (packet.bytes, packet.length, &answer));
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_ECHO);
  g_assert_false (answer.is_quote);
  g_assert_cmpint (answer.reply.reply_ttl, ==, 57);
  g_assert_cmphex (answer.id, ==, 0x1234);
  g_assert_cmpuint (answer.n_cookie, ==, 8);
  g_assert_cmphex (answer.cookie[7], ==, 0x88);
  g_assert_false (answer.reply.flags & HOPMAP_REPLY_QUOTED_KNOWN);

  g_assert_true (parse_echo (packet.bytes + 20, packet.length - 20, &answer));
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_ECHO);
  g_assert_cmphex (answer.sequence, ==, 0x5678);
  g_assert_cmpint (answer.reply.reply_ttl, ==, 3);
}

static void
assert_refused (Packet packet, size_t at, uint8_t value, bool repair)
{
  HopmapAnswer answer;

  packet.bytes[at] = value;
  if (repair)
    {
      set16 (&packet, 22, 0);
      set16 (&packet, 22, hopmap_checksum (packet.bytes + 20, packet.length - 20));
    }
  g_assert_false (parse_ipv4 (packet.bytes, packet.length, &answer));
}

static void
test_ipv4_refused (void)
{
  Packet packet = error_ipv4 (&shapes_ipv4[1]);

  assert_refused (packet, 0, 0x65, false); /* version */
  assert_refused (packet, 0, 0x44, false); /* header too short */
  assert_refused (packet, 7, 1, false);    /* a later fragment */
  assert_refused (packet, 9, IPPROTO_UDP, false);
  assert_refused (packet, 50, 0x77, false);  /* ICMP checksum */
  assert_refused (packet, 20, 8, true);      /* an echo request */
  assert_refused (packet, 20, 5, true);      /* a redirect */
  assert_refused (packet, 28, 0x64, true);   /* quoted version */
  assert_refused (packet, 28, 0x44, true);   /* quoted header too short */
  assert_refused (packet, 28 + 7, 1, true);  /* quoted later fragment */
  assert_refused (packet, 28 + 9, 47, true); /* quoted protocol */
  assert_refused (packet, 28 + 20, 0, true); /* a quoted echo reply */
}

static const Shape shapes_ipv6[] = {
  { .type = 3, .quote = 24, .probe_size = 64, .quoted_ttl = 1 },
  { .type = 3, .quote = 8, .probe_size = 48, .quoted_ttl = 0, .changed_source = true },
  { .type = 1, .code = 4, .quote = 24, .probe_size = 64, .quoted_ttl = 5, .inner_options = 24 },
  { .type = 1, .code = 1, .quote = 24, .probe_size = 64, .quoted_ttl = 5 },
  { .type = 2, .quote = 1200, .probe_size = 1500, .mtu = 1280, .quoted_ttl = 5 },
  { .type = 4, .code = 1, .quote = 24, .probe_size = 64, .quoted_ttl = 5 },
  { .type = 3,
    .quote = 24,
    .probe_size = 64,
    .quoted_ttl = 1,
    .pad_to = 128,
    .announced = 16,
    .labels = 2,
    .extension_checksum = true },
  { .type = 3,
    .quote = 24,
    .probe_size = 64,
    .quoted_ttl = 1,
    .pad_to = 128,
    .labels = 2,
    .extension_checksum = true },
};

static void
test_ipv6_errors (void)
{
  static const HopmapReplyKind kinds[] = {
    HOPMAP_REPLY_TIME_EXCEEDED, HOPMAP_REPLY_TIME_EXCEEDED,  HOPMAP_REPLY_PORT_UNREACHABLE,
    HOPMAP_REPLY_UNREACHABLE,   HOPMAP_REPLY_PACKET_TOO_BIG, HOPMAP_REPLY_PARAMETER_PROBLEM,
    HOPMAP_REPLY_TIME_EXCEEDED, HOPMAP_REPLY_TIME_EXCEEDED,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (shapes_ipv6); i++)
    {
      const Shape *shape = &shapes_ipv6[i];
      Packet packet = error_ipv6 (shape);
      HopmapAnswer answer;
      bool nat;

      g_assert_true (parse_ipv6 (packet.bytes, packet.length, &answer));
      check_invariants (&answer);
      g_assert_cmpint (answer.reply.kind, ==, kinds[i]);
      g_assert_cmpint (answer.reply.quoted_ttl, ==, shape->quoted_ttl);
      g_assert_cmpint (answer.reply.quoted_tos, ==, 0x20);
      g_assert_cmpint (answer.reply.reply_ttl, ==, 60);
      g_assert_cmpint (answer.reply.reply_tos, ==, 4);
      nat = (answer.reply.flags & HOPMAP_REPLY_NAT_SEEN) != 0;
      g_assert_true (nat == shape->changed_source);
      g_assert_cmpint (answer.reply.mtu, ==, shape->mtu);
      g_assert_cmpint (answer.reply.n_labels, ==, shape->labels);
      g_assert_cmpmem (&answer.destination, 16, &target6, 16);
      assert_echo_quote (&answer, shape->quote < 10 ? 0 : MIN (shape->quote - 10, 8));
    }
}

static void
test_ipv6_chain (void)
{
  Packet packet = { 0 };
  HopmapAnswer answer;

  /* Extension headers without end must end the parser, not the patience. */
  PUT (&packet, 3, 0, 0, 0, 0, 0, 0, 0);
  PUT (&packet, 0x60, 0, 0, 0, 4, 0, IPPROTO_DSTOPTS, 1);
  put (&packet, &us6, 16);
  put (&packet, &target6, 16);
  for (int i = 0; i < 100; i++)
    PUT (&packet, IPPROTO_DSTOPTS, 0, 0, 0, 0, 0, 0, 0);
  g_assert_false (parse_ipv6 (packet.bytes, packet.length, &answer));
}

static void
test_ipv6_echo (void)
{
  HopmapProbePacket sent = probe (HOPMAP_FRAME_IPV6, HOPMAP_FRAME_ICMP, 64);
  HopmapAnswer answer;

  g_assert_false (parse_ipv6 (sent.bytes, sent.length, &answer)); /* still a request */
  sent.bytes[0] = 129;
  g_assert_true (parse_ipv6 (sent.bytes, sent.length, &answer));
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_ECHO);
  g_assert_cmphex (answer.id, ==, 0x1234);
  g_assert_cmpmem (&answer.reply.from, 16, &hop6, 16);
}

/* What the error queue gives: the same body without the quoted IP (and UDP) header. */
static Packet
queued_body (const Shape *shape, bool is_ipv6, bool is_udp)
{
  Packet whole = is_ipv6 ? error_ipv6 (shape) : error_ipv4 (shape);
  size_t skip = (is_ipv6 ? 8 + 40 : 28 + 20) + (is_udp ? 8 : 0);
  Packet packet = { 0 };

  put (&packet, whole.bytes + skip, whole.length - skip);
  return packet;
}

static void
test_queued (void)
{
  Packet packet;
  HopmapAnswer answer;

  /* The kernel says where the extension begins. */
  packet = queued_body (&shapes_ipv4[9], false, false);
  queued_extension = 128 - 20;
  g_assert_true (parse_queued_ping4 (packet.bytes, packet.length, &answer));
  assert_echo_quote (&answer, 8);
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_TIME_EXCEEDED);
  g_assert_cmpint (answer.reply.n_labels, ==, 2);
  g_assert_cmpint (answer.reply.reply_ttl, ==, 62);
  g_assert_false (answer.reply.flags & HOPMAP_REPLY_QUOTED_KNOWN);

  /* It does not for a sender that left the length out. */
  packet = queued_body (&shapes_ipv4[11], false, false);
  queued_extension = 0;
  g_assert_true (parse_queued_ping4 (packet.bytes, packet.length, &answer));
  g_assert_cmpint (answer.reply.n_labels, ==, 3);

  packet = queued_body (&shapes_ipv6[7], true, false);
  g_assert_true (parse_queued_ping6 (packet.bytes, packet.length, &answer));
  assert_echo_quote (&answer, 8);
  g_assert_cmpint (answer.reply.n_labels, ==, 2);
  g_assert_cmpmem (&answer.reply.from, 16, &hop6, 16);

  packet = queued_body (&shapes_ipv4[6], false, true);
  g_assert_true (parse_queued_udp4 (packet.bytes, packet.length, &answer));
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_PORT_UNREACHABLE);
  g_assert_cmpint (answer.reply.protocol, ==, HOPMAP_FRAME_UDP);
  g_assert_cmpint (answer.sequence, ==, 33435);
  g_assert_cmpuint (answer.n_cookie, ==, 8);

  /* An eight byte quote leaves nothing at all, and that is enough for UDP, never for ICMP. */
  g_assert_true (parse_queued_udp4 (packet.bytes, 0, &answer));
  g_assert_cmpuint (answer.n_cookie, ==, 0);
  g_assert_true (parse_queued_udp6 (packet.bytes, 0, &answer));
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_PORT_UNREACHABLE);
  g_assert_false (parse_queued_ping4 (packet.bytes, 0, &answer));
  g_assert_false (parse_queued_ping6 (packet.bytes, 7, &answer));
}

static void
test_queued_refused (void)
{
  HopmapQueuedError error = queued (HOPMAP_FRAME_IPV4, HOPMAP_FRAME_UDP, 11, 0, 0);
  HopmapArrival arrival = { 0 };
  HopmapAnswer answer;

  g_assert_true (hopmap_answer_parse_queued (&answer, &error, NULL, 0, &arrival));
  error.error.ee_origin = SO_EE_ORIGIN_LOCAL;
  g_assert_false (hopmap_answer_parse_queued (&answer, &error, NULL, 0, &arrival));
  error.error.ee_origin = SO_EE_ORIGIN_ICMP6;
  g_assert_false (hopmap_answer_parse_queued (&answer, &error, NULL, 0, &arrival));
  error.error.ee_origin = SO_EE_ORIGIN_ICMP;
  error.has_offender = false;
  g_assert_false (hopmap_answer_parse_queued (&answer, &error, NULL, 0, &arrival));
  error.has_offender = true;
  error.error.ee_type = 5;
  g_assert_false (hopmap_answer_parse_queued (&answer, &error, NULL, 0, &arrival));
}

static void
test_neighbours_ipv4 (void)
{
  Packet packet = echo_ipv4 ();

  try_neighbours (&packet, parse_ipv4);
  for (size_t i = 0; i < G_N_ELEMENTS (shapes_ipv4); i++)
    {
      packet = error_ipv4 (&shapes_ipv4[i]);
      try_neighbours (&packet, parse_ipv4);
      if (shapes_ipv4[i].outer_options == 0)
        try_neighbours_of_icmp (&packet);
    }
}

static void
test_neighbours_ipv6 (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (shapes_ipv6); i++)
    {
      Packet packet = error_ipv6 (&shapes_ipv6[i]);

      try_neighbours (&packet, parse_ipv6);
    }
}

static void
test_neighbours_queued (void)
{
  static const uint16_t extensions[] = { 0, 1, 20, 88, 100, 108, 128, 4000, 65535 };
  Packet packet;

  for (size_t i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      queued_extension = extensions[i];
      packet = queued_body (&shapes_ipv4[9], false, false);
      try_neighbours (&packet, parse_queued_ping4);
      try_neighbours (&packet, parse_queued_udp4);
      packet = queued_body (&shapes_ipv6[7], true, false);
      try_neighbours (&packet, parse_queued_ping6);
      try_neighbours (&packet, parse_queued_udp6);
    }
  packet = queued_body (&shapes_ipv4[9], false, false);
  try_neighbours (&packet, parse_echo);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/reply-parse/ipv4-errors", test_ipv4_errors);
  g_test_add_func ("/probe/reply-parse/ipv4-labels", test_ipv4_labels);
  g_test_add_func ("/probe/reply-parse/bad-extensions", test_bad_extensions);
  g_test_add_func ("/probe/reply-parse/ipv4-echo", test_ipv4_echo);
  g_test_add_func ("/probe/reply-parse/ipv4-refused", test_ipv4_refused);
  g_test_add_func ("/probe/reply-parse/ipv6-errors", test_ipv6_errors);
  g_test_add_func ("/probe/reply-parse/ipv6-chain", test_ipv6_chain);
  g_test_add_func ("/probe/reply-parse/ipv6-echo", test_ipv6_echo);
  g_test_add_func ("/probe/reply-parse/queued", test_queued);
  g_test_add_func ("/probe/reply-parse/queued-refused", test_queued_refused);
  g_test_add_func ("/probe/reply-parse/neighbours-ipv4", test_neighbours_ipv4);
  g_test_add_func ("/probe/reply-parse/neighbours-ipv6", test_neighbours_ipv6);
  g_test_add_func ("/probe/reply-parse/neighbours-queued", test_neighbours_queued);
  return g_test_run ();
}

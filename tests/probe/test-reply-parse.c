/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of answers, with whole packets as routers and destinations send them. What comes of
 * packets that are a little wrong is in test-neighbours.
 */
#include <glib.h>
#include <netinet/in.h>
#include <string.h>

#include "golden.h"

static const HopmapMark mark = { .id = 0x1234,
                                 .sequence = 0x5678,
                                 .cookie = { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88 } };

/* What the application relies on, whatever came. */
static void
check_encodes (const HopmapAnswer *answer)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_REPLY, .reply = answer->reply };
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  frame.reply.stamp = HOPMAP_STAMP_USER;
  g_assert_true (hopmap_frame_encode (&frame, bytes));
  g_assert_cmpuint (answer->n_cookie, <=, HOPMAP_COOKIE_SIZE);
}

static bool
parse (const Golden *golden, HopmapAnswer *answer)
{
  HopmapFrameSend send = golden_send (golden);
  Packet packet = golden_packet (golden, &send, &mark);

  return golden_parse (golden, &send, (Span){ packet.bytes, packet.length }, answer);
}

static const Golden *
find (const char *name)
{
  for (size_t i = 0; i < n_goldens; i++)
    if (strcmp (goldens[i].name, name) == 0)
      return &goldens[i];
  g_error ("no golden reply is called \"%s\"", name);
}

/* How much of the probe a quote of that length holds, from its transport header on. */
static size_t
quoted_bytes (const Golden *golden)
{
  HopmapFrameSend send = golden_send (golden);
  size_t there = golden_probe (golden, &send, &mark).length
                 - (golden->family == HOPMAP_FRAME_IPV4 ? 20u : 40u) - golden->inner_options;

  return golden->quote != 0 ? MIN (there, golden->quote) : there;
}

/* And of its cookie. */
static size_t
cookie_bytes (const Golden *golden)
{
  size_t there = quoted_bytes (golden);
  size_t start = golden->protocol == HOPMAP_FRAME_ICMP  ? 10
                 : golden->protocol == HOPMAP_FRAME_UDP ? 12
                                                        : 6;
  size_t most = golden->protocol == HOPMAP_FRAME_TCP ? 2 : HOPMAP_COOKIE_SIZE;

  return there > start ? MIN (there - start, most) : 0;
}

static void
check_way_to_probe (const Golden *golden, const HopmapAnswer *answer)
{
  HopmapFrameSend send = golden_send (golden);
  bool is_queued_flow = golden->way == GOLDEN_QUEUE && golden->protocol != HOPMAP_FRAME_ICMP;
  size_t n_cookie = cookie_bytes (golden);
  size_t payload = answer->sequences[1] != 0;

  g_assert_true (answer->is_quote == (golden->type != 0));
  g_assert_cmpmem (&answer->destination, 16, &send.destination, 16);
  g_assert_cmpuint (answer->port, ==, send.port);
  g_assert_true (answer->has_id == !is_queued_flow);
  if (answer->has_id)
    g_assert_cmphex (answer->id, ==, golden->other_id != 0 ? golden->other_id : mark.id);
  if (!is_queued_flow && !(golden->protocol == HOPMAP_FRAME_UDP && golden->is_unfinished))
    g_assert_cmphex (answer->sequences[0], ==, mark.sequence);
  if (payload != 0)
    g_assert_cmphex (answer->sequences[1], ==, mark.sequence);
  g_assert_true (payload == (golden->protocol == HOPMAP_FRAME_UDP && quoted_bytes (golden) >= 12));

  if (is_queued_flow && golden->protocol == HOPMAP_FRAME_TCP)
    n_cookie = 0;
  for (size_t i = 0; i < n_cookie; i++)
    g_assert_cmphex (answer->cookie[i], ==, 0x11 * (i + 1));
  for (size_t i = n_cookie; i < answer->n_cookie; i++)
    g_assert_true (answer->cookie[i] == 0 || golden->n_labels > 0);
  g_assert_cmpuint (answer->n_cookie, >=, n_cookie);
}

static void
check_report (const Golden *golden, const HopmapAnswer *answer)
{
  const HopmapFrameReply *reply = &answer->reply;
  HopmapFrameSend send = golden_send (golden);
  HopmapFrameAddress from = golden->type != 0 ? golden_hop (golden->family) : send.destination;
  bool sees_header = golden->type != 0 && golden->way == GOLDEN_RAW;
  bool has_labels = golden->sum != GOLDEN_SUM_WRONG;

  g_assert_cmpint (reply->family, ==, golden->family);
  g_assert_cmpint (reply->protocol, ==, golden->protocol);
  g_assert_cmpint (reply->kind, ==, golden->kind);
  g_assert_cmpint (
      reply->icmp_type, ==,
      reply->kind == HOPMAP_REPLY_ECHO && reply->family == HOPMAP_FRAME_IPV6 ? 129 : golden->type);
  g_assert_cmpint (reply->icmp_code, ==, golden->code);
  g_assert_cmpmem (&reply->from, 16, &from, 16);
  g_assert_cmpint (reply->mtu, ==, golden->mtu);
  g_assert_cmpint (reply->reply_ttl, ==, 57);
  g_assert_true (((reply->flags & HOPMAP_REPLY_QUOTED_KNOWN) != 0) == sees_header);
  g_assert_cmpint (reply->quoted_ttl, ==, sees_header ? golden->quoted_ttl : 0);
  g_assert_cmpint (reply->quoted_tos, ==, sees_header ? 0x20 : 0);
  g_assert_true (((reply->flags & HOPMAP_REPLY_NAT_SEEN) != 0)
                 == (sees_header && golden->other_source));
  g_assert_cmpint (reply->n_labels, ==,
                   has_labels ? MIN (golden->n_labels, HOPMAP_FRAME_LABELS_MAX) : 0);
  g_assert_true (((reply->flags & HOPMAP_REPLY_LABELS_CUT) != 0)
                 == (golden->n_labels > HOPMAP_FRAME_LABELS_MAX));
}

static void
test_goldens (void)
{
  g_assert_cmpuint (n_goldens, >=, 24);
  for (size_t i = 0; i < n_goldens; i++)
    {
      HopmapAnswer answer;

      g_test_message ("%s", goldens[i].name);
      g_assert_true (parse (&goldens[i], &answer));
      check_encodes (&answer);
      check_way_to_probe (&goldens[i], &answer);
      check_report (&goldens[i], &answer);
    }
}

static void
test_labels (void)
{
  HopmapAnswer answer;

  g_assert_true (parse (find ("icmp4 hop, two labels"), &answer));
  g_assert_cmphex (answer.reply.labels[0], ==, 0x11u << 12 | 5u << 9 | 9);
  g_assert_cmphex (answer.reply.labels[1] >> 12, ==, 0x21);
  g_assert_cmphex (answer.reply.labels[1] >> 8 & 1, ==, 1);
}

/* Every code of "unreachable" says something else, and none is taken for another. */
static void
test_unreachable_codes (void)
{
  for (int family = 0; family < 2; family++)
    for (int way = 0; way < 2; way++)
      for (unsigned int code = 0; code <= UINT8_MAX; code++)
        {
          Golden golden = {
            .family = family == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6,
            .protocol = HOPMAP_FRAME_UDP,
            .way = way == 0 ? GOLDEN_RAW : GOLDEN_QUEUE,
            .type = family == 0 ? 3 : 1,
            .code = (uint8_t) code,
          };
          HopmapAnswer answer;

          golden.kind = code == (family == 0 ? 3 : 4) ? HOPMAP_REPLY_PORT_UNREACHABLE
                        : code == 4                   ? HOPMAP_REPLY_PACKET_TOO_BIG
                                                      : HOPMAP_REPLY_UNREACHABLE;
          g_assert_true (parse (&golden, &answer));
          check_report (&golden, &answer);
        }
}

/* Only the answers to us, of all that ICMP is used for. */
static void
test_types (void)
{
  static const uint8_t ours4[] = { 0, 3, 11, 12 };
  static const uint8_t ours6[] = { 129, 1, 2, 3, 4 };

  for (int family = 0; family < 2; family++)
    for (int way = 0; way < 2; way++)
      for (unsigned int type = 0; type <= UINT8_MAX; type++)
        {
          Golden golden = { .family = family == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6,
                            .protocol = HOPMAP_FRAME_ICMP,
                            .way = way == 0 ? GOLDEN_RAW : GOLDEN_QUEUE,
                            .type = (uint8_t) type };
          bool is_ours = memchr (family == 0 ? ours4 : ours6, (int) type, family == 0 ? 4 : 5);
          HopmapAnswer answer;

          if (type == 0 || (type == 129 && way == 1))
            continue; /* an echo reply, which is no error */
          g_assert_true (parse (&golden, &answer) == is_ours);
        }
}

static void
test_mtu (void)
{
  Golden too_big4 = *find ("icmp4 too big"), too_big6 = *find ("icmp6 too big");
  HopmapAnswer answer;

  too_big6.mtu = 70000;
  g_assert_true (parse (&too_big6, &answer));
  g_assert_cmpuint (answer.reply.mtu, ==, UINT16_MAX);
  too_big6.mtu = UINT32_MAX;
  too_big6.way = GOLDEN_QUEUE;
  g_assert_true (parse (&too_big6, &answer));
  g_assert_cmpuint (answer.reply.mtu, ==, UINT16_MAX);
  too_big4.mtu = 0; /* routers from before RFC 1191 */
  g_assert_true (parse (&too_big4, &answer));
  g_assert_cmpuint (answer.reply.mtu, ==, 0);
}

/* Changes one byte of a packet of a raw IPv4 socket; is it still for us? */
static bool
survives (const Golden *golden, size_t at, uint8_t value, bool repair)
{
  HopmapFrameSend send = golden_send (golden);
  Packet packet = golden_packet (golden, &send, &mark);
  HopmapAnswer answer;

  packet.bytes[at] = value;
  if (repair)
    golden_repair (golden, &packet);
  return golden_parse (golden, &send, (Span){ packet.bytes, packet.length }, &answer);
}

static void
test_refused_ipv4 (void)
{
  const Golden *golden = find ("icmp4 hop, whole");

  g_assert_true (survives (golden, 8, 3, false));
  g_assert_false (survives (golden, 0, 0x65, false)); /* version */
  g_assert_false (survives (golden, 0, 0x44, false)); /* header too short */
  g_assert_false (survives (golden, 7, 1, false));    /* a later fragment */
  g_assert_false (survives (golden, 9, IPPROTO_UDP, false));
  g_assert_false (survives (golden, 3, 20, false));     /* total length: the header alone */
  g_assert_false (survives (golden, 50, 0x77, false));  /* ICMP checksum */
  g_assert_false (survives (golden, 20, 8, true));      /* an echo request */
  g_assert_false (survives (golden, 28, 0x64, true));   /* quoted version */
  g_assert_false (survives (golden, 28, 0x44, true));   /* quoted header too short */
  g_assert_false (survives (golden, 28 + 7, 1, true));  /* quoted later fragment */
  g_assert_false (survives (golden, 28 + 9, 47, true)); /* quoted protocol */
  g_assert_false (survives (golden, 28 + 20, 0, true)); /* a quoted echo reply */
}

/* Only an answer to a SYN, whole, to us, and with a checksum that holds. */
static void
test_refused_tcp (void)
{
  static const struct
  {
    uint8_t flags;
    bool is_answer;
  } flags[] = {
    { 0x12, true },  { 0x14, true },  { 0x10, false }, { 0x02, false }, { 0x04, false },
    { 0x06, false }, { 0x00, false }, { 0x18, false }, { 0x52, true },  { 0x16, true }
  };

  for (int family = 0; family < 2; family++)
    {
      const Golden *golden = find (family == 0 ? "tcp4 open" : "tcp6 open");
      HopmapFrameSend send = golden_send (golden);
      Packet packet = golden_packet (golden, &send, &mark);
      HopmapArrival arrival = golden_arrival (golden, &send);
      Span span = { packet.bytes, packet.length };
      HopmapAnswer answer;

      if (family == 0)
        g_assert_true (hopmap_strip_ipv4 (&span, &arrival));
      g_assert_true (hopmap_answer_parse (&answer, span, &arrival));
      g_assert_false (hopmap_answer_parse (&answer, at_most (span, 19), &arrival));
      arrival.to.bytes[3] ^= 1;
      g_assert_false (hopmap_answer_parse (&answer, span, &arrival));
      arrival.to.bytes[3] ^= 1;
      arrival.has_to = false;
      g_assert_false (hopmap_answer_parse (&answer, span, &arrival));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (flags); i++)
    g_assert_true (survives (find ("tcp4 open"), 33, flags[i].flags, true) == flags[i].is_answer);
  g_assert_false (survives (find ("tcp4 open"), 30, 0, false)); /* the checksum */
  g_assert_false (survives (find ("tcp4 open, unfinished"), 36, 7, false));
}

/* What a SYN's answer acknowledges is the number behind ours, over any byte's edge. */
static void
test_acknowledgement (void)
{
  static const HopmapMark edges[] = { { 1, 1, { 0 } },
                                      { 1, 0xfffe, { 0xff, 0xff } },
                                      { 1, 0x1234, { 0, 0xff } } };
  const Golden *golden = find ("tcp4 open");
  HopmapFrameSend send = golden_send (golden);

  for (size_t i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      Packet packet = golden_packet (golden, &send, &edges[i]);
      HopmapAnswer answer;

      g_assert_true (golden_parse (golden, &send, (Span){ packet.bytes, packet.length }, &answer));
      g_assert_cmphex (answer.sequences[0], ==, edges[i].sequence);
      g_assert_cmpuint (answer.n_cookie, ==, HOPMAP_COOKIE_SIZE_TCP);
      g_assert_cmphex (answer.cookie[0], ==, edges[i].cookie[0]);
      g_assert_cmphex (answer.cookie[1], ==, edges[i].cookie[1]);
    }
}

static void
test_datagram (void)
{
  HopmapArrival arrival = { .family = HOPMAP_FRAME_IPV4,
                            .protocol = HOPMAP_FRAME_UDP,
                            .from = { { { 198, 51, 100, 7 } }, 53, 3 },
                            .ttl = 9,
                            .has_tos = true,
                            .tos = 8 };
  HopmapAnswer answer;

  g_assert_true (hopmap_answer_parse (&answer, (Span){ 0 }, &arrival));
  check_encodes (&(HopmapAnswer){ .reply = { .family = HOPMAP_FRAME_IPV4,
                                             .protocol = HOPMAP_FRAME_UDP,
                                             .kind = HOPMAP_REPLY_DATAGRAM } });
  g_assert_cmpint (answer.reply.kind, ==, HOPMAP_REPLY_DATAGRAM);
  g_assert_cmpint (answer.reply.protocol, ==, HOPMAP_FRAME_UDP);
  g_assert_cmpint (answer.reply.reply_ttl, ==, 9);
  g_assert_cmpint (answer.reply.reply_tos, ==, 8);
  g_assert_cmpint (answer.reply.flags, ==, HOPMAP_REPLY_REPLY_TOS_KNOWN);
  g_assert_cmpuint (answer.reply.scope_id, ==, 3);
  g_assert_cmpuint (answer.port, ==, 53);
  g_assert_false (answer.is_quote);
  g_assert_false (answer.has_id);
}

static void
test_refused_queued (void)
{
  const Golden *golden = find ("udp4 hop, queued, 8 bytes");
  HopmapFrameSend send = golden_send (golden);
  HopmapArrival arrival = golden_arrival (golden, &send);
  HopmapQueuedError *queued = &arrival.queued;
  HopmapAnswer answer;

#define PARSE(of, bytes)                                                                           \
  (arrival.protocol = of, hopmap_answer_parse_queued (&answer, bytes, &arrival))

  *queued = golden_error (golden);
  /* An eight byte quote leaves nothing at all, and that is enough for UDP, never for ICMP. */
  g_assert_true (PARSE (HOPMAP_FRAME_UDP, ((Span){ NULL, 0 })));
  g_assert_false (PARSE (HOPMAP_FRAME_ICMP, ((Span){ NULL, 0 })));
  g_assert_false (PARSE (HOPMAP_FRAME_ICMP, ((Span){ (const uint8_t *) "\x08\0\0\0\0\0\0", 7 })));
  queued->error.ee_origin = SO_EE_ORIGIN_LOCAL;
  g_assert_false (PARSE (HOPMAP_FRAME_UDP, ((Span){ NULL, 0 })));
  queued->error.ee_origin = SO_EE_ORIGIN_ICMP6;
  g_assert_false (PARSE (HOPMAP_FRAME_UDP, ((Span){ NULL, 0 })));
  queued->error.ee_origin = SO_EE_ORIGIN_ICMP;
  queued->offender.any.sa_family = AF_UNSPEC;
  g_assert_false (PARSE (HOPMAP_FRAME_UDP, ((Span){ NULL, 0 })));
  queued->offender.any.sa_family = AF_INET;
  queued->error.ee_type = 5;
  g_assert_false (PARSE (HOPMAP_FRAME_UDP, ((Span){ NULL, 0 })));
#undef PARSE
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/reply-parse/goldens", test_goldens);
  g_test_add_func ("/probe/reply-parse/labels", test_labels);
  g_test_add_func ("/probe/reply-parse/unreachable-codes", test_unreachable_codes);
  g_test_add_func ("/probe/reply-parse/types", test_types);
  g_test_add_func ("/probe/reply-parse/mtu", test_mtu);
  g_test_add_func ("/probe/reply-parse/refused-ipv4", test_refused_ipv4);
  g_test_add_func ("/probe/reply-parse/refused-tcp", test_refused_tcp);
  g_test_add_func ("/probe/reply-parse/acknowledgement", test_acknowledgement);
  g_test_add_func ("/probe/reply-parse/datagram", test_datagram);
  g_test_add_func ("/probe/reply-parse/refused-queued", test_refused_queued);
  return g_test_run ();
}

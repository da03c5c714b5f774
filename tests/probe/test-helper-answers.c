/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe on loopback, in namespaces of its own and so without privilege on the
 * machine: what it says that it can do, and what it says about the answers to each kind of probe.
 */
#include <glib.h>
#include <string.h>

#include "chat.h"
#include "exit-status.h"
#include "probe-build.h"

#define OPEN_PORT   8080
#define CLOSED_PORT 33434
#define TTL         5 /* of chat_probe() */
#define UDP_MARKS   (HOPMAP_COOKIE_OFFSET_UDP + HOPMAP_COOKIE_SIZE)

/* Somebody who starts the helper, and what it can do for him. */
typedef struct
{
  ChatState state;
  HopmapProbeStart start;
  HopmapFrameAbility icmp, udp, tcp; /* without the error */
  bool udp_is_constant_in_ipv4;
} Caller;

static const Caller callers[] = {
  { CHAT_NAMESPACE_ROOT,
    HOPMAP_START_NAMESPACE_ROOT,
    { HOPMAP_MODE_RAW, true, 0 },
    { HOPMAP_MODE_RAW, true, 0 },
    { HOPMAP_MODE_RAW, true, 0 },
    true },
  { CHAT_NAMESPACE_PING,
    HOPMAP_START_PLAIN,
    { HOPMAP_MODE_ICMP_DATAGRAM, true, 0 },
    { HOPMAP_MODE_ERROR_QUEUE, true, 0 },
    { HOPMAP_MODE_ERROR_QUEUE, false, 0 },
    false },
  { CHAT_NAMESPACE_PLAIN,
    HOPMAP_START_PLAIN,
    { HOPMAP_MODE_NONE, false, 0 },
    { HOPMAP_MODE_ERROR_QUEUE, true, 0 },
    { HOPMAP_MODE_ERROR_QUEUE, false, 0 },
    false },
};

static void
start_for (Chat *chat, const Caller *caller, HopmapFrameHello *hello)
{
  chat_start (chat,
              &(ChatStart){ .state = caller->state,
                            .program = g_getenv ("HOPMAP_TEST_PROBE"),
                            .open_port = OPEN_PORT },
              hello);
}

static void
check_ability (const HopmapFrameAbility *ability, const HopmapFrameAbility *expected)
{
  g_assert_cmpint (ability->mode, ==, expected->mode);
  g_assert_cmpint (ability->constant_flow, ==, expected->constant_flow);
  g_assert_true ((ability->error == 0) == (ability->mode == HOPMAP_MODE_RAW));
}

static void
test_hello (void)
{
  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (callers); i++)
    {
      HopmapFrameAbility udp4 = callers[i].udp;
      HopmapFrameHello hello;
      Chat chat;

      udp4.constant_flow = callers[i].udp_is_constant_in_ipv4;
      start_for (&chat, &callers[i], &hello);
      g_assert_cmpint (hello.start, ==, callers[i].start);
      check_ability (&hello.ipv4.icmp, &callers[i].icmp);
      check_ability (&hello.ipv6.icmp, &callers[i].icmp);
      check_ability (&hello.ipv4.udp, &udp4);
      check_ability (&hello.ipv6.udp, &callers[i].udp);
      check_ability (&hello.ipv4.tcp, &callers[i].tcp);
      check_ability (&hello.ipv6.tcp, &callers[i].tcp);
      g_assert_true (hello.seccomp && hello.no_new_privileges && hello.capabilities_empty);
      chat_assert_locked (&chat);
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

static HopmapFrameReply
ask (Chat *chat, const HopmapFrame *frame)
{
  HopmapFrameSent sent;
  HopmapFrameReply reply;

  chat_send (chat, frame);
  sent = chat_expect (chat, HOPMAP_FRAME_SENT).sent;
  g_assert_cmpuint (sent.token, ==, frame->send.token);
  reply = chat_expect (chat, HOPMAP_FRAME_REPLY).reply;
  g_assert_cmpuint (reply.token, ==, frame->send.token);
  g_assert_cmpuint (reply.received_ns, >=, sent.sent_ns + reply.rtt_ns);
  g_assert_cmpuint (reply.rtt_ns, <, UINT64_C (10000000000));
  return reply;
}

static HopmapReplyKind
expected_kind (const HopmapFrameSend *send)
{
  if (send->protocol == HOPMAP_FRAME_ICMP)
    return HOPMAP_REPLY_ECHO;
  if (send->protocol == HOPMAP_FRAME_UDP)
    return HOPMAP_REPLY_PORT_UNREACHABLE;
  return send->port == OPEN_PORT ? HOPMAP_REPLY_TCP_SYN_ACK : HOPMAP_REPLY_TCP_RESET;
}

/* Sends one probe to loopback and checks everything that is known about its answer. */
static void
check_answer (Chat *chat,
              const char *address,
              const HopmapFrameAbility *ability,
              HopmapFrameProtocol protocol,
              uint16_t port)
{
  HopmapFrame frame = chat_probe (42, address, protocol);
  bool is_connection = protocol == HOPMAP_FRAME_TCP && ability->mode == HOPMAP_MODE_ERROR_QUEUE;
  bool has_quote = protocol == HOPMAP_FRAME_UDP && ability->mode == HOPMAP_MODE_RAW;
  HopmapFrameReply reply;

  frame.send.port = port;
  reply = ask (chat, &frame);
  g_assert_cmpint (reply.family, ==, frame.send.family);
  g_assert_cmpint (reply.protocol, ==, protocol);
  g_assert_cmpint (reply.kind, ==, expected_kind (&frame.send));
  g_assert_cmpmem (reply.from.bytes, 16, frame.send.destination.bytes, 16);
  /* A connection tells nothing about the packets that made it. */
  g_assert_cmpint (reply.reply_ttl, ==, is_connection ? 0 : 64);
  g_assert_cmpint (reply.stamp, ==, is_connection ? HOPMAP_STAMP_USER : HOPMAP_STAMP_KERNEL);
  g_assert_cmpint (reply.flags & ~HOPMAP_REPLY_REPLY_TOS_KNOWN, ==,
                   has_quote ? HOPMAP_REPLY_QUOTED_KNOWN : 0);
  g_assert_cmpint (reply.quoted_ttl, ==, has_quote ? TTL : 0);
}

static void
test_loopback (void)
{
  static const char *const addresses[] = { "127.0.0.1", "::1" };

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (callers); i++)
    {
      const Caller *caller = &callers[i];
      HopmapFrameHello hello;
      Chat chat;

      start_for (&chat, caller, &hello);
      for (size_t k = 0; k < G_N_ELEMENTS (addresses); k++)
        {
          if (caller->icmp.mode != HOPMAP_MODE_NONE)
            check_answer (&chat, addresses[k], &caller->icmp, HOPMAP_FRAME_ICMP, 0);
          check_answer (&chat, addresses[k], &caller->udp, HOPMAP_FRAME_UDP, CLOSED_PORT);
          check_answer (&chat, addresses[k], &caller->tcp, HOPMAP_FRAME_TCP, CLOSED_PORT);
          check_answer (&chat, addresses[k], &caller->tcp, HOPMAP_FRAME_TCP, OPEN_PORT);
        }
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

static void
test_unsupported (void)
{
  HopmapFrame frame = chat_probe (1, "127.0.0.1", HOPMAP_FRAME_ICMP);
  HopmapFrameHello hello;
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start_for (&chat, &callers[2], &hello);
  chat_send (&chat, &frame);
  g_assert_cmpint (chat_expect (&chat, HOPMAP_FRAME_FAILED).failed.reason, ==,
                   HOPMAP_FAILED_UNSUPPORTED);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

/* A probe may leave from any address of the machine, by every protocol. */
static void
test_own_source (void)
{
  static const HopmapFrameProtocol protocols[] = { HOPMAP_FRAME_ICMP, HOPMAP_FRAME_UDP,
                                                   HOPMAP_FRAME_TCP };

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < 2; i++)
    {
      HopmapFrameHello hello;
      Chat chat;

      start_for (&chat, &callers[i], &hello);
      for (size_t k = 0; k < G_N_ELEMENTS (protocols); k++)
        {
          HopmapFrame frame = chat_probe ((uint32_t) k, "127.0.0.1", protocols[k]);

          frame.send.has_source = true;
          memcpy (frame.send.source.bytes, (uint8_t[]){ 127, 0, 0, 9 }, 4);
          g_assert_cmpint (ask (&chat, &frame).kind, ==, expected_kind (&frame.send));
        }
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

/* More connections than there may be at the same time: each is closed again, and makes room. */
static void
test_many_connections (void)
{
  enum
  {
    N = 300,
    DESTINATIONS = 4,
  };
  HopmapFrameHello hello;
  int n_opened = 0;
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start_for (&chat, &callers[1], &hello);
  for (uint32_t i = 0; i < N; i++)
    {
      HopmapFrame frame = chat_probe (i, "127.0.0.1", HOPMAP_FRAME_TCP);

      frame.send.destination.bytes[3] = (uint8_t) (1 + i % DESTINATIONS);
      frame.send.port = i % 2 == 0 ? OPEN_PORT : CLOSED_PORT;
      chat_send (&chat, &frame);
    }
  for (uint32_t i = 0; i < 2 * N; i++)
    {
      HopmapFrame frame = chat_next (&chat);

      if (frame.type != HOPMAP_FRAME_REPLY)
        g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_SENT);
      else
        n_opened += frame.reply.kind == HOPMAP_REPLY_TCP_SYN_ACK;
    }
  g_assert_cmpint (n_opened, ==, N / 2);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

static void
test_sizes (void)
{
  static const uint16_t sizes[] = { 0, 28, 29, 30, 37, 38, 100, 1500 };
  static const HopmapFrameProtocol protocols[] = { HOPMAP_FRAME_ICMP, HOPMAP_FRAME_UDP };
  uint32_t token = 0;

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < 2; i++)
    {
      HopmapFrameHello hello;
      Chat chat;

      start_for (&chat, &callers[i], &hello);
      for (size_t k = 0; k < G_N_ELEMENTS (sizes) * 4; k++)
        {
          bool is_ipv6 = (k & 2) != 0;
          HopmapFrame frame = chat_probe (token++, is_ipv6 ? "::1" : "127.0.0.1", protocols[k & 1]);
          uint16_t size = sizes[k / 4];

          if (is_ipv6 && size > 0 && size < HOPMAP_FRAME_PACKET_MAX)
            size = (uint16_t) (size + 20);
          /* Loopback leaves checksums out, so that only a probe with all its marks is known. */
          if (protocols[k & 1] == HOPMAP_FRAME_UDP && size > 0 && size < HOPMAP_FRAME_PACKET_MAX)
            size = (uint16_t) (size + UDP_MARKS);
          frame.send.packet_size = size;
          frame.send.tos = 0x28;
          g_test_message ("%s protocol %d with %d bytes", is_ipv6 ? "IPv6" : "IPv4",
                          protocols[k & 1], size);
          g_assert_cmpint (ask (&chat, &frame).kind, ==, expected_kind (&frame.send));
        }
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("HOPMAP_TEST_PROBE"));
  g_test_add_func ("/probe/helper-answers/hello", test_hello);
  g_test_add_func ("/probe/helper-answers/loopback", test_loopback);
  g_test_add_func ("/probe/helper-answers/unsupported", test_unsupported);
  g_test_add_func ("/probe/helper-answers/own-source", test_own_source);
  g_test_add_func ("/probe/helper-answers/many-connections", test_many_connections);
  g_test_add_func ("/probe/helper-answers/sizes", test_sizes);
  return g_test_run ();
}

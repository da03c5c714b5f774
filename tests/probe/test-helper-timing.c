/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe on loopback, in namespaces of its own: when it sends, when it gives up
 * waiting, and what it does not send any more.
 */
#include <glib.h>
#include <unistd.h>

#include "chat.h"
#include "exit-status.h"

static const char *program;

static void
start_in (Chat *chat, ChatState state, HopmapFrameHello *hello)
{
  chat_start (chat, &(ChatStart){ .state = state, .program = program }, hello);
}

/* The helper keeps the gaps, and never sends before one has passed. */
static void
test_spacing (void)
{
  enum
  {
    N = 12,
    GAP_US = 3000,
  };
  HopmapFrameHello hello;
  uint64_t before_ns, sent_ns[N] = { 0 };
  uint8_t batch[N][HOPMAP_FRAME_SIZE];
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start_in (&chat, CHAT_NAMESPACE_ROOT, &hello);
  for (uint32_t i = 0; i < N; i++)
    {
      HopmapFrame frame = chat_probe (i, "127.0.0.1", HOPMAP_FRAME_ICMP);

      frame.send.spacing = i == 0 ? HOPMAP_SPACING_FROM_NOW : HOPMAP_SPACING_AFTER_PREVIOUS;
      frame.send.gap_us = i == 0 ? 0 : GAP_US;
      g_assert_true (hopmap_frame_encode (&frame, batch[i]));
    }
  before_ns = (uint64_t) g_get_monotonic_time () * 1000;
  g_assert_cmpint (write (chat.to, batch, sizeof batch), ==, sizeof batch);
  for (int n_events = 0; n_events < 2 * N; n_events++)
    {
      HopmapFrame frame = chat_next (&chat);

      if (frame.type == HOPMAP_FRAME_SENT)
        sent_ns[frame.sent.token] = frame.sent.sent_ns;
    }
  for (uint64_t i = 0; i < N; i++)
    g_assert_cmpuint (sent_ns[i], >=, before_ns + i * GAP_US * 1000);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

/* More than the budget allows is sent later, not lost. */
static void
test_budget (void)
{
  enum
  {
    N = 80,
    BURST = 64,
  };
  HopmapFrameHello hello;
  uint64_t sent_ns[N] = { 0 };
  int n_replies = 0;
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start_in (&chat, CHAT_NAMESPACE_ROOT, &hello);
  g_assert_cmpint (hello.burst, ==, BURST);
  for (uint32_t i = 0; i < N; i++)
    {
      HopmapFrame frame = chat_probe (i, "127.0.0.1", HOPMAP_FRAME_ICMP);

      chat_send (&chat, &frame);
    }
  for (int n_events = 0; n_events < 2 * N; n_events++)
    {
      HopmapFrame frame = chat_next (&chat);

      if (frame.type == HOPMAP_FRAME_SENT)
        sent_ns[frame.sent.token] = frame.sent.sent_ns;
      n_replies += frame.type == HOPMAP_FRAME_REPLY;
    }
  g_assert_cmpint (n_replies, ==, N);
  /* 100 a second to one destination once the burst is spent; less a first refill. */
  g_assert_cmpuint (sent_ns[N - 1] - sent_ns[0], >=, UINT64_C (10000000) * (N - BURST - 1));
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

static void
test_expiry (void)
{
  static const ChatState states[] = { CHAT_NAMESPACE_ROOT, CHAT_NAMESPACE_PING };

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (states); i++)
    {
      HopmapFrameHello hello;
      HopmapFrame frame;
      Chat chat;

      chat_start (&chat, &(ChatStart){ .state = states[i], .program = program, .silent = true },
                  &hello);
      frame = chat_probe (7, "127.0.0.1", HOPMAP_FRAME_ICMP);
      frame.send.timeout_ms = HOPMAP_FRAME_TIMEOUT_MIN_MS;
      chat_send (&chat, &frame);
      chat_expect (&chat, HOPMAP_FRAME_SENT);
      g_assert_cmpuint (chat_expect (&chat, HOPMAP_FRAME_EXPIRED).expired.token, ==, 7);

      /* The same token again, now that it has its verdict; and twice is refused. */
      frame.send.timeout_ms = HOPMAP_FRAME_TIMEOUT_MAX_MS;
      chat_send (&chat, &frame);
      chat_expect (&chat, HOPMAP_FRAME_SENT);
      chat_send (&chat, &frame);
      g_assert_cmpint (chat_expect (&chat, HOPMAP_FRAME_FAILED).failed.reason, ==,
                       HOPMAP_FAILED_TOKEN);
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

/* Of what was forgotten while it waited, nothing is heard; the next event is another's. */
static void
test_forget (void)
{
  HopmapFrame forget = { .type = HOPMAP_FRAME_FORGET,
                         .forget = { .scope = HOPMAP_FORGET_ONE, .token = 1 } };
  HopmapFrameHello hello;
  HopmapFrame frame;
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start_in (&chat, CHAT_NAMESPACE_ROOT, &hello);
  frame = chat_probe (1, "127.0.0.1", HOPMAP_FRAME_ICMP);
  frame.send.gap_us = 100000;
  chat_send (&chat, &frame);
  chat_send (&chat, &forget);
  frame.send.token = 2;
  frame.send.gap_us = 150000;
  chat_send (&chat, &frame);
  g_assert_cmpuint (chat_expect (&chat, HOPMAP_FRAME_SENT).sent.token, ==, 2);
  g_assert_cmpuint (chat_expect (&chat, HOPMAP_FRAME_REPLY).reply.token, ==, 2);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("HOPMAP_TEST_PROBE");
  g_assert_nonnull (program);
  g_test_add_func ("/probe/helper-timing/spacing", test_spacing);
  g_test_add_func ("/probe/helper-timing/budget", test_budget);
  g_test_add_func ("/probe/helper-timing/expiry", test_expiry);
  g_test_add_func ("/probe/helper-timing/forget", test_forget);
  return g_test_run ();
}

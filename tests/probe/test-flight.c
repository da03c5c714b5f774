/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of commands and answers, with a made-up network: every probe gets one verdict, late
 * and double answers say that they are, and nothing outgrows its place.
 */
#include <glib.h>
#include <string.h>

#include "made-flight.h"

static void
test_spacing (void)
{
  static const uint64_t expected[] = { 0, 3000, 6000, 1000, 1500 };

  reset (true);
  for (uint32_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      HopmapFrame frame = send_frame (i, HOPMAP_FRAME_ICMP);
      uint16_t index;

      frame.send.spacing = i == 3 ? HOPMAP_SPACING_FROM_NOW : HOPMAP_SPACING_AFTER_PREVIOUS;
      frame.send.gap_us = i == 0 ? 0 : i < 3 ? 3000 : i == 3 ? 1000 : 500;
      command (&frame);
      index = hopmap_probe_table_find_token (&flight.table, i);
      g_assert_cmpuint (flight.table.slots[index].at_ns - NOW, ==, expected[i] * 1000);
    }
  g_assert_cmpuint (turn (NOW), ==, NOW + 1000000);
  assert_sent (0, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (turn (NOW + 3000000), ==, NOW + 6000000);
  assert_sent (1, HOPMAP_STAMP_USER, NOW + 3000000);
  assert_sent (3, HOPMAP_STAMP_USER, NOW + 3000000);
  assert_sent (4, HOPMAP_STAMP_USER, NOW + 3000000);
}

/* Only so many leave in one turn, so that answers are not left lying; then the rate holds. */
static void
test_flood (void)
{
  unsigned int n_turns = 0, n_before = 0;
  uint64_t now_ns = NOW;

  reset (true);
  for (uint32_t token = 0; token < 300; token++)
    {
      HopmapFrame frame = send_frame (token, HOPMAP_FRAME_ICMP);

      frame.send.timeout_ms = 10000;
      command (&frame);
    }
  for (; made.n_sent < 300; n_turns++)
    {
      uint64_t wake_ns = turn (now_ns);

      g_assert_cmpuint (made.n_sent - n_before, <=, 16);
      g_assert_cmpuint (made.n_sent, <=,
                        HOPMAP_PACE_DESTINATION_BURST
                            + (now_ns - NOW) * HOPMAP_PACE_DESTINATION_RATE / SECOND);
      n_before = made.n_sent;
      now_ns = MAX (wake_ns, now_ns);
    }
  g_assert_cmpuint (n_turns, <, 300);
}

static void
test_answer (void)
{
  HopmapReceipt receipt;
  HopmapFrameReply reply;
  uint16_t index;

  reset (true);
  index = launch (5, HOPMAP_FRAME_ICMP);
  g_assert_cmpuint (channel_of (index)->n_flying, ==, 1);
  assert_sent (5, HOPMAP_STAMP_USER, NOW);
  departure (channel_of (index), 0, HOPMAP_STAMP_KERNEL, NOW + 234);
  receipt = receipt_for (index, NOW + 1234, NOW + 5000);
  take (channel_of (index), &receipt);
  reply = next_reply (5, 0);
  g_assert_cmpuint (reply.rtt_ns, ==, 1000);
  g_assert_cmpuint (reply.received_ns, ==, NOW + 1234);
  g_assert_cmpint (reply.stamp, ==, HOPMAP_STAMP_KERNEL);
  g_assert_cmpuint (channel_of (index)->n_flying, ==, 0);

  for (int i = 0; i < 5; i++)
    take (channel_of (index), &receipt);
  for (int i = 0; i < HOPMAP_TABLE_EXTRA_MAX; i++)
    next_reply (5, HOPMAP_REPLY_DUPLICATE);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (turn (NOW + 5 * SECOND), ==, HOPMAP_NEVER);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

/* What is no answer, or none to a probe of ours, changes nothing. */
static void
test_noise (void)
{
  struct pollfd entries[HOPMAP_CHANNELS] = { 0 };
  HopmapReceipt receipt;
  uint16_t index;

  reset (true);
  index = launch (5, HOPMAP_FRAME_ICMP);
  assert_sent (5, HOPMAP_STAMP_USER, NOW);
  receipt = receipt_for (index, NOW, NOW);
  made_receipt (HOPMAP_RECEIVED_NOISE, &receipt);
  entries[channel_of (index) - sockets.channels].revents = POLLIN;
  hopmap_flight_receive (&flight, entries);
  receipt.answer.sequences[0] ^= 1;
  take (channel_of (index), &receipt);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (flight.table.n_active, ==, 1);
}

static void
test_late_answer (void)
{
  HopmapReceipt receipt;
  HopmapFrame frame;
  uint16_t index;

  reset (true);
  index = launch (6, HOPMAP_FRAME_ICMP);
  assert_sent (6, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpuint (turn (NOW + SECOND - 1), ==, NOW + SECOND);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (turn (NOW + SECOND), ==, HOPMAP_NEVER);
  frame = next_event ();
  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_EXPIRED);
  g_assert_cmpuint (frame.expired.token, ==, 6);

  receipt = receipt_for (index, NOW + 2 * SECOND, NOW + 2 * SECOND);
  for (int i = 0; i < 5; i++)
    take (channel_of (index), &receipt);
  g_assert_cmpuint (next_reply (6, HOPMAP_REPLY_LATE).rtt_ns, ==, 2 * SECOND);
  next_reply (6, HOPMAP_REPLY_LATE | HOPMAP_REPLY_DUPLICATE);
  next_reply (6, HOPMAP_REPLY_LATE | HOPMAP_REPLY_DUPLICATE);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

/* That an unhurried probe has left is said with its answer, or after a while. */
static void
test_unhurried (void)
{
  HopmapFrame frame = send_frame (7, HOPMAP_FRAME_ICMP);
  HopmapReceipt receipt;
  uint64_t told_ns = NOW + HOPMAP_FRAME_UNHURRIED_MS * UINT64_C (1000000);
  uint16_t index;

  reset (true);
  frame.send.unhurried = true;
  command (&frame);
  g_assert_cmpuint (turn (NOW), ==, told_ns);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  index = hopmap_probe_table_find_token (&flight.table, 7);
  departure (channel_of (index), 0, HOPMAP_STAMP_KERNEL, NOW + 234);
  receipt = receipt_for (index, NOW + 1234, NOW + 5000);
  take (channel_of (index), &receipt);
  assert_sent (7, HOPMAP_STAMP_KERNEL, NOW + 234);
  g_assert_cmpuint (next_reply (7, 0).rtt_ns, ==, 1000);
  g_assert_cmpuint (turn (NOW + 5 * SECOND), ==, HOPMAP_NEVER);
  g_assert_cmpuint (flight.outbox.length, ==, 0);

  reset (true);
  command (&frame);
  g_assert_cmpuint (turn (NOW), ==, told_ns);
  g_assert_cmpuint (turn (told_ns - 1), ==, told_ns);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (turn (told_ns), ==, NOW + SECOND);
  assert_sent (7, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpuint (turn (NOW + SECOND), ==, HOPMAP_NEVER);
  g_assert_cmpint (next_event ().type, ==, HOPMAP_FRAME_EXPIRED);
  g_assert_cmpuint (flight.outbox.length, ==, 0);

  /* A busy helper may have let both moments pass. */
  reset (true);
  command (&frame);
  turn (NOW);
  g_assert_cmpuint (turn (NOW + 9 * SECOND), ==, HOPMAP_NEVER);
  assert_sent (7, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpint (next_event ().type, ==, HOPMAP_FRAME_EXPIRED);
}

/* A stamp from before the probe is worth nothing. */
static void
test_wild_stamps (void)
{
  static const int64_t stamps[] = { -1, -5000000, -(int64_t) NOW };

  for (size_t i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      HopmapFrameReply reply;
      HopmapReceipt receipt;
      uint16_t index;

      reset (true);
      index = launch (5, HOPMAP_FRAME_ICMP);
      assert_sent (5, HOPMAP_STAMP_USER, NOW);
      receipt = receipt_for (index, (uint64_t) ((int64_t) NOW + stamps[i]), NOW + 3000000);
      take (channel_of (index), &receipt);
      reply = next_reply (5, 0);
      g_assert_cmpint (reply.stamp, ==, HOPMAP_STAMP_USER);
      g_assert_cmpuint (reply.rtt_ns, ==, 3000000);
    }
}

/* And a clock that has gone back makes no time shorter than none. */
static void
test_backward_clock (void)
{
  HopmapFrameReply reply;
  HopmapReceipt receipt;
  uint16_t index;

  reset (true);
  index = launch (5, HOPMAP_FRAME_ICMP);
  assert_sent (5, HOPMAP_STAMP_USER, NOW);
  receipt = receipt_for (index, NOW - 1000, NOW - 500);
  take (channel_of (index), &receipt);
  reply = next_reply (5, 0);
  g_assert_cmpint (reply.stamp, ==, HOPMAP_STAMP_USER);
  g_assert_cmpuint (reply.rtt_ns, ==, 0);
  g_assert_cmpuint (reply.received_ns, ==, NOW);
}

/* One stamp of ours makes the whole round trip one of ours. */
static void
test_stamps (void)
{
  for (int i = 0; i < 4; i++)
    {
      bool leaves = i % 2 != 0, arrives = i / 2 != 0;
      HopmapReceipt receipt;
      uint16_t index;

      reset (true);
      index = launch (5, HOPMAP_FRAME_ICMP);
      next_event ();
      if (leaves)
        departure (channel_of (index), 0, HOPMAP_STAMP_KERNEL, NOW);
      receipt = receipt_for (index, NOW + 10, NOW + 10);
      receipt.stamp = arrives ? HOPMAP_STAMP_KERNEL : HOPMAP_STAMP_USER;
      take (channel_of (index), &receipt);
      g_assert_cmpint (next_reply (5, 0).stamp, ==,
                       leaves && arrives ? HOPMAP_STAMP_KERNEL : HOPMAP_STAMP_USER);
    }
}

static void
test_rewritten_quote (void)
{
  HopmapReceipt receipt;
  uint16_t index;

  reset (true);
  index = launch (5, HOPMAP_FRAME_ICMP);
  next_event ();
  receipt = receipt_for (index, NOW, NOW);
  receipt.answer.has_checksum = true;
  receipt.answer.checksum = flight.table.slots[index].checksum;
  take (channel_of (index), &receipt);
  next_reply (5, 0);
  receipt.answer.checksum ^= 1;
  take (channel_of (index), &receipt);
  next_reply (5, HOPMAP_REPLY_NAT_SEEN | HOPMAP_REPLY_DUPLICATE);

  receipt.answer.checksum ^= 1;
  receipt.answer.id ^= 1;
  memcpy (receipt.answer.cookie, flight.table.slots[index].mark.cookie, HOPMAP_COOKIE_SIZE);
  receipt.answer.n_cookie = HOPMAP_COOKIE_SIZE;
  take (channel_of (index), &receipt);
  next_reply (5, HOPMAP_REPLY_NAT_SEEN | HOPMAP_REPLY_DUPLICATE);

  receipt.answer.id ^= 1;
  receipt.answer.is_quote = false;
  receipt.answer.reply.kind = HOPMAP_REPLY_ECHO;
  take (channel_of (index), &receipt);
  next_reply (5, HOPMAP_REPLY_OTHER_SOURCE | HOPMAP_REPLY_DUPLICATE);
}

static void
test_forget (void)
{
  HopmapReceipt first, second;
  HopmapChannel *channel;
  HopmapFrame frame;

  reset (true);
  first = receipt_for (launch (1, HOPMAP_FRAME_ICMP), NOW, NOW);
  second = receipt_for (launch (2, HOPMAP_FRAME_ICMP), NOW, NOW);
  channel = &sockets.channels[0];
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  assert_sent (2, HOPMAP_STAMP_USER, NOW);
  forget (HOPMAP_FORGET_ONE, 2);
  g_assert_cmpuint (channel->n_flying, ==, 1);
  take (channel, &second);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  take (channel, &first);
  next_reply (1, 0);

  /* After its verdict too. */
  forget (HOPMAP_FORGET_ONE, 1);
  take (channel, &first);
  g_assert_cmpuint (flight.outbox.length, ==, 0);

  /* And all at once, what waits and what flies. */
  first = receipt_for (launch (3, HOPMAP_FRAME_ICMP), NOW, NOW);
  next_event ();
  frame = send_frame (4, HOPMAP_FRAME_ICMP);
  command (&frame);
  forget (HOPMAP_FORGET_ALL, 0);
  take (channel, &first);
  g_assert_cmpuint (turn (NOW + 9 * SECOND), ==, HOPMAP_NEVER);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (flight.table.n_active, ==, 0);
  g_assert_cmpuint (channel->n_flying, ==, 0);
}

/* With nobody reading, commands stop being taken while every verdict still finds its place. */
static void
test_room (void)
{
  uint32_t n_taken = 0, n_verdicts = 0;
  uint64_t now_ns = NOW;
  HopmapReceipt receipt;
  size_t n_waiting;

  /* Commands come as long as they are taken, between one probe that leaves and the next as well. */
  reset (true);
  for (int i = 0; i < 40000; i++)
    {
      while (hopmap_flight_has_room (&flight))
        {
          HopmapFrame frame = send_frame (n_taken++, HOPMAP_FRAME_ICMP);

          frame.send.destination.bytes[3] = (uint8_t) (n_taken % 8);
          command (&frame);
        }
      turn (now_ns);
      now_ns += SECOND / HOPMAP_PACE_RATE;
    }
  g_assert_false (hopmap_flight_has_room (&flight));

  /* Late answers may use what is left, and no more. */
  for (uint16_t index = 0; index < HOPMAP_TABLE_SLOTS; index++)
    if (flight.table.slots[index].state == HOPMAP_PROBE_EXPIRED)
      {
        receipt = receipt_for (index, now_ns, now_ns);
        take (&sockets.channels[0], &receipt);
      }
  n_waiting = flight.outbox.length;
  g_assert_cmpuint (n_waiting, ==, HOPMAP_OUTBOX_FRAMES * HOPMAP_FRAME_SIZE);
  g_assert_cmpuint (flight.outbox.length, ==, n_waiting);
  while (flight.outbox.length > 0)
    n_verdicts += next_event ().type == HOPMAP_FRAME_EXPIRED;
  g_assert_cmpuint (n_verdicts, ==, n_taken);
  g_assert_cmpuint (n_taken, >=, HOPMAP_TABLE_ACTIVE_MAX);
  g_assert_true (hopmap_flight_has_room (&flight));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/flight/spacing", test_spacing);
  g_test_add_func ("/probe/flight/flood", test_flood);
  g_test_add_func ("/probe/flight/answer", test_answer);
  g_test_add_func ("/probe/flight/noise", test_noise);
  g_test_add_func ("/probe/flight/late-answer", test_late_answer);
  g_test_add_func ("/probe/flight/unhurried", test_unhurried);
  g_test_add_func ("/probe/flight/wild-stamps", test_wild_stamps);
  g_test_add_func ("/probe/flight/backward-clock", test_backward_clock);
  g_test_add_func ("/probe/flight/stamps", test_stamps);
  g_test_add_func ("/probe/flight/rewritten-quote", test_rewritten_quote);
  g_test_add_func ("/probe/flight/forget", test_forget);
  g_test_add_func ("/probe/flight/room", test_room);
  return g_test_run ();
}

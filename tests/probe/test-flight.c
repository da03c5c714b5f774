/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of commands and answers, without a network: every probe gets one verdict, late and
 * double answers say that they are, and nothing outgrows its place.
 */
#include <errno.h>
#include <glib.h>
#include <string.h>

#include "flight.h"

#define SECOND UINT64_C (1000000000)
#define NOW    (100 * SECOND)

static HopmapFlight flight;

/* Sockets that do not exist, so that whatever is sent fails at once. */
static HopmapSockets sockets;

static void
reset (void)
{
  static const HopmapSecrets secrets = { .key = { 1, 2 }, .icmp_id = 7, .scramble = 9 };

  memset (&flight, 0, sizeof flight);
  memset (&sockets, 0, sizeof sockets);
  sockets.ipv4.icmp_fd = -1;
  sockets.ipv4.icmp_id = 7;
  sockets.ipv4.abilities.icmp.mode = HOPMAP_MODE_RAW;
  sockets.ipv6.icmp_fd = -1;
  hopmap_flight_init (&flight, &sockets, &secrets, NOW);
}

static HopmapFrame
next_event (void)
{
  HopmapFrame frame;

  g_assert_cmpuint (flight.outbox.n, >, 0);
  g_assert_cmpint (
      hopmap_frame_decode (flight.outbox.frames[flight.outbox.first], HOPMAP_FRAME_SIZE, &frame),
      ==, HOPMAP_DECODE_OK);
  flight.outbox.first = (flight.outbox.first + 1) % HOPMAP_OUTBOX_FRAMES;
  flight.outbox.n--;
  return frame;
}

static void
assert_failed (uint32_t token, HopmapFailedReason reason)
{
  HopmapFrame frame = next_event ();

  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_FAILED);
  g_assert_cmpuint (frame.failed.token, ==, token);
  g_assert_cmpint (frame.failed.reason, ==, reason);
}

static HopmapFrame
send_frame (uint32_t token)
{
  return (HopmapFrame){
    .type = HOPMAP_FRAME_SEND,
    .send = {
        .token = token,
        .family = HOPMAP_FRAME_IPV4,
        .protocol = HOPMAP_FRAME_ICMP,
        .destination = { { 198, 51, 100, 7 } },
        .ttl = 5,
        .timeout_ms = 1000,
    },
  };
}

static void
command (const HopmapFrame *frame, uint64_t now_ns)
{
  g_assert_true (hopmap_flight_has_room (&flight));
  hopmap_flight_command (&flight, frame, now_ns);
}

/* A probe in flight, as if it had been sent at @sent_ns. */
static uint16_t
launch (uint32_t token, uint64_t sent_ns)
{
  HopmapFrame frame = send_frame (token);
  uint16_t index;

  command (&frame, sent_ns);
  index = hopmap_probe_table_find_token (&flight.table, token);
  g_assert_cmpuint (index, !=, HOPMAP_PROBE_NONE);
  hopmap_probe_table_launch (&flight.table, index, sent_ns);
  return index;
}

static HopmapReceipt
receipt_for (uint16_t index, uint64_t received_ns, uint64_t now_ns)
{
  const HopmapProbe *probe = &flight.table.slots[index];

  return (HopmapReceipt){
    .answer = {
        .reply = {
            .family = HOPMAP_FRAME_IPV4,
            .protocol = HOPMAP_FRAME_ICMP,
            .kind = HOPMAP_REPLY_TIME_EXCEEDED,
            .from = { { 192, 0, 2, 1 } },
            .icmp_type = 11,
        },
        .is_quote = true,
        .destination = probe->send.destination,
        .id = 7,
        .sequence = probe->sequence,
    },
    .stamp = HOPMAP_STAMP_KERNEL,
    .received_ns = received_ns,
    .now_ns = now_ns,
  };
}

static void
test_refusals (void)
{
  HopmapFrame frame = send_frame (1);

  reset ();
  frame.send.protocol = HOPMAP_FRAME_TCP;
  frame.send.port = 80;
  command (&frame, NOW);
  assert_failed (1, HOPMAP_FAILED_UNSUPPORTED);

  frame = send_frame (2);
  frame.send.family = HOPMAP_FRAME_IPV6;
  command (&frame, NOW);
  assert_failed (2, HOPMAP_FAILED_UNSUPPORTED);

  frame = send_frame (3);
  frame.send.destination.bytes[0] = 224;
  command (&frame, NOW);
  assert_failed (3, HOPMAP_FAILED_DESTINATION);

  frame = send_frame (4);
  command (&frame, NOW);
  command (&frame, NOW);
  assert_failed (4, HOPMAP_FAILED_TOKEN);
  g_assert_cmpuint (flight.table.n_active, ==, 1);

  /* No socket, so the send itself fails, once. */
  g_assert_cmpuint (hopmap_flight_send (&flight, NOW), ==, HOPMAP_NEVER);
  assert_failed (4, HOPMAP_FAILED_SEND);
  g_assert_cmpuint (flight.table.n_active, ==, 0);
  g_assert_cmpuint (flight.outbox.n, ==, 0);
}

static void
test_too_many_destinations (void)
{
  reset ();
  for (uint32_t i = 0; i < HOPMAP_PACE_DESTINATIONS; i++)
    {
      HopmapFrame frame = send_frame (i);

      frame.send.destination.bytes[3] = (uint8_t) i;
      command (&frame, NOW);
    }
  g_assert_cmpuint (flight.outbox.n, ==, 0);
  command (&(HopmapFrame){ .type = HOPMAP_FRAME_SEND,
                           .send = { .token = 900,
                                     .family = HOPMAP_FRAME_IPV4,
                                     .protocol = HOPMAP_FRAME_ICMP,
                                     .destination = { { 203, 0, 113, 1 } },
                                     .ttl = 1,
                                     .timeout_ms = 1000 } },
           NOW);
  assert_failed (900, HOPMAP_FAILED_LIMIT);
}

static void
test_spacing (void)
{
  static const uint64_t expected[] = { 0, 3000, 6000, 1000, 1500 };
  HopmapFrame frame;

  reset ();
  for (uint32_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      uint16_t index;

      frame = send_frame (i);
      frame.send.spacing = i == 0 || i == 3 ? HOPMAP_SPACING_FROM_NOW
                                            : HOPMAP_SPACING_AFTER_PREVIOUS;
      frame.send.gap_us = i == 0 ? 0 : i < 3 ? 3000 : i == 3 ? 1000 : 500;
      command (&frame, NOW);
      index = hopmap_probe_table_find_token (&flight.table, i);
      g_assert_cmpuint (flight.table.slots[index].at_ns - NOW, ==, expected[i] * 1000);
    }
  /* Due in the order of time, the later batch between the parts of the first. */
  g_assert_cmpuint (hopmap_flight_send (&flight, NOW), ==, NOW + 1000000);
  assert_failed (0, HOPMAP_FAILED_SEND);
  g_assert_cmpuint (flight.outbox.n, ==, 0);
  g_assert_cmpuint (hopmap_flight_send (&flight, NOW + 3000000), ==, NOW + 6000000);
  assert_failed (3, HOPMAP_FAILED_SEND);
  assert_failed (4, HOPMAP_FAILED_SEND);
  assert_failed (1, HOPMAP_FAILED_SEND);
}

static void
test_answer (void)
{
  HopmapReceipt receipt;
  HopmapFrame frame;
  uint16_t index;

  reset ();
  index = launch (5, NOW);
  receipt = receipt_for (index, NOW + 1234, NOW + 5000);
  hopmap_flight_answer (&flight, &receipt, -1);
  frame = next_event ();
  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_REPLY);
  g_assert_cmpuint (frame.reply.token, ==, 5);
  g_assert_cmpuint (frame.reply.rtt_ns, ==, 1234);
  g_assert_cmpuint (frame.reply.received_ns, ==, NOW + 1234);
  g_assert_cmpint (frame.reply.stamp, ==, HOPMAP_STAMP_KERNEL);
  g_assert_cmpint (frame.reply.flags, ==, 0);

  for (int i = 0; i < 5; i++)
    hopmap_flight_answer (&flight, &receipt, -1);
  g_assert_cmpuint (flight.outbox.n, ==, HOPMAP_TABLE_EXTRA_MAX);
  frame = next_event ();
  g_assert_cmpint (frame.reply.flags, ==, HOPMAP_REPLY_DUPLICATE);
  g_assert_cmpuint (hopmap_flight_expire (&flight, NOW + 5 * SECOND), ==, HOPMAP_NEVER);
}

static void
test_late_answer (void)
{
  HopmapReceipt receipt;
  HopmapFrame frame;
  uint16_t index;

  reset ();
  index = launch (6, NOW);
  g_assert_cmpuint (hopmap_flight_expire (&flight, NOW + SECOND - 1), ==, NOW + SECOND);
  g_assert_cmpuint (flight.outbox.n, ==, 0);
  g_assert_cmpuint (hopmap_flight_expire (&flight, NOW + SECOND), ==, HOPMAP_NEVER);
  frame = next_event ();
  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_EXPIRED);
  g_assert_cmpuint (frame.expired.token, ==, 6);

  receipt = receipt_for (index, NOW + 2 * SECOND, NOW + 2 * SECOND);
  hopmap_flight_answer (&flight, &receipt, -1);
  hopmap_flight_answer (&flight, &receipt, -1);
  frame = next_event ();
  g_assert_cmpint (frame.reply.flags, ==, HOPMAP_REPLY_LATE);
  g_assert_cmpuint (frame.reply.rtt_ns, ==, 2 * SECOND);
  frame = next_event ();
  g_assert_cmpint (frame.reply.flags, ==, HOPMAP_REPLY_LATE | HOPMAP_REPLY_DUPLICATE);
}

/* A stamp from before the probe, or from the future, is worth nothing. */
static void
test_wild_stamps (void)
{
  static const int64_t stamps[] = { -1, -5000000, 3000001, INT64_MAX / 2 };

  for (size_t i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      HopmapReceipt receipt;
      HopmapFrame frame;

      reset ();
      receipt = receipt_for (launch (5, NOW), (uint64_t) ((int64_t) NOW + stamps[i]),
                             NOW + 3000000);
      hopmap_flight_answer (&flight, &receipt, -1);
      frame = next_event ();
      g_assert_cmpint (frame.reply.stamp, ==, HOPMAP_STAMP_USER);
      g_assert_cmpuint (frame.reply.rtt_ns, ==, 3000000);
    }
}

static void
test_nat (void)
{
  HopmapReceipt receipt;
  uint16_t index;

  reset ();
  index = launch (5, NOW);
  flight.table.slots[index].checksum = 0x1234;
  receipt = receipt_for (index, NOW, NOW);
  receipt.answer.has_checksum = true;
  receipt.answer.checksum = 0x1234;
  hopmap_flight_answer (&flight, &receipt, -1);
  g_assert_cmpint (next_event ().reply.flags, ==, 0);
  receipt.answer.checksum = 0x1235;
  hopmap_flight_answer (&flight, &receipt, -1);
  g_assert_cmpint (next_event ().reply.flags, ==, HOPMAP_REPLY_NAT_SEEN | HOPMAP_REPLY_DUPLICATE);
}

static void
test_forget (void)
{
  HopmapFrame forget = { .type = HOPMAP_FRAME_FORGET,
                         .forget = { .scope = HOPMAP_FORGET_ONE, .token = 2 } };
  HopmapReceipt first, second;

  reset ();
  first = receipt_for (launch (1, NOW), NOW, NOW);
  second = receipt_for (launch (2, NOW), NOW, NOW);
  command (&forget, NOW);
  hopmap_flight_answer (&flight, &second, -1);
  g_assert_cmpuint (flight.outbox.n, ==, 0);
  hopmap_flight_answer (&flight, &first, -1);
  g_assert_cmpuint (next_event ().reply.token, ==, 1);

  /* After its verdict too, and all at once. */
  forget.forget.token = 1;
  command (&forget, NOW);
  hopmap_flight_answer (&flight, &first, -1);
  g_assert_cmpuint (flight.outbox.n, ==, 0);

  first = receipt_for (launch (3, NOW), NOW, NOW);
  command (&(HopmapFrame){ .type = HOPMAP_FRAME_SEND, .send = send_frame (4).send }, NOW);
  command (&(HopmapFrame){ .type = HOPMAP_FRAME_FORGET, .forget = { .scope = HOPMAP_FORGET_ALL } },
           NOW);
  hopmap_flight_answer (&flight, &first, -1);
  g_assert_cmpuint (hopmap_flight_send (&flight, NOW), ==, HOPMAP_NEVER);
  g_assert_cmpuint (hopmap_flight_expire (&flight, NOW + 9 * SECOND), ==, HOPMAP_NEVER);
  g_assert_cmpuint (flight.outbox.n, ==, 0);
  g_assert_cmpuint (flight.table.n_active, ==, 0);
}

/* With nobody reading, commands stop being taken while every verdict still finds its place. */
static void
test_room (void)
{
  uint32_t n_taken = 0, n_verdicts = 0;
  uint64_t now_ns = NOW;

  reset ();
  for (int round = 0; round < 20; round++)
    {
      while (hopmap_flight_has_room (&flight))
        {
          HopmapFrame frame = send_frame (n_taken++);
          uint16_t index;

          command (&frame, now_ns);
          index = hopmap_probe_table_find_token (&flight.table, frame.send.token);
          hopmap_probe_table_launch (&flight.table, index, now_ns);
          hopmap_outbox_push (
              &flight.outbox,
              &(HopmapFrame){ .type = HOPMAP_FRAME_SENT, .sent = { .token = frame.send.token } });
        }
      now_ns += 2 * SECOND;
      hopmap_flight_expire (&flight, now_ns);
    }
  g_assert_false (hopmap_flight_has_room (&flight));
  g_assert_cmpuint (flight.table.n_active, ==, 0);
  while (flight.outbox.n > 0)
    n_verdicts += next_event ().type == HOPMAP_FRAME_EXPIRED;
  g_assert_cmpuint (n_verdicts, ==, n_taken);
  g_assert_cmpuint (n_taken, >=, HOPMAP_TABLE_ACTIVE_MAX);
  g_assert_true (hopmap_flight_has_room (&flight));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/flight/refusals", test_refusals);
  g_test_add_func ("/probe/flight/too-many-destinations", test_too_many_destinations);
  g_test_add_func ("/probe/flight/spacing", test_spacing);
  g_test_add_func ("/probe/flight/answer", test_answer);
  g_test_add_func ("/probe/flight/late-answer", test_late_answer);
  g_test_add_func ("/probe/flight/wild-stamps", test_wild_stamps);
  g_test_add_func ("/probe/flight/nat", test_nat);
  g_test_add_func ("/probe/flight/forget", test_forget);
  g_test_add_func ("/probe/flight/room", test_room);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sockets have to do with it: departures that the kernel has stamped, sockets with one
 * probe each, sockets of flows, connections.
 */
#include <errno.h>
#include <glib.h>
#include <string.h>

#include "made-flight.h"

/* The stamp that is there when the call returns makes the time of SENT. */
static void
test_departure_at_once (void)
{
  reset (true);
  made.now_ns = NOW + 50;
  made_receipt (
      HOPMAP_RECEIVED_DEPARTURE,
      &(HopmapReceipt){ .departure = 0, .stamp = HOPMAP_STAMP_KERNEL, .event_ns = NOW + 60 });
  launch (1, HOPMAP_FRAME_ICMP);
  assert_sent (1, HOPMAP_STAMP_KERNEL, NOW + 60);
}

static void
check_rtt (uint16_t index, uint64_t rtt_ns)
{
  HopmapReceipt receipt = receipt_for (index, NOW + 1000, NOW + 1000);
  HopmapFrameReply reply;

  while (flight.outbox.length > 0)
    next_event ();
  take (channel_of (index), &receipt);
  reply = next_event ().reply;
  g_assert_cmpuint (reply.rtt_ns, ==, rtt_ns);
  g_assert_cmpint (reply.stamp, ==, rtt_ns == 1000 ? HOPMAP_STAMP_USER : HOPMAP_STAMP_KERNEL);
}

/* Each stamp finds its probe by number, in any order, once. */
static void
test_departures_by_number (void)
{
  HopmapChannel *channel = &sockets.channels[0];
  uint16_t indexes[5];

  reset (true);
  for (uint32_t i = 0; i < G_N_ELEMENTS (indexes); i++)
    indexes[i] = launch (i, HOPMAP_FRAME_ICMP);
  departure (channel, 3, HOPMAP_STAMP_KERNEL, NOW + 300);
  departure (channel, 1, HOPMAP_STAMP_KERNEL, NOW + 100);
  departure (channel, 1, HOPMAP_STAMP_KERNEL, NOW + 500); /* not twice */
  departure (channel, 2, HOPMAP_STAMP_USER, NOW + 200);   /* no stamp at all */
  departure (channel, 0, HOPMAP_STAMP_KERNEL, NOW - 1);   /* from before it was sent */
  check_rtt (indexes[0], 1000);
  check_rtt (indexes[1], 900);
  check_rtt (indexes[2], 1000);
  check_rtt (indexes[3], 700);
  check_rtt (indexes[4], 1000);
  departure (channel, 4, HOPMAP_STAMP_KERNEL, NOW + 10); /* after its verdict */
  g_assert_cmpint (flight.table.slots[indexes[4]].stamp, ==, HOPMAP_STAMP_USER);
}

/* Some kernels count what they refused to send: then the number is too high, and belongs to what was
 * sent last. */
static void
test_departures_resynchronised (void)
{
  HopmapChannel *channel = &sockets.channels[0];
  uint16_t first, second;

  reset (true);
  first = launch (1, HOPMAP_FRAME_ICMP);
  departure (channel, 4, HOPMAP_STAMP_KERNEL, NOW + 100);
  g_assert_cmpuint (channel->n_sent, ==, 5);
  second = launch (2, HOPMAP_FRAME_ICMP);
  departure (channel, 5, HOPMAP_STAMP_KERNEL, NOW + 200);
  check_rtt (first, 900);
  check_rtt (second, 800);

  /* By more than are remembered. */
  first = launch (3, HOPMAP_FRAME_ICMP);
  departure (channel, 6 + 3 * HOPMAP_CHANNEL_DEPARTURES, HOPMAP_STAMP_KERNEL, NOW + 300);
  second = launch (4, HOPMAP_FRAME_ICMP);
  check_rtt (first, 700);
  departure (channel, 7, HOPMAP_STAMP_KERNEL, NOW + 200); /* of long ago */
  check_rtt (second, 1000);
}

/* A stamp on a socket that has sent nothing is nobody's. */
static void
test_departure_of_nothing (void)
{
  reset (true);
  departure (&sockets.channels[0], 0, HOPMAP_STAMP_KERNEL, NOW);
  departure (&sockets.channels[0], UINT32_MAX, HOPMAP_STAMP_KERNEL, NOW);
  g_assert_cmpuint (sockets.channels[0].n_sent, ==, 0);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

/* The answer is taken while the probe is being sent, and still SENT comes first. */
static void
test_sent_before_reply (void)
{
  HopmapFrame frame = send_frame (1, HOPMAP_FRAME_UDP);
  HopmapReceipt receipt;
  HopmapFrame event;

  reset (false);
  command (&frame);
  receipt = receipt_for (hopmap_probe_table_find_token (&flight.table, 1), NOW + 7, NOW + 9);
  receipt.answer.has_id = false;
  receipt.answer.reply.kind = HOPMAP_REPLY_PORT_UNREACHABLE;
  made_receipt (HOPMAP_RECEIVED_NOISE, &receipt);
  made_receipt (HOPMAP_RECEIVED_ANSWER, &receipt);
  g_assert_cmpuint (turn (NOW), ==, NOW + SECOND);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  event = next_event ();
  g_assert_cmpint (event.type, ==, HOPMAP_FRAME_REPLY);
  g_assert_cmpuint (event.reply.rtt_ns, ==, 7);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (flight.table.n_active, ==, 0);
}

/* After its first second the system repeats a SYN, so no answer may be waited for that long. */
static void
test_connection_timeout (void)
{
  HopmapFrame frame = send_frame (1, HOPMAP_FRAME_TCP);

  frame.send.timeout_ms = 3000;
  reset (false);
  command (&frame);
  turn (NOW);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  turn (NOW + 949 * SECOND / 1000);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  turn (NOW + 950 * SECOND / 1000);
  g_assert_cmpint (next_event ().type, ==, HOPMAP_FRAME_EXPIRED);

  /* Shorter ones stay what they are, and so do those of our own making. */
  frame.send.timeout_ms = 200;
  command (&frame);
  g_assert_cmpuint (turn (made.now_ns), ==, made.now_ns + SECOND / 5);
  reset (true);
  frame.send.timeout_ms = 3000;
  command (&frame);
  g_assert_cmpuint (turn (NOW), ==, NOW + 3 * SECOND);
}

/* Whatever comes by a probe's own socket is about it, if it can be. */
static void
test_socket_of_one_probe (void)
{
  uint16_t first, second;
  HopmapReceipt receipt;

  reset (false);
  first = launch (1, HOPMAP_FRAME_UDP);
  second = launch (2, HOPMAP_FRAME_UDP);
  g_assert_true (channel_of (first) != channel_of (second));
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  assert_sent (2, HOPMAP_STAMP_USER, NOW);

  receipt = receipt_for (first, NOW, NOW);
  receipt.answer.has_id = false;
  receipt.answer.sequences[0] = 0; /* a quote of eight bytes */
  take (channel_of (second), &receipt);
  next_reply (2, 0);
  receipt.answer.port ^= 1;
  take (channel_of (first), &receipt);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  receipt.answer.port ^= 1;
  take (channel_of (first), &receipt);
  next_reply (1, 0);
}

/* An old socket whose probe is long forgotten, in a place that another has taken. */
static void
test_socket_of_a_lost_probe (void)
{
  HopmapChannel *old;
  HopmapReceipt receipt;
  uint16_t index;

  reset (false);
  index = launch (1, HOPMAP_FRAME_UDP);
  old = channel_of (index);
  forget (HOPMAP_FORGET_ONE, 1);
  flight.table.cursor = (uint16_t) (index - 1);
  g_assert_cmpuint (launch (2, HOPMAP_FRAME_UDP), ==, index);
  g_assert_true (channel_of (index) != old);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  assert_sent (2, HOPMAP_STAMP_USER, NOW);

  receipt = receipt_for (index, NOW, NOW);
  receipt.answer.has_id = false;
  take (old, &receipt);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  take (channel_of (index), &receipt);
  next_reply (2, 0);
}

/* A service that answers does not say to which probe; the farthest one is the safe guess. */
static void
test_datagram (void)
{
  HopmapReceipt receipt;
  uint16_t near, far;
  HopmapFrame frame;

  reset (true);
  near = launch (1, HOPMAP_FRAME_UDP);
  frame = send_frame (2, HOPMAP_FRAME_UDP);
  frame.send.ttl = 9;
  command (&frame);
  far = hopmap_probe_table_find_token (&flight.table, 2);
  turn (NOW);
  g_assert_true (channel_of (near) == channel_of (far));
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  assert_sent (2, HOPMAP_STAMP_USER, NOW);
  receipt = receipt_for (near, NOW, NOW);
  receipt.answer.is_quote = receipt.answer.has_id = false;
  receipt.answer.sequences[0] = 0;
  receipt.answer.reply.kind = HOPMAP_REPLY_DATAGRAM;
  take (channel_of (near), &receipt);
  next_reply (2, 0);
  take (channel_of (near), &receipt);
  next_reply (1, 0);
  take (channel_of (near), &receipt);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

/* Entries that poll() looks at. */
static size_t
n_open (struct pollfd *entries)
{
  size_t n = hopmap_flight_poll (&flight, entries);
  size_t n_looked_at = 0;

  for (size_t i = 0; i < n; i++)
    n_looked_at += entries[i].fd >= 0;
  return n_looked_at;
}

/* A connection that was accepted or refused, and one of which nothing is known yet. */
static void
test_connection (void)
{
  HopmapReceipt receipt;
  struct pollfd entries[HOPMAP_CHANNELS];
  uint16_t index;

  reset (false);
  index = launch (1, HOPMAP_FRAME_TCP);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpuint (n_open (entries), ==, 3); /* with the two ping sockets */
  g_assert_cmpint (entries[0].events, ==, POLLIN);
  g_assert_cmpint (entries[MADE_LASTING].events, ==, POLLOUT);

  receipt = receipt_for (index, NOW + 1, NOW + 1);
  receipt.answer.is_quote = receipt.answer.has_id = false;
  receipt.answer.sequences[0] = 0;
  receipt.answer.reply.kind = HOPMAP_REPLY_TCP_SYN_ACK;
  made.connection = HOPMAP_RECEIVED_ANSWER;
  hopmap_flight_receive (&flight, entries); /* nothing is ready */
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  entries[MADE_LASTING].revents = POLLOUT;
  made.connection_receipt = receipt;
  hopmap_flight_receive (&flight, entries);
  next_reply (1, 0);
  g_assert_cmpuint (n_open (entries), ==, 2);
}

/* One that ended without a word is closed, so that it does not go on being ready; its probe waits
 * for its time to be over. */
static void
test_connection_without_word (void)
{
  for (int has_error = 0; has_error <= 1; has_error++)
    {
      struct pollfd entries[HOPMAP_CHANNELS];
      HopmapReceipt receipt;
      uint16_t index;

      reset (false);
      index = launch (1, HOPMAP_FRAME_TCP);
      assert_sent (1, HOPMAP_STAMP_USER, NOW);
      receipt = receipt_for (index, NOW + 1, NOW + 1);
      hopmap_flight_poll (&flight, entries);
      entries[MADE_LASTING].revents = POLLERR | POLLHUP;
      if (has_error)
        made_receipt (HOPMAP_RECEIVED_NOISE, &receipt);
      hopmap_flight_receive (&flight, entries);
      g_assert_cmpuint (n_open (entries), ==, 2);
      g_assert_cmpuint (flight.outbox.length, ==, 0);
      turn (NOW + SECOND);
      g_assert_cmpint (next_event ().type, ==, HOPMAP_FRAME_EXPIRED);
      g_assert_cmpuint (flight.table.n_active, ==, 0);
    }
}

/* An error that ends the probe closes its socket, and nothing is asked of it then. */
static void
test_connection_with_error (void)
{
  HopmapReceipt receipt;
  struct pollfd entries[HOPMAP_CHANNELS];
  uint16_t index;

  reset (false);
  index = launch (1, HOPMAP_FRAME_TCP);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  hopmap_flight_poll (&flight, entries);
  entries[MADE_LASTING].revents = POLLERR | POLLHUP;
  receipt = receipt_for (index, NOW + 1, NOW + 1);
  receipt.answer.has_id = false;
  made_receipt (HOPMAP_RECEIVED_ANSWER, &receipt);
  made.connection = HOPMAP_RECEIVED_ANSWER;
  made.connection_receipt = receipt;
  hopmap_flight_receive (&flight, entries);
  next_reply (1, 0);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

/* Both queues of a ready socket are emptied, though not for ever. */
static void
test_queues (void)
{
  HopmapReceipt receipt;
  struct pollfd entries[HOPMAP_CHANNELS];
  uint16_t index;

  reset (true);
  index = launch (1, HOPMAP_FRAME_ICMP);
  assert_sent (1, HOPMAP_STAMP_USER, NOW);
  g_assert_cmpuint (n_open (entries), ==, MADE_LASTING);
  entries[0].revents = POLLIN;
  receipt = receipt_for (index, NOW + 1, NOW + 1);
  made_receipt (HOPMAP_RECEIVED_NOISE, &receipt);
  made_receipt (HOPMAP_RECEIVED_ANSWER, &receipt);
  hopmap_flight_receive (&flight, entries);
  next_reply (1, 0);

  made.is_endless = true;
  made_receipt (HOPMAP_RECEIVED_NOISE, &receipt);
  hopmap_flight_receive (&flight, entries);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/flight/departure-at-once", test_departure_at_once);
  g_test_add_func ("/probe/flight/departures-by-number", test_departures_by_number);
  g_test_add_func ("/probe/flight/departures-resynchronised", test_departures_resynchronised);
  g_test_add_func ("/probe/flight/departure-of-nothing", test_departure_of_nothing);
  g_test_add_func ("/probe/flight/sent-before-reply", test_sent_before_reply);
  g_test_add_func ("/probe/flight/connection-timeout", test_connection_timeout);
  g_test_add_func ("/probe/flight/socket-of-one-probe", test_socket_of_one_probe);
  g_test_add_func ("/probe/flight/socket-of-a-lost-probe", test_socket_of_a_lost_probe);
  g_test_add_func ("/probe/flight/datagram", test_datagram);
  g_test_add_func ("/probe/flight/connection", test_connection);
  g_test_add_func ("/probe/flight/connection-without-word", test_connection_without_word);
  g_test_add_func ("/probe/flight/connection-with-error", test_connection_with_error);
  g_test_add_func ("/probe/flight/queues", test_queues);
  return g_test_run ();
}

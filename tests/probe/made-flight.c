/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one flight that a test has, and what is done to it again and again. Asserts, so it is for
 * tests only.
 */
#include "made-flight.h"

#include <glib.h>
#include <string.h>

HopmapFlight flight;
HopmapSockets sockets;

void
reset (bool is_raw)
{
  memset (&flight, 0, sizeof flight);
  flight.table.scramble = 9;
  for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    memset (flight.table.cookies[i], (int) (i % 255 + 1), HOPMAP_COOKIE_SIZE);
  made_sockets_open (&sockets, is_raw);
  made.now_ns = NOW;
  hopmap_flight_init (&flight, &sockets, NOW);
}

HopmapFrame
next_event (void)
{
  HopmapFrame frame;

  g_assert_cmpuint (flight.outbox.length, >, 0);
  g_assert_cmpint (
      hopmap_frame_decode (flight.outbox.bytes + flight.outbox.first, HOPMAP_FRAME_SIZE, &frame),
      ==, HOPMAP_DECODE_OK);
  flight.outbox.first = (flight.outbox.first + HOPMAP_FRAME_SIZE) % sizeof flight.outbox.bytes;
  flight.outbox.length -= HOPMAP_FRAME_SIZE;
  return frame;
}

void
assert_failed (uint32_t token, HopmapFailedReason reason, uint32_t error)
{
  HopmapFrame frame = next_event ();

  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_FAILED);
  g_assert_cmpuint (frame.failed.token, ==, token);
  g_assert_cmpint (frame.failed.reason, ==, reason);
  g_assert_cmpuint (frame.failed.error, ==, error);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
}

void
assert_sent (uint32_t token, HopmapStampSource stamp, uint64_t sent_ns)
{
  HopmapFrame frame = next_event ();

  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_SENT);
  g_assert_cmpuint (frame.sent.token, ==, token);
  g_assert_cmpint (frame.sent.stamp, ==, stamp);
  g_assert_cmpuint (frame.sent.sent_ns, ==, sent_ns);
}

HopmapFrameReply
next_reply (uint32_t token, uint16_t flags)
{
  HopmapFrame frame = next_event ();

  g_assert_cmpint (frame.type, ==, HOPMAP_FRAME_REPLY);
  g_assert_cmpuint (frame.reply.token, ==, token);
  g_assert_cmphex (frame.reply.flags, ==, flags);
  return frame.reply;
}

HopmapFrame
send_frame (uint32_t token, HopmapFrameProtocol protocol)
{
  return (HopmapFrame){
    .type = HOPMAP_FRAME_SEND,
    .send = {
        .token = token,
        .family = HOPMAP_FRAME_IPV4,
        .protocol = protocol,
        .destination = { { 198, 51, 100, 7 } },
        .port = protocol == HOPMAP_FRAME_ICMP ? 0 : 33435,
        .ttl = 5,
        .timeout_ms = 1000,
    },
  };
}

void
command (const HopmapFrame *frame)
{
  g_assert_true (hopmap_flight_has_room (&flight));
  hopmap_flight_command (&flight, frame, made.now_ns);
}

void
forget (HopmapForgetScope scope, uint32_t token)
{
  command (
      &(HopmapFrame){ .type = HOPMAP_FRAME_FORGET, .forget = { .scope = scope, .token = token } });
}

uint64_t
turn (uint64_t now_ns)
{
  made.now_ns = now_ns;
  return hopmap_flight_turn (&flight, now_ns);
}

uint16_t
launch (uint32_t token, HopmapFrameProtocol protocol)
{
  HopmapFrame frame = send_frame (token, protocol);
  uint16_t index;

  command (&frame);
  index = hopmap_probe_table_find_token (&flight.table, token);
  g_assert_cmpuint (index, !=, HOPMAP_PROBE_NONE);
  turn (made.now_ns);
  return index;
}

HopmapChannel *
channel_of (uint16_t index)
{
  return &sockets.channels[flight.table.slots[index].channel];
}

HopmapReceipt
receipt_for (uint16_t index, uint64_t received_ns, uint64_t now_ns)
{
  const HopmapProbe *probe = &flight.table.slots[index];

  return (HopmapReceipt){
    .answer = {
        .reply = {
            .family = probe->send.family,
            .protocol = probe->send.protocol,
            .kind = HOPMAP_REPLY_TIME_EXCEEDED,
            .from = { { 192, 0, 2, 1 } },
            .icmp_type = 11,
        },
        .is_quote = true,
        .destination = probe->send.destination,
        .has_id = true,
        .id = probe->mark.id,
        .port = probe->send.port,
        .sequences = { probe->mark.sequence },
    },
    .stamp = HOPMAP_STAMP_KERNEL,
    .event_ns = received_ns,
    .now_ns = now_ns,
  };
}

void
take (HopmapChannel *channel, const HopmapReceipt *receipt)
{
  hopmap_flight_take (&flight, channel, receipt);
}

void
departure (HopmapChannel *channel, uint32_t number, HopmapStampSource stamp, uint64_t event_ns)
{
  HopmapReceipt receipt = {
    .departure = number, .stamp = stamp, .event_ns = event_ns, .now_ns = event_ns
  };

  hopmap_flight_note (&flight, channel, &receipt);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: whatever the application says, while time passes, the system refuses, answers come,
 * and the reader of events is slow. What counts is that each SEND has one course, as probe-frame.h
 * promises it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "flight.h"
#include "made-network.h"

#define HEADER      8
#define SEND_SIZE   68 /* with its header */
#define FORGET_SIZE 13
#define START_NS    UINT64_C (1000000000)
#define SENDS_MAX   64

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  const uint8_t *bytes;
  size_t length;
} Input;

typedef struct
{
  uint32_t token;
  HopmapProbeState state; /* free is forgotten or failed */
  unsigned int n_extra;
} Course;

static HopmapFlight flight;
static HopmapSockets sockets;
static Course courses[SENDS_MAX];
static size_t n_courses;
static uint64_t now_ns;

static void
require (bool condition)
{
  if (!condition)
    abort ();
}

static uint8_t
take8 (Input *input)
{
  uint8_t value;

  if (input->length == 0)
    return 0;
  value = *input->bytes++;
  input->length--;
  return value;
}

/* What is missing at the end is zero. */
static void
take_bytes (Input *input, uint8_t *bytes, size_t length)
{
  size_t n = input->length < length ? input->length : length;

  memset (bytes, 0, length);
  if (n > 0)
    memcpy (bytes, input->bytes, n);
  input->bytes += n;
  input->length -= n;
}

static Course *
find_course (uint32_t token, HopmapProbeState state)
{
  for (size_t i = 0; i < n_courses; i++)
    if (courses[i].token == token && courses[i].state == state)
      return &courses[i];
  return NULL;
}

static void
change (uint32_t token, HopmapProbeState from, HopmapProbeState to)
{
  Course *course = find_course (token, from);

  require (course != NULL);
  course->state = to;
}

/* Tokens come again, so any of them that may still have one more will do. */
static void
check_extra (const HopmapFrameReply *reply)
{
  bool is_late = (reply->flags & HOPMAP_REPLY_LATE) != 0;

  for (size_t i = 0; i < n_courses; i++)
    if (courses[i].token == reply->token && courses[i].n_extra < HOPMAP_TABLE_EXTRA_MAX
        && courses[i].state == (is_late ? HOPMAP_PROBE_EXPIRED : HOPMAP_PROBE_ANSWERED))
      {
        courses[i].n_extra++;
        return;
      }
  abort ();
}

static void
check_event (const HopmapFrame *frame)
{
  switch ((int) frame->type)
    {
    case HOPMAP_FRAME_SENT:
      change (frame->sent.token, HOPMAP_PROBE_WAITING, HOPMAP_PROBE_IN_FLIGHT);
      break;
    case HOPMAP_FRAME_FAILED:
      change (frame->failed.token, HOPMAP_PROBE_WAITING, HOPMAP_PROBE_FREE);
      break;
    case HOPMAP_FRAME_EXPIRED:
      change (frame->expired.token, HOPMAP_PROBE_IN_FLIGHT, HOPMAP_PROBE_EXPIRED);
      break;
    case HOPMAP_FRAME_REPLY:
      require (frame->reply.received_ns <= now_ns);
      require (frame->reply.rtt_ns <= frame->reply.received_ns - START_NS);
      if ((frame->reply.flags & (HOPMAP_REPLY_LATE | HOPMAP_REPLY_DUPLICATE)) != 0)
        check_extra (&frame->reply);
      else
        change (frame->reply.token, HOPMAP_PROBE_IN_FLIGHT, HOPMAP_PROBE_ANSWERED);
      break;
    default:
      abort ();
    }
}

static void
read_events (size_t most)
{
  for (HopmapOutbox *outbox = &flight.outbox; outbox->length > 0 && most > 0; most--)
    {
      HopmapFrame frame;

      require (hopmap_frame_decode (outbox->bytes + outbox->first, HOPMAP_FRAME_SIZE, &frame)
               == HOPMAP_DECODE_OK);
      check_event (&frame);
      outbox->first = (outbox->first + HOPMAP_FRAME_SIZE) % sizeof outbox->bytes;
      outbox->length -= HOPMAP_FRAME_SIZE;
    }
}

static void
forget_courses (const HopmapFrameForget *forget)
{
  for (size_t i = 0; i < n_courses; i++)
    if (forget->scope == HOPMAP_FORGET_ALL || courses[i].token == forget->token)
      courses[i].state = HOPMAP_PROBE_FREE;
}

/* From a block of the exact size, so that the sanitizer sees a read behind the end. */
static void
give_command (const uint8_t *bytes, size_t length)
{
  uint8_t *block = malloc (length);
  HopmapDecodeResult result;
  HopmapFrame frame;

  require (block != NULL);
  memcpy (block, bytes, length);
  result = hopmap_frame_decode (block, length, &frame);
  free (block);
  if (result != HOPMAP_DECODE_OK)
    {
      require (frame.type == 0);
      return;
    }
  if (!hopmap_frame_is_command (frame.type) || n_courses == SENDS_MAX
      || !hopmap_flight_has_room (&flight))
    return;
  if (frame.type == HOPMAP_FRAME_SEND)
    courses[n_courses++] = (Course){ frame.send.token, HOPMAP_PROBE_WAITING, 0 };
  else
    {
      read_events (SIZE_MAX);
      forget_courses (&frame.forget);
    }
  hopmap_flight_command (&flight, &frame, now_ns);
}

static void
give_body (Input *input, HopmapFrameType type, size_t size)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE] = { 0x48, 0x4d, HOPMAP_FRAME_VERSION, (uint8_t) type,
                                       HOPMAP_FRAME_SIZE };

  take_bytes (input, bytes + HEADER, size - HEADER);
  give_command (bytes, sizeof bytes);
}

static void
give_frame (Input *input, size_t length)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  take_bytes (input, bytes, sizeof bytes);
  give_command (bytes, length);
}

/* An answer as somebody might make it who has seen the probe. */
static HopmapReceipt
make_receipt (Input *input)
{
  const HopmapProbe *probe = &flight.table.slots[take8 (input) % HOPMAP_TABLE_SLOTS];
  uint8_t how = take8 (input);
  uint8_t when = take8 (input);
  HopmapReceipt receipt = {
    .answer = { .reply = { .family = (how & 0x40) != 0 ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4,
                           .protocol = probe->send.protocol,
                           .kind = how % 9 + 1 },
                .is_quote = (how & 0x10) != 0,
                .destination = probe->send.destination,
                .has_id = (how & 0x20) != 0,
                .id = probe->mark.id,
                .port = probe->send.port,
                .sequences = { probe->mark.sequence },
                .n_cookie = when % 9 },
    .departure = how,
    .stamp = (how & 0x80) != 0 ? HOPMAP_STAMP_KERNEL : HOPMAP_STAMP_USER,
    .now_ns = now_ns,
    .event_ns = now_ns - (uint64_t) when * when * when,
  };

  if (receipt.answer.reply.protocol == 0)
    receipt.answer.reply.protocol = HOPMAP_FRAME_ICMP;
  for (size_t i = 0; i < receipt.answer.n_cookie; i++)
    receipt.answer.cookie[i] = probe->mark.cookie[i];
  return receipt;
}

static void
give (HopmapChannel *channel, HopmapReceived received, const HopmapReceipt *receipt)
{
  if (received == HOPMAP_RECEIVED_DEPARTURE)
    hopmap_flight_note (&flight, channel, receipt);
  else
    hopmap_flight_take (&flight, channel, receipt);
}

static void
give_receipt (Input *input, bool is_in_queue)
{
  uint8_t where = take8 (input);
  HopmapChannel *channel = &sockets.channels[where % 16];
  HopmapReceived received = (where & 0x80) != 0 ? HOPMAP_RECEIVED_DEPARTURE
                                                : HOPMAP_RECEIVED_ANSWER;
  HopmapReceipt receipt = make_receipt (input);

  if (is_in_queue && made.n_receipts < MADE_RECEIPTS)
    made_receipt (received, &receipt);
  else if (!is_in_queue && channel->fd >= 0)
    give (channel, received, &receipt);
}

static void
change_network (Input *input)
{
  static const int errors[] = { 0, 0, 0, 99 /* EADDRNOTAVAIL */, 22 /* EINVAL */, 101, 105, 90 };
  uint8_t choice = take8 (input);

  made.is_busy = (choice & 0x80) != 0;
  made.socket_error = (choice & 3) == 2 ? errors[choice >> 2 & 7] : 0;
  made.transmit_error = (choice & 3) == 3 ? errors[choice >> 2 & 7] : 0;
}

static void
pass_time (Input *input)
{
  unsigned int time = take8 (input);

  now_ns += (uint64_t) time * time * time * 1000;
  made.now_ns = now_ns;
  require (hopmap_flight_turn (&flight, now_ns) >= now_ns);
}

static void
start (Input *input)
{
  uint8_t choice = take8 (input);

  memset (flight.table.slots, 0, HOPMAP_TABLE_SLOTS * sizeof flight.table.slots[0]);
  flight.table.n_active = flight.table.oldest = 0;
  flight.table.cursor = (uint16_t) (choice * HOPMAP_TABLE_SLOTS);
  flight.table.scramble = (uint16_t) (choice * 0x3b5);
  for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    {
      uint64_t cookie = (i + 1) * UINT64_C (0x9e3779b97f4a7c15);

      memcpy (flight.table.cookies[i], &cookie, sizeof cookie);
    }
  flight.outbox.first = flight.outbox.length = 0;
  made_sockets_open (&sockets, (choice & 1) != 0);
  if ((choice & 6) == 6)
    sockets.hello.ipv6.udp.mode = HOPMAP_MODE_NONE;
  now_ns = made.now_ns = START_NS;
  hopmap_flight_init (&flight, &sockets, now_ns);
  n_courses = 0;
}

/* However it was spaced and paced: let enough time pass and all have had their verdict. */
static void
finish (void)
{
  made.is_busy = false;
  made.n_receipts = made.next_receipt = 0;
  read_events (SIZE_MAX);
  for (int i = 0; flight.table.n_active > 0; i++)
    {
      uint64_t wake_ns = hopmap_flight_turn (&flight, now_ns);

      require (i < 1000 && wake_ns >= now_ns);
      read_events (SIZE_MAX);
      require (wake_ns != HOPMAP_NEVER || flight.table.n_active == 0);
      if (wake_ns != HOPMAP_NEVER)
        made.now_ns = now_ns = wake_ns;
    }
  for (size_t i = 0; i < n_courses; i++)
    require (courses[i].state != HOPMAP_PROBE_WAITING
             && courses[i].state != HOPMAP_PROBE_IN_FLIGHT);
  for (size_t i = 0; i < HOPMAP_CHANNELS; i++)
    require (sockets.channels[i].fd < 0 || sockets.channels[i].n_flying == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Input input = { data, size };

  start (&input);
  while (input.length > 0)
    {
      uint8_t what = take8 (&input);

      switch (what % 8)
        {
        case 0:
        case 1:
          give_body (&input, HOPMAP_FRAME_SEND, SEND_SIZE);
          break;
        case 2:
          give_frame (&input,
                      (what & 0x80) != 0 ? what % (HOPMAP_FRAME_SIZE + 1u) : HOPMAP_FRAME_SIZE);
          break;
        case 3:
          give_body (&input, HOPMAP_FRAME_FORGET, FORGET_SIZE);
          break;
        case 4:
          pass_time (&input);
          break;
        case 5:
          give_receipt (&input, (what & 0x80) != 0);
          break;
        case 6:
          change_network (&input);
          break;
        default:
          read_events (what / 8);
          break;
        }
    }
  finish ();
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills the table, plays messages, and checks what comes of them. Only what an input has touched is
 * reset before the next one, or that would take most of the time.
 */
#include "stage.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"
#include "made-network.h"
#include "stage-message.h"

#define KINDS    6
#define ID       0x4711
#define SENT_NS  UINT64_C (100000000000)
#define NOW_NS   UINT64_C (100005000000)
#define USED     (STAGE_PROBES + 4) /* slots; a number that must not be is passed over */
#define MESSAGES 16

HopmapFlight stage_flight;

static HopmapSockets sockets;

/* What the probe of each token has come to, by its events. */
typedef struct
{
  HopmapProbeState state;
  uint16_t index;
  unsigned int n_extra;
  bool is_announced;
} Course;

static Course courses[STAGE_PROBES];
static unsigned int n_courses;

static void
require (bool condition)
{
  if (!condition)
    abort ();
}

static HopmapFrameFamily
family_of (uint8_t choice, StageRules rules)
{
  bool is_ipv6 = (choice & STAGE_PROBE_IPV6) != 0;

  if ((rules & STAGE_IPV6) == 0)
    is_ipv6 = false;
  if ((rules & STAGE_IPV4) == 0)
    is_ipv6 = true;
  return is_ipv6 ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4;
}

static HopmapChannel *
channel_of (HopmapChannelKind kind, HopmapFrameFamily family)
{
  return &sockets.channels[2 * (unsigned int) kind + (family == HOPMAP_FRAME_IPV6)];
}

static void
open_channels (void)
{
  static const HopmapFrameProtocol protocols[KINDS] = { HOPMAP_FRAME_ICMP, HOPMAP_FRAME_TCP,
                                                        HOPMAP_FRAME_ICMP, HOPMAP_FRAME_UDP,
                                                        HOPMAP_FRAME_UDP,  HOPMAP_FRAME_TCP };

  for (unsigned int i = 0; i < 2 * KINDS; i++)
    {
      HopmapChannel *channel = &sockets.channels[i];

      memset (channel, 0, sizeof *channel);
      channel->kind = (HopmapChannelKind) (i / 2);
      channel->fd = channel->kind == HOPMAP_CHANNEL_TCP_PROBE ? -1 : 1000;
      channel->family = i % 2 == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6;
      channel->protocol = protocols[channel->kind];
      channel->id = ID;
    }
}

static void
reset (const StagePrefix *prefix)
{
  HopmapProbeTable *table = &stage_flight.table;

  if (stage_flight.sockets == NULL)
    {
      hopmap_flight_init (&stage_flight, &sockets, SENT_NS);
      for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
        {
          uint64_t cookie = (i + 1) * UINT64_C (0x9e3779b97f4a7c15) | UINT64_C (0x0101010101010101);

          memcpy (table->cookies[i], &cookie, sizeof cookie);
        }
      sockets.n_channels = 2 * KINDS;
    }
  memset (table->slots, 0, USED * sizeof table->slots[0]);
  table->n_active = 0;
  table->cursor = (uint16_t) (prefix->round * HOPMAP_TABLE_SLOTS);
  table->scramble = stage_read16 (prefix->scramble);
  stage_flight.outbox.first = stage_flight.outbox.length = 0;
  open_channels ();
  made.now_ns = NOW_NS;
  n_courses = 0;
}

static HopmapFrameSend
make_send (uint8_t choice, HopmapFrameFamily family, uint32_t token)
{
  static const HopmapFrameProtocol protocols[] = { HOPMAP_FRAME_ICMP, HOPMAP_FRAME_UDP,
                                                   HOPMAP_FRAME_TCP };
  Golden golden = { .family = family, .protocol = protocols[(choice & 3) % 3] };
  HopmapFrameSend send;

  if ((choice & STAGE_PROBE_SMALL) != 0 && golden.protocol != HOPMAP_FRAME_TCP)
    golden.probe_size = family == HOPMAP_FRAME_IPV4 ? 32 : 52;
  send = golden_send (&golden);
  send.token = token;
  send.ttl = (uint8_t) (token + 1);
  if ((choice & STAGE_PROBE_ELSEWHERE) != 0)
    send.destination.bytes[3] ^= 0x55;
  return send;
}

/* What was built is the same for all probes of one sort but for their marks, and takes long. */
static const HopmapProbePacket *
build (const HopmapProbe *probe)
{
  static HopmapProbePacket built[2][3][2];
  const HopmapFrameSend *send = &probe->send;
  HopmapProbePacket *packet =
      &built[send->family == HOPMAP_FRAME_IPV4][send->protocol - 1][send->packet_size != 0];

  if (packet->length == 0)
    hopmap_probe_build (packet, send, &probe->mark);
  return packet;
}

/* As flight.c does it when a probe has left. */
static void
launch (HopmapChannel *channel, uint16_t index)
{
  HopmapProbe *probe = &stage_flight.table.slots[index];
  const HopmapProbePacket *packet = build (probe);

  channel->fd = 1000;
  probe->mark.id = channel->id;
  probe->has_cookie = packet->has_cookie && channel->kind != HOPMAP_CHANNEL_TCP_PROBE;
  probe->checksum = packet->checksum;
  probe->sent_ns = SENT_NS;
  probe->stamp = HOPMAP_STAMP_USER;
  probe->state = HOPMAP_PROBE_IN_FLIGHT;
  probe->at_ns = SENT_NS + UINT64_C (1000000000);
  probe->channel = (uint8_t) (channel - sockets.channels);
  channel->n_flying++;
  channel->probe = index;
  channel->departures[channel->n_sent++ % HOPMAP_CHANNEL_DEPARTURES] = index;
}

static void
add (uint8_t choice, StageRules rules)
{
  static const HopmapChannelKind kinds[] = { HOPMAP_CHANNEL_RAW_ICMP,  HOPMAP_CHANNEL_UDP_FLOW,
                                             HOPMAP_CHANNEL_RAW_TCP,   HOPMAP_CHANNEL_PING,
                                             HOPMAP_CHANNEL_UDP_PROBE, HOPMAP_CHANNEL_TCP_PROBE };
  HopmapFrameFamily family = family_of (choice, rules);
  bool is_ordinary = (choice & STAGE_PROBE_UNPRIVILEGED) != 0 && (rules & STAGE_QUEUE) != 0;
  HopmapFrameSend send = make_send (choice, family, n_courses);
  HopmapChannel *channel = channel_of (kinds[(choice & 3) % 3 + (is_ordinary ? 3 : 0)], family);
  HopmapProbeState state = (HopmapProbeState[]){ HOPMAP_PROBE_IN_FLIGHT, HOPMAP_PROBE_ANSWERED,
                                                 HOPMAP_PROBE_EXPIRED,
                                                 HOPMAP_PROBE_WAITING }[choice >> 4 & 3];
  uint16_t index = hopmap_probe_table_add (&stage_flight.table, &send, SENT_NS);

  require (index < USED);
  stage_flight.table.slots[index].budget = HOPMAP_PACE_NONE;
  /* Its own socket has one probe at a time. */
  if (channel->n_flying > 0 && is_ordinary)
    state = HOPMAP_PROBE_WAITING;
  if (state != HOPMAP_PROBE_WAITING)
    launch (channel, index);
  if (state == HOPMAP_PROBE_ANSWERED || state == HOPMAP_PROBE_EXPIRED)
    {
      hopmap_sockets_release (channel);
      hopmap_probe_table_finish (&stage_flight.table, index, state);
      stage_flight.table.slots[index].is_announced = true;
    }
  courses[n_courses++] = (Course){ .state = state, .index = index };
}

void
stage_fill (const StagePrefix *prefix, StageRules rules)
{
  reset (prefix);
  for (unsigned int i = 0; i < prefix->n_probes % STAGE_PROBES + 1u; i++)
    add (prefix->probes[i], rules);
}

static void
check_reply (Course *course, const HopmapFrameReply *reply)
{
  const HopmapProbe *probe = &stage_flight.table.slots[course->index];
  uint16_t flags = reply->flags & (HOPMAP_REPLY_DUPLICATE | HOPMAP_REPLY_LATE);

  require (course->state != HOPMAP_PROBE_WAITING);
  require (reply->family == probe->send.family && reply->protocol == probe->send.protocol);
  require (reply->rtt_ns <= NOW_NS - SENT_NS && reply->received_ns <= NOW_NS);
  require (reply->received_ns >= SENT_NS + reply->rtt_ns);
  if (course->state == HOPMAP_PROBE_IN_FLIGHT)
    {
      require (course->is_announced && flags == 0);
      course->state = HOPMAP_PROBE_ANSWERED;
      return;
    }
  require (++course->n_extra <= HOPMAP_TABLE_EXTRA_MAX);
  require ((flags & HOPMAP_REPLY_LATE)
           == (course->state == HOPMAP_PROBE_EXPIRED ? HOPMAP_REPLY_LATE : 0));
  require ((flags & HOPMAP_REPLY_DUPLICATE) != 0
           || (course->state == HOPMAP_PROBE_EXPIRED && course->n_extra == 1));
}

static void
check_event (const HopmapFrame *frame)
{
  uint32_t token = frame->type == HOPMAP_FRAME_SENT ? frame->sent.token : frame->reply.token;
  Course *course;

  require (frame->type == HOPMAP_FRAME_SENT || frame->type == HOPMAP_FRAME_REPLY);
  require (token < n_courses);
  course = &courses[token];
  if (frame->type == HOPMAP_FRAME_REPLY)
    return check_reply (course, &frame->reply);
  require (course->state == HOPMAP_PROBE_IN_FLIGHT && !course->is_announced);
  require (frame->sent.sent_ns >= SENT_NS && frame->sent.sent_ns <= NOW_NS);
  course->is_announced = true;
}

static void
check_events (void)
{
  HopmapOutbox *outbox = &stage_flight.outbox;
  unsigned int n_active = 0;

  require (outbox->length <= 2 * HOPMAP_FRAME_SIZE);
  for (; outbox->length > 0; outbox->length -= HOPMAP_FRAME_SIZE)
    {
      HopmapFrame frame;

      require (hopmap_frame_decode (outbox->bytes + outbox->first, HOPMAP_FRAME_SIZE, &frame)
               == HOPMAP_DECODE_OK);
      outbox->first += HOPMAP_FRAME_SIZE;
      check_event (&frame);
    }
  outbox->first = 0;
  for (unsigned int i = 0; i < n_courses; i++)
    {
      require (stage_flight.table.slots[courses[i].index].state == courses[i].state);
      n_active += hopmap_probe_is_active (&stage_flight.table.slots[courses[i].index]);
    }
  require (n_active == stage_flight.table.n_active);
}

/* From a block of the exact size, so that the sanitizer sees a read behind the end. */
static void
parse_alone (const HopmapChannel *channel)
{
  const StageHead *head = stage_message.head;
  uint8_t *block = malloc (stage_message.length > 0 ? stage_message.length : 1);
  Span packet = { block, stage_message.length };
  HopmapArrival arrival = { .family = channel->family,
                            .protocol = channel->protocol,
                            .has_to = (head->said & STAGE_SAID_TO) != 0 };
  HopmapQueuedError queued = {
    .error = { .ee_origin = channel->family == HOPMAP_FRAME_IPV4 ? SO_EE_ORIGIN_ICMP
                                                                 : SO_EE_ORIGIN_ICMP6,
               .ee_type = head->type,
               .ee_code = head->code,
               .ee_info = stage_read32 (head->info) },
    .offender = { .any = { .sa_family = channel->family == HOPMAP_FRAME_IPV4 ? AF_INET
                                                                             : AF_INET6 } },
  };
  HopmapAnswer answer;

  require (block != NULL);
  memcpy (block, stage_message.bytes, stage_message.length);
  queued.error.ee_rfc4884.len = stage_read16 (head->extension);
  arrival.queued = queued;
  if (stage_message.is_error)
    hopmap_answer_parse_queued (&answer, packet, &arrival);
  else if (channel->family == HOPMAP_FRAME_IPV6 || hopmap_strip_ipv4 (&packet, &arrival))
    hopmap_answer_parse (&answer, packet, &arrival);
  free (block);
}

static void
deliver (const StageHead *head, const uint8_t *bytes, size_t length, StageRules rules)
{
  bool is_queue = (rules & STAGE_QUEUE) != 0;
  unsigned int kind = (head->channel & 0xf) % (is_queue ? KINDS : 2u);
  HopmapFrameFamily family = family_of (head->channel, rules);
  HopmapChannel *channel = channel_of ((HopmapChannelKind) kind, family);
  struct pollfd entries[2 * KINDS] = { 0 };
  struct pollfd *entry = &entries[channel - sockets.channels];

  if (channel->fd < 0)
    return; /* a connection that is over */
  stage_message.head = head;
  stage_message.family = family;
  stage_message.bytes = bytes;
  stage_message.length = length;
  stage_message.is_error = is_queue && (head->channel & STAGE_CHANNEL_DATA) == 0;
  parse_alone (channel);
  entry->revents = POLLIN;
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    {
      channel->fd = 1000 + (head->connection & 3); /* what getsockopt() will say */
      entry->revents = (head->connection & 4) != 0 ? POLLHUP : POLLOUT;
    }
  hopmap_flight_receive (&stage_flight, entries);
  check_events ();
}

void
stage_play (const uint8_t *data, size_t size, StageRules rules)
{
  StagePrefix prefix;

  if (size < sizeof prefix)
    return;
  memcpy (&prefix, data, sizeof prefix);
  data += sizeof prefix;
  size -= sizeof prefix;
  stage_fill (&prefix, rules);
  for (int i = 0; i < MESSAGES && size >= sizeof (StageHead); i++)
    {
      StageHead head;
      size_t length;

      memcpy (&head, data, sizeof head);
      data += sizeof head;
      size -= sizeof head;
      length = stage_read16 (head.length);
      if (length > size)
        length = size;
      deliver (&head, data, length, rules);
      data += length;
      size -= length;
    }
}

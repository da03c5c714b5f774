/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: whatever comes from the network. The first bytes of the input fill the table of
 * probes, so that the code that finds a probe for an answer is reached; the others are the packet.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "flight.h"

#define PREFIX     24
#define SENT_NS    UINT64_C (1000000000)
#define NOW_NS     UINT64_C (1005000000)
#define MAX_PROBES 8

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  uint8_t channel;
  uint8_t n_probes;
  uint16_t scramble;
  uint16_t id;
  uint16_t port;
  uint8_t origin;
  uint8_t type;
  uint8_t code;
  uint8_t flags;
  uint16_t extension;
  uint8_t address[10];
} Prefix;

_Static_assert(sizeof (Prefix) == PREFIX, "the prefix has no holes");

static HopmapFlight flight;
static HopmapSockets sockets;

static void
require (bool condition)
{
  if (!condition)
    abort ();
}

static HopmapFrameAddress
destination (const Prefix *prefix, HopmapFrameFamily family)
{
  HopmapFrameAddress address = { { 0 } };

  memcpy (address.bytes, prefix->address, family == HOPMAP_FRAME_IPV4 ? 4 : sizeof prefix->address);
  return address;
}

/* Emptying the whole table each time would take longer than everything else. */
static void
empty_table (const Prefix *prefix)
{
  static const HopmapSecrets secrets = { .key = { 1, 2 } };
  static bool is_ready;

  if (!is_ready)
    hopmap_flight_init (&flight, &sockets, &secrets, SENT_NS);
  is_ready = true;
  for (uint16_t i = 0; i < MAX_PROBES; i++)
    hopmap_probe_table_finish (&flight.table, i, HOPMAP_PROBE_FREE);
  flight.table.cursor = 0;
  flight.table.scramble = prefix->scramble;
  flight.table.id_ipv4 = flight.table.id_ipv6 = prefix->id;
  flight.outbox.first = 0;
}

static void
fill_table (const Prefix *prefix, HopmapFrameFamily family, HopmapFrameProtocol protocol)
{
  empty_table (prefix);
  for (uint32_t token = 0; token < prefix->n_probes % MAX_PROBES + 1u; token++)
    {
      HopmapFrameSend send = {
        .token = token,
        .family = family,
        .protocol = protocol,
        .destination = destination (prefix, family),
        .port = prefix->port,
        .timeout_ms = 1000,
      };
      uint16_t index = hopmap_probe_table_add (&flight.table, &send, SENT_NS);

      flight.table.slots[index].has_cookie = (prefix->flags & 1) != 0;
      flight.table.slots[index].cookie = 0x0101010101010101;
      flight.table.slots[index].budget = HOPMAP_PACE_NONE;
      flight.table.slots[index].socket = protocol == HOPMAP_FRAME_UDP ? 0 : -1;
      hopmap_probe_table_launch (&flight.table, index, SENT_NS);
      hopmap_udp_pool_hold (family == HOPMAP_FRAME_IPV4 ? &flight.udp_ipv4 : &flight.udp_ipv6, 0,
                            index, NOW_NS);
    }
}

static bool
parse (const Prefix *prefix,
       HopmapFrameFamily family,
       HopmapFrameProtocol protocol,
       const uint8_t *packet,
       size_t size,
       HopmapAnswer *answer)
{
  HopmapArrival arrival = { .has_to = (prefix->flags & 2) != 0, .ttl = prefix->code };
  HopmapFrameAddress from = destination (prefix, family);
  HopmapQueuedError error = {
    .family = family,
    .protocol = protocol,
    .error = { .ee_origin = prefix->origin,
               .ee_type = prefix->type,
               .ee_code = prefix->code,
               .ee_info = prefix->port },
    .has_offender = (prefix->flags & 4) != 0,
    .offender = from,
    .destination = from,
    .port = prefix->port,
  };

  error.error.ee_rfc4884.len = prefix->extension;
  switch (prefix->channel % 4)
    {
    case 0:
      return family == HOPMAP_FRAME_IPV4
                 ? hopmap_answer_parse_ipv4 (answer, packet, size)
                 : hopmap_answer_parse_ipv6 (answer, packet, size, &from, &arrival);
    case 1:
      return hopmap_answer_parse_echo_ipv4 (answer, packet, size, &from, &arrival);
    default:
      return hopmap_answer_parse_queued (answer, &error, packet, size, &arrival);
    }
}

static void
check_events (unsigned int n_probes)
{
  require (flight.outbox.n <= n_probes + HOPMAP_TABLE_EXTRA_MAX);
  while (flight.outbox.n > 0)
    {
      HopmapFrame frame;

      require (hopmap_frame_decode (flight.outbox.frames[flight.outbox.first++], HOPMAP_FRAME_SIZE,
                                    &frame)
               == HOPMAP_DECODE_OK);
      require (frame.type == HOPMAP_FRAME_REPLY);
      require (frame.reply.token < n_probes);
      require (frame.reply.rtt_ns <= NOW_NS - SENT_NS);
      flight.outbox.n--;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  HopmapReceipt receipt = { .stamp = HOPMAP_STAMP_KERNEL, .now_ns = NOW_NS };
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol;
  Prefix prefix;
  uint8_t *packet;

  if (size < PREFIX)
    return 0;
  memcpy (&prefix, data, PREFIX);
  family = (prefix.channel & 4) != 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6;
  protocol = prefix.channel % 4 == 3 ? HOPMAP_FRAME_UDP : HOPMAP_FRAME_ICMP;
  fill_table (&prefix, family, protocol);

  /* A block of its own, so that the sanitizer sees a read behind the end. */
  packet = malloc (size - PREFIX + 1);
  require (packet != NULL);
  memcpy (packet, data + PREFIX, size - PREFIX);
  packet = realloc (packet, size > PREFIX ? size - PREFIX : 1);
  if (parse (&prefix, family, protocol, packet, size - PREFIX, &receipt.answer))
    for (int i = 0; i < 6; i++)
      {
        receipt.received_ns = SENT_NS + ((uint64_t) prefix.extension << i);
        hopmap_flight_answer (&flight, &receipt, protocol == HOPMAP_FRAME_UDP ? 0 : -1);
      }
  free (packet);
  check_events (prefix.n_probes % MAX_PROBES + 1u);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every packet that is one byte, or any length, away from a golden reply: it may still be an answer
 * to its probe, but never to another, and whatever comes of it can be told to the application.
 */
#include <glib.h>
#include <string.h>

#include "golden.h"
#include "probe-table.h"

#define SCRAMBLE 0x2c71
#define ID       0x1234

static HopmapProbeTable table;
static unsigned long n_packets, n_matches;

typedef struct
{
  const Golden *golden;
  HopmapFrameSend send;
  uint16_t index; /* of the probe that it answers */
} Case;

static uint16_t
add (HopmapFrameSend send)
{
  uint16_t index = hopmap_probe_table_add (&table, &send, 0);
  HopmapProbe *probe = &table.slots[index];
  HopmapProbePacket packet;

  probe->mark.id = ID;
  hopmap_probe_build (&packet, &probe->send, &probe->mark);
  probe->has_cookie = packet.has_cookie;
  table.slots[index].state = HOPMAP_PROBE_IN_FLIGHT;
  return index;
}

/* Whether so much of the probe comes back that its cookie, or the half of a SYN's, is in it. */
static bool
tells_cookie (const Golden *golden, const HopmapFrameSend *send)
{
  HopmapMark mark = { ID, 1, { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff } };
  HopmapProbePacket packet;
  size_t quote = golden->quote != 0 ? golden->quote : 2000;

  hopmap_probe_build (&packet, send, &mark);
  return packet.has_cookie && (golden->protocol == HOPMAP_FRAME_TCP || quote >= 20);
}

/* The probe among others, of which many differ in a single byte. Where no cookie comes back nothing
 * tells a changed number from another probe's, so those numbers must differ in both bytes. */
static Case
make_case (const Golden *golden)
{
  Case result = { .golden = golden, .send = golden_send (golden) };
  uint16_t step = tells_cookie (golden, &result.send) ? 1 : 0x101;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  memset (&table, 0, sizeof table);
  table.scramble = SCRAMBLE;
  for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    for (size_t at = 0; at < HOPMAP_COOKIE_SIZE; at++)
      table.cookies[i][at] = (uint8_t) (g_rand_int (random) | 1);
  for (uint16_t i = 0; i < 15; i++)
    {
      HopmapFrameSend send = result.send;

      table.cursor = (uint16_t) (i * step - 1);
      if (i % 4 == 1)
        send.destination.bytes[3] ^= 1;
      else if (i % 4 == 3)
        send.protocol = (HopmapFrameProtocol) (send.protocol % 3 + 1);
      if (i == 8)
        result.index = add (result.send);
      else
        add (send);
    }
  return result;
}

static void
check_encodes (const HopmapAnswer *answer)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_REPLY, .reply = answer->reply };
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  frame.reply.stamp = HOPMAP_STAMP_USER;
  g_assert_true (hopmap_frame_encode (&frame, bytes));
}

/* Returns whether it matches. */
static bool
try_packet (const Case *test, const uint8_t *bytes, size_t length)
{
  HopmapAnswer answer;
  uint16_t index = HOPMAP_PROBE_NONE;

  n_packets++;
  if (!golden_parse (test->golden, &test->send, (Span){ bytes, length }, &answer))
    return false;
  check_encodes (&answer);
  index = hopmap_probe_table_match (&table, &answer);
  if (index != HOPMAP_PROBE_NONE && index != test->index)
    g_error ("%s: matches a wrong probe", test->golden->name);
  /* As it comes by a socket that the probe had for itself. */
  if (hopmap_probe_table_fits (&table, test->index, &answer))
    index = test->index;
  n_matches += index != HOPMAP_PROBE_NONE;
  return index != HOPMAP_PROBE_NONE;
}

static void
try_lengths (const Case *test, const Packet *packet)
{
  for (size_t length = 0; length <= packet->length; length++)
    {
      g_autofree uint8_t *cut = g_memdup2 (packet->bytes, length); /* of the exact size */

      try_packet (test, cut, length);
    }
}

/* Also with the checksum made right again, so that it hides nothing. */
static void
try_bytes (const Case *test, const Packet *packet, bool repair)
{
  g_autofree uint8_t *block = g_malloc (packet->length);

  for (size_t at = 0; at < packet->length; at++)
    for (unsigned int value = 0; value < 256; value++)
      {
        Packet changed = *packet;

        changed.bytes[at] = (uint8_t) value;
        if (repair)
          golden_repair (test->golden, &changed);
        memcpy (block, changed.bytes, packet->length);
        try_packet (test, block, packet->length);
      }
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  Case test = make_case (golden);
  Packet packet = golden_packet (golden, &test.send, &table.slots[test.index].mark);

  g_assert_true (try_packet (&test, packet.bytes, packet.length));
  try_lengths (&test, &packet);
  try_bytes (&test, &packet, false);
  if (golden->family == HOPMAP_FRAME_IPV4 && golden->way != GOLDEN_QUEUE)
    try_bytes (&test, &packet, true);
}

/* The numbers that the kernel finds in the message can be as wrong. */
static void
test_queued_lengths (void)
{
  for (size_t i = 0; i < n_goldens; i++)
    {
      Case test;
      Packet packet;
      HopmapArrival arrival;
      HopmapAnswer answer;

      if (goldens[i].way != GOLDEN_QUEUE)
        continue;
      test = make_case (&goldens[i]);
      packet = golden_packet (&goldens[i], &test.send, &table.slots[test.index].mark);
      arrival = golden_arrival (&goldens[i], &test.send);
      arrival.queued = golden_error (&goldens[i]);
      for (unsigned int length = 0; length <= UINT16_MAX; length++)
        {
          arrival.queued.error.ee_rfc4884.len = (uint16_t) length;
          if (hopmap_answer_parse_queued (&answer, (Span){ packet.bytes, packet.length }, &arrival))
            check_encodes (&answer);
        }
    }
}

static void
test_count (void)
{
  g_test_message ("%lu packets, %lu of them matched", n_packets, n_matches);
  g_assert_cmpuint (n_packets, >, 600000);
  g_assert_cmpuint (n_matches, >, 100000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < n_goldens; i++)
    {
      g_autofree char *name = g_strdup_printf ("/probe/neighbours/%s", goldens[i].name);

      g_test_add_data_func (name, &goldens[i], test_golden);
    }
  g_test_add_func ("/probe/neighbours/queued-lengths", test_queued_lengths);
  g_test_add_func ("/probe/neighbours/count", test_count);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which answer belongs to which probe, and above all which does not.
 */
#include <glib.h>
#include <string.h>

#include "made-table.h"

/* The answer that a router, or the destination, would give to the probe at @index. */
static HopmapAnswer
answer_to (uint16_t index, bool is_quote)
{
  const HopmapProbe *probe = &table.slots[index];
  bool is_tcp = probe->send.protocol == HOPMAP_FRAME_TCP;
  HopmapAnswer answer = {
    .reply = { .family = probe->send.family,
               .protocol = probe->send.protocol,
               .kind = is_quote ? HOPMAP_REPLY_TIME_EXCEEDED
                       : is_tcp ? HOPMAP_REPLY_TCP_RESET
                                : HOPMAP_REPLY_ECHO },
    .is_quote = is_quote,
    .destination = probe->send.destination,
    .has_id = true,
    .id = probe->mark.id,
    .port = probe->send.port,
    .sequences = { probe->mark.sequence },
    .n_cookie = is_tcp ? HOPMAP_COOKIE_SIZE_TCP : HOPMAP_COOKIE_SIZE,
  };

  memcpy (answer.cookie, probe->mark.cookie, answer.n_cookie);
  return answer;
}

static void
test_match (void)
{
  for (unsigned int scramble = 0; scramble <= UINT16_MAX; scramble += 4369)
    {
      reset ((uint16_t) scramble);
      for (uint32_t i = 0; i < 5000; i++)
        {
          HopmapFrameProtocol protocol = (HopmapFrameProtocol) (i % 3 + 1);
          uint16_t index = add_flying (i, protocol);
          HopmapAnswer answer = answer_to (index, i % 2 == 0 || protocol == HOPMAP_FRAME_UDP);

          g_assert_cmpuint (hopmap_probe_table_match (&table, &answer), ==, index);
          hopmap_probe_table_finish (&table, index,
                                     i % 5 == 0 ? HOPMAP_PROBE_EXPIRED : HOPMAP_PROBE_ANSWERED);
          g_assert_cmpuint (hopmap_probe_table_match (&table, &answer), ==, index);
        }
    }
}

#define MATCH(expected, change)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    HopmapAnswer answer = original;                                                                \
                                                                                                   \
    change;                                                                                        \
    g_assert_cmpuint (hopmap_probe_table_match (&table, &answer), ==, expected);                   \
  }                                                                                                \
  G_STMT_END
#define NO_MATCH(change) MATCH (HOPMAP_PROBE_NONE, change)

static void
check_no_match (HopmapFrameProtocol protocol, bool is_quote)
{
  uint16_t index = add_flying (1, protocol);
  HopmapAnswer original = answer_to (index, is_quote);
  size_t last = original.n_cookie - 1;

  MATCH (index, (void) 0);
  NO_MATCH (answer.sequences[0] ^= 1);
  NO_MATCH (answer.sequences[0] ^= HOPMAP_TABLE_SLOTS); /* same slot, other round */
  NO_MATCH (answer.sequences[0] = 0);
  NO_MATCH (answer.reply.protocol = protocol % 3 + 1);
  NO_MATCH (answer.reply.family = HOPMAP_FRAME_IPV6);
  NO_MATCH (answer.cookie[0] ^= 0x10);
  NO_MATCH (answer.cookie[last] ^= 0x10);
  if (protocol != HOPMAP_FRAME_ICMP)
    NO_MATCH (answer.port ^= 1);
  if (is_quote || protocol != HOPMAP_FRAME_ICMP)
    NO_MATCH (answer.destination.bytes[3] ^= 1);
  if (!is_quote)
    NO_MATCH (answer.n_cookie = last);
  hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_FREE);
  NO_MATCH ((void) 0);
}

static void
test_no_match (void)
{
  HopmapAnswer original;

  reset (99);
  for (int protocol = HOPMAP_FRAME_ICMP; protocol <= HOPMAP_FRAME_TCP; protocol++)
    {
      check_no_match ((HopmapFrameProtocol) protocol, true);
      if (protocol != HOPMAP_FRAME_UDP)
        check_no_match ((HopmapFrameProtocol) protocol, false);
    }

  /* Not before it was sent. */
  original = answer_to (add (2, HOPMAP_FRAME_ICMP), true);
  NO_MATCH ((void) 0);
}

/* An address translation may have changed the id and not changed it back: then only a cookie that is
 * there to its last byte tells that the probe is ours. */
static void
test_changed_id (void)
{
  for (int protocol = HOPMAP_FRAME_ICMP; protocol <= HOPMAP_FRAME_TCP; protocol++)
    {
      HopmapAnswer original;
      uint16_t index;

      reset (6);
      index = add_flying (1, (HopmapFrameProtocol) protocol);
      original = answer_to (index, true);
      original.id ^= 1;
      MATCH (index, (void) 0);
      NO_MATCH (answer.n_cookie--);
      NO_MATCH (answer.n_cookie = 0);
      NO_MATCH (answer.cookie[answer.n_cookie - 1] = 0);
      MATCH (index, (answer.n_cookie = 0, answer.id ^= 1));
      MATCH (index, (answer.n_cookie = 0, answer.has_id = false)); /* an error queue knows it */
      table.slots[index].has_cookie = false;
      NO_MATCH ((void) 0);
    }
}

/* Quotes may end anywhere, and RFC 4884 fills them up with zeros. */
static void
test_cut_cookie (void)
{
  for (int protocol = HOPMAP_FRAME_ICMP; protocol <= HOPMAP_FRAME_TCP; protocol++)
    {
      HopmapAnswer original;
      uint16_t index;

      reset (5);
      index = add_flying (1, (HopmapFrameProtocol) protocol);
      original = answer_to (index, true);
      for (size_t kept = 0; kept <= original.n_cookie; kept++)
        {
          MATCH (index, memset (answer.cookie + kept, 0, answer.n_cookie - kept));
          MATCH (index, answer.n_cookie = kept);
        }
    }
}

/* A probe that was too small for a cookie is known by its numbers alone. */
static void
test_no_cookie (void)
{
  HopmapAnswer original;
  uint16_t index;

  reset (5);
  index = add_flying (1, HOPMAP_FRAME_ICMP);
  table.slots[index].has_cookie = false;
  original = answer_to (index, false);
  MATCH (index, answer.n_cookie = 0);
  MATCH (index, answer.cookie[0] ^= 1);
  NO_MATCH (answer.id ^= 1);
}

/* An anycast or loopback destination may answer from elsewhere, if it knows the cookie. */
static void
test_other_source (void)
{
  HopmapAnswer original;
  uint16_t index;

  reset (5);
  index = add_flying (1, HOPMAP_FRAME_ICMP);
  original = answer_to (index, false);
  original.destination.bytes[3] ^= 1;
  MATCH (index, (void) 0);
  table.slots[index].has_cookie = false;
  NO_MATCH ((void) 0);
}

/* The checksum of a UDP quote is the number; where it was left unfinished, the payload has it. */
static void
test_two_numbers (void)
{
  HopmapAnswer original;
  uint16_t index, other;

  reset (5);
  index = add_flying (1, HOPMAP_FRAME_UDP);
  other = add_flying (2, HOPMAP_FRAME_UDP);
  original = answer_to (index, true);
  MATCH (index, (answer.sequences[1] = answer.sequences[0], answer.sequences[0] = 0xabc));
  MATCH (index, (answer.sequences[1] = answer.sequences[0],
                 answer.sequences[0] = table.slots[other].mark.sequence));
  MATCH (index, answer.sequences[1] = table.slots[other].mark.sequence);
  NO_MATCH (answer.sequences[0] = table.slots[other].mark.sequence);
  NO_MATCH (answer.sequences[0] = 0);
}

/* A socket with one probe says which it is; all that is left to see is whether it can be. */
static void
test_fits (void)
{
  HopmapAnswer answer, other;
  uint16_t index;

  reset (5);
  index = add (1, HOPMAP_FRAME_UDP);
  table.slots[index].has_cookie = true;
  answer = answer_to (index, true);
  answer.has_id = false;
  answer.n_cookie = 0;
  g_assert_false (hopmap_probe_table_fits (&table, index, &answer));
  table.slots[index].state = HOPMAP_PROBE_IN_FLIGHT;
  g_assert_true (hopmap_probe_table_fits (&table, index, &answer));
  other = answer;
  other.port++;
  g_assert_false (hopmap_probe_table_fits (&table, index, &other));
  other = answer;
  other.destination.bytes[0]++;
  g_assert_false (hopmap_probe_table_fits (&table, index, &other));
  other = answer;
  other.n_cookie = 1;
  other.cookie[0] = (uint8_t) ~table.slots[index].mark.cookie[0];
  g_assert_false (hopmap_probe_table_fits (&table, index, &other));
  hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_FREE);
  g_assert_false (hopmap_probe_table_fits (&table, index, &answer));
}

/* A service's datagram names no probe: the one that flies farthest, of those by its port. */
static void
test_guess (void)
{
  static const uint8_t ttls[] = { 3, 9, 7, 12, 11 };
  HopmapAnswer answer = {
    .reply = { .family = HOPMAP_FRAME_IPV4,
               .protocol = HOPMAP_FRAME_UDP,
               .kind = HOPMAP_REPLY_DATAGRAM },
    .destination = target,
    .port = MADE_PORT,
  };
  uint16_t indexes[G_N_ELEMENTS (ttls)];

  reset (1);
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, HOPMAP_PROBE_NONE);
  for (uint32_t i = 0; i < G_N_ELEMENTS (ttls); i++)
    {
      indexes[i] = add_flying (i, HOPMAP_FRAME_UDP);
      table.slots[indexes[i]].send.ttl = ttls[i];
    }
  table.slots[indexes[3]].mark.id = MADE_ID + 1;
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, indexes[4]);
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID + 1), ==, indexes[3]);
  hopmap_probe_table_finish (&table, indexes[4], HOPMAP_PROBE_ANSWERED);
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, indexes[1]);
  hopmap_probe_table_finish (&table, indexes[1], HOPMAP_PROBE_EXPIRED);
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, indexes[2]);
  answer.port++;
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, HOPMAP_PROBE_NONE);
  answer.port--;
  answer.destination.bytes[0]++;
  g_assert_cmpuint (hopmap_probe_table_guess (&table, &answer, MADE_ID), ==, HOPMAP_PROBE_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/match/match", test_match);
  g_test_add_func ("/probe/match/no-match", test_no_match);
  g_test_add_func ("/probe/match/changed-id", test_changed_id);
  g_test_add_func ("/probe/match/cut-cookie", test_cut_cookie);
  g_test_add_func ("/probe/match/no-cookie", test_no_cookie);
  g_test_add_func ("/probe/match/other-source", test_other_source);
  g_test_add_func ("/probe/match/two-numbers", test_two_numbers);
  g_test_add_func ("/probe/match/fits", test_fits);
  g_test_add_func ("/probe/match/guess", test_guess);
  return g_test_run ();
}

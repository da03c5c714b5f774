/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of probes: order, capacity, and above all which answer belongs to which probe.
 */
#include <glib.h>
#include <string.h>

#include "probe-table.h"

#define ID4 0x1111
#define ID6 0x6666

static HopmapProbeTable table;

static const HopmapFrameAddress target = { { 198, 51, 100, 7 } };

static void
reset (uint16_t scramble)
{
  static const uint64_t key[2] = { 1, 2 };

  hopmap_probe_table_init (&table, key, scramble, ID4, ID6);
}

static uint16_t
add (uint32_t token, uint64_t due_ns)
{
  HopmapFrameSend send = {
    .token = token,
    .family = HOPMAP_FRAME_IPV4,
    .protocol = HOPMAP_FRAME_ICMP,
    .destination = target,
    .timeout_ms = 1000,
  };

  return hopmap_probe_table_add (&table, &send, due_ns);
}

static uint16_t
add_flying (uint32_t token)
{
  uint16_t index = add (token, 0);

  table.slots[index].has_cookie = true;
  hopmap_probe_table_launch (&table, index, 1000);
  return index;
}

static void
test_order (void)
{
  static const uint64_t times[] = { 50, 10, 30, 30, 70, 5, 30, 60 };
  static const uint32_t expected[] = { 5, 1, 2, 3, 6, 0, 7, 4 };
  uint16_t index;

  reset (0);
  for (uint32_t i = 0; i < G_N_ELEMENTS (times); i++)
    add (i, times[i]);

  index = hopmap_probe_table_first_waiting (&table);
  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpuint (index, !=, HOPMAP_PROBE_NONE);
      g_assert_cmpuint (table.slots[index].send.token, ==, expected[i]);
      index = hopmap_probe_table_next (&table, index);
    }
  g_assert_cmpuint (index, ==, HOPMAP_PROBE_NONE);
}

static void
test_lists (void)
{
  uint16_t first, second;

  reset (0);
  g_assert_cmpuint (hopmap_probe_table_first_waiting (&table), ==, HOPMAP_PROBE_NONE);
  first = add (1, 10);
  second = add (2, 20);
  hopmap_probe_table_launch (&table, first, 30);
  g_assert_cmpuint (hopmap_probe_table_first_waiting (&table), ==, second);
  g_assert_cmpuint (hopmap_probe_table_first_in_flight (&table), ==, first);
  g_assert_cmpuint (table.slots[first].at_ns, ==, 30 + UINT64_C (1000000000));
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 1), ==, first);
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 2), ==, second);
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 3), ==, HOPMAP_PROBE_NONE);

  g_assert_true (hopmap_probe_table_finish (&table, first, HOPMAP_PROBE_ANSWERED));
  g_assert_false (hopmap_probe_table_finish (&table, first, HOPMAP_PROBE_FREE));
  g_assert_true (hopmap_probe_table_finish (&table, second, HOPMAP_PROBE_FREE));
  g_assert_cmpuint (hopmap_probe_table_first_waiting (&table), ==, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (hopmap_probe_table_first_in_flight (&table), ==, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 1), ==, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (table.n_active, ==, 0);
}

static void
test_capacity (void)
{
  reset (7);
  for (uint32_t i = 0; i < HOPMAP_TABLE_ACTIVE_MAX; i++)
    g_assert_cmpuint (add (i, i), !=, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (add (9999, 0), ==, HOPMAP_PROBE_NONE);
  hopmap_probe_table_finish (&table, hopmap_probe_table_find_token (&table, 77), HOPMAP_PROBE_FREE);
  g_assert_cmpuint (add (9999, 0), !=, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (add (9998, 0), ==, HOPMAP_PROBE_NONE);
}

/* A sequence number comes back only after all others, even with some probes that stay for long. */
static void
test_sequence_numbers (void)
{
  g_autofree int *last_seen = g_new (int, 65536);

  for (int i = 0; i < 65536; i++)
    last_seen[i] = -100000;
  reset (0xbeef);
  for (uint32_t i = 0; i < 100; i++)
    add_flying (i);
  for (int i = 0; i < 200000; i++)
    {
      uint16_t index = add (1000, 0);
      uint16_t sequence = table.slots[index].sequence;

      g_assert_cmpint (i - last_seen[sequence], >, 60000);
      last_seen[sequence] = i;
      hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_ANSWERED);
    }
}

/* The answer that a router would give to the probe at @index. */
static HopmapAnswer
answer_to (uint16_t index, bool is_quote)
{
  const HopmapProbe *probe = &table.slots[index];
  HopmapAnswer answer = {
    .reply = { .family = probe->send.family,
               .protocol = HOPMAP_FRAME_ICMP,
               .from = probe->send.destination },
    .is_quote = is_quote,
    .id = probe->send.family == HOPMAP_FRAME_IPV4 ? ID4 : ID6,
    .sequence = probe->sequence,
    .n_cookie = HOPMAP_COOKIE_SIZE,
  };

  if (is_quote)
    answer.destination = probe->send.destination;
  for (size_t i = 0; i < HOPMAP_COOKIE_SIZE; i++)
    answer.cookie[i] = (uint8_t) (probe->cookie >> (8 * i));
  return answer;
}

static void
test_match (void)
{
  uint16_t index;
  HopmapAnswer answer;

  for (unsigned int scramble = 0; scramble <= UINT16_MAX; scramble += 4369)
    {
      reset ((uint16_t) scramble);
      for (uint32_t i = 0; i < 5000; i++)
        {
          index = add_flying (i);
          answer = answer_to (index, i % 2 == 0);
          g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, index);
          hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_ANSWERED);
          g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, index);
        }
    }
}

#define NO_MATCH(change)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    HopmapAnswer answer = original;                                                                \
                                                                                                   \
    change;                                                                                        \
    g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, HOPMAP_PROBE_NONE);     \
  }                                                                                                \
  G_STMT_END

static void
test_no_match (void)
{
  HopmapAnswer original;
  uint16_t index;

  reset (99);
  for (int is_quote = 0; is_quote <= 1; is_quote++)
    {
      index = add_flying (1);
      original = answer_to (index, is_quote);
      NO_MATCH (answer.id ^= 1);
      NO_MATCH (answer.sequence ^= 1);
      NO_MATCH (answer.sequence ^= HOPMAP_TABLE_SLOTS); /* same slot, other round */
      NO_MATCH (answer.reply.protocol = HOPMAP_FRAME_UDP);
      NO_MATCH (answer.reply.family = HOPMAP_FRAME_IPV6);
      NO_MATCH (answer.cookie[0] ^= 0x10);
      NO_MATCH (answer.cookie[7] ^= 0x10);
      if (is_quote)
        NO_MATCH (answer.destination.bytes[3] ^= 1);
      else
        NO_MATCH (answer.n_cookie = 7);
      hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_FREE);
      NO_MATCH ((void) 0);
    }

  /* Not before it was sent. */
  index = add (2, 0);
  original = answer_to (index, true);
  NO_MATCH ((void) 0);
}

/* Quotes may end anywhere, and RFC 4884 fills them up with zeros. */
static void
test_cut_cookie (void)
{
  uint16_t index;

  reset (5);
  index = add_flying (1);
  for (size_t kept = 0; kept <= HOPMAP_COOKIE_SIZE; kept++)
    {
      HopmapAnswer answer = answer_to (index, true);

      memset (answer.cookie + kept, 0, HOPMAP_COOKIE_SIZE - kept);
      g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, index);
      answer.n_cookie = kept;
      g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, index);
    }
}

/* An anycast or loopback destination may answer from elsewhere, if it knows the cookie. */
static void
test_other_source (void)
{
  uint16_t index;
  HopmapAnswer answer;

  reset (5);
  index = add_flying (1);
  answer = answer_to (index, false);
  answer.reply.from.bytes[3] ^= 1;
  g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, index);
  table.slots[index].has_cookie = false; /* a probe too small for one */
  g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, HOPMAP_PROBE_NONE);
}

static void
test_match_udp (void)
{
  HopmapFrameSend send = {
    .family = HOPMAP_FRAME_IPV4,
    .protocol = HOPMAP_FRAME_UDP,
    .destination = target,
    .port = 33435,
    .timeout_ms = 1000,
  };
  HopmapAnswer answer = {
    .reply = { .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_UDP },
    .is_quote = true,
    .destination = target,
    .sequence = 33435,
  };
  HopmapAnswer other = answer;
  uint16_t index;

  reset (5);
  index = hopmap_probe_table_add (&table, &send, 0);
  g_assert_false (hopmap_probe_table_match_udp (&table, index, &answer));
  hopmap_probe_table_launch (&table, index, 5);
  g_assert_true (hopmap_probe_table_match_udp (&table, index, &answer));
  g_assert_cmpuint (hopmap_probe_table_match_echo (&table, &answer), ==, HOPMAP_PROBE_NONE);
  other.sequence++;
  g_assert_false (hopmap_probe_table_match_udp (&table, index, &other));
  other = answer;
  other.destination.bytes[0]++;
  g_assert_false (hopmap_probe_table_match_udp (&table, index, &other));
  other = answer;
  other.n_cookie = 1;
  other.cookie[0] = (uint8_t) ~table.slots[index].cookie;
  table.slots[index].has_cookie = true;
  g_assert_false (hopmap_probe_table_match_udp (&table, index, &other));
  hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_FREE);
  g_assert_false (hopmap_probe_table_match_udp (&table, index, &answer));
}

/* Random operations against the simplest possible model. */
static void
test_against_model (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  uint64_t times[HOPMAP_TABLE_SLOTS];
  HopmapProbeState states[HOPMAP_TABLE_SLOTS] = { 0 };

  reset (3);
  for (int step = 0; step < 20000; step++)
    {
      uint16_t index = (uint16_t) g_rand_int_range (random, 0, HOPMAP_TABLE_SLOTS);
      int action = g_rand_int_range (random, 0, 4);
      unsigned int n_waiting = 0, n_flying = 0;

      if (action <= 1)
        {
          index = add (0, (uint64_t) g_rand_int_range (random, 0, 100));
          if (index == HOPMAP_PROBE_NONE)
            continue;
          states[index] = HOPMAP_PROBE_WAITING;
        }
      else if (action == 2 && states[index] == HOPMAP_PROBE_WAITING)
        {
          hopmap_probe_table_launch (&table, index, (uint64_t) g_rand_int_range (random, 0, 100));
          states[index] = HOPMAP_PROBE_IN_FLIGHT;
        }
      else if (action == 3)
        {
          hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_EXPIRED);
          states[index] = HOPMAP_PROBE_EXPIRED;
        }
      times[index] = table.slots[index].at_ns;
      if (step % 50 != 0)
        continue;

      for (int list = 0; list < 2; list++)
        {
          uint64_t before = 0;

          index = list == 0 ? hopmap_probe_table_first_waiting (&table)
                            : hopmap_probe_table_first_in_flight (&table);
          for (; index != HOPMAP_PROBE_NONE; index = hopmap_probe_table_next (&table, index))
            {
              g_assert_cmpint (states[index], ==,
                               list == 0 ? HOPMAP_PROBE_WAITING : HOPMAP_PROBE_IN_FLIGHT);
              g_assert_cmpuint (table.slots[index].at_ns, ==, times[index]);
              g_assert_cmpuint (times[index], >=, before);
              before = times[index];
              *(list == 0 ? &n_waiting : &n_flying) += 1;
            }
        }
      g_assert_cmpuint (n_waiting + n_flying, ==, table.n_active);
      for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
        {
          n_waiting -= states[i] == HOPMAP_PROBE_WAITING;
          n_flying -= states[i] == HOPMAP_PROBE_IN_FLIGHT;
        }
      g_assert_cmpuint (n_waiting, ==, 0);
      g_assert_cmpuint (n_flying, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/table/order", test_order);
  g_test_add_func ("/probe/table/lists", test_lists);
  g_test_add_func ("/probe/table/capacity", test_capacity);
  g_test_add_func ("/probe/table/sequence-numbers", test_sequence_numbers);
  g_test_add_func ("/probe/table/match", test_match);
  g_test_add_func ("/probe/table/no-match", test_no_match);
  g_test_add_func ("/probe/table/cut-cookie", test_cut_cookie);
  g_test_add_func ("/probe/table/other-source", test_other_source);
  g_test_add_func ("/probe/table/match-udp", test_match_udp);
  g_test_add_func ("/probe/table/against-model", test_against_model);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of probes: states, capacity, numbers. Which answer belongs to which probe is in
 * test-probe-match.
 */
#include <glib.h>

#include "made-table.h"

static void
test_states (void)
{
  uint16_t first, second;

  reset (0);
  first = add (1, HOPMAP_FRAME_ICMP);
  second = add (2, HOPMAP_FRAME_ICMP);
  g_assert_cmpuint (table.slots[first].at_ns, ==, 70);
  g_assert_cmpint (table.slots[first].state, ==, HOPMAP_PROBE_WAITING);
  table.slots[first].state = HOPMAP_PROBE_IN_FLIGHT;
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 1), ==, first);
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 2), ==, second);
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 3), ==, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (table.n_active, ==, 2);

  g_assert_true (hopmap_probe_table_finish (&table, first, HOPMAP_PROBE_ANSWERED));
  g_assert_false (hopmap_probe_table_finish (&table, first, HOPMAP_PROBE_FREE));
  g_assert_true (hopmap_probe_table_finish (&table, second, HOPMAP_PROBE_FREE));
  g_assert_cmpuint (hopmap_probe_table_find_token (&table, 1), ==, HOPMAP_PROBE_NONE);
  g_assert_cmpuint (table.n_active, ==, 0);
}

/* All that may be active find a place, and one that is free again is found behind the others. */
static void
test_capacity (void)
{
  uint16_t index;

  reset (7);
  for (uint32_t i = 0; i < HOPMAP_TABLE_ACTIVE_MAX; i++)
    add (i, HOPMAP_FRAME_ICMP);
  g_assert_cmpuint (table.n_active, ==, HOPMAP_TABLE_ACTIVE_MAX);
  index = hopmap_probe_table_find_token (&table, 77);
  hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_FREE);
  g_assert_cmpuint (add (9999, HOPMAP_FRAME_ICMP), !=, index);
  g_assert_cmpuint (table.n_active, ==, HOPMAP_TABLE_ACTIVE_MAX);
}

/* A sequence number comes back only after all others, even with some probes that stay for long;
 * and it is never one that a UDP checksum cannot be. */
static void
check_sequence_numbers (uint16_t scramble)
{
  g_autofree int *last_seen = g_new (int, 65536);

  for (int i = 0; i < 65536; i++)
    last_seen[i] = -100000;
  reset (scramble);
  for (uint32_t i = 0; i < 100; i++)
    add_flying (i, HOPMAP_FRAME_ICMP);
  for (int i = 0; i < 200000; i++)
    {
      uint16_t index = add (1000, HOPMAP_FRAME_ICMP);
      uint16_t sequence = table.slots[index].mark.sequence;

      g_assert_cmphex (sequence, !=, 0);
      g_assert_cmphex (sequence, !=, UINT16_MAX);
      g_assert_cmpint (i - last_seen[sequence], >, 60000);
      last_seen[sequence] = i;
      hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_ANSWERED);
    }
}

static void
test_sequence_numbers (void)
{
  check_sequence_numbers (0);
  check_sequence_numbers (0xbeef);
  check_sequence_numbers (UINT16_MAX);
}

/* Random operations against the simplest possible model. */
static void
test_against_model (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  HopmapProbeState states[HOPMAP_TABLE_SLOTS] = { 0 };

  reset (3);
  for (int step = 0; step < 40000; step++)
    {
      uint16_t index = (uint16_t) g_rand_int_range (random, 0, HOPMAP_TABLE_SLOTS);
      int action = g_rand_int_range (random, 0, 4);
      unsigned int n_active = 0;

      if (action <= 1)
        {
          if (table.n_active == HOPMAP_TABLE_ACTIVE_MAX)
            continue;
          index = add (0, HOPMAP_FRAME_ICMP);
          g_assert_cmpint (states[index], !=, HOPMAP_PROBE_WAITING);
          g_assert_cmpint (states[index], !=, HOPMAP_PROBE_IN_FLIGHT);
          states[index] = HOPMAP_PROBE_WAITING;
        }
      else if (action == 2 && states[index] == HOPMAP_PROBE_WAITING)
        {
          table.slots[index].state = HOPMAP_PROBE_IN_FLIGHT;
          states[index] = HOPMAP_PROBE_IN_FLIGHT;
        }
      else if (action == 3)
        {
          bool was_active = states[index] == HOPMAP_PROBE_WAITING
                            || states[index] == HOPMAP_PROBE_IN_FLIGHT;

          g_assert_true (hopmap_probe_table_finish (&table, index, HOPMAP_PROBE_EXPIRED)
                         == was_active);
          states[index] = HOPMAP_PROBE_EXPIRED;
        }
      if (step % 50 != 0)
        continue;
      for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
        {
          g_assert_cmpint (table.slots[i].state, ==, states[i]);
          n_active += hopmap_probe_is_active (&table.slots[i]);
        }
      g_assert_cmpuint (n_active, ==, table.n_active);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/table/states", test_states);
  g_test_add_func ("/probe/table/capacity", test_capacity);
  g_test_add_func ("/probe/table/sequence-numbers", test_sequence_numbers);
  g_test_add_func ("/probe/table/against-model", test_against_model);
  return g_test_run ();
}

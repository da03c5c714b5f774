/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the table: their words, their order, and how the settings note them.
 */
#include <hopmap-hop-column.h>
#include <hopmap-hop-facts.h>
#include <hopmap-table-layout.h>
#include <hopmap-ui-closures.h>

#include <string.h>

#include "sample-route.h"

static void
assert_cell (HopmapRoute *route, guint ttl, HopmapHopColumnId id, const char *expected)
{
  g_autofree char *text = hopmap_hop_column_dup_text (id, route, hopmap_route_get_hop (route, ttl));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);

  assert_cell (route, 3, HOPMAP_HOP_COLUMN_NUMBER, "3");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_HOST, "f-ed11-i.F.DE.NET.DTAG.DE");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_ADDRESS, "203.0.113.34");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_PLACE, "Frankfurt am Main, Germany");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_NETWORK, "AS3320 Deutsche Telekom");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_RTT, "18 ms");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_LOSS, "0 %");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_BEST, "18 ms");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_SENT, "1");
  /* One answer has no jitter, and the first place no way to it. */
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_JITTER, "");
  assert_cell (route, 2, HOPMAP_HOP_COLUMN_DISTANCE, "");
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_DISTANCE, "423 km");
  /* Whoever says nothing has a row of its own here, and no times. */
  assert_cell (route, 7, HOPMAP_HOP_COLUMN_HOST, "Did not answer");
  assert_cell (route, 7, HOPMAP_HOP_COLUMN_RTT, "");
  assert_cell (route, 7, HOPMAP_HOP_COLUMN_AVERAGE, "");
  assert_cell (route, 7, HOPMAP_HOP_COLUMN_LOSS, "100 %");
}

static int
compare (HopmapRoute *route, HopmapHopColumnId id, guint one, guint other)
{
  return hopmap_hop_column_compare (id, route, hopmap_route_get_hop (route, one),
                                    hopmap_route_get_hop (route, other));
}

static void
test_order (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);

  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_NUMBER, 2, 10), <, 0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_RTT, 2, 11), <, 0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_RTT, 7, 11), >, 0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_PLACE, 2, 3), <, 0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_PLACE, 7, 3), >, 0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_RTT, 7, 8), ==, 0);
}

/* 192.0.2.9 comes before 192.0.2.10, whatever the letters say. */
static void
test_addresses (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);

  sample_route_answer (route, 7, "192.0.2.10", NULL, 5.0);
  sample_route_answer (route, 8, "192.0.2.9", NULL, 6.0);
  g_assert_cmpint (compare (route, HOPMAP_HOP_COLUMN_ADDRESS, 8, 7), <, 0);
}

static void
test_layout (void)
{
  static const char *const kept[] = { "number", "host:200", "-best", "-km:80" };
  HopmapTableEntry entry;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (hopmap_table_entry_parse (kept[i], &entry));
      text = hopmap_table_entry_dup_text (&entry);
      g_assert_cmpstr (text, ==, kept[i]);
    }

  /* By hand, or by another version. */
  g_assert_false (hopmap_table_entry_parse ("", &entry));
  g_assert_false (hopmap_table_entry_parse ("-", &entry));
  g_assert_false (hopmap_table_entry_parse ("colour:20", &entry));
  g_assert_true (hopmap_table_entry_parse ("host:99999999999999999999", &entry));
  g_assert_cmpint (entry.width, ==, -1);
  g_assert_true (hopmap_table_entry_parse ("host:-3", &entry));
  g_assert_cmpint (entry.width, ==, -1);
  g_assert_true (hopmap_table_entry_parse ("-number", &entry));
  g_assert_true (entry.shown);
}

/* In characters: a whole table has room in a window. */
static void
test_widths (void)
{
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    {
      const HopmapHopColumn *column = hopmap_hop_column_get ((HopmapHopColumnId) i);

      g_assert_cmpint (column->width, >=, -1);
      g_assert_cmpint (column->width, <=, 20);
      g_assert_true (column->width < 0 || !column->numeric);
    }
}

static const char *
find_fact (GPtrArray *facts, const char *title)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const HopmapHopFact *fact = facts->pdata[i];

      if (g_str_equal (fact->title, title))
        return fact->text;
    }

  return NULL;
}

static void
test_facts (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  HopmapHop *hop = hopmap_route_get_hop (route, 3);
  g_autoptr (GPtrArray) router = NULL;
  g_autoptr (GPtrArray) place = hopmap_hop_facts_of_place (hop);

  sample_route_answer (route, 3, "203.0.113.99", NULL, 20.0);
  router = hopmap_hop_facts_of_router (route, hop);
  g_assert_cmpstr (find_fact (router, "Address"), ==, "203.0.113.34");
  g_assert_cmpstr (find_fact (router, "Also answered"), ==, "203.0.113.99 (1 answer, 20 ms)");
  g_assert_cmpstr (find_fact (router, "Times"), ==,
                   "18 ms at best, 19 ms on average, 20 ms at worst; jitter 2.1 ms");
  g_assert_cmpstr (find_fact (router, "Probes"), ==, "2 sent, 0 lost (0 %)");
  g_assert_null (find_fact (router, "MPLS labels"));
  g_assert_cmpstr (find_fact (place, "Place"), ==, "Frankfurt am Main, Germany");
  g_assert_nonnull (find_fact (place, "Known by"));
}

/* For when others look on: nothing that tells who or where, and the times all the same. */
static void
test_masked (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  HopmapHop *hop = hopmap_route_get_hop (route, 3);

  hopmap_hop_set_masked (hop, TRUE);
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    {
      g_autofree char *text = hopmap_hop_column_dup_text ((HopmapHopColumnId) i, route, hop);

      g_assert_null (strstr (text, "Frankfurt"));
      g_assert_null (strstr (text, "DTAG"));
      g_assert_null (strstr (text, "203.0.113"));
      g_assert_null (strstr (text, "3320"));
    }
  assert_cell (route, 3, HOPMAP_HOP_COLUMN_RTT, "18 ms");

  {
    g_autofree char *text = hopmap_hop_facts_dup_text (route, hop);
    g_autofree char *sentence = hopmap_ui_dup_hop_sentence (hop);

    g_assert_cmpstr (sentence, ==, "Hop 3, Hidden, 18 milliseconds");
    g_assert_null (strstr (text, "Frankfurt"));
    g_assert_null (strstr (text, "203.0.113"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/hop-column/words", test_words);
  g_test_add_func ("/ui/hop-column/order", test_order);
  g_test_add_func ("/ui/hop-column/addresses", test_addresses);
  g_test_add_func ("/ui/hop-column/layout", test_layout);
  g_test_add_func ("/ui/hop-column/widths", test_widths);
  g_test_add_func ("/ui/hop-column/facts", test_facts);
  g_test_add_func ("/ui/hop-column/masked", test_masked);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the hop list: what is folded, and that rows which stay the same are left alone.
 */
#include <hopmap-hop-rows.h>

#include "sample-route.h"

typedef struct
{
  guint calls;
  guint removed;
  guint added;
} Changes;

static void
count_cb (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  changes->calls++;
  changes->removed += removed;
  changes->added += added;
}

/* The numbers of all rows: "1 2 3 4 5 6 (7–8) 9", folded ones in brackets. */
static char *
dup_rows (HopmapHopRows *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (HopmapHopGroup) group = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autofree char *badge = hopmap_hop_group_dup_badge (group);

      g_string_append (text, i > 0 ? " " : "");
      if (hopmap_hop_group_is_silence (group))
        g_string_append_printf (text, "(%s)", badge);
      else
        g_string_append (text, badge);
    }

  return g_string_free (text, FALSE);
}

static void
assert_rows (HopmapHopRows *rows, const char *expected)
{
  g_autofree char *text = dup_rows (rows);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_fold (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) done = sample_route_new (SAMPLE_DONE);
  g_autoptr (HopmapRoute) silent = sample_route_new (SAMPLE_SILENT);
  g_autoptr (HopmapRoute) tracing = sample_route_new (SAMPLE_TRACING);

  assert_rows (rows, "");
  hopmap_hop_rows_set_route (rows, done);
  assert_rows (rows, "1 2 3 4 5 6 (7–8) 9 10 11 12");
  hopmap_hop_rows_set_route (rows, silent);
  assert_rows (rows, "1 2 3 (4–12)");
  hopmap_hop_rows_set_route (rows, tracing);
  assert_rows (rows, "1 2 3 4 5 6 7 8");
  hopmap_hop_rows_set_route (rows, NULL);
  assert_rows (rows, "");
}

static void
test_follow (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);
  g_autoptr (HopmapHopGroup) before = NULL;
  g_autoptr (HopmapHopGroup) after = NULL;
  Changes changes = { 0 };

  hopmap_hop_rows_set_route (rows, route);
  before = g_list_model_get_item (G_LIST_MODEL (rows), 2);
  g_signal_connect (rows, "items-changed", G_CALLBACK (count_cb), &changes);

  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 7), 0);
  assert_rows (rows, "1 2 3 4 5 6 (7) 8");
  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 8), 0);
  assert_rows (rows, "1 2 3 4 5 6 (7–8)");
  g_assert_cmpuint (changes.removed, ==, 3);
  g_assert_cmpuint (changes.added, ==, 2);

  /* A late answer takes a hop out of its fold. */
  sample_route_answer (route, 7, "192.0.2.77", NULL, 120.0);
  assert_rows (rows, "1 2 3 4 5 6 7 (8)");
  sample_route_answer (route, 9, "192.0.2.123", NULL, 130.0);
  assert_rows (rows, "1 2 3 4 5 6 7 (8) 9");
  hopmap_route_truncate (route, 5);
  assert_rows (rows, "1 2 3 4 5");

  after = g_list_model_get_item (G_LIST_MODEL (rows), 2);
  g_assert_true (before == after);
}

/* Measurements and places do not make new rows: that would lose focus and selection. */
static void
test_quiet (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  Changes changes = { 0 };

  hopmap_hop_rows_set_route (rows, route);
  g_signal_connect (rows, "items-changed", G_CALLBACK (count_cb), &changes);
  sample_route_answer (route, 3, "203.0.113.34", "other.example", 4.0);
  sample_route_place (route, 5, "Lyon", "France", 45.76, 4.84);
  g_assert_cmpuint (changes.calls, ==, 0);
}

static void
test_last_silence (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);
  g_autoptr (HopmapHopGroup) during = NULL;
  g_autoptr (HopmapHopGroup) after = NULL;
  g_autofree char *said_during = NULL;
  g_autofree char *said_after = NULL;

  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 7), 0);
  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 8), 0);
  hopmap_hop_rows_set_route (rows, route);
  during = g_list_model_get_item (G_LIST_MODEL (rows), 6);
  said_during = hopmap_hop_group_dup_silence (during);
  g_assert_cmpstr (said_during, ==, "2 routers did not answer");

  hopmap_route_finish (route, HOPMAP_END_SILENT);
  after = g_list_model_get_item (G_LIST_MODEL (rows), 6);
  said_after = hopmap_hop_group_dup_silence (after);
  g_assert_cmpstr (said_after, ==, "No answer from here on");
}

static HopmapUiCountry
country_of_row (HopmapHopRows *rows, guint position)
{
  g_autoptr (HopmapHopGroup) group = g_list_model_get_item (G_LIST_MODEL (rows), position);

  return hopmap_hop_group_get_country (group);
}

static void
test_countries (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);

  hopmap_hop_rows_set_route (rows, route);
  g_assert_cmpint (country_of_row (rows, 1), ==, HOPMAP_UI_COUNTRY_SHOWN);
  g_assert_cmpint (country_of_row (rows, 2), ==, HOPMAP_UI_COUNTRY_REPEATED);
  g_assert_cmpint (country_of_row (rows, 4), ==, HOPMAP_UI_COUNTRY_SHOWN);
  /* Across the fold: Ashburn, two silent routers, Los Angeles. */
  g_assert_cmpint (country_of_row (rows, 7), ==, HOPMAP_UI_COUNTRY_REPEATED);

  /* A place that is corrected changes the row below it. */
  sample_route_place (route, 2, "Vienna", "Austria", 48.2, 16.37);
  g_assert_cmpint (country_of_row (rows, 2), ==, HOPMAP_UI_COUNTRY_SHOWN);
  g_assert_cmpint (country_of_row (rows, 3), ==, HOPMAP_UI_COUNTRY_REPEATED);
}

static void
test_scale (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);

  g_assert_cmpint (hopmap_hop_rows_get_scale_ns (rows), ==, 10000000);
  hopmap_hop_rows_set_route (rows, route);
  g_assert_cmpint (hopmap_hop_rows_get_scale_ns (rows), ==, 104300000);
  sample_route_answer (route, 9, "192.0.2.123", NULL, 250.0);
  g_assert_cmpint (hopmap_hop_rows_get_scale_ns (rows), ==, 250000000);
}

static void
test_find (void)
{
  g_autoptr (HopmapHopRows) rows = hopmap_hop_rows_new ();
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);

  hopmap_hop_rows_set_route (rows, route);
  g_assert_cmpuint (hopmap_hop_rows_find_ttl (rows, 1), ==, 0);
  g_assert_cmpuint (hopmap_hop_rows_find_ttl (rows, 8), ==, 6);
  g_assert_cmpuint (hopmap_hop_rows_find_ttl (rows, 9), ==, 7);
  g_assert_cmpuint (hopmap_hop_rows_find_ttl (rows, 13), ==, G_MAXUINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/hop-rows/fold", test_fold);
  g_test_add_func ("/ui/hop-rows/follow", test_follow);
  g_test_add_func ("/ui/hop-rows/quiet", test_quiet);
  g_test_add_func ("/ui/hop-rows/last-silence", test_last_silence);
  g_test_add_func ("/ui/hop-rows/countries", test_countries);
  g_test_add_func ("/ui/hop-rows/scale", test_scale);
  g_test_add_func ("/ui/hop-rows/find", test_find);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A route as a list model, and its phases. */
#include "hopmap-route.h"

static HopmapRoute *
route_to (const char *text, guint first_ttl)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse (text, NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.first_ttl = first_ttl;
  return hopmap_route_new (target, &options);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_list (void)
{
  g_autoptr (HopmapRoute) route = route_to ("example.org", 3);
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (route, "items-changed", G_CALLBACK (items_changed_cb), log);
  g_assert_cmpuint (hopmap_hop_get_ttl (hopmap_route_ensure_hop (route, 5)), ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 3);
  hopmap_route_ensure_hop (route, 4);
  hopmap_route_ensure_hop (route, 6);
  g_assert_null (hopmap_route_get_hop (route, 2));
  g_assert_null (hopmap_route_get_hop (route, 7));
  g_assert_cmpuint (hopmap_hop_get_ttl (hopmap_route_get_hop (route, 3)), ==, 3);
  hopmap_route_truncate (route, 9);
  hopmap_route_truncate (route, 4);
  hopmap_route_truncate (route, 1);
  g_assert_cmpstr (log->str, ==, "0-0+3 3-0+1 2-2+0 0-2+0 ");
  g_assert_null (hopmap_route_get_last_answering_hop (route));
}

static void
test_phases (void)
{
  g_autoptr (HopmapRoute) route = route_to ("192.0.2.1", 1);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No way.");

  g_assert_nonnull (hopmap_route_get_destination (route));
  g_assert_false (hopmap_route_is_busy (route));
  g_assert_null (hopmap_route_get_started (route));
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  g_assert_true (hopmap_route_is_busy (route));
  g_assert_nonnull (hopmap_route_get_started (route));
  g_assert_null (hopmap_route_get_ended (route));
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_STOPPED);
  g_assert_nonnull (hopmap_route_get_ended (route));
  hopmap_route_fail (route, error);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_FAILED);
  g_assert_cmpstr (hopmap_route_get_error (route)->message, ==, "No way.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/list", test_list);
  g_test_add_func ("/route/phases", test_phases);
  return g_test_run ();
}

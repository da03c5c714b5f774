/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window on a display, with routes made by hand: what it shows in every state, what a
 * screen reader is told, and that it fits where it must.
 */
#include <hopmap-hop-row.h>

#include <glib/gstdio.h>

#include "window-fixture.h"

static HopmapHopRow *
get_row (WindowFixture *fixture, guint position)
{
  GtkWidget *row = window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW,
                                        position);

  g_assert_nonnull (row);
  return HOPMAP_HOP_ROW (row);
}

static gboolean
can_save (WindowFixture *fixture)
{
  return gtk_widget_get_sensitive (fixture->window->save);
}

static void
test_empty (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;

  g_assert_null (hopmap_window_get_route (window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->welcome)));
  g_assert_false (gtk_widget_get_visible (window->panel));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Hopmap");
  g_assert_false (can_save (fixture));
  /* Nothing was asked for by merely opening a window. */
  g_assert_null (fixture->traced);
}

static void
test_done (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);

  g_assert_true (hopmap_window_get_route (window) == route);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->front)));
  g_assert_true (gtk_widget_get_visible (window->panel));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  g_assert_true (g_str_has_prefix (hopmap_verdict_bar_get_text (window->verdict), "Reached."));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Route to www.auckland.ac.nz");
  g_assert_cmpstr (hopmap_host_entry_get_text (window->entry), ==, "www.auckland.ac.nz");
  g_assert_true (can_save (fixture));
  g_assert_false (hopmap_host_entry_get_busy (window->entry));

  wait_until (window_fixture_find (GTK_WIDGET (window->list), HOPMAP_TYPE_HOP_ROW, 6) != NULL);
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 1)), ==, "Berlin, Germany");
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 2)), ==, "Frankfurt am Main");
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 6)), ==, "2 routers did not answer");
}

/* The list items carry the sentences: that is what a screen reader stops at. */
static void
test_spoken (WindowFixture *fixture, gconstpointer data)
{
  HopmapHopRow *row;
  GtkWidget *item, *view;

  window_fixture_show (fixture, SAMPLE_DONE);
  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 2)
              != NULL);
  row = get_row (fixture, 2);
  item = gtk_widget_get_parent (GTK_WIDGET (row));
  view = window_fixture_find (GTK_WIDGET (fixture->window->list), GTK_TYPE_LIST_VIEW, 0);

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (item)), ==,
                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Hop 3, Frankfurt am Main, Germany, "
                                       "f-ed11-i.F.DE.NET.DTAG.DE, 18 milliseconds");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (view)), ==,
                   GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Hops");
}

static void
test_live (WindowFixture *fixture, gconstpointer data)
{
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_TRACING);
  HopmapHopRow *row;

  g_assert_true (hopmap_host_entry_get_busy (fixture->window->entry));
  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 7)
              != NULL);
  row = get_row (fixture, 6);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "Waiting for an answer…");

  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->entry), GTK_TYPE_PROGRESS_BAR, 0)
              != NULL);
  sample_route_answer (route, 7, "192.0.2.77", NULL, 120.0);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "192.0.2.77");
  sample_route_place (route, 7, "Denver", "United States", 39.7, -105.0);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "Denver, United States");
  g_assert_cmpstr (hopmap_hop_row_get_sentence (row), ==,
                   "Hop 7, Denver, United States, 192.0.2.77, 120 milliseconds");

  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 8), 0);
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  window_fixture_settle ();
  g_assert_false (hopmap_host_entry_get_busy (fixture->window->entry));
  g_assert_false (gtk_widget_get_visible (
      window_fixture_find (GTK_WIDGET (fixture->window->entry), GTK_TYPE_PROGRESS_BAR, 0)));
  g_assert_true (
      g_str_has_prefix (hopmap_verdict_bar_get_text (fixture->window->verdict), "Stopped"));
}

static char *
dup_copied (HopmapWindow *window)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (
      gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  return g_value_dup_string (&value);
}

/* Where the application knows that it may help, the other family of addresses is offered. */
static void
test_other_family (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  g_autoptr (GSimpleAction) action = g_simple_action_new ("trace-other-family", NULL);
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("host.example", NULL);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No way.");
  g_autoptr (HopmapRoute) route = NULL;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.family = 6;
  route = hopmap_route_new (target, &options);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
  hopmap_route_fail (route, error);
  hopmap_window_set_route (window, route);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->other_family)));
  g_assert_cmpstr (gtk_button_get_label (window->other_family), ==, "Trace over IPv4");

  g_simple_action_set_enabled (action, FALSE);
  window_fixture_show (fixture, SAMPLE_FAILED);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->other_family)));
}

static void
test_failure (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  g_autofree char *copied = NULL;

  window_fixture_show (fixture, SAMPLE_FAILED);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->failure)));
  g_assert_false (gtk_widget_get_visible (window->panel));
  /* The sentence is text, not markup. */
  g_assert_nonnull (strstr (adw_status_page_get_description (window->failure), "&lt;and&gt;"));
  g_assert_false (can_save (fixture));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->other_family)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-failure", NULL));
  copied = dup_copied (window);
  g_assert_nonnull (strstr (copied, "<and>"));
  gtk_widget_activate_action (GTK_WIDGET (window->failure), "win.again", NULL);
  g_assert_cmpuint (fixture->again, ==, 1);

  window_fixture_show (fixture, SAMPLE_CUT);
  g_assert_true (gtk_widget_get_visible (window->panel));
  g_assert_cmpstr (hopmap_verdict_bar_get_text (window->verdict), ==,
                   "The network went away. Connect again, then try again.");
  g_assert_true (can_save (fixture));
}

static void
test_selection (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkWidget *view = window_fixture_find (GTK_WIDGET (window->list), GTK_TYPE_LIST_VIEW, 0);
  GtkSelectionModel *rows = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);

  g_assert_cmpuint (gtk_single_selection_get_selected (window->selection), ==,
                    GTK_INVALID_LIST_POSITION);

  /* Row 7 is hop 9: hops 7 and 8 share a row. */
  gtk_selection_model_select_item (rows, 7, TRUE);
  g_assert_true (gtk_single_selection_get_selected_item (window->selection)
                 == hopmap_route_get_hop (route, 9));
  gtk_single_selection_set_selected (window->selection, 11);
  g_assert_true (gtk_selection_model_is_selected (rows, 10));
  g_assert_false (gtk_selection_model_is_selected (rows, 7));
  gtk_single_selection_set_selected (window->selection, GTK_INVALID_LIST_POSITION);
  g_assert_false (gtk_selection_model_is_selected (rows, 10));

  /* Another route starts without one. */
  gtk_single_selection_set_selected (window->selection, 1);
  window_fixture_show (fixture, SAMPLE_SILENT);
  g_assert_cmpuint (gtk_single_selection_get_selected (window->selection), ==,
                    GTK_INVALID_LIST_POSITION);
}

static void
test_narrow (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkOrientable *paned = GTK_ORIENTABLE (window->paned);
  int min_width, min_height;

  window_fixture_show (fixture, SAMPLE_DONE);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, min_width, &min_height, NULL,
                      NULL, NULL);
  g_assert_cmpint (min_width, <=, 360);
  g_assert_cmpint (min_height, <=, 294);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 360);
  g_assert_cmpint (gtk_orientable_get_orientation (paned), ==, GTK_ORIENTATION_VERTICAL);
  g_assert_true (
      gtk_widget_is_ancestor (GTK_WIDGET (window->entry), GTK_WIDGET (window->entry_bar)));

  /* It turns when there is room, with what was typed, and back. */
  hopmap_window_set_host (window, "half typed");
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 640);
  wait_until (gtk_orientable_get_orientation (paned) == GTK_ORIENTATION_HORIZONTAL);
  g_assert_true (gtk_widget_is_ancestor (GTK_WIDGET (window->entry), GTK_WIDGET (window->header)));
  g_assert_cmpstr (hopmap_host_entry_get_text (window->entry), ==, "half typed");
  wait_until (window->split_set && window->settle_tick == 0);
  g_assert_cmpint (gtk_widget_get_width (window->panel), >, 300);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window->map)), >,
                   gtk_widget_get_width (window->panel));

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 640);
  wait_until (gtk_orientable_get_orientation (paned) == GTK_ORIENTATION_VERTICAL);
}

/* Where the person left the handle is told when the window goes, for the next one to begin with. */
static void
test_split (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = g_object_ref (fixture->window);
  int panel_width = 0;
  double map_part = 0.0;

  g_object_set (window, "panel-width", 300, NULL);
  window_fixture_show (fixture, SAMPLE_DONE);
  wait_until (window->split_set && window->settle_tick == 0);
  wait_until (gtk_widget_get_width (window->panel) > 0);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window->paned))
                       - gtk_paned_get_position (window->paned),
                   ==, 300);

  gtk_paned_set_position (window->paned, gtk_widget_get_width (GTK_WIDGET (window->paned)) - 350);
  gtk_widget_unrealize (GTK_WIDGET (window));
  g_object_get (window, "panel-width", &panel_width, "map-part", &map_part, NULL);
  g_assert_cmpint (panel_width, ==, 350);
  g_assert_cmpfloat (map_part, ==, 0.42);
  g_object_unref (window);
}

/* The destination has its ring in the list as on the map. */
static void
test_destination (WindowFixture *fixture, gconstpointer data)
{
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);
  guint n_rings = 0;

  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 6)
              != NULL);
  for (guint i = 0;; i++)
    {
      GtkWidget *label = window_fixture_find (GTK_WIDGET (fixture->window->list), GTK_TYPE_LABEL,
                                              i);

      if (label == NULL)
        break;
      if (!gtk_widget_has_css_class (label, "destination"))
        continue;
      n_rings++;
      g_assert_cmpuint ((guint) g_ascii_strtoull (gtk_label_get_text (GTK_LABEL (label)), NULL, 10),
                        ==, hopmap_hop_get_ttl (hopmap_route_get_last_answering_hop (route)));
    }
  g_assert_cmpuint (n_rings, ==, 1);
}

/* Names come from strangers' DNS. They must neither be markup nor make the window wider. */
static void
test_hostile (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);
  g_autofree char *name = g_strnfill (4000, 'w');
  HopmapHopRow *row;
  int min_width;

  sample_route_answer (route, 7, "192.0.2.77", "evil</script><img src=x>.example", 3.0);
  sample_route_answer (route, 8, "192.0.2.78", name, 999999.0);
  sample_route_place (route, 7, "<b>City</b>\n\n\u202e", name, 10.0, 10.0);
  sample_route_place (route, 8, name, name, 20.0, 10.0);
  hopmap_window_set_route (fixture->window, route);
  window_fixture_settle ();
  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 6)
              != NULL);

  row = get_row (fixture, 6);
  g_assert_true (g_str_has_prefix (hopmap_hop_row_get_title (row), "<b>City</b>"));
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &min_width,
                      NULL, NULL, NULL);
  g_assert_cmpint (min_width, <=, 360);
}

/* Closed while it saves, and while a route grows. */
static void
test_short_life (void)
{
  WindowFixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "late.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);

  window_fixture_open (&fixture, 500, 500);
  hopmap_window_set_route (fixture.window, route);
  hopmap_window_save_route (fixture.window, "json", file);
  sample_route_answer (route, 9, "192.0.2.79", NULL, 5.0);
  window_fixture_close (&fixture, NULL);
  sample_route_answer (route, 10, "192.0.2.80", NULL, 5.0);
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  window_fixture_settle ();

  g_unlink (path);
  g_rmdir (folder);
}

/* Its log is forgotten when parts of the window are gone already. */
static void
test_changed_route (void)
{
  WindowFixture fixture = { 0 };
  HopmapRoute *route;

  window_fixture_open_wide (&fixture, NULL);
  route = window_fixture_show (&fixture, SAMPLE_TRACING);
  for (guint i = 0; i < 12; i++)
    sample_route_answer (route, 3, i < 6 ? "192.0.2.81" : "192.0.2.82", NULL, 5.0);
  g_assert_cmpuint (g_list_model_get_n_items (hopmap_window_get_log (fixture.window)), >, 0);
  window_fixture_close (&fixture, NULL);
}

#define ADD(name, prepare, function)                                                               \
  g_test_add ("/ui/window/" name, WindowFixture, NULL, prepare, function, window_fixture_close)

int
main (int argc, char *argv[])
{
  if (!window_fixture_init (&argc, &argv))
    return 77;

  ADD ("empty", window_fixture_open_wide, test_empty);
  ADD ("done", window_fixture_open_wide, test_done);
  ADD ("spoken", window_fixture_open_wide, test_spoken);
  ADD ("live", window_fixture_open_wide, test_live);
  ADD ("failure", window_fixture_open_wide, test_failure);
  ADD ("other-family", window_fixture_open_wide, test_other_family);
  ADD ("selection", window_fixture_open_wide, test_selection);
  ADD ("split", window_fixture_open_wide, test_split);
  ADD ("destination", window_fixture_open_wide, test_destination);
  ADD ("narrow", window_fixture_open_narrow, test_narrow);
  ADD ("hostile", window_fixture_open_narrow, test_hostile);
  g_test_add_func ("/ui/window/short-life", test_short_life);
  g_test_add_func ("/ui/window/changed-route", test_changed_route);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hops in the window as a table, and all about one of them.
 */
#include <hopmap-fact-list.h>
#include <hopmap-hop-cell.h>
#include <hopmap-hop-column.h>
#include <hopmap-hop-row.h>

#include "window-fixture.h"

static GtkColumnView *
get_view (WindowFixture *fixture)
{
  return GTK_COLUMN_VIEW (
      window_fixture_find (GTK_WIDGET (fixture->window->table), GTK_TYPE_COLUMN_VIEW, 0));
}

static guint
ttl_at (WindowFixture *fixture, guint position)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (get_view (fixture)));
  g_autoptr (HopmapHop) hop = g_list_model_get_item (rows, position);

  return hopmap_hop_get_ttl (hop);
}

static GtkColumnViewColumn *
get_column (WindowFixture *fixture, const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (get_view (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return column;
    }
  g_assert_not_reached ();
}

static void
test_table (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);
  GtkSelectionModel *rows;

  g_object_set (window, "show-table", TRUE, NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (window->table)));
  rows = gtk_column_view_get_model (get_view (fixture));
  g_assert_false (gtk_widget_get_child_visible (GTK_WIDGET (window->list)));
  /* A table is wide, so the map goes above it. */
  wait_until (gtk_orientable_get_orientation (GTK_ORIENTABLE (window->paned))
              == GTK_ORIENTATION_VERTICAL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (route)));

  /* One selection, in whatever order the rows are. */
  gtk_column_view_sort_by_column (get_view (fixture), get_column (fixture, "Time"),
                                  GTK_SORT_DESCENDING);
  g_assert_cmpuint (ttl_at (fixture, 2), ==, 12);
  gtk_selection_model_select_item (rows, 2, TRUE);
  g_assert_true (gtk_single_selection_get_selected_item (window->selection)
                 == hopmap_route_get_hop (route, 12));
  gtk_single_selection_set_selected (window->selection, 1);
  g_assert_true (
      gtk_selection_model_is_selected (rows, g_list_model_get_n_items (G_LIST_MODEL (rows)) - 2));

  g_object_set (window, "show-table", FALSE, NULL);
  wait_until (gtk_orientable_get_orientation (GTK_ORIENTABLE (window->paned))
              == GTK_ORIENTATION_HORIZONTAL);
  g_assert_cmpuint (gtk_single_selection_get_selected (window->selection), ==, 1);
}

/* Cells cost memory and time: a table that nobody looks at has none. It is all there once it is shown,
 * with what was chosen in the meantime. */
static void
test_filled_when_shown (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (fixture->window->table);
  GtkSelectionModel *rows;

  window_fixture_show (fixture, SAMPLE_DONE);
  gtk_single_selection_set_selected (fixture->window->selection, 3);
  wait_until (window_fixture_find (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 3)
              != NULL);
  g_assert_null (window_fixture_find (table, HOPMAP_TYPE_HOP_CELL, 0));

  g_object_set (fixture->window, "show-table", TRUE, NULL);
  wait_until (window_fixture_find (table, HOPMAP_TYPE_HOP_CELL, 0) != NULL);
  rows = gtk_column_view_get_model (get_view (fixture));
  g_assert_true (gtk_selection_model_is_selected (rows, 3));
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->window->selection), ==, 3);
}

static void
test_columns (WindowFixture *fixture, gconstpointer data)
{
  static const char *const wanted[] = { "number", "place:300", "nonsense", "-network", NULL };
  g_auto (GStrv) layout = NULL;

  g_object_set (fixture->window, "table-columns", wanted, NULL);
  g_object_get (fixture->window, "table-columns", &layout, NULL);
  g_assert_cmpuint (g_strv_length (layout), ==, HOPMAP_N_HOP_COLUMNS);
  g_assert_cmpstr (layout[0], ==, "number");
  g_assert_cmpstr (layout[1], ==, "place:300");
  g_assert_cmpstr (layout[2], ==, "-network");
  g_assert_true (g_str_has_prefix (layout[3], "host"));

  /* The person hides one by the menu. */
  g_clear_pointer (&layout, g_strfreev);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "table.place", NULL));
  g_object_get (fixture->window, "table-columns", &layout, NULL);
  g_assert_cmpstr (layout[1], ==, "-place:300");
}

/* Spare width goes to the names, but not where the person gave them a width. */
static void
test_widths (WindowFixture *fixture, gconstpointer data)
{
  static const char *const wanted[] = { "host:150", NULL };
  GtkWidget *cell;

  window_fixture_show (fixture, SAMPLE_DONE);
  g_assert_true (gtk_column_view_column_get_expand (get_column (fixture, "Host")));
  g_assert_true (gtk_column_view_column_get_expand (get_column (fixture, "Place")));
  g_assert_false (gtk_column_view_column_get_expand (get_column (fixture, "Time")));
  g_object_set (fixture->window, "show-table", TRUE, "table-columns", wanted, NULL);
  g_assert_false (gtk_column_view_column_get_expand (get_column (fixture, "Host")));
  wait_until (
      (cell = window_fixture_find (GTK_WIDGET (fixture->window->table), HOPMAP_TYPE_HOP_CELL, 0))
          != NULL
      && gtk_widget_get_width (cell) > 0);
  /* The first column is the host's by that layout. */
  g_assert_cmpint (gtk_widget_get_width (cell), <=, 150);
  g_assert_cmpint (gtk_widget_get_width (cell), >=, 120);
}

static gboolean
details_shown (WindowFixture *fixture)
{
  return gtk_stack_get_visible_child (fixture->window->views)
         == GTK_WIDGET (fixture->window->details);
}

static void
activate (WindowFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
test_details (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);

  /* Of nothing there are none. */
  activate (fixture, "win.hop-details");
  g_assert_false (details_shown (fixture));

  gtk_single_selection_set_selected (window->selection, 5);
  activate (fixture, "win.hop-details");
  g_assert_true (details_shown (fixture));
  g_assert_true (hopmap_hop_details_get_hop (window->details) == hopmap_route_get_hop (route, 6));

  /* Hops 7 and 8 are silent. */
  activate (fixture, "win.next-hop");
  g_assert_true (hopmap_hop_details_get_hop (window->details) == hopmap_route_get_hop (route, 9));
  activate (fixture, "win.previous-hop");
  g_assert_true (hopmap_hop_details_get_hop (window->details) == hopmap_route_get_hop (route, 6));

  activate (fixture, "win.trace-hop");
  g_assert_cmpstr (fixture->traced, ==,
                   hopmap_hop_get_address_text (hopmap_route_get_hop (route, 6)));

  activate (fixture, "win.hide-details");
  g_assert_false (details_shown (fixture));

  /* They go with what they are about. */
  activate (fixture, "win.hop-details");
  g_assert_true (details_shown (fixture));
  window_fixture_show (fixture, SAMPLE_SILENT);
  g_assert_false (details_shown (fixture));
  g_assert_null (hopmap_hop_details_get_hop (window->details));
}

/* Times that come in change texts, not rows: the focus stays. */
static void
test_steady (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_TRACING);
  GtkWidget *row;

  sample_route_answer (route, 7, "192.0.2.77", NULL, 120.0);
  gtk_single_selection_set_selected (window->selection, 6);
  activate (fixture, "win.hop-details");
  row = window_fixture_find (GTK_WIDGET (window->details), GTK_TYPE_LIST_BOX_ROW, 0);
  g_assert_nonnull (row);
  sample_route_answer (route, 7, "192.0.2.77", NULL, 130.0);
  window_fixture_settle ();
  g_assert_true (window_fixture_find (GTK_WIDGET (window->details), GTK_TYPE_LIST_BOX_ROW, 0)
                 == row);
}

#define ADD(name, prepare, function)                                                               \
  g_test_add ("/ui/window-hops/" name, WindowFixture, NULL, prepare, function, window_fixture_close)

int
main (int argc, char *argv[])
{
  if (!window_fixture_init (&argc, &argv))
    return 77;

  ADD ("table", window_fixture_open_wide, test_table);
  ADD ("filled-when-shown", window_fixture_open_wide, test_filled_when_shown);
  ADD ("columns", window_fixture_open_wide, test_columns);
  ADD ("widths", window_fixture_open_wide, test_widths);
  ADD ("details", window_fixture_open_wide, test_details);
  ADD ("details-narrow", window_fixture_open_narrow, test_details);
  ADD ("steady", window_fixture_open_wide, test_steady);

  return g_test_run ();
}

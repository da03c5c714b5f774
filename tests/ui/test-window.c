/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window on a display, with routes made by hand: what it shows in every state, what it asks
 * for, and that it fits where it must.
 */
#include <hopmap-hop-row.h>
#include <hopmap-window-private.h>

#include <glib/gstdio.h>

#include "hopmap-config.h"
#include "sample-route.h"

typedef struct
{
  HopmapWindow *window;
  char *traced;
  guint stopped;
  guint again;
} Fixture;

static GtkApplication *app;

static void
trace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->traced);
  fixture->traced = g_variant_dup_string (parameter, NULL);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((Fixture *) user_data)->stopped++;
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((Fixture *) user_data)->again++;
}

static const GActionEntry entries[] = {
  { "trace", trace_cb, "s", NULL, NULL, { 0 } },
  { "stop", stop_cb, NULL, NULL, NULL, { 0 } },
  { "again", again_cb, NULL, NULL, NULL, { 0 } },
};

/* As long as it takes; the test as a whole has a limit. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

static gboolean
settled_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/*
 * Until the window has done what it put off (at G_PRIORITY_HIGH_IDLE). Waiting until nothing at
 * all is pending would be for ever on a slow machine: a spinner always wants its next frame.
 */
static void
settle (void)
{
  gboolean settled = FALSE;

  g_idle_add_full (G_PRIORITY_HIGH_IDLE + 10, settled_cb, &settled, NULL);
  wait_until (settled);
}

static void
set_up_size (Fixture *fixture, int width, int height)
{
  fixture->window = hopmap_window_new (app);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->window), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->window)) > 0);
  settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_size (fixture, 1000, 640);
}

static void
set_up_narrow (Fixture *fixture, gconstpointer data)
{
  set_up_size (fixture, 360, 294);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  /* Nothing keeps a closed window alive. */
  wait_until (window == NULL);
  g_clear_pointer (&fixture->traced, g_free);
}

static HopmapRoute *
show (Fixture *fixture, SampleRoute kind)
{
  g_autoptr (HopmapRoute) route = sample_route_new (kind);

  hopmap_window_set_route (fixture->window, route);
  settle ();
  return route;
}

static GtkWidget *
find_descendant (GtkWidget *widget, GType type, guint skip)
{
  GQueue queue = G_QUEUE_INIT;
  GtkWidget *found = NULL;

  g_queue_push_tail (&queue, widget);
  while (found == NULL && !g_queue_is_empty (&queue))
    {
      GtkWidget *next = g_queue_pop_head (&queue);

      if (G_TYPE_CHECK_INSTANCE_TYPE (next, type) && skip-- == 0)
        found = next;
      for (GtkWidget *child = gtk_widget_get_first_child (next); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (&queue, child);
    }
  g_queue_clear (&queue);

  return found;
}

static HopmapHopRow *
get_row (Fixture *fixture, guint position)
{
  GtkWidget *row = find_descendant (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW,
                                    position);

  g_assert_nonnull (row);
  return HOPMAP_HOP_ROW (row);
}

static gboolean
can_save (Fixture *fixture)
{
  return gtk_widget_get_sensitive (fixture->window->save);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
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
test_done (Fixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  HopmapRoute *route = show (fixture, SAMPLE_DONE);

  g_assert_true (hopmap_window_get_route (window) == route);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->front)));
  g_assert_true (gtk_widget_get_visible (window->panel));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  g_assert_true (g_str_has_prefix (hopmap_verdict_bar_get_text (window->verdict), "Reached."));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Route to www.auckland.ac.nz");
  g_assert_cmpstr (hopmap_host_entry_get_text (window->entry), ==, "www.auckland.ac.nz");
  g_assert_true (can_save (fixture));
  g_assert_false (hopmap_host_entry_get_busy (window->entry));

  wait_until (find_descendant (GTK_WIDGET (window->list), HOPMAP_TYPE_HOP_ROW, 6) != NULL);
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 1)), ==, "Berlin, Germany");
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 2)), ==, "Frankfurt am Main");
  g_assert_cmpstr (hopmap_hop_row_get_title (get_row (fixture, 6)), ==, "2 routers did not answer");
}

/* The list items carry the sentences: that is what a screen reader stops at. */
static void
test_spoken (Fixture *fixture, gconstpointer data)
{
  HopmapHopRow *row;
  GtkWidget *item, *view;

  show (fixture, SAMPLE_DONE);
  wait_until (find_descendant (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 2) != NULL);
  row = get_row (fixture, 2);
  item = gtk_widget_get_parent (GTK_WIDGET (row));
  view = find_descendant (GTK_WIDGET (fixture->window->list), GTK_TYPE_LIST_VIEW, 0);

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
test_live (Fixture *fixture, gconstpointer data)
{
  HopmapRoute *route = show (fixture, SAMPLE_TRACING);
  HopmapHopRow *row;

  g_assert_true (hopmap_host_entry_get_busy (fixture->window->entry));
  wait_until (find_descendant (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 7) != NULL);
  row = get_row (fixture, 6);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "Waiting for an answer…");

  wait_until (find_descendant (GTK_WIDGET (fixture->window->entry), GTK_TYPE_PROGRESS_BAR, 0)
              != NULL);
  sample_route_answer (route, 7, "192.0.2.77", NULL, 120.0);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "192.0.2.77");
  sample_route_place (route, 7, "Denver", "United States", 39.7, -105.0);
  g_assert_cmpstr (hopmap_hop_row_get_title (row), ==, "Denver, United States");
  g_assert_cmpstr (hopmap_hop_row_get_sentence (row), ==,
                   "Hop 7, Denver, United States, 192.0.2.77, 120 milliseconds");

  hopmap_hop_lose_probe (hopmap_route_get_hop (route, 8), 0);
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  settle ();
  g_assert_false (hopmap_host_entry_get_busy (fixture->window->entry));
  g_assert_false (gtk_widget_get_visible (
      find_descendant (GTK_WIDGET (fixture->window->entry), GTK_TYPE_PROGRESS_BAR, 0)));
  g_assert_true (
      g_str_has_prefix (hopmap_verdict_bar_get_text (fixture->window->verdict), "Stopped"));
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  HopmapHostEntry *entry = fixture->window->entry;

  hopmap_window_set_host (fixture->window, " https://example.org:8080/path ");
  hopmap_host_entry_activate (entry);
  g_assert_cmpstr (fixture->traced, ==, "https://example.org:8080/path");
  g_assert_null (hopmap_host_entry_get_message (entry));
}

static void
test_bad_host (Fixture *fixture, gconstpointer data)
{
  HopmapHostEntry *entry = fixture->window->entry;
  static const char *const bad[] = { "", "   ", "exa mple", "300.1.2.3", "<b>" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      hopmap_window_set_host (fixture->window, bad[i]);
      hopmap_host_entry_activate (entry);
      g_assert_nonnull (hopmap_host_entry_get_message (entry));
      g_assert_true (gtk_revealer_get_reveal_child (fixture->window->entry_message));
      g_assert_null (fixture->traced);
    }

  hopmap_window_set_host (fixture->window, "example.org");
  g_assert_null (hopmap_host_entry_get_message (entry));
  g_assert_false (gtk_revealer_get_reveal_child (fixture->window->entry_message));
}

static void
test_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_descendant (GTK_WIDGET (fixture->window->entry), GTK_TYPE_BUTTON, 0);

  hopmap_window_set_host (fixture->window, "192.0.2.1");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (fixture->traced, ==, "192.0.2.1");
  g_assert_cmpuint (fixture->stopped, ==, 0);

  show (fixture, SAMPLE_TRACING);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Stop");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fixture->stopped, ==, 1);

  show (fixture, SAMPLE_DONE);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Trace");
}

static void
test_suggestion (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chip = find_descendant (GTK_WIDGET (fixture->window->welcome), GTK_TYPE_BUTTON, 1);

  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (fixture->traced, ==, gtk_button_get_label (GTK_BUTTON (chip)));
  g_assert_cmpstr (hopmap_host_entry_get_text (fixture->window->entry), ==, fixture->traced);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;

  show (fixture, SAMPLE_FAILED);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->failure)));
  g_assert_false (gtk_widget_get_visible (window->panel));
  /* The sentence is text, not markup. */
  g_assert_nonnull (strstr (adw_status_page_get_description (window->failure), "&lt;and&gt;"));
  g_assert_false (can_save (fixture));

  gtk_widget_activate_action (GTK_WIDGET (window->failure), "win.again", NULL);
  g_assert_cmpuint (fixture->again, ==, 1);

  show (fixture, SAMPLE_CUT);
  g_assert_true (gtk_widget_get_visible (window->panel));
  g_assert_cmpstr (hopmap_verdict_bar_get_text (window->verdict), ==,
                   "The network went away. Connect again, then try again.");
  g_assert_true (can_save (fixture));
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkWidget *view = find_descendant (GTK_WIDGET (window->list), GTK_TYPE_LIST_VIEW, 0);
  GtkSelectionModel *rows = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  HopmapRoute *route = show (fixture, SAMPLE_DONE);

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
  show (fixture, SAMPLE_SILENT);
  g_assert_cmpuint (gtk_single_selection_get_selected (window->selection), ==,
                    GTK_INVALID_LIST_POSITION);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkOrientable *paned = GTK_ORIENTABLE (window->paned);
  int min_width, min_height;

  show (fixture, SAMPLE_DONE);
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

static void
test_notice (Fixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkWidget *bar = GTK_WIDGET (window->notice);
  GtkRevealer *revealer = GTK_REVEALER (gtk_widget_get_first_child (bar));
  GtkWidget *dismiss = find_descendant (bar, GTK_TYPE_BUTTON, 0);

  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  hopmap_window_set_notice (window, "No database <b>here</b>.");
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  g_signal_emit_by_name (dismiss, "clicked");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  /* The same again was dismissed already; another one is news. */
  hopmap_window_set_notice (window, "No database <b>here</b>.");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  hopmap_window_set_notice (window, "Another notice.");
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  hopmap_window_set_notice (window, NULL);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

/* The text of the toast that is shown; "" where there is none. */
static const char *
get_toast (Fixture *fixture)
{
  GtkWidget *title = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->window->toasts));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_PANED (child))
        title = find_descendant (child, GTK_TYPE_LABEL, 0);
    }

  return title != NULL ? gtk_label_get_text (GTK_LABEL (title)) : "";
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a & b.traceroute.json", NULL);
  g_autofree char *wrong = g_build_filename (folder, "nowhere", "b.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) wrong_file = g_file_new_for_path (wrong);

  show (fixture, SAMPLE_DONE);
  hopmap_window_save_route (fixture->window, "json", file);
  wait_until (*get_toast (fixture) != '\0');
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_nonnull (strstr (get_toast (fixture), "a & b.traceroute.json"));
  g_unlink (path);

  hopmap_window_save_route (fixture->window, "json", wrong_file);
  wait_until (strstr (get_toast (fixture), "Saved") == NULL);
  g_assert_nonnull (strstr (get_toast (fixture), "nowhere"));
  g_rmdir (folder);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  g_autofree char *text = NULL;

  show (fixture, SAMPLE_DONE);
  g_assert_true (gtk_widget_activate_action (widget, "win.copy-text", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, copied_cb, &text);
  wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "and28-akl2.reannz.co.nz"));
}

/* Names come from strangers' DNS. They must neither be markup nor make the window wider. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
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
  settle ();
  wait_until (find_descendant (GTK_WIDGET (fixture->window->list), HOPMAP_TYPE_HOP_ROW, 6) != NULL);

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
  Fixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "late.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);

  set_up_size (&fixture, 500, 500);
  hopmap_window_set_route (fixture.window, route);
  hopmap_window_save_route (fixture.window, "json", file);
  sample_route_answer (route, 9, "192.0.2.79", NULL, 5.0);
  tear_down (&fixture, NULL);
  sample_route_answer (route, 10, "192.0.2.80", NULL, 5.0);
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  settle ();

  g_unlink (path);
  g_rmdir (folder);
}

#define ADD(name, prepare, function)                                                               \
  g_test_add ("/ui/window/" name, Fixture, NULL, prepare, function, tear_down)

int
main (int argc, char *argv[])
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP the window needs a display, and there is none\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);

  app = GTK_APPLICATION (adw_application_new (HOPMAP_APP_ID ".Test", G_APPLICATION_NON_UNIQUE));
  g_application_set_resource_base_path (G_APPLICATION (app), HOPMAP_APP_PATH);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  hopmap_window_install_accels (app);

  ADD ("empty", set_up, test_empty);
  ADD ("done", set_up, test_done);
  ADD ("spoken", set_up, test_spoken);
  ADD ("live", set_up, test_live);
  ADD ("ask", set_up, test_ask);
  ADD ("bad-host", set_up, test_bad_host);
  ADD ("button", set_up, test_button);
  ADD ("suggestion", set_up, test_suggestion);
  ADD ("failure", set_up, test_failure);
  ADD ("selection", set_up, test_selection);
  ADD ("narrow", set_up_narrow, test_narrow);
  ADD ("notice", set_up, test_notice);
  ADD ("save", set_up, test_save);
  ADD ("copy", set_up, test_copy);
  ADD ("hostile", set_up_narrow, test_hostile);
  g_test_add_func ("/ui/window/short-life", test_short_life);

  return g_test_run ();
}

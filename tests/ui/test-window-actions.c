/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person can ask the window for: what it does itself, and what it asks of others.
 */
#include <glib/gstdio.h>

#include "window-fixture.h"

static void
test_ask (WindowFixture *fixture, gconstpointer data)
{
  HopmapHostEntry *entry = fixture->window->entry;

  hopmap_window_set_host (fixture->window, " https://example.org:8080/path ");
  hopmap_host_entry_activate (entry);
  g_assert_cmpstr (fixture->traced, ==, "https://example.org:8080/path");
  g_assert_null (hopmap_host_entry_get_message (entry));
}

static void
test_bad_host (WindowFixture *fixture, gconstpointer data)
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

/* Somebody else found out that there is no such host: told where it can be put right. */
static void
test_host_problem (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkWidget *text = window_fixture_find (GTK_WIDGET (window->entry), GTK_TYPE_TEXT, 0);
  int start, end;

  window_fixture_show (fixture, SAMPLE_FAILED);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->front), ==, "failure");
  gtk_widget_grab_focus (window_fixture_find (GTK_WIDGET (window->entry), GTK_TYPE_BUTTON, 0));
  hopmap_window_show_host_problem (window, "No host is called <b>“nowhere”</b>.");
  g_assert_cmpstr (hopmap_host_entry_get_message (window->entry), ==,
                   "No host is called <b>“nowhere”</b>.");
  g_assert_true (gtk_revealer_get_reveal_child (window->entry_message));
  g_assert_cmpstr (gtk_label_get_text (window->entry_message_label), ==,
                   "No host is called <b>“nowhere”</b>.");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->front), ==, "welcome");

  /* The next key replaces it. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == text);
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (text), &start, &end));
  g_assert_cmpint (end - start, ==, g_utf8_strlen (hopmap_host_entry_get_text (window->entry), -1));
  hopmap_window_set_host (window, "example.org");
  g_assert_null (hopmap_host_entry_get_message (window->entry));

  /* Whoever is elsewhere by then stays there. */
  gtk_widget_grab_focus (GTK_WIDGET (window->map));
  hopmap_window_show_host_problem (window, "No.");
  g_assert_false (gtk_root_get_focus (GTK_ROOT (window)) == text);

  /* And a trace that begins has not failed yet. */
  window_fixture_show (fixture, SAMPLE_TRACING);
  g_assert_null (hopmap_host_entry_get_message (window->entry));
  window_fixture_show (fixture, SAMPLE_FAILED);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->front), ==, "failure");
}

static void
test_button (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *button = window_fixture_find (GTK_WIDGET (fixture->window->entry), GTK_TYPE_BUTTON, 0);

  hopmap_window_set_host (fixture->window, "192.0.2.1");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (fixture->traced, ==, "192.0.2.1");
  g_assert_cmpuint (fixture->stopped, ==, 0);

  window_fixture_show (fixture, SAMPLE_TRACING);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Stop");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fixture->stopped, ==, 1);

  window_fixture_show (fixture, SAMPLE_DONE);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Trace");
}

static void
test_suggestion (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *chip = window_fixture_find (GTK_WIDGET (fixture->window->welcome), GTK_TYPE_BUTTON, 1);

  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (fixture->traced, ==, gtk_button_get_label (GTK_BUTTON (chip)));
  g_assert_cmpstr (hopmap_host_entry_get_text (fixture->window->entry), ==, fixture->traced);
}

static void
test_notice (WindowFixture *fixture, gconstpointer data)
{
  HopmapWindow *window = fixture->window;
  GtkWidget *bar = GTK_WIDGET (window->notice);
  GtkRevealer *revealer = GTK_REVEALER (gtk_widget_get_first_child (bar));
  GtkWidget *dismiss = window_fixture_find (bar, GTK_TYPE_BUTTON, 0);

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

static void
count_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* What is offered, the application does; the bar goes when it says so, or at once when declined. */
static void
test_offer (WindowFixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "restore-trace", .activate = count_cb },
    { .name = "dismiss-trace", .activate = count_cb },
  };
  HopmapWindow *window = fixture->window;
  GtkWidget *bar = GTK_WIDGET (window->offer);
  GtkRevealer *revealer = GTK_REVEALER (gtk_widget_get_first_child (bar));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  guint n[2] = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_add_action_entries (G_ACTION_MAP (group), &entries[i], 1, &n[i]);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (group));

  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  hopmap_window_set_offer (window, "A trace to example.org was interrupted.");
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  g_signal_emit_by_name (window_fixture_find (bar, GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_cmpuint (n[0], ==, 1);
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  g_signal_emit_by_name (window_fixture_find (bar, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpuint (n[0], ==, 1);
  g_assert_cmpuint (n[1], ==, 1);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

/* The text of the toast that is shown; "" where there is none. */
static const char *
get_toast (WindowFixture *fixture)
{
  GtkWidget *title = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->window->toasts));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_PANED (child))
        title = window_fixture_find (child, GTK_TYPE_LABEL, 0);
    }

  return title != NULL ? gtk_label_get_text (GTK_LABEL (title)) : "";
}

static void
test_save (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a & b.traceroute.json", NULL);
  g_autofree char *wrong = g_build_filename (folder, "nowhere", "b.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) wrong_file = g_file_new_for_path (wrong);

  window_fixture_show (fixture, SAMPLE_DONE);
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
test_copy (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  g_autofree char *text = NULL;

  window_fixture_show (fixture, SAMPLE_DONE);
  g_assert_true (gtk_widget_activate_action (widget, "win.copy-text", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, copied_cb, &text);
  wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "and28-akl2.reannz.co.nz"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/window-actions/" name, WindowFixture, NULL, window_fixture_open_wide, function, \
              window_fixture_close)

int
main (int argc, char *argv[])
{
  if (!window_fixture_init (&argc, &argv))
    return 77;

  ADD ("ask", test_ask);
  ADD ("bad-host", test_bad_host);
  ADD ("host-problem", test_host_problem);
  ADD ("button", test_button);
  ADD ("suggestion", test_suggestion);
  ADD ("notice", test_notice);
  ADD ("offer", test_offer);
  ADD ("save", test_save);
  ADD ("copy", test_copy);

  return g_test_run ();
}

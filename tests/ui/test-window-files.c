/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is dropped onto the window or pasted into it, what it says of an opened file, and the form
 * before an export.
 */
#include <glib/gstdio.h>

#include "window-fixture.h"

#include <hopmap-export-dialog.h>
#include <string.h>

#define TRACE "traceroute to 192.0.2.9 (192.0.2.9), 30 hops max\n 1  192.0.2.9  1.000 ms\n"

/* What the application would be asked to open. */
typedef struct
{
  GString *asked;
} Asked;

static void
asked_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Asked *asked = user_data;
  g_autofree char *value = g_variant_print (parameter, FALSE);

  g_string_append_printf (asked->asked, "%s %s;", g_action_get_name (G_ACTION (action)), value);
}

static void
listen (WindowFixture *fixture, Asked *asked)
{
  const GActionEntry entries[] = {
    { .name = "open-uri", .activate = asked_cb, .parameter_type = "s" },
    { .name = "open-text", .activate = asked_cb, .parameter_type = "s" },
    { .name = "choose-trace", .activate = asked_cb, .parameter_type = "u" },
  };

  asked->asked = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->window), entries, G_N_ELEMENTS (entries),
                                   asked);
}

static void
assert_asked (Asked *asked, const char *wanted)
{
  g_assert_cmpstr (asked->asked->str, ==, wanted);
  g_string_truncate (asked->asked, 0);
}

static gpointer
find_drop_target (HopmapWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }

  g_assert_not_reached ();
}

/* Returns: (transfer none): what is done at that key */
static GtkShortcutAction *
find_key (HopmapWindow *window, const char *wanted)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && j < g_list_model_get_n_items (G_LIST_MODEL (controller));
           j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (
              gtk_shortcut_get_trigger (shortcut));

          if (strstr (trigger, wanted) != NULL)
            return gtk_shortcut_get_action (shortcut);
        }
    }

  g_assert_not_reached ();
}

static gboolean
drop (HopmapWindow *window, const GValue *value)
{
  GtkDropTarget *target = find_drop_target (window);
  gboolean taken = FALSE;

  g_signal_emit_by_name (target, "drop", value, 10.0, 10.0, &taken);
  return taken;
}

static gboolean
drop_text (HopmapWindow *window, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  return drop (window, &value);
}

static void
test_drop (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) one = g_file_new_for_path ("/tmp/one.txt");
  g_autoptr (GFile) other = g_file_new_for_path ("/tmp/other file.json");
  GSList *files = g_slist_append (g_slist_append (NULL, one), other);
  g_auto (GValue) value = G_VALUE_INIT;
  Asked asked;

  listen (fixture, &asked);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_assert_true (drop (fixture->window, &value));
  assert_asked (&asked, "open-uri 'file:///tmp/one.txt';"
                        "open-uri 'file:///tmp/other%20file.json';");

  g_assert_true (drop_text (fixture->window, "one\ntwo"));
  assert_asked (&asked, "open-text 'one\\ntwo';");
  g_assert_true (drop_text (fixture->window, "file:///tmp/x\r\n"));
  assert_asked (&asked, "open-uri 'file:///tmp/x';");
  g_assert_null (fixture->traced);

  /* A word is a host, and nothing is sent yet. */
  g_assert_true (drop_text (fixture->window, " example.org\n"));
  g_assert_cmpstr (hopmap_host_entry_get_text (fixture->window->entry), ==, "example.org");
  assert_asked (&asked, "");
  g_assert_null (fixture->traced);
  g_slist_free (files);
  g_string_free (asked.asked, TRUE);
}

static void
paste (HopmapWindow *window, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
  g_assert_true (
      gtk_shortcut_action_activate (find_key (window, "<Control>v"), 0, GTK_WIDGET (window), NULL));
}

/* The entry has the focus: of a trace it would make one long line. */
static void
test_paste (WindowFixture *fixture, gconstpointer data)
{
  Asked asked;

  listen (fixture, &asked);
  paste (fixture->window, TRACE);
  wait_until (asked.asked->len > 0);
  g_assert_true (g_str_has_prefix (asked.asked->str, "open-text 'traceroute to"));
  g_assert_cmpstr (hopmap_host_entry_get_text (fixture->window->entry), ==, "");
  g_string_truncate (asked.asked, 0);

  paste (fixture->window, "example.org");
  wait_until (g_str_equal (hopmap_host_entry_get_text (fixture->window->entry), "example.org"));
  assert_asked (&asked, "");
  g_assert_null (fixture->traced);
  g_string_free (asked.asked, TRUE);
}

static void
test_opened_bar (WindowFixture *fixture, gconstpointer data)
{
  static const char *const traces[] = { "1: a, 2 hops", "2: b, 3 hops", NULL };
  GtkWidget *bar = GTK_WIDGET (fixture->window->opened);
  GtkDropDown *choice = GTK_DROP_DOWN (window_fixture_find (bar, GTK_TYPE_DROP_DOWN, 0));
  GtkWidget *label = window_fixture_find (bar, GTK_TYPE_LABEL, 0);
  Asked asked;

  listen (fixture, &asked);
  g_assert_false (gtk_widget_get_visible (bar));
  hopmap_window_set_opened (fixture->window, NULL, traces);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), "2 traces"));
  assert_asked (&asked, "");
  gtk_drop_down_set_selected (choice, 1);
  assert_asked (&asked, "choose-trace 1;");

  hopmap_window_set_opened (fixture->window, "A <b>line</b> was not understood.", traces + 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "A <b>line</b> was not understood.");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (choice))));
  hopmap_window_set_opened (fixture->window, NULL, traces + 1);
  g_assert_false (gtk_widget_get_visible (bar));
  assert_asked (&asked, "");
  g_string_free (asked.asked, TRUE);
}

static void
count_cb (HopmapExportDialog *dialog, guint *n)
{
  (*n)++;
}

static void
choose_format (HopmapExportDialog *form, const char *name)
{
  AdwComboRow *row = ADW_COMBO_ROW (window_fixture_find (GTK_WIDGET (form), ADW_TYPE_COMBO_ROW, 0));

  for (guint i = 0; !g_str_equal (hopmap_export_dialog_get_format (form)->name, name); i++)
    adw_combo_row_set_selected (row, i);
}

/* Nothing is told that was not asked for, and a key goes into no format but one. */
static void
test_form (WindowFixture *fixture, gconstpointer data)
{
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);
  HopmapExportDialog *form = hopmap_export_dialog_new (GTK_WINDOW (fixture->window), route);
  GtkWidget *widget = GTK_WIDGET (form);
  GtkWidget *spin = window_fixture_find (widget, GTK_TYPE_SPIN_BUTTON, 0);
  GtkWidget *key = window_fixture_find (widget, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  GtkWidget *location = window_fixture_find (widget, GTK_TYPE_SWITCH, 0);
  guint n = 0;

  g_signal_connect (form, "chosen", G_CALLBACK (count_cb), &n);
  g_assert_cmpstr (hopmap_export_dialog_get_format (form)->name, ==, "google-maps");
  g_assert_cmpuint (hopmap_export_dialog_get_mask_hops (form), ==, 0);
  g_assert_null (hopmap_export_dialog_get_google_key (form));
  gtk_editable_set_text (GTK_EDITABLE (key), "secret");
  gtk_switch_set_active (GTK_SWITCH (location), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 2.0);
  g_assert_cmpstr (hopmap_export_dialog_get_google_key (form), ==, "secret");
  g_assert_false (hopmap_export_dialog_get_tell_location (form));
  g_assert_cmpuint (hopmap_export_dialog_get_mask_hops (form), ==, 2);

  choose_format (form, "json");
  g_assert_null (hopmap_export_dialog_get_google_key (form));
  g_assert_true (hopmap_export_dialog_get_tell_location (form));
  choose_format (form, "kml");
  g_assert_null (hopmap_export_dialog_get_google_key (form));
  g_assert_false (hopmap_export_dialog_get_tell_location (form));

  gtk_window_present (GTK_WINDOW (form));
  window_fixture_settle ();
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (form)), "clicked");
  g_assert_cmpuint (n, ==, 1);
}

/* A picture has a size, and what is no size cannot be exported. */
static void
test_form_picture (WindowFixture *fixture, gconstpointer data)
{
  const HopmapPictureFrame shown = { .width = 900,
                                     .height = 650,
                                     .cut = TRUE,
                                     .north = 60.0,
                                     .south = 30.0,
                                     .west = 170.0,
                                     .east = 200.0 };
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);
  HopmapExportDialog *form = hopmap_export_dialog_new (GTK_WINDOW (fixture->window), route);
  GtkWidget *widget = GTK_WIDGET (form);
  AdwComboRow *size = ADW_COMBO_ROW (window_fixture_find (widget, ADW_TYPE_COMBO_ROW, 1));
  GtkWidget *own = window_fixture_find (widget, ADW_TYPE_ENTRY_ROW, 0);
  GtkWidget *export = gtk_window_get_default_widget (GTK_WINDOW (form));
  HopmapPictureFrame picture;

  hopmap_export_dialog_set_shown (form, &shown);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (size)));
  g_assert_cmpuint (hopmap_export_dialog_get_picture (form).width, ==, 0);

  choose_format (form, "png");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (size)));
  g_assert_false (gtk_widget_get_visible (own));
  picture = hopmap_export_dialog_get_picture (form);
  g_assert_true (picture.cut);
  g_assert_cmpuint (picture.width, ==, 900);
  g_assert_cmpfloat (picture.east, ==, 200.0);

  adw_combo_row_set_selected (size, 2);
  picture = hopmap_export_dialog_get_picture (form);
  g_assert_false (picture.cut);
  g_assert_cmpuint (picture.width, ==, 3840);
  g_assert_cmpuint (picture.height, ==, 2160);

  adw_combo_row_set_selected (size, 3);
  g_assert_true (gtk_widget_get_visible (own));
  gtk_editable_set_text (GTK_EDITABLE (own), "100 × 100");
  g_assert_false (gtk_widget_get_sensitive (export));
  g_assert_true (gtk_widget_has_css_class (own, "error"));
  gtk_editable_set_text (GTK_EDITABLE (own), "1000 × 700");
  g_assert_true (gtk_widget_get_sensitive (export));
  g_assert_cmpuint (hopmap_export_dialog_get_picture (form).height, ==, 700);

  choose_format (form, "kml");
  g_assert_false (gtk_widget_get_visible (own));
  g_assert_cmpuint (hopmap_export_dialog_get_picture (form).width, ==, 0);
  gtk_window_destroy (GTK_WINDOW (form));
}

/* The form starts with what the person hides on the screen, and no more. */
static void
test_form_masked (WindowFixture *fixture, gconstpointer data)
{
  HopmapRoute *route = window_fixture_show (fixture, SAMPLE_DONE);
  HopmapExportDialog *form;

  g_object_set (fixture->window, "mask-hops", 3, NULL);
  form = hopmap_export_dialog_new (GTK_WINDOW (fixture->window), route);
  g_assert_cmpuint (hopmap_export_dialog_get_mask_hops (form), ==, 3);
  gtk_window_destroy (GTK_WINDOW (form));

  g_object_set (fixture->window, "mask-hops", 200, NULL);
  form = hopmap_export_dialog_new (GTK_WINDOW (fixture->window), route);
  g_assert_cmpuint (hopmap_export_dialog_get_mask_hops (form), ==, 12);
  gtk_window_destroy (GTK_WINDOW (form));
}

/* What is saved once is saved again without a question; another route is another file. */
static void
test_save_again (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-save-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.traceroute.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  window_fixture_show (fixture, SAMPLE_DONE);
  g_assert_null (fixture->window->file);
  hopmap_window_save_route (fixture->window, "json", file);
  wait_until (fixture->window->file != NULL);
  g_assert_true (g_file_delete (file, NULL, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save", NULL);
  wait_until (g_file_query_exists (file, NULL));
  g_assert_null (fixture->window->chooser);

  window_fixture_show (fixture, SAMPLE_DONE);
  g_assert_null (fixture->window->file);
  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

/* A document that says where the route was measured says so still when it is saved again; one that
 * does not, does not begin to. */
static void
test_save_origin (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-save-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.traceroute.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HopmapPlace) home = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                                   .has_point = TRUE,
                                                                   .latitude = 50.7,
                                                                   .longitude = 7.1,
                                                                   .city = "Bonn" });

  hopmap_route_set_origin (window_fixture_show (fixture, SAMPLE_DONE), home);
  for (int tells = 0; tells <= 1; tells++)
    {
      g_autofree char *text = NULL;

      hopmap_window_set_file (fixture->window, file, tells);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save", NULL);
      wait_until (g_file_query_exists (file, NULL));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpint (strstr (text, "Bonn") != NULL, ==, tells);
      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);
}

#define add(path, function)                                                                        \
  g_test_add (path, WindowFixture, NULL, window_fixture_open_wide, function, window_fixture_close)

int
main (int argc, char **argv)
{
  if (!window_fixture_init (&argc, &argv))
    return 0;

  add ("/ui/window-files/drop", test_drop);
  add ("/ui/window-files/paste", test_paste);
  add ("/ui/window-files/opened-bar", test_opened_bar);
  add ("/ui/window-files/form", test_form);
  add ("/ui/window-files/form-picture", test_form_picture);
  add ("/ui/window-files/form-masked", test_form_masked);
  add ("/ui/window-files/save-again", test_save_again);
  add ("/ui/window-files/save-origin", test_save_origin);
  return g_test_run ();
}

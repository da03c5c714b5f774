/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the registry about a hop: by a click only, and never in the name of another hop.
 */
#include <hopmap-fact-list.h>
#include <hopmap-registry-group.h>

#include "fake-registry.h"
#include "window-fixture.h"

/* Of the sample route: two hops of the public internet. */
#define CHOSEN 6
#define OTHER  9

static FakeRegistry *
open_details (WindowFixture *fixture)
{
  FakeRegistry *registry = fake_registry_new ();

  window_fixture_show (fixture, SAMPLE_DONE);
  hopmap_window_set_registry (fixture->window, HOPMAP_REGISTRY (registry));
  gtk_single_selection_set_selected (fixture->window->selection, CHOSEN - 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.hop-details", NULL);
  window_fixture_settle ();
  return registry;
}

static GtkWidget *
get_group (WindowFixture *fixture)
{
  return window_fixture_find (GTK_WIDGET (fixture->window->details), HOPMAP_TYPE_REGISTRY_GROUP, 0);
}

/* Whatever says @text and can be seen, or NULL. */
static GtkWidget *
find_button (GtkWidget *group, const char *text)
{
  GtkWidget *button;

  for (guint i = 0; (button = window_fixture_find (group, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), text) == 0
        && gtk_widget_get_visible (button))
      return button;

  return NULL;
}

static gboolean
says (GtkWidget *group, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = window_fixture_find (group, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text) && gtk_widget_is_visible (label))
      return TRUE;

  return FALSE;
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_asked (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);
  GtkWidget *group = get_group (fixture);

  g_assert_cmpuint (fake_registry_get_n_asked (registry), ==, 0);
  click (find_button (group, "Ask the Registry"));
  g_assert_cmpuint (fake_registry_get_n_asked (registry), ==, 1);
  g_assert_false (gtk_widget_is_sensitive (find_button (group, "Ask the Registry")));

  /* What strangers wrote is text, whatever it looks like. */
  fake_registry_answer (registry, "<b>Evil & Sons</b>");
  wait_until (find_button (group, "Copy Record") != NULL);
  g_assert_null (find_button (group, "Ask the Registry"));
  g_assert_true (says (group, "<b>Evil & Sons</b>"));
  g_assert_true (says (group, "abuse@example.net"));
  g_assert_true (says (group, "RIPE NCC"));
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_cmpuint (fake_registry_get_n_asked (registry), ==, 1);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static void
test_copied (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);
  g_autofree char *text = NULL;

  click (find_button (get_group (fixture), "Ask the Registry"));
  fake_registry_answer (registry, "Example Ltd");
  wait_until (find_button (get_group (fixture), "Copy Record") != NULL);
  click (find_button (get_group (fixture), "Copy Record"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 copied_cb, &text);
  wait_until (text != NULL);
  g_assert_true (g_str_has_prefix (text, "Holder: Example Ltd\nNetwork: EXAMPLE-TRANSIT\n"));
}

static void
test_failed (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);
  GtkWidget *group = get_group (fixture);

  click (find_button (group, "Ask the Registry"));
  fake_registry_fail (registry, "RIPE NCC cannot be reached.");
  wait_until (says (group, "RIPE NCC cannot be reached."));
  click (find_button (group, "Try Again"));
  g_assert_false (says (group, "RIPE NCC cannot be reached."));
  fake_registry_answer (registry, "Example Ltd");
  wait_until (says (group, "Example Ltd"));
  g_assert_cmpuint (fake_registry_get_n_asked (registry), ==, 2);
}

/* The answer about one hop is not shown as one about another. */
static void
test_other_hop (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);
  GtkWidget *group = get_group (fixture);

  click (find_button (group, "Ask the Registry"));
  gtk_single_selection_set_selected (fixture->window->selection, OTHER - 1);
  window_fixture_settle ();
  g_assert_true (fake_registry_is_given_up (registry));
  fake_registry_answer (registry, "Example Ltd");
  window_fixture_settle ();
  g_assert_false (says (group, "Example Ltd"));
  g_assert_true (gtk_widget_is_sensitive (find_button (group, "Ask the Registry")));
}

static void
test_refused (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);
  GtkWidget *button = find_button (get_group (fixture), "Ask the Registry");

  fake_registry_refuse (registry, "Not today.");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Not today.");
  fake_registry_refuse (registry, NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
}

/* Hops that nobody is to see are not asked about, either; nor is anybody without a registry. */
static void
test_masked (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);

  g_assert_true (gtk_widget_get_visible (get_group (fixture)));
  g_object_set (fixture->window, "mask-hops", CHOSEN, NULL);
  window_fixture_settle ();
  wait_until (!gtk_widget_get_visible (get_group (fixture)));
  g_object_set (fixture->window, "mask-hops", 0, NULL);
  window_fixture_settle ();
  wait_until (gtk_widget_get_visible (get_group (fixture)));
  hopmap_window_set_registry (fixture->window, NULL);
  g_assert_false (gtk_widget_get_visible (get_group (fixture)));
}

/* The window may go while the answer is still on its way. */
static void
test_closed (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeRegistry) registry = open_details (fixture);

  click (find_button (get_group (fixture), "Ask the Registry"));
  window_fixture_show (fixture, SAMPLE_SILENT);
  g_assert_true (fake_registry_is_given_up (registry));
  fake_registry_answer (registry, "Example Ltd");
  window_fixture_settle ();
}

#define ADD(name, prepare, function)                                                               \
  g_test_add ("/ui/registry-group/" name, WindowFixture, NULL, prepare, function,                  \
              window_fixture_close)

int
main (int argc, char *argv[])
{
  if (!window_fixture_init (&argc, &argv))
    return 77;

  ADD ("asked", window_fixture_open_wide, test_asked);
  ADD ("asked-narrow", window_fixture_open_narrow, test_asked);
  ADD ("copied", window_fixture_open_wide, test_copied);
  ADD ("failed", window_fixture_open_wide, test_failed);
  ADD ("other-hop", window_fixture_open_wide, test_other_hop);
  ADD ("refused", window_fixture_open_wide, test_refused);
  ADD ("masked", window_fixture_open_wide, test_masked);
  ADD ("closed", window_fixture_open_wide, test_closed);

  return g_test_run ();
}

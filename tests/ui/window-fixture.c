/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WindowFixture: see the header.
 */
#include "window-fixture.h"

#include "hopmap-config.h"

static GtkApplication *app;

static void
trace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WindowFixture *fixture = user_data;

  g_free (fixture->traced);
  fixture->traced = g_variant_dup_string (parameter, NULL);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((WindowFixture *) user_data)->stopped++;
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((WindowFixture *) user_data)->again++;
}

static const GActionEntry entries[] = {
  { "trace", trace_cb, "s", NULL, NULL, { 0 } },
  { "stop", stop_cb, NULL, NULL, NULL, { 0 } },
  { "again", again_cb, NULL, NULL, NULL, { 0 } },
};

static gboolean
settled_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/*
 * window_fixture_settle:
 * Until the window has done what it put off (at G_PRIORITY_HIGH_IDLE). Waiting until nothing at
 * all is pending would be for ever on a slow machine: a spinner always wants its next frame.
 */
void
window_fixture_settle (void)
{
  gboolean settled = FALSE;

  g_idle_add_full (G_PRIORITY_HIGH_IDLE + 10, settled_cb, &settled, NULL);
  wait_until (settled);
}

/*
 * window_fixture_open:
 * Opens a window of that size.
 */
void
window_fixture_open (WindowFixture *fixture, int width, int height)
{
  fixture->window = hopmap_window_new (app);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->window), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->window)) > 0);
  window_fixture_settle ();
}

/*
 * window_fixture_open_wide:
 * For g_test_add(): a window that has room.
 */
void
window_fixture_open_wide (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_open (fixture, 1000, 640);
}

/*
 * window_fixture_open_narrow:
 * For g_test_add(): the smallest window.
 */
void
window_fixture_open_narrow (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_open (fixture, 360, 294);
}

/*
 * window_fixture_close:
 * Closes the window, and waits until nothing keeps it alive.
 */
void
window_fixture_close (WindowFixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (window == NULL);
  g_clear_pointer (&fixture->traced, g_free);
}

/*
 * window_fixture_show:
 * Returns: (transfer none): a new route, which the window shows
 */
HopmapRoute *
window_fixture_show (WindowFixture *fixture, SampleRoute kind)
{
  g_autoptr (HopmapRoute) route = sample_route_new (kind);

  hopmap_window_set_route (fixture->window, route);
  window_fixture_settle ();
  return route;
}

/*
 * window_fixture_find:
 * Returns: (transfer none) (nullable): the first descendant of @type in breadth, after @skip others
 */
GtkWidget *
window_fixture_find (GtkWidget *widget, GType type, guint skip)
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

/*
 * window_fixture_init:
 * Makes the application that the windows belong to.
 * Returns: whether there is a display
 */
gboolean
window_fixture_init (int *argc, char ***argv)
{
  /* The tests compare words, whatever the language of whoever runs them. */
  gtk_disable_setlocale ();
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP the window needs a display, and there is none\n");
      return FALSE;
    }

  g_test_init (argc, argv, NULL);
  app = GTK_APPLICATION (adw_application_new (HOPMAP_APP_ID ".Test", G_APPLICATION_NON_UNIQUE));
  g_application_set_resource_base_path (G_APPLICATION (app), HOPMAP_APP_PATH);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  hopmap_window_install_accels (app);
  return TRUE;
}

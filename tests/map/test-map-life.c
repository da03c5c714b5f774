/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fans, keys through the hops, replay, routes beside the one in front, corrections by dragging. */
#include "map-cases.h"

#include <hopmap-hop-badge.h>
#include <hopmap-hop-layer.h>
#include <hopmap-hop-menu.h>
#include <hopmap-map-view.h>
#include <hopmap-replay-times.h>

typedef struct
{
  GtkWidget *window;
  HopmapMapView *view;
  HopmapRoute *route;
  GtkSingleSelection *selection;
} Fixture;

static void
settle (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  while (!hopmap_map_view_is_idle (fixture->view))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->route = map_case_new (data, 0);
  fixture->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (fixture->route)));
  gtk_single_selection_set_autoselect (fixture->selection, FALSE);
  gtk_single_selection_set_can_unselect (fixture->selection, TRUE);
  gtk_single_selection_set_selected (fixture->selection, GTK_INVALID_LIST_POSITION);
  fixture->window = gtk_window_new ();
  fixture->view = HOPMAP_MAP_VIEW (hopmap_map_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  hopmap_map_view_set_route (fixture->view, fixture->route);
  hopmap_map_view_set_selection (fixture->view, fixture->selection);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer view = fixture->view;

  g_object_add_weak_pointer (view, &view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (view != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->route);
}

static void
collect (GtkWidget *root, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
badges (Fixture *fixture)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (GTK_WIDGET (fixture->view), HOPMAP_TYPE_HOP_BADGE, found);
  return found;
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
  settle (fixture);
}

/* Later GTK takes what labels a button for its name, whatever text was given to the button itself. */
static void
test_spoken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = badges (fixture);
  GtkAccessible *badge = g_ptr_array_index (all, 0);

  g_assert_true (gtk_test_accessible_has_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_false (gtk_test_accessible_has_relation (badge, GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

/* Ten hops in one city are one badge until one of them is chosen; then each can be reached. */
static void
test_fan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) closed = badges (fixture);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) closed_again = NULL;

  g_assert_cmpuint (closed->len, ==, 1);
  gtk_single_selection_set_selected (fixture->selection, 3);
  settle (fixture);
  open = badges (fixture);
  g_assert_cmpuint (open->len, ==, 11);
  for (guint i = 0; i < open->len; i++)
    {
      GtkWidget *badge = g_ptr_array_index (open, i);
      graphene_rect_t bounds, other, both;

      g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &bounds));
      for (guint j = 0; j < i; j++)
        {
          g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (open, j),
                                                    GTK_WIDGET (fixture->view), &other));
          g_assert_false (graphene_rect_intersection (&bounds, &other, &both)
                          && both.size.width > 3.0f && both.size.height > 3.0f);
        }
      /* Choosing one of the fan's chooses that very hop. */
      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (badge)), "7") == 0)
        g_signal_emit_by_name (badge, "clicked");
    }
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 6);

  gtk_single_selection_set_selected (fixture->selection, GTK_INVALID_LIST_POSITION);
  settle (fixture);
  closed_again = badges (fixture);
  g_assert_cmpuint (closed_again->len, ==, 1);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  /* Hop 1 has no place, hop 5 did not answer: the keys go on to what is on the map. */
  act (fixture, "map.next-hop");
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 1);
  for (guint i = 0; i < 3; i++)
    act (fixture, "map.next-hop");
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 5);
  act (fixture, "map.previous-hop");
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 3);
  for (guint i = 0; i < 9; i++)
    act (fixture, "map.previous-hop");
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 1);
}

static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (fixture->route);
  const guint n_legs = hopmap_route_shape_get_n_legs (shape);
  double last = 0.0;

  g_assert_cmpfloat (hopmap_replay_legs_at (shape, 0.0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (hopmap_replay_legs_at (shape, 1.0), n_legs, 1e-6);
  for (double part = 0.0; part <= 1.0; part += 0.01)
    {
      const double now = hopmap_replay_legs_at (shape, part);

      g_assert_cmpfloat (now, >=, last);
      last = now;
    }
  /* Cairo to Singapore is most of the time, though it is two of the seven legs. */
  g_assert_cmpfloat (hopmap_replay_legs_at (shape, 0.15), >, 1.5);
  g_assert_cmpint (hopmap_replay_length_us (shape), >=, G_TIME_SPAN_SECOND);

  /* Without animations it is over at once, and everything is shown. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  act (fixture, "map.replay");
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static void
test_companions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) routes = g_list_store_new (HOPMAP_TYPE_ROUTE);

  for (guint i = 1; i < map_case_n_routes (data); i++)
    {
      g_autoptr (HopmapRoute) route = map_case_new (data, i);

      g_list_store_append (routes, route);
    }
  hopmap_map_view_set_companions (fixture->view, G_LIST_MODEL (routes));
  settle (fixture);
  g_list_store_remove (routes, 0);
  settle (fixture);
  hopmap_map_view_set_companions (fixture->view, NULL);
  settle (fixture);
}

static char *corrected;

static void
correct_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (corrected);
  corrected = g_variant_print (parameter, FALSE);
}

/* A badge that is dropped elsewhere asks the window to keep that as the person's correction. */
static void
test_correction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("correct-place", G_VARIANT_TYPE ("(ss)"));
  g_autoptr (GPtrArray) layers = g_ptr_array_new ();
  HopmapRouteShape *shape;

  g_signal_connect (action, "activate", G_CALLBACK (correct_cb), NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  collect (GTK_WIDGET (fixture->view), HOPMAP_TYPE_HOP_LAYER, layers);
  g_assert_cmpuint (layers->len, ==, 1);
  shape = hopmap_hop_layer_get_shape (layers->pdata[0]);
  g_signal_emit_by_name (layers->pdata[0], "dropped", hopmap_route_shape_find_stop (shape, 2),
                         400.0, 300.0);
  g_assert_nonnull (corrected);
  g_assert_nonnull (strstr (corrected, "198.51.100.2"));
  g_clear_pointer (&corrected, g_free);
}

static GtkGesture *
find_drag (GtkWidget *badge)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (badge);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller); /* the badge keeps it */
    }

  g_assert_not_reached ();
}

static void
zoom (Fixture *fixture, double level)
{
  g_autoptr (GPtrArray) maps = g_ptr_array_new ();
  ShumateViewport *viewport;

  collect (GTK_WIDGET (fixture->view), SHUMATE_TYPE_MAP, maps);
  viewport = shumate_map_get_viewport (maps->pdata[0]);
  shumate_viewport_set_zoom_level (viewport, level);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 50.0, 10.0);
  settle (fixture);
}

/* What joins others in the middle of a drag is not dragged any more, and stands where it belongs. */
static void
test_drag_and_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = badges (fixture);
  GtkWidget *badge = found->pdata[0];
  GtkGesture *drag = find_drag (badge);
  graphene_rect_t before, after;

  zoom (fixture, 6.0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (badge)), ==, "2");
  g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &before));
  g_signal_emit_by_name (drag, "drag-update", 60.0, 40.0);
  zoom (fixture, 1.0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (badge)), !=, "2");
  g_signal_emit_by_name (drag, "drag-end", 60.0, 40.0);
  zoom (fixture, 6.0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (badge)), ==, "2");
  g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &after));
  g_assert_cmpfloat_with_epsilon (before.origin.x, after.origin.x, 2.0);
  g_assert_cmpfloat_with_epsilon (before.origin.y, after.origin.y, 2.0);
}

/* Somebody else took the pointer: the badge stands where it was, and nobody waits for it any more. */
static void
test_drag_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = badges (fixture);
  GtkWidget *badge = found->pdata[0];
  HopmapHopLayer *layer = HOPMAP_HOP_LAYER (gtk_widget_get_parent (badge));
  GtkGesture *drag = find_drag (badge);
  graphene_rect_t before, held, after;
  guint serial;

  zoom (fixture, 6.0);
  g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &before));
  g_signal_emit_by_name (drag, "drag-update", 60.0, 40.0);
  gtk_test_widget_wait_for_draw (badge);
  g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &held));
  g_assert_cmpfloat (ABS (held.origin.x - before.origin.x), >, 10.0);
  g_signal_emit_by_name (drag, "cancel", NULL);
  gtk_test_widget_wait_for_draw (badge);
  g_assert_true (gtk_widget_compute_bounds (badge, GTK_WIDGET (fixture->view), &after));
  g_assert_true (graphene_rect_equal (&before, &after));

  serial = hopmap_hop_layer_get_serial (layer);
  gtk_widget_queue_allocate (GTK_WIDGET (layer));
  gtk_test_widget_wait_for_draw (badge);
  g_assert_cmpuint (hopmap_hop_layer_get_serial (layer), ==, serial);
}

static gboolean
offers (GMenuModel *menu, const char *wanted)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *action = NULL;

          g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_ACTION, "s", &action);
          if (g_strcmp0 (action, wanted) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_menu (Fixture *fixture, gconstpointer data)
{
  HopmapHop *hop = hopmap_route_get_hop (fixture->route, 2);
  g_autoptr (GMenuModel) placed = hopmap_hop_menu_new (hop);
  g_autoptr (GMenuModel) silent = hopmap_hop_menu_new (hopmap_route_get_hop (fixture->route, 5));
  g_autoptr (GMenuModel) masked = NULL;

  g_assert_true (offers (placed, "win.hop-details"));
  g_assert_true (offers (placed, "win.copy-address"));
  g_assert_true (offers (placed, "map.zoom-to"));
  g_assert_true (offers (silent, "win.hop-details"));
  g_assert_false (offers (silent, "map.zoom-to"));

  /* What is not to be seen on the screen is not told by its menu. */
  hopmap_hop_set_name (hop, "router.example");
  g_clear_object (&placed);
  placed = hopmap_hop_menu_new (hop);
  g_assert_true (offers (placed, "map.copy"));
  hopmap_hop_set_masked (hop, TRUE);
  masked = hopmap_hop_menu_new (hop);
  g_assert_false (offers (masked, "map.copy"));
  g_assert_false (offers (masked, "map.zoom-to"));
}

static GtkWindow *
find_form (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window))
      return l->data;
  return NULL;
}

/* Who chooses tiles of their own is asked where they are, as long as nobody knows. */
static void
test_own_tiles (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  g_autofree char *tiles = NULL;

  g_object_set (view, "offline", TRUE, NULL);
  g_assert_null (find_form (fixture));
  g_assert_true (gtk_widget_activate_action (view, "map.tiles", "s", HOPMAP_TILES_OWN));
  g_assert_nonnull (find_form (fixture));
  gtk_window_destroy (find_form (fixture));
  g_object_get (view, "tiles", &tiles, NULL);
  g_assert_cmpstr (tiles, ==, HOPMAP_TILES_NONE);

  g_object_set (view, "tiles-address", "http://localhost/{z}/{x}/{y}.png", NULL);
  g_assert_true (gtk_widget_activate_action (view, "map.tiles", "s", HOPMAP_TILES_OWN));
  g_assert_null (find_form (fixture));
  g_clear_pointer (&tiles, g_free);
  g_object_get (view, "tiles", &tiles, NULL);
  g_assert_cmpstr (tiles, ==, HOPMAP_TILES_OWN);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *which;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/map-life/spoken", "one-city", test_spoken },
    { "/map-life/fan", "one-city", test_fan },
    { "/map-life/keys", "europe-asia", test_keys },
    { "/map-life/replay", "europe-asia", test_replay },
    { "/map-life/companions", "four-routes", test_companions },
    { "/map-life/correction", "europe-asia", test_correction },
    { "/map-life/drag-and-join", "europe-asia", test_drag_and_join },
    { "/map-life/drag-given-up", "europe-asia", test_drag_given_up },
    { "/map-life/menu", "europe-asia", test_menu },
    { "/map-life/own-tiles", "europe-asia", test_own_tiles },
  };

  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].which, set_up, tests[i].func, tear_down);
  return g_test_run ();
}

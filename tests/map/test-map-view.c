/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget as a whole, in a window: badges, selection, camera, styles, widths, life and death. */
#include "made-up-route.h"

#include <hopmap-hop-badge.h>
#include <hopmap-map-style.h>
#include <hopmap-map-view.h>
#include <hopmap-name-layer.h>
#include <shumate/shumate.h>

#define WIDTH  800
#define HEIGHT 600

typedef struct
{
  GtkWidget *window;
  HopmapMapView *view;
  HopmapRoute *route;
  GtkSingleSelection *selection;
} Fixture;

static void
wait_until_idle (HopmapMapView *view)
{
  while (!hopmap_map_view_is_idle (view))
    g_main_context_iteration (NULL, TRUE);
}

/* Lets the view notice what was changed before it is waited for. */
static void
settle (HopmapMapView *view)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wait_until_idle (view);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->route = made_up_route_to_auckland ();
  fixture->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (fixture->route)));
  gtk_single_selection_set_autoselect (fixture->selection, FALSE);
  gtk_single_selection_set_can_unselect (fixture->selection, TRUE);
  gtk_single_selection_set_selected (fixture->selection, GTK_INVALID_LIST_POSITION);

  fixture->window = gtk_window_new ();
  fixture->view = HOPMAP_MAP_VIEW (hopmap_map_view_new ());
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  hopmap_map_view_set_route (fixture->view, fixture->route);
  hopmap_map_view_set_selection (fixture->view, fixture->selection);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until_idle (fixture->view);
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

static GtkWidget *
find_widget (GtkWidget *root, GType type, const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (label == NULL || gtk_widget_get_child_visible (root))
      && (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
badge (Fixture *fixture, const char *label)
{
  GtkWidget *found = find_widget (GTK_WIDGET (fixture->view), HOPMAP_TYPE_HOP_BADGE, label);

  g_assert_nonnull (found);
  return found;
}

static ShumateViewport *
viewport (Fixture *fixture)
{
  return shumate_map_get_viewport (
      SHUMATE_MAP (find_widget (GTK_WIDGET (fixture->view), SHUMATE_TYPE_MAP, NULL)));
}

static void
assert_in_sight (Fixture *fixture, const char *label)
{
  graphene_rect_t bounds;

  g_assert_true (
      gtk_widget_compute_bounds (badge (fixture, label), GTK_WIDGET (fixture->view), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0.0f);
  g_assert_cmpfloat (bounds.origin.y, >=, 0.0f);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, WIDTH);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, HEIGHT);
}

static void
test_badges (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "2–4", "5", "6", "9–10", "11–12" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    assert_in_sight (fixture, labels[i]);
  g_assert_null (find_widget (GTK_WIDGET (fixture->view), HOPMAP_TYPE_HOP_BADGE, "7"));
  /* One of the two is certain. */
  g_assert_false (gtk_widget_has_css_class (badge (fixture, "9–10"), "vague"));
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "11–12"), "destination"));
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "2–4"), "rtt0"));
  g_assert_true (gtk_widget_get_focusable (badge (fixture, "2–4")));
  g_assert_nonnull (
      strstr (hopmap_hop_badge_get_text (HOPMAP_HOP_BADGE (badge (fixture, "2–4"))), "Berlin"));
  g_assert_true (gtk_widget_get_has_tooltip (badge (fixture, "2–4")));
  /* That would let GTK wait for the display server whenever an answer comes. */
  g_assert_null (gtk_widget_get_tooltip_text (badge (fixture, "2–4")));
}

static void
test_no_badge_covers_another (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "2–4", "5", "6", "9–10", "11–12" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (labels); j++)
      {
        graphene_rect_t a, b, both;

        g_assert_true (
            gtk_widget_compute_bounds (badge (fixture, labels[i]), GTK_WIDGET (fixture->view), &a));
        g_assert_true (
            gtk_widget_compute_bounds (badge (fixture, labels[j]), GTK_WIDGET (fixture->view), &b));
        g_assert_true (!graphene_rect_intersection (&a, &b, &both) || both.size.width < 2.0f
                       || both.size.height < 2.0f);
      }
}

static void
test_badge_selects (Fixture *fixture, gconstpointer data)
{
  GtkWidget *europe = badge (fixture, "2–4");

  for (guint i = 1; i <= 3; i++)
    {
      g_signal_emit_by_name (europe, "clicked");
      g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, i);
      g_assert_true (gtk_widget_has_css_class (europe, "selected"));
    }
  g_signal_emit_by_name (europe, "clicked");
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 1);
}

static void
test_selection_shows (Fixture *fixture, gconstpointer data)
{
  gtk_single_selection_set_selected (fixture->selection, 8);
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "9–10"), "selected"));
  g_assert_false (gtk_widget_has_css_class (badge (fixture, "11–12"), "selected"));
  /* A silent hop has no badge. */
  gtk_single_selection_set_selected (fixture->selection, 6);
  g_assert_false (gtk_widget_has_css_class (badge (fixture, "9–10"), "selected"));
}

static guint
count_fanned (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (badge (fixture, "6")));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_has_css_class (child, "fanned") ? 1 : 0;
  return n;
}

/* From far away a badge stands for several places, from close by each has its own; who is selected
 * stays so, and what a screen reader says names all. */
static void
test_joins_and_parts (Fixture *fixture, gconstpointer data)
{
  static const char *const cities[] = { "Berlin", "Frankfurt am Main" };
  const double zoom = shumate_viewport_get_zoom_level (viewport (fixture));

  for (guint i = 0; i < G_N_ELEMENTS (cities); i++)
    g_assert_nonnull (
        strstr (hopmap_hop_badge_get_text (HOPMAP_HOP_BADGE (badge (fixture, "2–4"))), cities[i]));
  gtk_single_selection_set_selected (fixture->selection, 3);
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "2–4"), "selected"));
  g_assert_cmpuint (count_fanned (fixture), ==, 3);
  gtk_widget_grab_focus (badge (fixture, "2–4"));

  shumate_viewport_set_zoom_level (viewport (fixture), 6.0);
  shumate_location_set_location (SHUMATE_LOCATION (viewport (fixture)), 50.0, 8.0);
  settle (fixture->view);
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "3–4"), "selected"));
  g_assert_false (gtk_widget_has_css_class (badge (fixture, "2"), "selected"));
  g_assert_true (gtk_widget_get_mapped (badge (fixture, "2")));
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "10"), "vague"));
  g_assert_cmpuint (count_fanned (fixture), ==, 2);

  /* The focus goes with the hop. */
  gtk_widget_grab_focus (badge (fixture, "3–4"));
  shumate_viewport_set_zoom_level (viewport (fixture), zoom);
  settle (fixture->view);
  g_assert_true (gtk_widget_is_focus (badge (fixture, "2–4")));
  g_assert_true (gtk_widget_has_css_class (badge (fixture, "2–4"), "selected"));
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->selection), ==, 3);
}

static void
test_insets (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t bounds;

  hopmap_map_view_set_insets (fixture->view, 300, 0, 0, 0);
  settle (fixture->view);
  g_assert_true (
      gtk_widget_compute_bounds (badge (fixture, "11–12"), GTK_WIDGET (fixture->view), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 300.0f);
  assert_in_sight (fixture, "2–5");
}

static void
test_follows_until_moved (Fixture *fixture, gconstpointer data)
{
  const MadeUpHop tokyo = { "Tokyo", "Japan", 35.68, 139.69, 310.0, 20.0 };
  double zoom;

  made_up_route_append (fixture->route, &tokyo, FALSE);
  settle (fixture->view);
  assert_in_sight (fixture, "13");

  /* What libshumate does with a drag. */
  shumate_location_set_location (SHUMATE_LOCATION (viewport (fixture)), 10.0, 20.0);
  shumate_viewport_set_zoom_level (viewport (fixture), 4.0);
  settle (fixture->view);
  zoom = shumate_viewport_get_zoom_level (viewport (fixture));
  made_up_route_append (fixture->route, &tokyo, FALSE);
  settle (fixture->view);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport (fixture)), ==, zoom);
  g_assert_cmpfloat_with_epsilon (
      shumate_location_get_longitude (SHUMATE_LOCATION (viewport (fixture))), 20.0, 1e-6);

  hopmap_map_view_fit (fixture->view);
  settle (fixture->view);
  assert_in_sight (fixture, "13–14");
}

static void
test_tab_follows_the_route (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "2–4", "5", "6", "9–10", "11–12" };
  GtkWidget *layer = gtk_widget_get_parent (badge (fixture, labels[0]));
  const guint n = G_N_ELEMENTS (labels);

  gtk_widget_grab_focus (badge (fixture, labels[0]));
  for (guint i = 1; i < n; i++)
    {
      g_assert_true (gtk_widget_child_focus (layer, GTK_DIR_TAB_FORWARD));
      g_assert_true (gtk_widget_is_focus (badge (fixture, labels[i])));
    }
  g_assert_false (gtk_widget_child_focus (layer, GTK_DIR_TAB_FORWARD));
  for (guint i = n - 1; i > 0; i--)
    {
      g_assert_true (gtk_widget_child_focus (layer, GTK_DIR_TAB_BACKWARD));
      g_assert_true (gtk_widget_is_focus (badge (fixture, labels[i - 1])));
    }
  g_assert_false (gtk_widget_child_focus (layer, GTK_DIR_TAB_BACKWARD));
}

/* Where a hop is selected in the list that the map does not show, the map goes there. */
static void
test_reveals_what_is_selected (Fixture *fixture, gconstpointer data)
{
  shumate_viewport_set_zoom_level (viewport (fixture), 5.0);
  shumate_location_set_location (SHUMATE_LOCATION (viewport (fixture)), 50.0, 10.0);
  settle (fixture->view);
  gtk_single_selection_set_selected (fixture->selection, 5);
  settle (fixture->view);
  assert_in_sight (fixture, "6");
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport (fixture)), ==, 5.0);
}

static void
test_no_view_beyond_the_poles (Fixture *fixture, gconstpointer data)
{
  shumate_viewport_set_zoom_level (viewport (fixture), 0.0);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport (fixture)), >, 1.0);
  shumate_viewport_set_zoom_level (viewport (fixture), 3.0);
  shumate_location_set_location (SHUMATE_LOCATION (viewport (fixture)), 85.0, 0.0);
  g_assert_cmpfloat (shumate_location_get_latitude (SHUMATE_LOCATION (viewport (fixture))), <,
                     80.0);
}

static void
test_styles (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      g_object_set (fixture->view, "dark", i % 2 == 1, "high-contrast", i / 2 % 2 == 1, NULL);
      settle (fixture->view);
      g_assert_true (gtk_widget_has_css_class (
          GTK_WIDGET (fixture->view), hopmap_map_style_get_class (i % 2 == 1, i / 2 % 2 == 1)));
    }
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  hopmap_map_view_set_attribution (
      fixture->view, "Natural Earth · IP Geolocation by DB-IP · and a source with a long name");
  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 200);
}

static void
painted_cb (guint *n_frames)
{
  ++*n_frames;
}

/* What a widget looks like is known once a frame was painted. */
static void
wait_for_frames (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->view));
  guint n_frames = 0;
  const gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb),
                                              &n_frames);

  gdk_frame_clock_begin_updating (clock);
  while (n_frames < 3)
    g_main_context_iteration (NULL, TRUE);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, id);
}

static GBytes *
picture_of_names (Fixture *fixture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (
      find_widget (GTK_WIDGET (fixture->view), HOPMAP_TYPE_NAME_LAYER, NULL));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guchar *pixels = g_malloc (WIDTH * HEIGHT * 4);

  settle (fixture->view);
  wait_for_frames (fixture);
  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node, &GRAPHENE_RECT_INIT (0.0f, 0.0f, WIDTH, HEIGHT));
  gdk_texture_download (texture, pixels, WIDTH * 4);
  return g_bytes_new_take (pixels, WIDTH * HEIGHT * 4);
}

/* Whether the names are where they would be if the map had been opened as it is. */
static gboolean
has_names_as_opened (Fixture *fixture)
{
  g_autoptr (GBytes) before = picture_of_names (fixture);
  g_autoptr (GBytes) anew = NULL;

  g_object_set (fixture->view, "dark", TRUE, NULL);
  settle (fixture->view);
  g_object_set (fixture->view, "dark", FALSE, NULL);
  anew = picture_of_names (fixture);

  return g_bytes_equal (before, anew);
}

/* A map that was dragged keeps its names clear of buttons and edges as one that was opened there. */
static void
test_rests_the_same_from_anywhere (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      shumate_location_set_location (
          SHUMATE_LOCATION (viewport (fixture)), 30.0,
          shumate_location_get_longitude (SHUMATE_LOCATION (viewport (fixture))) - 12.0);
      g_assert_true (has_names_as_opened (fixture));
    }
}

/* And so does one whose window was made wider or narrower, which moves the buttons. */
static void
test_rests_the_same_at_any_size (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = { 360, 420, 360, 700, 500, 360 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 320);
      while (gtk_widget_get_width (GTK_WIDGET (fixture->view)) != widths[i])
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (has_names_as_opened (fixture));
    }
}

static void
test_other_routes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) empty = made_up_route_new (NULL, 0);
  g_autoptr (HopmapRoute) again = made_up_route_to_auckland ();

  hopmap_map_view_set_route (fixture->view, empty);
  settle (fixture->view);
  g_assert_null (find_widget (GTK_WIDGET (fixture->view), HOPMAP_TYPE_HOP_BADGE, NULL));
  hopmap_map_view_set_route (fixture->view, NULL);
  settle (fixture->view);
  hopmap_map_view_set_route (fixture->view, again);
  settle (fixture->view);
  assert_in_sight (fixture, "11–12");
  hopmap_map_view_set_route (fixture->view, fixture->route);
}

/* A view that goes before the world was read, or was never shown. */
static void
test_short_life (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *view = g_object_ref_sink (hopmap_map_view_new ());

      hopmap_map_view_set_route (HOPMAP_MAP_VIEW (view), fixture->route);
      g_assert_finalize_object (view);
    }
}

static void
parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, GError *error, guint *n_errors)
{
  g_test_message ("%s", error->message);
  (*n_errors)++;
}

static void
test_style_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  guint n_errors = 0;

  g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), &n_errors);
  gtk_css_provider_load_from_resource (provider, "/hopmap/map/hopmap-map.css");
  g_assert_cmpuint (n_errors, ==, 0);
}

#define ADD(name, func) g_test_add ("/map-view/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP the map needs a display, and there is none\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("badges", test_badges);
  ADD ("no-badge-covers-another", test_no_badge_covers_another);
  ADD ("badge-selects", test_badge_selects);
  ADD ("selection-shows", test_selection_shows);
  ADD ("joins-and-parts", test_joins_and_parts);
  ADD ("insets", test_insets);
  ADD ("follows-until-moved", test_follows_until_moved);
  ADD ("reveals-what-is-selected", test_reveals_what_is_selected);
  ADD ("tab-follows-the-route", test_tab_follows_the_route);
  ADD ("no-view-beyond-the-poles", test_no_view_beyond_the_poles);
  ADD ("styles", test_styles);
  ADD ("narrow", test_narrow);
  ADD ("rests-the-same-from-anywhere", test_rests_the_same_from_anywhere);
  ADD ("rests-the-same-at-any-size", test_rests_the_same_at_any_size);
  ADD ("other-routes", test_other_routes);
  ADD ("short-life", test_short_life);
  ADD ("style-sheet", test_style_sheet);
  return g_test_run ();
}

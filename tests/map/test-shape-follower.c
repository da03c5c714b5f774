/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following a route that grows, and the selection as the map sees it. */
#include "made-up-route.h"

#include <gtk/gtk.h>
#include <hopmap-selection-link.h>
#include <hopmap-shape-follower.h>

static const MadeUpHop lisbon = { "Lisbon", "Portugal", 38.72, -9.14, 12.0, 20.0 };
static const MadeUpHop madrid = { "Madrid", "Spain", 40.42, -3.70, 20.0, 20.0 };

static void
count_cb (HopmapShapeFollower *follower, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_growing_route (void)
{
  g_autoptr (HopmapShapeFollower) follower = hopmap_shape_follower_new ();
  g_autoptr (HopmapRoute) route = made_up_route_new (NULL, 0);
  guint n_shapes = 0;

  g_assert_null (hopmap_shape_follower_get_shape (follower));
  hopmap_shape_follower_set_route (follower, route);
  g_signal_connect (follower, "notify::shape", G_CALLBACK (count_cb), &n_shapes);

  made_up_route_append (route, &lisbon, FALSE);
  made_up_route_append (route, &madrid, FALSE);
  settle ();
  /* Two hops with their answers and places are one change. */
  g_assert_cmpuint (n_shapes, ==, 1);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (hopmap_shape_follower_get_shape (follower)), ==,
                    2);

  hopmap_route_truncate (route, 1);
  settle ();
  g_assert_cmpuint (n_shapes, ==, 2);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (hopmap_shape_follower_get_shape (follower)), ==,
                    1);
}

static void
test_late_place (void)
{
  const MadeUpHop unplaced = { NULL, NULL, 0.0, 0.0, 3.0, 0.0 };
  const HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                               .evidence = HOPMAP_EVIDENCE_DATABASE,
                               .has_point = TRUE,
                               .latitude = 1.0,
                               .longitude = 2.0 };
  g_autoptr (HopmapShapeFollower) follower = hopmap_shape_follower_new ();
  g_autoptr (HopmapRoute) route = made_up_route_new (&unplaced, 1);
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  hopmap_shape_follower_set_route (follower, route);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (hopmap_shape_follower_get_shape (follower)), ==,
                    0);
  hopmap_hop_set_place (hopmap_route_get_hop (route, 1), place, NULL);
  settle ();
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (hopmap_shape_follower_get_shape (follower)), ==,
                    1);
}

/* The old route may go on living: it is not listened to any more, and it is not kept. */
static void
test_change_of_route (void)
{
  g_autoptr (HopmapShapeFollower) follower = hopmap_shape_follower_new ();
  g_autoptr (HopmapRoute) old = made_up_route_new (&lisbon, 1);
  g_autoptr (HopmapRoute) new = made_up_route_new (NULL, 0);
  guint n_shapes = 0;

  hopmap_shape_follower_set_route (follower, old);
  hopmap_shape_follower_set_route (follower, new);
  g_signal_connect (follower, "notify::shape", G_CALLBACK (count_cb), &n_shapes);
  made_up_route_append (old, &madrid, FALSE);
  settle ();
  g_assert_cmpuint (n_shapes, ==, 0);
  g_assert_cmpuint (G_OBJECT (old)->ref_count, ==, 1);

  hopmap_shape_follower_set_route (follower, NULL);
  g_assert_null (hopmap_shape_follower_get_shape (follower));
}

static void
test_dropped_with_work_to_do (void)
{
  HopmapShapeFollower *follower = hopmap_shape_follower_new ();
  g_autoptr (HopmapRoute) route = made_up_route_new (&lisbon, 1);

  hopmap_shape_follower_set_route (follower, route);
  made_up_route_append (route, &madrid, FALSE);
  g_object_unref (follower);
  settle ();
  made_up_route_append (route, &lisbon, FALSE);
  g_assert_cmpuint (G_OBJECT (route)->ref_count, ==, 1);
}

static gboolean
answered (gpointer item, gpointer user_data)
{
  return hopmap_hop_get_state (item) == HOPMAP_HOP_ANSWERED;
}

/* The list may leave silent hops out: positions differ, distances do not. */
static void
test_selection_over_a_filtered_list (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (answered, NULL, NULL));
  GtkFilterListModel *list = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (route)),
                                                        filter);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (list));

  g_assert_true (hopmap_selection_choose_ttl (selection, 9));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 6);
  g_assert_cmpuint (hopmap_selection_get_ttl (selection), ==, 9);
  g_assert_false (hopmap_selection_choose_ttl (selection, 7));
  g_assert_cmpuint (hopmap_selection_get_ttl (selection), ==, 9);
  g_assert_cmpuint (hopmap_selection_get_ttl (NULL), ==, 0);
  g_assert_false (hopmap_selection_choose_ttl (NULL, 1));
}

/* A selection over something else is no reason to fall over. */
static void
test_selection_of_other_things (void)
{
  GtkStringList *strings = gtk_string_list_new ((const char *const[]){ "a", "b", NULL });
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (strings));

  g_assert_cmpuint (hopmap_selection_get_ttl (selection), ==, 0);
  g_assert_false (hopmap_selection_choose_ttl (selection, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape-follower/growing-route", test_growing_route);
  g_test_add_func ("/shape-follower/late-place", test_late_place);
  g_test_add_func ("/shape-follower/change-of-route", test_change_of_route);
  g_test_add_func ("/shape-follower/dropped-with-work-to-do", test_dropped_with_work_to_do);
  g_test_add_func ("/selection/over-a-filtered-list", test_selection_over_a_filtered_list);
  g_test_add_func ("/selection/of-other-things", test_selection_of_other_things);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which stops share a badge at which scale, and what that badge says. */
#include "made-up-route.h"
#include "map-cases.h"

#include <hopmap-stop-tree.h>
#include <math.h>

#define NEAR_PX 28.0

static guint
count_leads (const HopmapStopTree *tree, guint n_stops, double zoom, guint *leads)
{
  guint n = 0;

  hopmap_stop_tree_cut (tree, 256.0 * exp2 (zoom), leads);
  for (guint i = 0; i < n_stops; i++)
    {
      g_assert_cmpuint (leads[i], <=, i);
      g_assert_cmpuint (leads[leads[i]], ==, leads[i]);
      n += leads[i] == i;
    }
  return n;
}

/* From close by everything is apart; going away only ever joins; members are near each other. */
static void
test_zoom (void)
{
  g_autoptr (HopmapRoute) route = map_case_new ("64-hops", 0);
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autoptr (HopmapStopTree) tree = hopmap_stop_tree_new (shape);
  const guint n = hopmap_route_shape_get_n_stops (shape);
  g_autofree guint *leads = g_new0 (guint, n);
  g_autofree guint *before = g_new0 (guint, n);

  g_assert_cmpuint (n, ==, 64);
  g_assert_cmpuint (count_leads (tree, n, 12.0, before), ==, n);
  for (double zoom = 11.9; zoom > 0.0; zoom -= 0.1)
    {
      count_leads (tree, n, zoom, leads);
      for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
          {
            const HopmapMapPoint *a = &hopmap_route_shape_get_stop (shape, i)->point;
            const HopmapMapPoint *b = &hopmap_route_shape_get_stop (shape, j)->point;

            if (before[i] == before[j])
              g_assert_cmpuint (leads[i], ==, leads[j]);
            if (leads[i] == leads[j])
              g_assert_cmpfloat (fabs (a->x - b->x) * 256.0 * exp2 (zoom), <, NEAR_PX);
          }
      memcpy (before, leads, n * sizeof *leads);
    }
  g_assert_cmpuint (count_leads (tree, n, 0.0, leads), <, 16);
}

/* Neighbours on both sides of 180° are neighbours. */
static void
test_date_line (void)
{
  static const MadeUpHop hops[] = { { "Here", "Land", 10.0, 179.9, 5.0, 20.0 },
                                    { "There", "Land", 10.0, -179.9, 6.0, 20.0 } };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autoptr (HopmapStopTree) tree = hopmap_stop_tree_new (shape);
  guint leads[2];

  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 2);
  g_assert_cmpuint (count_leads (tree, 2, 3.0, leads), ==, 1);
}

/* What is not believed is never hidden behind what is. */
static void
test_refuted (void)
{
  g_autoptr (HopmapRoute) route = map_case_new ("doubtful", 0);
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autoptr (HopmapStopTree) tree = hopmap_stop_tree_new (shape);
  const guint n = hopmap_route_shape_get_n_stops (shape);
  g_autofree guint *leads = g_new0 (guint, n);

  count_leads (tree, n, -10.0, leads);
  for (guint i = 0; i < n; i++)
    g_assert_true (hopmap_route_shape_get_stop (shape, i)->refuted
                   == hopmap_route_shape_get_stop (shape, leads[i])->refuted);
}

static void
test_join (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autoptr (HopmapStopTree) tree = hopmap_stop_tree_new (shape);
  const guint n = hopmap_route_shape_get_n_stops (shape);
  g_autofree guint *leads = g_new0 (guint, n);
  g_autofree char *text = NULL;
  HopmapRouteStop *joined;

  count_leads (tree, n, 1.5, leads);
  joined = hopmap_stop_tree_join (shape, leads, 0);
  g_assert_nonnull (joined);
  g_assert_cmpstr (joined->label, ==, "2–5");
  g_assert_cmpuint (joined->n_hops, ==, 4);
  g_assert_false (joined->destination);
  text = hopmap_route_stop_dup_text (joined);
  g_assert_nonnull (strstr (text, "Berlin"));
  g_assert_nonnull (strstr (text, "Frankfurt am Main"));
  g_assert_nonnull (strstr (text, "Paris"));
  hopmap_route_stop_free (joined);

  g_assert_null (hopmap_stop_tree_join (shape, leads, n - 1));

  /* All in one: hops 7 and 8 are silent. */
  count_leads (tree, n, -10.0, leads);
  joined = hopmap_stop_tree_join (shape, leads, 0);
  g_assert_cmpstr (joined->label, ==, "2–6, 9–12");
  g_assert_true (joined->destination);
  hopmap_route_stop_free (joined);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stop-tree/zoom", test_zoom);
  g_test_add_func ("/stop-tree/date-line", test_date_line);
  g_test_add_func ("/stop-tree/refuted", test_refuted);
  g_test_add_func ("/stop-tree/join", test_join);
  return g_test_run ();
}

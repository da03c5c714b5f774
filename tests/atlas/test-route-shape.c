/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes of routes: stops, labels, the short way, bridges, and what cannot be placed. */
#include "made-up-route.h"

#include <hopmap-palette.h>
#include <hopmap-route-shape.h>
#include <math.h>

static HopmapRouteShape *
shape_of (const MadeUpHop *hops, guint n_hops)
{
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, n_hops);

  return hopmap_route_shape_new (route);
}

static void
test_short_way_across_the_pacific (void)
{
  const MadeUpHop hops[] = {
    { "Tokyo", "Japan", 35.68, 139.69, 5.0, 10.0 },
    { "San Francisco", "United States", 37.77, -122.42, 105.0, 10.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));
  const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, 0);
  const HopmapRouteStop *end = hopmap_route_shape_get_stop (shape, 1);

  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 1);
  g_assert_cmpfloat_with_epsilon (leg->bounds.max_x - leg->bounds.min_x,
                                  (360.0 - 139.69 - 122.42) / 360.0, 1e-6);
  /* The great circle goes far north of both ends. */
  g_assert_cmpfloat (leg->bounds.min_y, <, hopmap_mercator_y (45.0));
  for (guint i = 1; i < leg->n_points; i++)
    g_assert_cmpfloat (fabs (leg->points[i].x - leg->points[i - 1].x), <, 0.05);
  g_assert_cmpfloat_with_epsilon (end->point.x, leg->points[leg->n_points - 1].x, 1e-12);
  g_assert_cmpfloat (end->point.x, >, 1.0);
}

static void
test_labels (void)
{
  const MadeUpHop hops[] = {
    { "Oslo", "Norway", 59.91, 10.75, 1.0, 10.0 }, { "Kyiv", "Ukraine", 50.45, 30.52, 2.0, 10.0 },
    { "Oslo", "Norway", 59.91, 10.75, 3.0, 10.0 }, { "Oslo", "Norway", 59.93, 10.70, 4.0, 10.0 },
    { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },           { "Oslo", "Norway", 59.91, 10.75, 6.0, 10.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));

  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 2);
  g_assert_cmpstr (hopmap_route_shape_get_stop (shape, 0)->label, ==, "1, 3–4, 6");
  g_assert_cmpstr (hopmap_route_shape_get_stop (shape, 1)->label, ==, "2");
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 2);
  g_assert_cmpint (hopmap_route_shape_get_stop (shape, 0)->rtt_ns, ==, 1000000);
  g_assert_true (hopmap_route_shape_get_stop (shape, 0)->destination);
  g_assert_true (hopmap_route_shape_find_stop (shape, 4) == hopmap_route_shape_get_stop (shape, 0));
  g_assert_null (hopmap_route_shape_find_stop (shape, 5));
  g_assert_null (hopmap_route_shape_find_stop (shape, 99));
}

static void
test_same_name_far_apart (void)
{
  const MadeUpHop hops[] = {
    { "Springfield", "United States", 39.80, -89.64, 1.0, 10.0 },
    { "Springfield", "United States", 42.10, -72.59, 2.0, 10.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));

  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 2);
}

static void
test_bridge_and_doubt (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  guint n_bridges = 0;
  guint n_vague = 0;

  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    {
      const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

      n_bridges += leg->n_gap > 0 ? 1 : 0;
      n_vague += leg->vague ? 1 : 0;
      if (leg->n_gap > 0)
        g_assert_cmpuint (leg->ttl, ==, 9);
    }
  g_assert_cmpuint (n_bridges, ==, 1);
  g_assert_cmpuint (n_vague, ==, 2);
  g_assert_true (hopmap_route_shape_find_stop (shape, 10)->vague);
  g_assert_false (hopmap_route_shape_find_stop (shape, 9)->vague);
  g_assert_cmpstr (hopmap_route_shape_find_stop (shape, 3)->label, ==, "3–4");
}

/* A private first hop is no gap in the line: nothing comes before it. */
static void
test_nothing_before_the_first_place (void)
{
  const MadeUpHop hops[] = {
    { NULL, NULL, 0.0, 0.0, 1.0, 0.0 },
    { "Rome", "Italy", 41.9, 12.5, 2.0, 10.0 },
    { "Milan", "Italy", 45.46, 9.19, 3.0, 10.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));

  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 1);
  g_assert_false (hopmap_route_shape_get_leg (shape, 0)->n_gap > 0);
}

static void
test_nothing_to_show (void)
{
  const MadeUpHop hops[] = {
    { NULL, NULL, 0.0, 0.0, 1.0, 0.0 },
    { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  };

  for (guint n = 0; n <= G_N_ELEMENTS (hops); n++)
    {
      g_autoptr (HopmapRouteShape) shape = shape_of (hops, n);
      const HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);

      g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 0);
      g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 0);
      g_assert_true (hopmap_map_rect_is_empty (&bounds));
    }
}

/* Places that no map has: the pole, the antipode, numbers that are none. */
static void
test_extreme_places (void)
{
  const MadeUpHop hops[] = {
    { "South Pole", "Antarctica", -90.0, 0.0, 1.0, 10.0 },
    { "North Pole", "Arctic", 90.0, 0.0, 2.0, 10.0 },
    { "Null", "Island", 0.0, 0.0, 3.0, 10.0 },
    { "Antipode", "Pacific", 0.0, 180.0, 4.0, 10.0 },
    { "Edge", "Pacific", 0.0, -180.0, 5.0, 10.0 },
    { "Nowhere", "None", NAN, NAN, 6.0, 10.0 },
    { "Beyond", "None", 123.0, 456.0, 7.0, NAN },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));
  const HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);

  g_assert_true (isfinite (bounds.min_x) && isfinite (bounds.max_x));
  g_assert_true (isfinite (bounds.min_y) && isfinite (bounds.max_y));
  /* 180° east and west are one place. */
  g_assert_cmpstr (hopmap_route_shape_find_stop (shape, 4)->label, ==, "4–5");
  g_assert_null (hopmap_route_shape_find_stop (shape, 6));
  g_assert_null (hopmap_route_shape_find_stop (shape, 7));
}

static void
test_text (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  g_autofree char *one = hopmap_route_stop_dup_text (hopmap_route_shape_find_stop (shape, 2));
  g_autofree char *two = hopmap_route_stop_dup_text (hopmap_route_shape_find_stop (shape, 3));

  g_assert_true (g_str_has_prefix (one, "Hop 2, Berlin, Germany, "));
  g_assert_true (g_str_has_prefix (two, "Hops 3–4, Frankfurt am Main, Germany, 18"));
}

/* A refuted place is shown, but no line leads there and no fit goes so far. */
static void
test_refuted (void)
{
  const MadeUpHop hops[] = {
    { "Berlin", "Germany", 52.52, 13.40, 6.0, 20.0 },
    { "New York", "United States", 40.71, -74.01, 12.0, 20.0, MADE_UP_REFUTED },
    { "Warsaw", "Poland", 52.23, 21.01, 16.0, 20.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));
  const HopmapRouteStop *stop = hopmap_route_shape_find_stop (shape, 2);
  const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, 0);
  g_autofree char *text = hopmap_route_stop_dup_text (stop);

  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 3);
  g_assert_true (stop->refuted && stop->vague);
  g_assert_nonnull (strstr (text, "New York"));
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 1);
  g_assert_cmpuint (leg->n_gap, ==, 1);
  g_assert_cmpuint (leg->gap[0], ==, 2);
  g_assert_cmpfloat (hopmap_route_shape_get_bounds (shape).min_x, >, 0.5);
}

static void
test_kinds_of_doubt (void)
{
  const MadeUpHop hops[] = {
    { "Germany", "Germany", 51.0, 10.0, 6.0, 20.0, MADE_UP_COUNTRY },
    { "Dubai", "United Arab Emirates", 25.20, 55.27, 97.0, 30.0, MADE_UP_ANYCAST },
    { "Dubai", "United Arab Emirates", 25.20, 55.27, 97.0, 30.0 },
  };
  g_autoptr (HopmapRouteShape) shape = shape_of (hops, G_N_ELEMENTS (hops));
  g_autofree char *doubt = hopmap_route_stop_dup_doubt (hopmap_route_shape_get_stop (shape, 2));

  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 3);
  g_assert_true (hopmap_route_shape_get_stop (shape, 0)->country);
  g_assert_true (hopmap_route_shape_get_stop (shape, 0)->vague);
  g_assert_true (hopmap_route_shape_get_stop (shape, 1)->anycast);
  g_assert_false (hopmap_route_shape_get_stop (shape, 2)->anycast);
  g_assert_null (doubt);
}

/* Where the person is belongs on the screen only. */
static void
test_origin (void)
{
  const MadeUpHop hops[] = {
    { NULL, NULL, 0.0, 0.0, 1.0, 0.0 },
    { "Berlin", "Germany", 52.52, 13.40, 6.0, 20.0 },
  };
  const HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                               .evidence = HOPMAP_EVIDENCE_PERSON,
                               .has_point = TRUE,
                               .latitude = 51.05,
                               .longitude = 13.74,
                               .city = (char *) "Dresden" };
  const HopmapShapeOptions with_origin = { HOPMAP_SHAPE_RTT, TRUE };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapPlace) origin = hopmap_place_new (&fields);
  g_autoptr (HopmapRouteShape) plain = NULL;
  g_autoptr (HopmapRouteShape) shape = NULL;

  hopmap_route_set_origin (route, origin);
  plain = hopmap_route_shape_new (route);
  shape = hopmap_route_shape_new_full (route, &with_origin);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (plain), ==, 1);
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (plain), ==, 0);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 2);
  g_assert_true (hopmap_route_shape_get_stop (shape, 0)->origin);
  g_assert_cmpuint (hopmap_route_shape_get_stop (shape, 0)->n_hops, ==, 0);
  g_assert_cmpuint (hopmap_route_shape_get_leg (shape, 0)->n_gap, ==, 1);
}

static void
test_colours_of_loss (void)
{
  const MadeUpHop hops[] = {
    { "Berlin", "Germany", 52.52, 13.40, 250.0, 20.0 },
    { "Warsaw", "Poland", 52.23, 21.01, 260.0, 20.0 },
  };
  const HopmapShapeOptions by_loss = { HOPMAP_SHAPE_LOSS, FALSE };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapHop) last = g_list_model_get_item (G_LIST_MODEL (route), 1);
  g_autoptr (HopmapRouteShape) rtt = hopmap_route_shape_new (route);
  g_autoptr (HopmapRouteShape) loss = NULL;

  for (guint i = 0; i < 3; i++)
    hopmap_hop_lose_probe (last, hopmap_hop_add_probe (last, HOPMAP_PROTOCOL_ICMP, 0));
  loss = hopmap_route_shape_new_full (route, &by_loss);
  g_assert_cmpuint (hopmap_route_shape_get_stop (rtt, 0)->tone, ==, HOPMAP_RTT_CLASSES - 1);
  g_assert_cmpuint (hopmap_route_shape_get_stop (loss, 0)->tone, ==, 0);
  g_assert_cmpuint (hopmap_route_shape_get_leg (loss, 0)->tone, ==, HOPMAP_RTT_CLASSES - 1);
}

/* Other addresses at a distance are on thinner lines from the place before to the place after. */
static void
test_branches (void)
{
  const MadeUpHop hops[] = {
    { "Madrid", "Spain", 40.42, -3.70, 3.0, 20.0 },
    { "Paris", "France", 48.86, 2.35, 24.0, 20.0 },
    { "Berlin", "Germany", 52.52, 13.40, 33.0, 20.0 },
  };
  const MadeUpHop london = { "London", "United Kingdom", 51.51, -0.13, 25.0, 20.0 };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (HopmapRouteShape) plain = hopmap_route_shape_new (route);
  g_autoptr (HopmapRouteShape) shape = NULL;
  const HopmapRouteLeg *there, *back;
  const HopmapRouteStop *stop;

  g_assert_cmpuint (hopmap_route_shape_get_n_branches (plain), ==, 0);
  /* In the same place as the hop, in the place before it, and in none: nothing to be drawn. */
  made_up_route_add_other (route, 2, 1, &hops[1]);
  made_up_route_add_other (route, 2, 2, &hops[0]);
  made_up_route_add_other (route, 2, 3, &(MadeUpHop){ .rtt_ms = 24.0 });
  hopmap_route_shape_unref (g_steal_pointer (&plain));
  plain = hopmap_route_shape_new (route);
  g_assert_cmpuint (hopmap_route_shape_get_n_branches (plain), ==, 0);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (plain), ==, 3);

  made_up_route_add_other (route, 2, 4, &london);
  made_up_route_add_other (route, 2, 5, &london);
  shape = hopmap_route_shape_new (route);
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 2);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 4);
  g_assert_cmpuint (hopmap_route_shape_get_n_branches (shape), ==, 2);
  there = hopmap_route_shape_get_branch (shape, 0);
  back = hopmap_route_shape_get_branch (shape, 1);
  stop = hopmap_route_shape_get_stop (shape, there->to);
  g_assert_true (stop->branch);
  g_assert_cmpstr (stop->label, ==, "2b");
  g_assert_cmpint (stop->rtt_ns, ==, 25000000);
  g_assert_cmpuint (there->from, ==, 0);
  g_assert_cmpuint (there->ttl, ==, 2);
  g_assert_cmpuint (back->from, ==, there->to);
  g_assert_true (hopmap_route_shape_find_stop (shape, 3)
                 == hopmap_route_shape_get_stop (shape, back->to));
  /* The hop is still where it was. */
  g_assert_cmpstr (hopmap_route_shape_find_stop (shape, 2)->place->city, ==, "Paris");
  g_assert_false (hopmap_route_shape_is_reached (shape, 2, 0.5));
  g_assert_true (hopmap_route_shape_is_reached (shape, 2, 1.0));

  /* What is not to be seen is not seen by another address either. */
  hopmap_hop_set_masked (hopmap_route_get_hop (route, 2), TRUE);
  hopmap_route_shape_unref (g_steal_pointer (&shape));
  shape = hopmap_route_shape_new (route);
  g_assert_cmpuint (hopmap_route_shape_get_n_branches (shape), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route-shape/short-way-across-the-pacific", test_short_way_across_the_pacific);
  g_test_add_func ("/route-shape/labels", test_labels);
  g_test_add_func ("/route-shape/same-name-far-apart", test_same_name_far_apart);
  g_test_add_func ("/route-shape/bridge-and-doubt", test_bridge_and_doubt);
  g_test_add_func ("/route-shape/nothing-before-the-first-place",
                   test_nothing_before_the_first_place);
  g_test_add_func ("/route-shape/nothing-to-show", test_nothing_to_show);
  g_test_add_func ("/route-shape/extreme-places", test_extreme_places);
  g_test_add_func ("/route-shape/text", test_text);
  g_test_add_func ("/route-shape/refuted", test_refuted);
  g_test_add_func ("/route-shape/kinds-of-doubt", test_kinds_of_doubt);
  g_test_add_func ("/route-shape/origin", test_origin);
  g_test_add_func ("/route-shape/colours-of-loss", test_colours_of_loss);
  g_test_add_func ("/route-shape/branches", test_branches);
  return g_test_run ();
}

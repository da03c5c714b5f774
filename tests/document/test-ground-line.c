/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines over the ground: on the great circle, close together, and cut at 180°.
 */
#include <hopmap-ground-line.h>
#include <hopmap-sphere.h>
#include <math.h>

static HopmapRoute *
make_route (const double (*places)[2], guint n)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  for (guint i = 0; i < n; i++)
    {
      HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                             .evidence = HOPMAP_EVIDENCE_DATABASE,
                             .has_point = TRUE,
                             .latitude = places[i][0],
                             .longitude = places[i][1],
                             .radius_km = 10 };
      g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

      hopmap_hop_set_place (hopmap_route_ensure_hop (route, i + 1), place, NULL);
    }

  return route;
}

static const HopmapGroundPoint *
get (const GArray *points, guint index)
{
  return &g_array_index (points, HopmapGroundPoint, index);
}

/* What holds of every part: in range, no step that could be drawn round the world. */
static void
check_part (const GArray *part)
{
  g_assert_cmpuint (part->len, >=, 2);
  for (guint i = 0; i < part->len; i++)
    {
      const HopmapGroundPoint *point = get (part, i);

      g_assert_true (fabs (point->latitude) <= 90.0 && fabs (point->longitude) <= 180.0);
      if (i > 0)
        g_assert_cmpfloat (fabs (point->longitude - get (part, i - 1)->longitude), <=, 180.0);
    }
}

static GPtrArray *
cut (const double (*places)[2], guint n)
{
  g_autoptr (HopmapRoute) route = make_route (places, n);
  g_autoptr (GPtrArray) legs = hopmap_ground_line_new (route);
  g_autoptr (GArray) points = hopmap_ground_line_join (legs);
  GPtrArray *parts = hopmap_ground_line_cut (points);

  for (guint i = 0; i < parts->len; i++)
    check_part (parts->pdata[i]);
  return parts;
}

static void
check_seam (GPtrArray *parts, guint seam, double side)
{
  const GArray *before = parts->pdata[seam], *after = parts->pdata[seam + 1];

  g_assert_cmpfloat (get (before, before->len - 1)->longitude, ==, side);
  g_assert_cmpfloat (get (after, 0)->longitude, ==, -side);
  g_assert_cmpfloat_with_epsilon (get (before, before->len - 1)->latitude, get (after, 0)->latitude,
                                  1e-9);
}

static void
test_on_the_circle (void)
{
  static const double places[][2] = { { 52.52, 13.405 }, { 37.77, -122.42 } };
  g_autoptr (GPtrArray) parts = cut (places, 2);
  const GArray *part = parts->pdata[0];
  const double whole = hopmap_sphere_distance_km (52.52, 13.405, 37.77, -122.42);
  double sum = 0.0;

  g_assert_cmpuint (parts->len, ==, 1);
  for (guint i = 1; i < part->len; i++)
    {
      const HopmapGroundPoint *a = get (part, i - 1), *b = get (part, i);
      const double km = hopmap_sphere_distance_km (a->latitude, a->longitude, b->latitude,
                                                   b->longitude);

      g_assert_cmpfloat (km, <=, 101.0);
      sum += km;
    }
  /* No detour at all: every point is on the circle. */
  g_assert_cmpfloat_with_epsilon (sum, whole, 0.01);
  g_assert_cmpfloat (get (part, 0)->longitude, ==, 13.405);
  g_assert_cmpfloat (get (part, part->len - 1)->latitude, ==, 37.77);
}

static void
test_date_line (void)
{
  static const double there_and_back[][2] = { { 35.69, 139.69 },
                                              { 37.77, -122.42 },
                                              { -33.87, 151.2 } };
  g_autoptr (GPtrArray) parts = cut (there_and_back, 3);

  g_assert_cmpuint (parts->len, ==, 3);
  check_seam (parts, 0, 180.0);
  check_seam (parts, 1, -180.0);
}

/* Beginning, ending or turning exactly on the line: no part of one point, none of no length. */
static void
test_on_the_date_line (void)
{
  static const double starts[][2] = { { 10, 180 }, { 12, -170 } };
  static const double ends[][2] = { { 10, 170 }, { 12, -180 } };
  static const double turns[][2] = { { 10, 179 }, { 11, 180 }, { 12, -179 } };
  static const double follows[][2] = { { -10, 180 }, { 10, -180 } };
  g_autoptr (GPtrArray) start = cut (starts, 2);
  g_autoptr (GPtrArray) end = cut (ends, 2);
  g_autoptr (GPtrArray) turn = cut (turns, 3);
  g_autoptr (GPtrArray) follow = cut (follows, 2);

  g_assert_cmpuint (start->len, ==, 1);
  g_assert_cmpfloat (get (start->pdata[0], 0)->longitude, ==, -180.0);
  g_assert_cmpuint (end->len, ==, 1);
  g_assert_cmpuint (turn->len, ==, 2);
  check_seam (turn, 0, 180.0);
  g_assert_cmpuint (follow->len, >=, 1);
}

static void
test_poles (void)
{
  static const double over[][2] = { { 80, 10 }, { 80, -170 } };
  static const double antipodes[][2] = { { 40, 20 }, { -40, -160 } };
  static const double pole[][2] = { { 90, 0 }, { 60, 175 }, { 60, -175 } };
  g_autoptr (GPtrArray) a = cut (over, 2);
  g_autoptr (GPtrArray) b = cut (antipodes, 2);
  g_autoptr (GPtrArray) c = cut (pole, 3);

  g_assert_cmpuint (a->len, >=, 1);
  g_assert_cmpuint (b->len, >=, 1);
  g_assert_cmpuint (c->len, ==, 2);
}

static void
test_legs (void)
{
  static const double places[][2] = {
    { 52.52, 13.405 }, { 52.52, 13.405 }, { 50.11, 8.68 }, { 48.14, 11.58 }
  };
  g_autoptr (HopmapRoute) route = make_route (places, 4);
  g_autoptr (GPtrArray) legs = NULL;
  const HopmapGroundLeg *leg;

  hopmap_hop_set_place (hopmap_route_get_hop (route, 3), NULL, NULL);
  legs = hopmap_ground_line_new (route);
  g_assert_cmpuint (legs->len, ==, 1);
  leg = legs->pdata[0];
  g_assert_cmpuint (hopmap_hop_get_ttl (leg->from), ==, 2);
  g_assert_cmpuint (hopmap_hop_get_ttl (leg->to), ==, 4);
  g_assert_true (leg->bridge);
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) none = cut (NULL, 0);
  static const double places[][2] = { { 1, 2 } };
  g_autoptr (GPtrArray) one = cut (places, 1);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/ground-line/on-the-circle", test_on_the_circle);
  g_test_add_func ("/document/ground-line/date-line", test_date_line);
  g_test_add_func ("/document/ground-line/on-the-date-line", test_on_the_date_line);
  g_test_add_func ("/document/ground-line/poles", test_poles);
  g_test_add_func ("/document/ground-line/legs", test_legs);
  g_test_add_func ("/document/ground-line/nothing", test_nothing);
  return g_test_run ();
}

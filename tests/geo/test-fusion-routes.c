/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Light and the vote against thousands of made-up routes with planted wrong places, in any order.
 */
#include "hopmap-made-up-route.h"
#include "hopmap-place-fusion.h"

#define N_ROUTES 2000
#define SEED     20240229

typedef struct
{
  guint impossible, impossible_refuted;
  guint possible, possible_refuted;
  guint true_places, true_outvoted;
  guint wrong_places, wrong_outvoted;
  guint hops, hops_right, hops_wrong;
} Count;

static void
count_place (Count *count, const HopmapMadeUpRoute *route, guint hop, const HopmapPlace *place)
{
  const gboolean refuted = place->refutation.kind == HOPMAP_REFUTATION_LIGHT;
  const gboolean outvoted = place->refutation.kind == HOPMAP_REFUTATION_OUTVOTED;

  /* Between the two only the times that were not noted to the end could tell. */
  if (hopmap_made_up_route_is_within (route, place, route->hops[hop].true_ns))
    {
      count->possible++;
      count->possible_refuted += refuted;
    }
  else if (!hopmap_made_up_route_is_within (route, place, route->hops[hop].noted_ns))
    {
      count->impossible++;
      count->impossible_refuted += refuted;
    }

  if (hopmap_made_up_route_is_true (route, hop, place))
    {
      count->true_places++;
      count->true_outvoted += outvoted;
    }
  else
    {
      count->wrong_places++;
      count->wrong_outvoted += outvoted;
    }
}

static void
count_route (Count *count, const HopmapMadeUpRoute *route, const HopmapPlace *origin)
{
  g_autoptr (GArray)
      fused = hopmap_place_fuse (route->times, route->candidates, route->n_hops, origin);

  g_assert_cmpuint (fused->len, ==, route->n_hops);
  for (guint i = 0; i < route->n_hops; i++)
    {
      const HopmapFusedHop *hop = &g_array_index (fused, HopmapFusedHop, i);

      g_assert_true ((hop->candidates == NULL) == (route->candidates[i] == NULL));
      if (hop->candidates == NULL)
        continue;

      g_assert_cmpuint (hop->candidates->len, ==, route->candidates[i]->len);
      for (guint k = 0; k < hop->candidates->len; k++)
        count_place (count, route, i, hop->candidates->pdata[k]);
      count->hops++;
      if (hop->place->has_point && hopmap_made_up_route_is_true (route, i, hop->place))
        count->hops_right++;
      else if (hop->place->has_point)
        count->hops_wrong++;
    }
}

typedef enum
{
  ORIGIN = 1 << 0,  /* it is known where the probes come from */
  OFFICES = 1 << 1, /* carriers' routers are put where their offices are */
} Case;

static Count
count_routes (double wrong_part, Case which)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  Count count = { 0 };

  for (guint i = 0; i < N_ROUTES; i++)
    {
      g_autoptr (HopmapMadeUpRoute) route = hopmap_made_up_route_new (rand, wrong_part);

      if (which & OFFICES)
        hopmap_made_up_route_put_in_office (route, rand);
      count_route (&count, route, which & ORIGIN ? route->origin : NULL);
    }

  g_test_message ("%.0f %% wrong%s, origin %s: refuted %u of %u impossible, %u of %u possible; "
                  "outvoted %u of %u true, %u of %u wrong; shown %u of %u hops right, %u wrong",
                  wrong_part * 100.0, which & OFFICES ? " and offices" : "",
                  which & ORIGIN ? "known" : "unknown", count.impossible_refuted, count.impossible,
                  count.possible_refuted, count.possible, count.true_outvoted, count.true_places,
                  count.wrong_outvoted, count.wrong_places, count.hops_right, count.hops,
                  count.hops_wrong);
  return count;
}

/* Whatever sources say: what is impossible goes, and what is possible is never called impossible. */
static void
test_known_origin (void)
{
  static const struct
  {
    double wrong_part;
    Case which;
  } rows[] = { { 0.05, ORIGIN }, { 0.2, ORIGIN }, { 0.2, ORIGIN | OFFICES },
               { 0.5, ORIGIN },  { 1.0, ORIGIN }, { 1.0, ORIGIN | OFFICES } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Count count = count_routes (rows[i].wrong_part, rows[i].which);

      g_assert_cmpuint (count.impossible, >, 500);
      g_assert_cmpuint (count.impossible_refuted * 100, >=, count.impossible * 99);
      g_assert_cmpuint (count.possible_refuted, ==, 0);
    }
}

/* Without an origin nothing is impossible, and some places are set aside: those that are wrong. */
static void
test_unknown_origin (void)
{
  static const struct
  {
    double wrong_part;
    Case which;
    guint true_per_100000; /* may be set aside; what is set aside is a guess */
    guint wrong_per_100;   /* must be */
  } rows[] = {
    { 0.0, 0, 0, 0 },   { 0.02, 0, 5, 20 }, { 0.02, OFFICES, 10, 5 },
    { 0.1, 0, 10, 15 }, { 0.2, 0, 30, 12 }, { 0.5, 0, 200, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Count count = count_routes (rows[i].wrong_part, rows[i].which);

      g_assert_cmpuint (count.impossible_refuted, ==, 0);
      g_assert_cmpuint (count.possible_refuted, ==, 0);
      g_assert_cmpuint (count.true_outvoted * 100000, <=,
                        count.true_places * rows[i].true_per_100000);
      g_assert_cmpuint (count.wrong_outvoted * 100, >=, count.wrong_places * rows[i].wrong_per_100);
    }
}

static void
assert_same (GArray *a, GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const HopmapFusedHop *one = &g_array_index (a, HopmapFusedHop, i);
      const HopmapFusedHop *other = &g_array_index (b, HopmapFusedHop, i);

      g_assert_true (hopmap_place_equal (one->place, other->place));
      for (guint k = 0; one->candidates != NULL && k < one->candidates->len; k++)
        g_assert_true (hopmap_place_equal (one->candidates->pdata[k], other->candidates->pdata[k]));
    }
}

static void
shuffle (GPtrArray *places, GRand *rand)
{
  for (guint i = places->len; i > 1; i--)
    {
      const guint k = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer place = places->pdata[k];

      places->pdata[k] = places->pdata[i - 1];
      places->pdata[i - 1] = place;
    }
}

/* In whatever order sources answer. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (HopmapMadeUpRoute) route = hopmap_made_up_route_new (rand, 0.4);
      const HopmapPlace *origin = i % 2 == 0 ? route->origin : NULL;
      g_autoptr (GArray)
          first = hopmap_place_fuse (route->times, route->candidates, route->n_hops, origin);

      for (guint turn = 0; turn < 4; turn++)
        {
          g_autoptr (GArray) again = NULL;

          for (guint hop = 0; hop < route->n_hops; hop++)
            if (route->candidates[hop] != NULL)
              shuffle (route->candidates[hop], rand);
          again = hopmap_place_fuse (route->times, route->candidates, route->n_hops, origin);
          assert_same (first, again);
        }
    }
}

/* What was judged before is judged anew, and comes out the same. */
static void
test_again (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (HopmapMadeUpRoute) route = hopmap_made_up_route_new (rand, 0.4);
      g_autoptr (GArray)
          first = hopmap_place_fuse (route->times, route->candidates, route->n_hops, route->origin);
      g_autoptr (GArray) again = NULL;
      GPtrArray *judged[MADE_UP_MAX_HOPS];

      for (guint hop = 0; hop < route->n_hops; hop++)
        judged[hop] = g_array_index (first, HopmapFusedHop, hop).candidates;
      again = hopmap_place_fuse (route->times, judged, route->n_hops, route->origin);
      assert_same (first, again);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fusion-routes/known-origin", test_known_origin);
  g_test_add_func ("/fusion-routes/unknown-origin", test_unknown_origin);
  g_test_add_func ("/fusion-routes/order", test_order);
  g_test_add_func ("/fusion-routes/again", test_again);

  return g_test_run ();
}

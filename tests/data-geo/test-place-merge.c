/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate-distortion merge on a line: site n is at kilometre n. */
#include "hopmap-place-merge.h"

#include <math.h>

static double
get_distance (guint a, guint b, gpointer unused)
{
  return fabs ((double) a - (double) b);
}

typedef struct
{
  HopmapMerge merge;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->merge = (HopmapMerge){ hopmap_mmdb_tree_new (), 1000.0, get_distance, NULL };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  hopmap_mmdb_tree_free (fixture->merge.tree);
}

static HopmapPart
join (Fixture *fixture, HopmapPart left, HopmapPart right)
{
  return hopmap_merge_join (&fixture->merge, left, right, 10, 32);
}

static HopmapPart
range (Fixture *fixture, guint site, double addresses)
{
  return hopmap_merge_range (&fixture->merge, site, addresses, 0.0);
}

static void
assert_site (HopmapPart *part, guint site, guint radius_km)
{
  guint32 value;

  g_assert_true (hopmap_mmdb_branch_is_value (part->branch));
  value = hopmap_mmdb_branch_get_value (part->branch);
  g_assert_cmpuint (hopmap_merge_get_site (value), ==, site);
  g_assert_cmpuint (hopmap_merge_get_radius_km (value), ==, radius_km);
  hopmap_part_clear (part);
}

static void
test_same (Fixture *fixture, gconstpointer unused)
{
  HopmapPart part = join (fixture, range (fixture, 7, 1e9), range (fixture, 7, 1e9));

  g_assert_cmpfloat (part.cost, ==, 0.0);
  assert_site (&part, 7, 25);
}

/* The cheaper side moves, when that costs at most lambda. */
static void
test_threshold (Fixture *fixture, gconstpointer unused)
{
  HopmapPart at = join (fixture, range (fixture, 0, 100), range (fixture, 200, 5));
  HopmapPart above = join (fixture, range (fixture, 0, 100), range (fixture, 201, 5));

  g_assert_cmpfloat (at.cost, ==, 1000.0);
  g_assert_true (hopmap_mmdb_branch_is_node (above.branch));
  g_assert_cmpfloat (above.cost, ==, 1000.0);
  assert_site (&at, 0, 25);
  hopmap_part_clear (&above);
}

/* Two forks that are both not worth it alone go together, since the move is to one site. */
static void
test_later_merge (Fixture *fixture, gconstpointer unused)
{
  HopmapPart left = join (fixture, range (fixture, 0, 12), range (fixture, 100, 11));
  HopmapPart right = join (fixture, range (fixture, 0, 12), range (fixture, 100, 11));
  HopmapPart whole;

  g_assert_true (hopmap_mmdb_branch_is_node (left.branch));
  whole = join (fixture, left, right);
  /* 22 addresses by 100 km, against three nodes. */
  g_assert_cmpfloat (whole.cost, ==, 2200.0);
  assert_site (&whole, 0, 100);
}

static void
test_too_diverse (Fixture *fixture, gconstpointer unused)
{
  HopmapPart left = join (fixture, range (fixture, 0, 1e6), range (fixture, 9000, 1e6));
  HopmapPart whole;

  g_assert_null (left.shares);
  whole = join (fixture, left, range (fixture, 0, 1));
  g_assert_true (hopmap_mmdb_branch_is_node (whole.branch));
  g_assert_cmpfloat (whole.cost, ==, 2000.0);
  hopmap_part_clear (&whole);
}

/* Unknown addresses do not get a place, and known ones keep theirs. */
static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  HopmapPart none = join (fixture, hopmap_merge_nothing (), hopmap_merge_nothing ());
  HopmapPart half = join (fixture, range (fixture, 3, 1), hopmap_merge_nothing ());
  HopmapMmdbBranch left, right;

  g_assert_cmpuint (none.branch, ==, HOPMAP_MMDB_NOTHING);
  hopmap_mmdb_tree_get_sides (fixture->merge.tree, half.branch, &left, &right);
  g_assert_true (hopmap_mmdb_branch_is_value (left));
  g_assert_cmpuint (right, ==, HOPMAP_MMDB_NOTHING);
}

static void
test_cut (Fixture *fixture, gconstpointer unused)
{
  HopmapPart far = hopmap_merge_join (&fixture->merge, range (fixture, 0, 1e6),
                                      range (fixture, 900, 2e6), 40, 40);
  HopmapPart half = hopmap_merge_join (&fixture->merge, hopmap_merge_nothing (),
                                       range (fixture, 5, 1e6), 40, 40);

  assert_site (&far, 900, 1000);
  assert_site (&half, 5, 25);
}

/* The radius holds nine tenths of the addresses, the way to the site included. */
static void
test_radius (Fixture *fixture, gconstpointer unused)
{
  HopmapPart few = join (fixture, hopmap_merge_range (&fixture->merge, 0, 95, 40),
                         hopmap_merge_range (&fixture->merge, 200, 5, 0));
  HopmapPart many = join (fixture, hopmap_merge_range (&fixture->merge, 0, 45, 40),
                          hopmap_merge_range (&fixture->merge, 180, 5.5, 10));

  assert_site (&few, 0, 50);
  assert_site (&many, 0, 200);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/place-merge/same", test_same },
    { "/place-merge/threshold", test_threshold },
    { "/place-merge/later-merge", test_later_merge },
    { "/place-merge/too-diverse", test_too_diverse },
    { "/place-merge/nothing", test_nothing },
    { "/place-merge/cut", test_cut },
    { "/place-merge/radius", test_radius },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate-distortion merge: when is a subtree of address ranges better told as one place? From the
 * leaves up, a subtree becomes one site when the kilometres that this displaces its addresses by
 * cost less than the nodes that it saves. */
#include "hopmap-place-merge.h"

#include <math.h>

/* How many of the sites with the most addresses are tried as the one that stands for all. */
#define MAX_CANDIDATES 12

/* The part of the addresses that the accuracy radius has to reach. */
#define RADIUS_QUANTILE 0.9

typedef struct
{
  guint site;
  double addresses;
  double snap; /* addresses times km from where the source has them to the site */
} Share;

/* Few different radii make few different records; the lowest is the floor, since no city is a
 * point. */
static const guint radius_steps[HOPMAP_RADIUS_STEPS] = { 25, 50, 100, 200, 500, 1000, 2500, 20000 };

static const Share *
get_shares (const HopmapPart *part)
{
  return (const Share *) (gpointer) part->shares->data;
}

/* Adds up two lists that are ordered by site. */
static GArray *
add_shares (const HopmapPart *left, const HopmapPart *right)
{
  GArray *sum = g_array_sized_new (FALSE, FALSE, sizeof (Share),
                                   left->shares->len + right->shares->len);
  const Share *a = get_shares (left), *a_end = a + left->shares->len;
  const Share *b = get_shares (right), *b_end = b + right->shares->len;

  while (a < a_end || b < b_end)
    {
      Share share;

      if (b == b_end || (a < a_end && a->site < b->site))
        share = *a++;
      else if (a == a_end || b->site < a->site)
        share = *b++;
      else
        {
          share = (Share){ a->site, a->addresses + b->addresses, a->snap + b->snap };
          a++;
          b++;
        }
      g_array_append_val (sum, share);
    }
  return sum;
}

static double
get_displacement (const HopmapMerge *merge, GArray *shares, guint site, double limit)
{
  double sum = 0.0;

  for (guint i = 0; i < shares->len && sum < limit; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);

      if (share->site != site)
        sum += share->addresses * merge->distance (site, share->site, merge->user_data);
    }
  return sum;
}

static int
compare_addresses (gconstpointer a, gconstpointer b)
{
  const Share *left = a;
  const Share *right = b;

  if (left->addresses != right->addresses)
    return left->addresses < right->addresses ? 1 : -1;
  return (left->site > right->site) - (left->site < right->site);
}

/* The site among the larger ones to which all addresses are moved most cheaply. */
static guint
choose_site (const HopmapMerge *merge, GArray *shares, double *cost)
{
  g_autoptr (GArray) ordered = NULL;
  GArray *candidates = shares;
  guint best = g_array_index (shares, Share, 0).site;

  *cost = INFINITY;
  if (shares->len > MAX_CANDIDATES)
    {
      candidates = ordered = g_array_copy (shares);
      g_array_sort (ordered, compare_addresses);
    }
  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++)
    {
      guint site = g_array_index (candidates, Share, i).site;
      double displacement = get_displacement (merge, shares, site, *cost);

      if (displacement < *cost)
        {
          *cost = displacement;
          best = site;
        }
    }
  return best;
}

typedef struct
{
  double distance_km;
  double addresses;
} Reach;

static int
compare_reaches (gconstpointer a, gconstpointer b)
{
  const Reach *left = a;
  const Reach *right = b;

  return (left->distance_km > right->distance_km) - (left->distance_km < right->distance_km);
}

/* The radius around @site that holds nine tenths of the addresses, as the source has them. */
static double
get_radius_km (const HopmapMerge *merge, GArray *shares, guint site)
{
  g_autoptr (GArray) reaches = g_array_sized_new (FALSE, FALSE, sizeof (Reach), shares->len);
  double all = 0.0, within = 0.0;
  guint i;

  for (i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);
      Reach reach = { share->snap / share->addresses, share->addresses };

      if (share->site != site)
        reach.distance_km += merge->distance (site, share->site, merge->user_data);
      all += share->addresses;
      g_array_append_val (reaches, reach);
    }
  g_array_sort (reaches, compare_reaches);
  for (i = 0; i + 1 < reaches->len; i++)
    {
      within += g_array_index (reaches, Reach, i).addresses;
      if (within >= all * RADIUS_QUANTILE)
        break;
    }
  return g_array_index (reaches, Reach, i).distance_km;
}

static HopmapMmdbBranch
make_branch (const HopmapMerge *merge, GArray *shares, guint site)
{
  double radius_km = get_radius_km (merge, shares, site);
  guint step = 0;

  while (step + 1 < HOPMAP_RADIUS_STEPS && radius_steps[step] < radius_km)
    step++;
  return hopmap_mmdb_branch_for_value (hopmap_merge_pack_value (site, step));
}

/* Below the cut, a part without places does not hold its neighbour back. */
static HopmapPart
join_with_nothing (const HopmapMerge *merge, HopmapPart left, HopmapPart right, gboolean below_cut)
{
  gboolean left_empty = left.branch == HOPMAP_MMDB_NOTHING;
  HopmapPart joined = { HOPMAP_MMDB_NOTHING, 0.0, NULL };

  if (left_empty && right.branch == HOPMAP_MMDB_NOTHING)
    return joined;
  if (below_cut)
    return left_empty ? right : left;
  joined.branch = hopmap_mmdb_tree_join (merge->tree, left.branch, right.branch);
  joined.cost = left.cost + right.cost + merge->lambda;
  hopmap_part_clear (&left);
  hopmap_part_clear (&right);
  return joined;
}

/**
 * hopmap_merge_pack_value:
 * @site: below 2^27
 * @step: below HOPMAP_RADIUS_STEPS
 */
guint32
hopmap_merge_pack_value (guint site, guint step)
{
  return site * HOPMAP_RADIUS_STEPS + step;
}

guint
hopmap_merge_get_site (guint32 value)
{
  return value / HOPMAP_RADIUS_STEPS;
}

guint
hopmap_merge_get_radius_km (guint32 value)
{
  return radius_steps[value % HOPMAP_RADIUS_STEPS];
}

/**
 * hopmap_merge_nothing:
 *
 * Returns: a part of which the source knows nothing
 */
HopmapPart
hopmap_merge_nothing (void)
{
  return (HopmapPart){ HOPMAP_MMDB_NOTHING, 0.0, NULL };
}

/**
 * hopmap_merge_range:
 * @addresses: how many, more than 0
 * @snap_km: how far the site is from where the source has the range
 *
 * Returns: (transfer full): a part with one record
 */
HopmapPart
hopmap_merge_range (const HopmapMerge *merge, guint site, double addresses, double snap_km)
{
  Share share = { site, addresses, addresses * snap_km };
  HopmapPart part = { HOPMAP_MMDB_NOTHING, 0.0, NULL };

  part.shares = g_array_sized_new (FALSE, FALSE, sizeof (Share), 1);
  g_array_append_val (part.shares, share);
  part.branch = make_branch (merge, part.shares, site);
  return part;
}

/**
 * hopmap_merge_join:
 * @left: (transfer full): the lower half of a range
 * @right: (transfer full): the upper half
 * @depth: of the node that would hold the two, 0 for the root
 * @cut_depth: nodes of this depth and below are never written: there, one site stands for all
 *
 * Returns: (transfer full): the whole range, as one record where that is the better deal
 */
HopmapPart
hopmap_merge_join (const HopmapMerge *merge,
                   HopmapPart left,
                   HopmapPart right,
                   guint depth,
                   guint cut_depth)
{
  HopmapPart joined = { HOPMAP_MMDB_NOTHING, 0.0, NULL };
  double apart = left.cost + right.cost + merge->lambda, together = INFINITY;
  guint site = 0;

  if (left.branch == HOPMAP_MMDB_NOTHING || right.branch == HOPMAP_MMDB_NOTHING)
    return join_with_nothing (merge, left, right, depth >= cut_depth);
  if (left.shares != NULL && right.shares != NULL)
    {
      joined.shares = add_shares (&left, &right);
      site = choose_site (merge, joined.shares, &together);
    }
  if (together <= apart || (depth >= cut_depth && joined.shares != NULL))
    {
      joined.branch = make_branch (merge, joined.shares, site);
      joined.cost = together;
    }
  else
    {
      joined.branch = hopmap_mmdb_tree_join (merge->tree, left.branch, right.branch);
      joined.cost = apart;
      /* Each of the nodes above can save one lambda at most, so that beyond this nothing is lost. */
      if (joined.shares != NULL && together - apart > depth * merge->lambda)
        hopmap_part_clear (&joined);
    }
  hopmap_part_clear (&left);
  hopmap_part_clear (&right);
  return joined;
}

/**
 * hopmap_part_clear:
 *
 * Frees the shares; the branch stays.
 */
void
hopmap_part_clear (HopmapPart *part)
{
  g_clear_pointer (&part->shares, g_array_unref);
}

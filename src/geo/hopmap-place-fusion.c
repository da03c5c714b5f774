/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fusion: see the header. Times refute, they never prove. In this order:
 *
 *  1. With a known origin, a place is refuted where light does not get there and back in time.
 *  2. A place is refuted where it cannot be right together with one of which a person is certain.
 *  3. What is left may hold places that cannot all be right; without an origin that is all that can
 *     be said. A vote sets aside those with which most are at odds, marked as outvoted: that is a
 *     good guess and no proof.
 */
#include "hopmap-place-fusion.h"

#include "hopmap-claim-set.h"
#include "hopmap-place-choice.h"

static void
fused_hop_clear (gpointer data)
{
  HopmapFusedHop *hop = data;

  g_clear_pointer (&hop->place, hopmap_place_unref);
  g_clear_pointer (&hop->candidates, g_ptr_array_unref);
}

static HopmapPlace *
new_judged (const HopmapClaim *claim)
{
  HopmapPlace fields = *claim->place;

  if (hopmap_claim_stands (claim) && claim->place->refutation.kind == HOPMAP_REFUTATION_NONE)
    return hopmap_place_ref ((HopmapPlace *) claim->place);

  fields.refutation = claim->refutation;
  return hopmap_place_new (&fields);
}

/* A database gives an anycast address one of its many places; who measured or knows may give the
 * one that answers here. */
static gboolean
may_show (const HopmapPlace *place, gboolean anycast)
{
  return place->refutation.kind == HOPMAP_REFUTATION_NONE && place->kind != HOPMAP_PLACE_UNKNOWN
         && (!anycast || place->evidence >= HOPMAP_EVIDENCE_NAMED);
}

static HopmapPlace *
choose_place (GPtrArray *candidates, gboolean anycast)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      HopmapPlace *place = candidates->pdata[i];
      HopmapPlace fields = *place;

      if (!may_show (place, anycast))
        continue;
      if (place->anycast == anycast)
        return hopmap_place_ref (place);

      fields.anycast = anycast;
      return hopmap_place_new (&fields);
    }

  return hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_UNKNOWN, .anycast = anycast });
}

static HopmapFusedHop
fuse_hop (const HopmapClaimSet *set, guint hop)
{
  HopmapFusedHop fused = { 0 };
  g_autoptr (GPtrArray) refuted = NULL;
  gboolean anycast = FALSE;

  if (set->first[hop] == set->first[hop + 1])
    return fused;

  fused.candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  refuted = g_ptr_array_new ();
  for (guint i = set->first[hop]; i < set->first[hop + 1]; i++)
    {
      const HopmapClaim *claim = &set->claims[i];

      anycast |= claim->place->anycast;
      g_ptr_array_add (hopmap_claim_stands (claim) ? fused.candidates : refuted,
                       new_judged (claim));
    }
  g_ptr_array_extend_and_steal (fused.candidates, g_steal_pointer (&refuted));
  fused.place = choose_place (fused.candidates, anycast);
  return fused;
}

/**
 * hopmap_place_fuse:
 * @times: (array length=n_hops): the hops of a route, the nearest first
 * @candidates: (array length=n_hops) (element-type HopmapPlace): what sources say of each hop, in any
 *   order, or %NULL; what spoke against them before is forgotten
 * @n_hops: how many hops
 * @origin: (nullable): where the probes come from, with its radius
 *
 * Returns: (transfer full) (element-type HopmapFusedHop): as many, in the same order
 */
GArray *
hopmap_place_fuse (const HopmapHopTimes *times,
                   GPtrArray *const *candidates,
                   guint n_hops,
                   const HopmapPlace *origin)
{
  g_autoptr (HopmapClaimSet) set = hopmap_claim_set_new (times, candidates, n_hops, origin);
  GArray *fused = g_array_sized_new (FALSE, FALSE, sizeof (HopmapFusedHop), n_hops);

  g_array_set_clear_func (fused, fused_hop_clear);
  hopmap_claim_set_refute_by_light (set);
  hopmap_claim_set_vote (set);
  for (guint i = 0; i < n_hops; i++)
    {
      HopmapFusedHop hop = fuse_hop (set, i);

      g_array_append_val (fused, hop);
    }

  return fused;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies a route hop by hop, leaving out what is to be withheld: see the header.
 */
#include "hopmap-masked-route.h"

#include "hopmap-route-copy.h"

static void
copy_masked_sample (HopmapHop *to, const HopmapSample *sample)
{
  HopmapSample masked = *sample;

  masked.address = (HopmapAddress){ 0 };
  masked.n_labels = 0;
  hopmap_route_copy_sample (to, &masked);
}

/* Why a place is refuted says how far it is from a hop that is withheld, or from where we are. */
static gboolean
gives_away (const HopmapPlace *place, guint mask_hops)
{
  const HopmapRefutation *refutation = &place->refutation;

  return refutation->kind != HOPMAP_REFUTATION_NONE
         && (refutation->witness == NULL || refutation->witness_ttl <= mask_hops);
}

static void
leave_candidates_out (HopmapHop *hop, guint mask_hops)
{
  GPtrArray *all = hopmap_hop_get_candidates (hop);
  g_autoptr (GPtrArray) kept = NULL;

  if (all == NULL)
    return;

  kept = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  for (guint i = 0; i < all->len; i++)
    if (!gives_away (all->pdata[i], mask_hops))
      g_ptr_array_add (kept, hopmap_place_ref (all->pdata[i]));
  hopmap_hop_set_place (hop, hopmap_hop_get_place (hop), kept);
}

static void
copy_hop (HopmapRoute *copy, HopmapHop *hop, guint mask_hops)
{
  const gboolean masked = hopmap_hop_get_ttl (hop) <= mask_hops;
  HopmapHop *to = hopmap_route_ensure_hop (copy, hopmap_hop_get_ttl (hop));
  guint n = hopmap_hop_get_n_samples (hop);

  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (masked)
        copy_masked_sample (to, sample);
      else
        hopmap_route_copy_sample (to, sample);
    }

  if (hopmap_hop_get_stats (hop)->sent > n)
    hopmap_hop_set_stats (to, hopmap_hop_get_stats (hop));
  if (masked)
    return;

  hopmap_route_copy_host (to, hop);
  leave_candidates_out (to, mask_hops);
}

/**
 * hopmap_masked_route_new:
 * @route: a route
 * @write_options: what is to be withheld: of so many of the first distances, counted from TTL 1, all but
 *   their times; and where the probes came from, which goes as well where any distance does
 *
 * Where nothing is to be withheld, @route itself comes back.
 *
 * Returns: (transfer full): the route to show
 */
HopmapRoute *
hopmap_masked_route_new (HopmapRoute *route, const HopmapWriteOptions *write_options)
{
  g_autoptr (HopmapRoute) copy = NULL;
  HopmapTraceOptions options = *hopmap_route_get_options (route);
  const guint mask_hops = write_options->mask_hops;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  if (mask_hops == 0 && !write_options->withhold_source)
    return g_object_ref (route);

  options.source = (HopmapAddress){ 0 };
  copy = hopmap_route_new (hopmap_route_get_target (route), &options);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      copy_hop (copy, hop, mask_hops);
    }
  hopmap_route_copy_outcome (copy, route);

  return g_steal_pointer (&copy);
}

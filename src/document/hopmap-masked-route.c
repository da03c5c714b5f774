/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies a route hop by hop, leaving out what is to be withheld: see the header.
 */
#include "hopmap-masked-route.h"

static void
copy_sample (HopmapHop *to, const HopmapSample *sample, gboolean masked)
{
  guint index = hopmap_hop_add_probe (to, sample->protocol, sample->sent_ns);

  if (sample->answer != HOPMAP_ANSWER_NONE)
    {
      HopmapSample answer = *sample;

      if (masked)
        {
          answer.address = (HopmapAddress){ 0 };
          answer.n_labels = 0;
        }
      hopmap_hop_answer_probe (to, index, &answer);
    }
  else if (sample->lost)
    {
      hopmap_hop_lose_probe (to, index);
    }
}

static void
copy_hop (HopmapRoute *copy, HopmapHop *hop, gboolean masked)
{
  HopmapHop *to = hopmap_route_ensure_hop (copy, hopmap_hop_get_ttl (hop));
  guint n = hopmap_hop_get_n_samples (hop);

  for (guint i = 0; i < n; i++)
    copy_sample (to, hopmap_hop_get_sample (hop, i), masked);

  if (masked)
    return;

  hopmap_hop_set_name (to, hopmap_hop_get_name (hop));
  hopmap_hop_set_place (to, hopmap_hop_get_place (hop), hopmap_hop_get_candidates (hop));
  hopmap_hop_set_network (to, hopmap_hop_get_asn (hop), hopmap_hop_get_network (hop));
}

static void
copy_outcome (HopmapRoute *copy, HopmapRoute *route)
{
  const HopmapAddress *destination = hopmap_route_get_destination (route);

  if (destination != NULL)
    hopmap_route_set_destination (copy, destination);
  hopmap_route_set_method (copy, hopmap_route_get_protocol (route),
                           hopmap_route_get_access (route));

  if (hopmap_route_get_error (route) != NULL)
    hopmap_route_fail (copy, hopmap_route_get_error (route));
  else if (hopmap_route_get_end (route) != HOPMAP_END_UNKNOWN)
    hopmap_route_finish (copy, hopmap_route_get_end (route));

  hopmap_route_set_phase (copy, hopmap_route_get_phase (route));
  hopmap_route_set_times (copy, hopmap_route_get_started (route), hopmap_route_get_ended (route));
}

/**
 * hopmap_masked_route_new:
 * @route: a route
 * @mask_hops: how many of the first distances, counted from TTL 1, give away nothing but their
 *   times
 *
 * The address that was probed from goes as well. With @mask_hops 0 nothing is withheld, and @route
 * itself comes back.
 *
 * Returns: (transfer full): the route to show
 */
HopmapRoute *
hopmap_masked_route_new (HopmapRoute *route, guint mask_hops)
{
  g_autoptr (HopmapRoute) copy = NULL;
  HopmapTraceOptions options = *hopmap_route_get_options (route);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  if (mask_hops == 0)
    return g_object_ref (route);

  options.source = (HopmapAddress){ 0 };
  copy = hopmap_route_new (hopmap_route_get_target (route), &options);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      copy_hop (copy, hop, hopmap_hop_get_ttl (hop) <= mask_hops);
    }
  copy_outcome (copy, route);

  return g_steal_pointer (&copy);
}

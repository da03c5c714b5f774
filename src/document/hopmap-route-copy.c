/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies pieces of routes: see the header.
 */
#include "hopmap-route-copy.h"

/**
 * hopmap_route_copy_sample:
 * @to: a hop
 * @sample: a probe of any hop, in whatever state
 *
 * Adds to @to a probe like it.
 */
void
hopmap_route_copy_sample (HopmapHop *to, const HopmapSample *sample)
{
  guint index = hopmap_hop_add_probe (to, sample->protocol, sample->sent_ns);

  if (sample->answer != HOPMAP_ANSWER_NONE)
    hopmap_hop_answer_probe (to, index, sample);
  else if (sample->lost)
    hopmap_hop_lose_probe (to, index);
}

/**
 * hopmap_route_copy_host:
 * @to: a hop
 * @from: another one
 *
 * Name, network, and the places of all its addresses.
 */
void
hopmap_route_copy_host (HopmapHop *to, HopmapHop *from)
{
  hopmap_hop_set_name (to, hopmap_hop_get_name (from));
  hopmap_hop_set_place (to, hopmap_hop_get_place (from), hopmap_hop_get_candidates (from));
  hopmap_hop_set_network (to, hopmap_hop_get_asn (from), hopmap_hop_get_network (from));
  hopmap_hop_set_network_attribution (to, hopmap_hop_get_network_attribution (from));
  for (guint i = 1; i < hopmap_hop_get_n_responders (from); i++)
    {
      const HopmapAddress *other = &hopmap_hop_get_responder (from, i)->address;
      HopmapPlace *place = hopmap_hop_get_other_place (from, other);

      if (place != NULL)
        hopmap_hop_set_other_place (to, other, place);
    }
}

/**
 * hopmap_route_copy_outcome:
 * @to: a route
 * @from: another one
 *
 * All that is not in the hops: destination, method, times, phase and end.
 */
void
hopmap_route_copy_outcome (HopmapRoute *to, HopmapRoute *from)
{
  const HopmapAddress *destination = hopmap_route_get_destination (from);

  if (destination != NULL)
    hopmap_route_set_destination (to, destination);
  hopmap_route_set_method (to, hopmap_route_get_protocol (from), hopmap_route_get_access (from));

  if (hopmap_route_get_error (from) != NULL)
    hopmap_route_fail (to, hopmap_route_get_error (from));
  else if (hopmap_route_get_end (from) != HOPMAP_END_UNKNOWN)
    hopmap_route_finish (to, hopmap_route_get_end (from));

  hopmap_route_set_phase (to, hopmap_route_get_phase (from));
  /* Last, since the phases look at the clock. */
  hopmap_route_set_times (to, hopmap_route_get_started (from), hopmap_route_get_ended (from));
}

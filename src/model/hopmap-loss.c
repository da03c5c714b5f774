/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLoss: see the header. Whatever reaches a hop behind has passed this one, so that loss on the
 * way to it cannot be larger than the smallest behind it.
 */
#include "hopmap-loss.h"

#include <glib/gi18n-lib.h>

/* With fewer decided probes a hop says little about loss. */
#define DECIDED_MIN 5

/* So much of a hop's loss has to be felt behind it to be taken for loss on the way. */
#define FELT_PART 0.5

static gboolean
is_judgeable (HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

  return stats->received > 0 && stats->received + stats->lost >= DECIDED_MIN;
}

/* The smallest loss behind a hop in percent, or -1 where nobody there can say. */
static double
find_loss_behind (HopmapRoute *route, HopmapHop *hop)
{
  double smallest = -1.0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) other = g_list_model_get_item (G_LIST_MODEL (route), i);
      double loss;

      if (hopmap_hop_get_ttl (other) <= hopmap_hop_get_ttl (hop) || !is_judgeable (other))
        continue;

      loss = hopmap_running_stats_get_loss_percent (hopmap_hop_get_stats (other));
      smallest = smallest < 0.0 ? loss : MIN (smallest, loss);
    }

  return smallest;
}

/**
 * hopmap_route_judge_loss:
 * @route: a route
 * @hop: one of its hops
 *
 * Returns: what the probes lost there mean
 */
HopmapLoss
hopmap_route_judge_loss (HopmapRoute *route, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  const double loss = hopmap_running_stats_get_loss_percent (stats);
  double behind;

  if (stats->lost == 0 || stats->received == 0)
    return HOPMAP_LOSS_NONE;
  if (!is_judgeable (hop))
    return HOPMAP_LOSS_UNJUDGED;

  behind = find_loss_behind (route, hop);
  if (behind >= 0.0 && behind < FELT_PART * loss)
    return HOPMAP_LOSS_OF_ANSWERS;

  return HOPMAP_LOSS_ON_THE_WAY;
}

/**
 * hopmap_loss_get_text:
 * @loss: what lost probes mean
 *
 * Returns: (transfer none) (nullable): a sentence on it, translated; %NULL where there is nothing to
 *   say
 */
const char *
hopmap_loss_get_text (HopmapLoss loss)
{
  switch (loss)
    {
    case HOPMAP_LOSS_OF_ANSWERS:
      return _ ("It limits its answers; what passes through it is not lost.");
    case HOPMAP_LOSS_ON_THE_WAY:
      return _ ("Packets are lost here or on the way here.");
    case HOPMAP_LOSS_NONE:
    case HOPMAP_LOSS_UNJUDGED:
    default:
      return NULL;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Times are whole nanoseconds, so that a file that is read and written stays as it
 * is.
 */
#include "hopmap-json-summary.h"

#include "hopmap-json-value.h"
#include "hopmap-plain-text.h"

#include <math.h>

#define NS_PER_MS  1e6
#define MAX_RTT_MS 3.6e6

static void
add_ms (JsonBuilder *builder, const char *name, double ns)
{
  hopmap_json_add_double (builder, name, (double) llround (ns) / NS_PER_MS);
}

static gboolean
get_ns (JsonObject *object, const char *name, gint64 *ns)
{
  double ms;

  if (!hopmap_json_get_double (object, name, 0.0, MAX_RTT_MS, &ms))
    return FALSE;

  *ns = (gint64) llround (ms * NS_PER_MS);
  return TRUE;
}

static void
add_stats (JsonBuilder *builder, const HopmapRunningStats *stats)
{
  json_builder_set_member_name (builder, "stats");
  json_builder_begin_object (builder);
  hopmap_json_add_int (builder, "sent", (gint64) stats->received + stats->lost);
  hopmap_json_add_int (builder, "received", stats->received);
  if (stats->received > 0)
    {
      add_ms (builder, "lastMs", (double) stats->last_ns);
      add_ms (builder, "bestMs", (double) stats->best_ns);
      add_ms (builder, "avgMs", stats->mean_ns);
      add_ms (builder, "worstMs", (double) stats->worst_ns);
      add_ms (builder, "stdevMs", hopmap_running_stats_get_deviation_ns (stats));
      add_ms (builder, "jitterMs", stats->jitter_ns);
    }
  json_builder_end_object (builder);
}

static gboolean
read_stats (JsonObject *object, HopmapRunningStats *stats)
{
  gint64 mean_ns, deviation_ns = 0, jitter_ns = 0;

  if (!hopmap_json_get_uint (object, "sent", G_MAXINT, &stats->sent)
      || !hopmap_json_get_uint (object, "received", stats->sent, &stats->received))
    return FALSE;

  stats->lost = stats->sent - stats->received;
  if (stats->received == 0)
    return TRUE;
  if (!get_ns (object, "lastMs", &stats->last_ns) || !get_ns (object, "bestMs", &stats->best_ns)
      || !get_ns (object, "worstMs", &stats->worst_ns) || !get_ns (object, "avgMs", &mean_ns))
    return FALSE;

  get_ns (object, "stdevMs", &deviation_ns);
  get_ns (object, "jitterMs", &jitter_ns);
  stats->mean_ns = (double) mean_ns;
  stats->jitter_ns = (double) jitter_ns;
  stats->squares = (double) deviation_ns * (double) deviation_ns * (stats->received - 1.0);
  return TRUE;
}

/**
 * hopmap_json_summary_add:
 * @builder: inside the object of a hop
 * @hop: that hop
 *
 * Adds what cannot be told from the probes that are kept.
 */
void
hopmap_json_summary_add (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

  if (hopmap_hop_get_address (hop) == NULL
      && hopmap_plain_text_is_router_name (hopmap_hop_get_name (hop)))
    hopmap_json_add_string (builder, "name", hopmap_hop_get_name (hop));
  if (stats->received + stats->lost > hopmap_hop_get_n_samples (hop))
    add_stats (builder, stats);
}

/**
 * hopmap_json_summary_apply:
 * @object: (nullable): a hop in a document
 * @hop: gets what makes sense of it, after its probes
 */
void
hopmap_json_summary_apply (JsonObject *object, HopmapHop *hop)
{
  const char *name = hopmap_json_get_string (object, "name");
  HopmapRunningStats stats = { 0 };

  if (hopmap_hop_get_address (hop) == NULL && hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED
      && hopmap_plain_text_is_router_name (name))
    hopmap_hop_set_name (hop, name);
  if (read_stats (hopmap_json_get_object (object, "stats"), &stats)
      && stats.sent > hopmap_hop_get_n_samples (hop)
      && (stats.received > 0) == (hopmap_hop_get_stats (hop)->received > 0))
    hopmap_hop_set_stats (hop, &stats);
}

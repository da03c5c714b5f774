/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mtr gives sums. They become the hop's statistics, and the newest round trip its one probe.
 */
#include "hopmap-mtr-hub.h"

#include "hopmap-text-scan.h"

#include <math.h>
#include <string.h>

#define DEFAULT_MAX_TTL 30u
#define MAX_SENT        1000000000.0

static const struct
{
  const char *title;
  HopmapMtrColumn column;
} columns[] = {
  { "Loss%", HOPMAP_MTR_LOSS },   { "Loss", HOPMAP_MTR_LOSS },       { "Drop", HOPMAP_MTR_DROP },
  { "Rcv", HOPMAP_MTR_RECEIVED }, { "Snt", HOPMAP_MTR_SENT },        { "Last", HOPMAP_MTR_LAST },
  { "Best", HOPMAP_MTR_BEST },    { "Avg", HOPMAP_MTR_AVERAGE },     { "Wrst", HOPMAP_MTR_WORST },
  { "Worst", HOPMAP_MTR_WORST },  { "StDev", HOPMAP_MTR_DEVIATION }, { "Javg", HOPMAP_MTR_JITTER },
  { "Gmean", HOPMAP_MTR_OTHER },  { "Jttr", HOPMAP_MTR_OTHER },      { "Jmax", HOPMAP_MTR_OTHER },
  { "Jint", HOPMAP_MTR_OTHER },
};

static gboolean
has (const HopmapMtrHub *hub, HopmapMtrColumn column)
{
  return (hub->has & (1u << column)) != 0;
}

/* The first of some columns that is there. */
static gboolean
find_time (const HopmapMtrHub *hub, const HopmapMtrColumn *among, guint n, gint64 *ns)
{
  for (guint i = 0; i < n; i++)
    {
      if (!has (hub, among[i]))
        continue;
      *ns = hopmap_scan_ms_to_ns (hub->values[among[i]]);
      return *ns >= 0;
    }

  return FALSE;
}

static gboolean
count (const HopmapMtrHub *hub, HopmapRunningStats *stats)
{
  const double *v = hub->values;
  double sent = has (hub, HOPMAP_MTR_SENT) ? v[HOPMAP_MTR_SENT] : -1.0;
  double received = -1.0;

  if (sent < 0.0 && has (hub, HOPMAP_MTR_RECEIVED) && has (hub, HOPMAP_MTR_DROP))
    sent = v[HOPMAP_MTR_RECEIVED] + v[HOPMAP_MTR_DROP];
  if (sent < 0.0)
    return FALSE;

  if (has (hub, HOPMAP_MTR_RECEIVED))
    received = v[HOPMAP_MTR_RECEIVED];
  else if (has (hub, HOPMAP_MTR_DROP))
    received = sent - v[HOPMAP_MTR_DROP];
  else if (has (hub, HOPMAP_MTR_LOSS))
    received = round (sent * (100.0 - v[HOPMAP_MTR_LOSS]) / 100.0);
  if (sent > MAX_SENT || received < 0.0 || received > sent)
    return FALSE;

  stats->sent = (guint) sent;
  stats->received = (guint) received;
  stats->lost = stats->sent - stats->received;
  return TRUE;
}

/* Columns that were not asked for are taken from the next best one. */
static gboolean
fill_times (const HopmapMtrHub *hub, HopmapRunningStats *stats)
{
  static const HopmapMtrColumn last[] = { HOPMAP_MTR_LAST, HOPMAP_MTR_AVERAGE, HOPMAP_MTR_BEST,
                                          HOPMAP_MTR_WORST };
  static const HopmapMtrColumn best[] = { HOPMAP_MTR_BEST, HOPMAP_MTR_AVERAGE, HOPMAP_MTR_LAST,
                                          HOPMAP_MTR_WORST };
  static const HopmapMtrColumn average[] = { HOPMAP_MTR_AVERAGE, HOPMAP_MTR_BEST, HOPMAP_MTR_LAST,
                                             HOPMAP_MTR_WORST };
  static const HopmapMtrColumn worst[] = { HOPMAP_MTR_WORST, HOPMAP_MTR_AVERAGE, HOPMAP_MTR_LAST,
                                           HOPMAP_MTR_BEST };
  gint64 mean_ns, deviation_ns;

  if (!find_time (hub, last, G_N_ELEMENTS (last), &stats->last_ns)
      || !find_time (hub, best, G_N_ELEMENTS (best), &stats->best_ns)
      || !find_time (hub, worst, G_N_ELEMENTS (worst), &stats->worst_ns)
      || !find_time (hub, average, G_N_ELEMENTS (average), &mean_ns))
    return FALSE;

  deviation_ns = hopmap_scan_ms_to_ns (hub->values[HOPMAP_MTR_DEVIATION]);
  stats->mean_ns = (double) mean_ns;
  stats->jitter_ns = (double) MAX (hopmap_scan_ms_to_ns (hub->values[HOPMAP_MTR_JITTER]), 0);
  if (deviation_ns > 0)
    stats->squares = (double) deviation_ns * (double) deviation_ns * (stats->received - 1.0);
  return TRUE;
}

/**
 * hopmap_mtr_find_column:
 * @title: of a column
 * @column: (out): which it is
 *
 * Returns: whether mtr has such a column
 */
gboolean
hopmap_mtr_find_column (const char *title, HopmapMtrColumn *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (strcmp (columns[i].title, title) == 0)
        {
          *column = columns[i].column;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * hopmap_mtr_hub_set:
 * @hub: a row
 * @column: one of its columns
 * @value: what stands there
 */
void
hopmap_mtr_hub_set (HopmapMtrHub *hub, HopmapMtrColumn column, double value)
{
  hub->values[column] = value;
  hub->has |= 1u << column;
}

/**
 * hopmap_mtr_read_host:
 * @draft: a trace
 * @ttl: of the row
 * @host: "NAME", "ADDRESS" or "NAME (ADDRESS)"
 * @address: (out caller-allocates): the address where there is one
 *
 * Tells @draft the name.
 */
void
hopmap_mtr_read_host (HopmapTraceDraft *draft, guint ttl, const char *host, HopmapAddress *address)
{
  g_autofree char *name = g_strndup (host, hopmap_scan_word (host));

  if (hopmap_scan_address (name, strlen (name), address))
    return;
  if (hopmap_scan_bracketed (host, '(', ')', address))
    hopmap_trace_draft_name_host (draft, address, name);
  else
    hopmap_trace_draft_name_hop (draft, ttl, name);
}

/**
 * hopmap_mtr_hub_add:
 * @hub: a complete row
 * @host: what it is called, "???" for silent ones
 * @draft: gets the hop
 *
 * Returns: whether the row made sense
 */
gboolean
hopmap_mtr_hub_add (const HopmapMtrHub *hub, const char *host, HopmapTraceDraft *draft)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
  HopmapRunningStats stats = { 0 };

  if (hub->ttl == 0 || hub->ttl > HOPMAP_DRAFT_MAX_TTL)
    return FALSE;

  if (!count (hub, &stats))
    {
      stats.sent = 1;
      stats.received = has (hub, HOPMAP_MTR_LOSS) && hub->values[HOPMAP_MTR_LOSS] >= 100.0 ? 0 : 1;
      stats.lost = 1 - stats.received;
    }
  if (stats.received == 0 || strcmp (host, "???") == 0 || strcmp (host, "(waiting for reply)") == 0)
    {
      hopmap_trace_draft_add_lost (draft, hub->ttl, 1);
      if (stats.received == 0)
        hopmap_trace_draft_set_stats (draft, hub->ttl, &stats);
      return TRUE;
    }
  if (!fill_times (hub, &stats))
    return FALSE;

  probe.rtt_ns = stats.last_ns;
  hopmap_mtr_read_host (draft, hub->ttl, host, &probe.address);
  hopmap_trace_draft_add_probe (draft, hub->ttl, &probe);
  hopmap_trace_draft_set_stats (draft, hub->ttl, &stats);
  return TRUE;
}

/**
 * hopmap_mtr_finish:
 * @draft: a trace with all its rows
 *
 * mtr shows a silent row behind the last router unless that was the destination, or the last TTL.
 */
void
hopmap_mtr_finish (HopmapTraceDraft *draft)
{
  if (hopmap_trace_draft_get_last_ttl (draft) < DEFAULT_MAX_TTL)
    hopmap_trace_draft_end_at_last (draft);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A row for each router at each distance; the names of the columns are part of the
 * format, so they are not translated. Every unit stands in a column's name.
 */
#include "hopmap-csv-format.h"

#include "hopmap-csv-cell.h"
#include "hopmap-json-value.h"
#include "hopmap-number-text.h"
#include "hopmap-running-stats.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS   1e6
#define MS_DECIMALS 6u
#define LINE_END    "\r\n"

static const char header[] =
    "ttl,address,name,asn,network,city,region,country,country_code,latitude,longitude,radius_km,"
    "place_source,special,sent,received,loss_percent,last_ms,best_ms,mean_ms,worst_ms,deviation_ms,mark,"
    "mpls_labels" LINE_END;

static void
append_text (GString *out, const char *text)
{
  g_string_append_c (out, ',');
  hopmap_csv_cell_append_text (out, text);
}

static void
append_number (GString *out, double number, guint decimals)
{
  g_string_append_c (out, ',');
  hopmap_number_append (out, number, decimals);
}

static void
append_ms (GString *out, double ns)
{
  append_number (out, ns / NS_PER_MS, MS_DECIMALS);
}

/* "special" is what an address is that can have no place. */
static void
append_place (GString *out, const HopmapPlace *place)
{
  static const HopmapPlace nowhere = { 0 };
  const HopmapPlace *shown = place != NULL ? place : &nowhere;

  append_text (out, shown->city);
  append_text (out, shown->region);
  append_text (out, shown->country);
  append_text (out, shown->country_code);
  if (shown->has_point)
    {
      append_number (out, shown->latitude, HOPMAP_DEGREE_DECIMALS);
      append_number (out, shown->longitude, HOPMAP_DEGREE_DECIMALS);
      append_number (out, shown->radius_km, 3);
    }
  else
    g_string_append (out, ",,,");
  append_text (out, shown->source);
  append_text (out, shown->kind == HOPMAP_PLACE_SPECIAL ? shown->label : NULL);
}

static void
append_stats (GString *out, const HopmapRunningStats *stats)
{
  guint decided = stats->received + stats->lost;

  g_string_append_printf (out, ",%u,%u", decided, stats->received);
  if (decided > 0)
    append_number (out, hopmap_running_stats_get_loss_percent (stats), 3);
  else
    g_string_append_c (out, ',');
  if (stats->received == 0)
    {
      g_string_append (out, ",,,,,");
      return;
    }

  append_ms (out, (double) stats->last_ns);
  append_ms (out, (double) stats->best_ns);
  append_ms (out, stats->mean_ns);
  append_ms (out, (double) stats->worst_ns);
  append_ms (out, hopmap_running_stats_get_deviation_ns (stats));
}

static gboolean
is_from (const HopmapSample *sample, const char *address)
{
  g_autofree char *text = hopmap_json_dup_address (&sample->address);

  return g_strcmp0 (text, address) == 0;
}

/* "24012 24013", the outermost first, of the first answer of @address that has any. */
static char *
dup_labels (HopmapHop *hop, const char *address)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = hopmap_hop_get_n_samples (hop);

  for (guint i = 0; i < n && out->len == 0; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      for (guint j = 0; is_from (sample, address) && j < sample->n_labels; j++)
        g_string_append_printf (out, "%s%u", j > 0 ? " " : "", sample->labels[j].label);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_mark_of (HopmapHop *hop, const char *address)
{
  guint n = hopmap_hop_get_n_samples (hop);

  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);
      char *mark = is_from (sample, address) ? hopmap_sample_dup_mark (sample) : NULL;

      if (mark != NULL)
        return mark;
    }

  return NULL;
}

/* What is lost at a distance is nobody's, so it stands in the row of the first router there. */
static HopmapRunningStats
get_stats_of_first (HopmapHop *hop)
{
  HopmapRunningStats stats = *hopmap_hop_get_stats (hop);

  if (hopmap_hop_get_n_responders (hop) > 1)
    {
      const guint lost = stats.lost;

      stats = hopmap_hop_get_responder (hop, 0)->stats;
      stats.lost = lost;
    }
  return stats;
}

static void
append_hop (GString *out, HopmapHop *hop)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const HopmapRunningStats stats = get_stats_of_first (hop);
  g_autofree char *text = address != NULL ? hopmap_json_dup_address (address) : NULL;
  g_autofree char *mark = dup_mark_of (hop, text);
  g_autofree char *labels = text != NULL ? dup_labels (hop, text) : NULL;
  guint asn = hopmap_hop_get_asn (hop);

  g_string_append_printf (out, "%u", hopmap_hop_get_ttl (hop));
  append_text (out, text);
  append_text (out, hopmap_hop_get_name (hop));
  g_string_append_c (out, ',');
  if (asn > 0)
    g_string_append_printf (out, "%u", asn);
  append_text (out, hopmap_hop_get_network (hop));
  append_place (out, hopmap_hop_get_place (hop));
  append_stats (out, &stats);
  append_text (out, mark);
  append_text (out, labels);
  g_string_append (out, LINE_END);
}

/* What is known of a further router at the same distance are its answers. */
static void
append_other (GString *out, HopmapHop *hop, const HopmapResponder *other)
{
  g_autofree char *address = hopmap_json_dup_address (&other->address);
  g_autofree char *labels = dup_labels (hop, address);
  g_autofree char *mark = dup_mark_of (hop, address);

  g_string_append_printf (out, "%u", hopmap_hop_get_ttl (hop));
  append_text (out, address);
  g_string_append (out, ",,,");
  append_place (out, NULL);
  append_stats (out, &other->stats);
  append_text (out, mark);
  append_text (out, labels);
  g_string_append (out, LINE_END);
}

static gboolean
write_csv (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  g_string_append (out, header);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) == HOPMAP_HOP_WAITING)
        continue;

      append_hop (out, hop);
      for (guint j = 1; j < hopmap_hop_get_n_responders (hop); j++)
        append_other (out, hop, hopmap_hop_get_responder (hop, j));
    }
  return TRUE;
}

const HopmapFormat hopmap_csv_format = {
  .name = "csv",
  .title = N_ ("Table (CSV)"),
  .extension = "csv",
  .media_type = "text/csv;charset=utf-8;header=present",
  .write = write_csv,
};

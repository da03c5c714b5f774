/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Members, their order and their kinds are those of mtr 0.95, which writes "psize"
 * as a string, five digits of each number, and zeros where nothing was measured.
 */
#include "hopmap-mtr-json-format.h"

#include "hopmap-json-text.h"
#include "hopmap-json-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NS_PER_MS  1e6
#define DIGITS     5
#define SILENT     "???"
#define PACKET     "64"
#define BITPATTERN "0x00"

static double
round_digits (double number)
{
  double unit;

  if (!(number > 0.0) || !isfinite (number))
    return 0.0;

  unit = pow (10.0, DIGITS - 1 - floor (log10 (number)));
  return round (number * unit) / unit;
}

static void
add_number (JsonBuilder *builder, const char *name, double number)
{
  hopmap_json_add_double (builder, name, round_digits (number));
}

/* Every member has to be there, so an empty text is one, too. */
static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  hopmap_json_add_words (builder, name, text != NULL ? text : "");
}

static guint
find_tests (HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  guint tests = hopmap_route_get_options (route)->queries;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

      tests = MAX (tests, stats->received + stats->lost);
    }

  return tests;
}

/* Where probes came from is known only where a person said it; mtr has the name of the computer. */
static void
add_run (JsonBuilder *builder, HopmapRoute *route)
{
  const HopmapAddress *source = &hopmap_route_get_options (route)->source;
  g_autofree char *from = hopmap_address_is_set (source) ? hopmap_json_dup_address (source) : NULL;

  json_builder_set_member_name (builder, "mtr");
  json_builder_begin_object (builder);
  add_text (builder, "src", from);
  add_text (builder, "dst", hopmap_route_get_target (route)->host);
  hopmap_json_add_int (builder, "tos", 0);
  hopmap_json_add_int (builder, "tests", find_tests (route));
  add_text (builder, "psize", PACKET);
  add_text (builder, "bitpattern", BITPATTERN);
  json_builder_end_object (builder);
}

/* A name or an address, never both. */
static void
add_host (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const char *name = hopmap_hop_get_name (hop);
  g_autofree char *text = NULL;

  if (name == NULL && address != NULL && hopmap_address_is_set (address))
    text = hopmap_json_dup_address (address);
  add_text (builder, "host", name != NULL ? name : text != NULL ? text : SILENT);
}

static void
add_hub (JsonBuilder *builder, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  gboolean timed = stats->received > 0;
  g_autofree char *asn = hopmap_hop_get_asn (hop) > 0
                             ? g_strdup_printf ("AS%u", hopmap_hop_get_asn (hop))
                             : g_strdup ("AS???");

  json_builder_begin_object (builder);
  hopmap_json_add_int (builder, "count", hopmap_hop_get_ttl (hop));
  add_host (builder, hop);
  add_text (builder, "ASN", asn);
  add_number (builder, "Loss%", hopmap_running_stats_get_loss_percent (stats));
  hopmap_json_add_int (builder, "Snt", (gint64) stats->received + stats->lost);
  add_number (builder, "Last", timed ? (double) stats->last_ns / NS_PER_MS : 0.0);
  add_number (builder, "Avg", timed ? stats->mean_ns / NS_PER_MS : 0.0);
  add_number (builder, "Best", timed ? (double) stats->best_ns / NS_PER_MS : 0.0);
  add_number (builder, "Wrst", timed ? (double) stats->worst_ns / NS_PER_MS : 0.0);
  add_number (builder, "StDev",
              timed ? hopmap_running_stats_get_deviation_ns (stats) / NS_PER_MS : 0.0);
  json_builder_end_object (builder);
}

static void
add_hubs (JsonBuilder *builder, HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  json_builder_set_member_name (builder, "hubs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        add_hub (builder, hop);
    }
  json_builder_end_array (builder);
}

static gboolean
write_mtr_json (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "report");
  json_builder_begin_object (builder);
  add_run (builder, route);
  add_hubs (builder, route);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_text_append (out, root, HOPMAP_JSON_FILE);
  return TRUE;
}

const HopmapFormat hopmap_mtr_json_format = {
  .name = "mtr-json",
  .title = N_ ("Report of mtr (JSON)"),
  .extension = "mtr.json",
  .media_type = "application/json",
  .write = write_mtr_json,
};

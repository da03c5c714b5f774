/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdict, heading, a line per hop in columns, and one for each change of the way. The heading and the
 * hop lines are the words and the order of traceroute, untranslated and with numbers of the C locale,
 * so that programs that read its output read this too.
 */
#include "hopmap-text-format.h"

#include "hopmap-caption.h"
#include "hopmap-hop-words.h"
#include "hopmap-plain-text.h"
#include "hopmap-route-changes.h"
#include "hopmap-text-table.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS 1e6

/* More probes than this are told as statistics. */
#define MAX_TIMES 5

static void
append_ms (GString *out, double ns)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.3f", ns / NS_PER_MS);
  g_string_append_printf (out, "%7s ms", number);
}

static void
append_time (GString *out, const HopmapSample *sample)
{
  g_autofree char *mark = hopmap_sample_dup_mark (sample);

  if (out->len > 0)
    g_string_append (out, "  ");
  if (sample->answer == HOPMAP_ANSWER_NONE)
    g_string_append_printf (out, "%7s   ", "*");
  else if (sample->rtt_ns >= 0)
    append_ms (out, (double) sample->rtt_ns);
  if (mark != NULL)
    g_string_append_printf (out, " %s", mark);
}

static void
append_statistics (GString *out, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  char loss[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *mark = hopmap_hop_dup_mark (hop);

  append_ms (out, (double) stats->best_ns);
  g_string_append (out, " best");
  append_ms (out, stats->mean_ns);
  g_string_append (out, " mean");
  append_ms (out, (double) stats->worst_ns);
  g_string_append (out, " worst");
  g_ascii_formatd (loss, sizeof loss, "%.1f", hopmap_running_stats_get_loss_percent (stats));
  g_string_append_printf (out, "%6s%% lost of %u", loss, stats->received + stats->lost);
  if (mark != NULL)
    g_string_append_printf (out, " %s", mark);
}

static gboolean
is_from (const HopmapSample *sample, const HopmapAddress *address)
{
  return address == NULL || !hopmap_address_is_set (&sample->address)
         || hopmap_address_equal (&sample->address, address);
}

/* Statistics of more probes than are kept say more than these. */
static gboolean
is_summed_up (HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  guint n = hopmap_hop_get_n_samples (hop);

  return n > MAX_TIMES || stats->received + stats->lost > n;
}

/* The times of the first address and of the lost probes; other addresses have lines of their own. */
static char *
dup_times (HopmapHop *hop)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = hopmap_hop_get_n_samples (hop);

  if (is_summed_up (hop))
    {
      append_statistics (out, hop);
      return g_string_free (g_steal_pointer (&out), FALSE);
    }

  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (is_from (sample, hopmap_hop_get_address (hop)))
        append_time (out, sample);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_times_of_other (HopmapHop *hop, const char *address)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = hopmap_hop_get_n_samples (hop);

  for (guint i = 0; !is_summed_up (hop) && i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);
      g_autofree char *text = hopmap_address_to_string (&sample->address);

      if (g_strcmp0 (text, address) == 0)
        append_time (out, sample);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* "*" for each probe, as traceroute has it. */
static char *
dup_stars (HopmapHop *hop)
{
  guint n = CLAMP (hopmap_hop_get_n_samples (hop), 1u, 3u);

  return g_strndup ("* * *", 2 * n - 1);
}

static void
add_hop (HopmapTextTable *table, HopmapHop *hop)
{
  g_autofree char *number = g_strdup_printf ("%2u", hopmap_hop_get_ttl (hop));
  g_autofree char *router = hopmap_hop_words_dup_router (hop);
  g_autofree char *place = hopmap_hop_words_dup_place (hop);
  g_autofree char *network = hopmap_hop_words_dup_network (hop);
  g_autofree char *times = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (router == NULL)
    {
      g_autofree char *stars = dup_stars (hop);

      hopmap_text_table_add (table, number, stars, NULL, NULL, NULL);
      return;
    }

  times = dup_times (hop);
  hopmap_text_table_add (table, number, router, times, place, network);

  others = hopmap_hop_words_dup_other_addresses (hop);
  for (guint i = 0; i < others->len; i++)
    {
      g_autofree char *other_times = dup_times_of_other (hop, others->pdata[i]);

      hopmap_text_table_add (table, "", others->pdata[i], other_times, NULL, NULL);
    }
}

static void
append_line (GString *out, const char *text)
{
  hopmap_plain_text_append (out, text);
  g_string_append_c (out, '\n');
}

static void
append_head (GString *out, HopmapRoute *route)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new_for_machines (route);
  guint max_ttl = hopmap_route_get_options (route)->max_ttl;
  g_autofree char *heading = NULL;
  g_autoptr (GString) how = g_string_new (caption->time_text);

  if (*caption->verdict != '\0')
    {
      append_line (out, caption->verdict);
      g_string_append_c (out, '\n');
    }

  heading = caption->address != NULL
                ? g_strdup_printf ("traceroute to %s (%s), %u hops max", caption->target,
                                   caption->address, max_ttl)
                : g_strdup_printf ("traceroute to %s, %u hops max", caption->target, max_ttl);
  append_line (out, heading);

  if (caption->method != NULL)
    g_string_append_printf (how, "%s%s", how->len > 0 ? ", " : "", caption->method);
  g_string_append_printf (how, "%s%s", how->len > 0 ? ", " : "", caption->generator);
  append_line (out, how->str);
}

static gboolean
write_text (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (HopmapTextTable) table = hopmap_text_table_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  append_head (out, route);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        add_hop (table, hop);
    }
  hopmap_text_table_append_to (table, out);
  hopmap_route_changes_append_text (out, route);
  return TRUE;
}

static const char *const other_extensions[] = { "text", "log", NULL };

const HopmapFormat hopmap_text_format = {
  .name = "text",
  .title = N_ ("Plain text"),
  .extension = "txt",
  .other_extensions = other_extensions,
  .media_type = "text/plain;charset=utf-8",
  .write = write_text,
  .separator = "\n",
};

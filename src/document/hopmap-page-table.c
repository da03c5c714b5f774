/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row per hop that answered, one per run of hops that did not. Classes, no style: page.css says
 * how it looks. Bars are SVG, since the page's policy forbids style attributes.
 */
#include "hopmap-page-table.h"

#include "hopmap-hop-words.h"
#include "hopmap-html.h"

#include <glib/gi18n-lib.h>
#include <hopmap-palette.h>
#include <hopmap-rtt.h>

#define BAR_UNITS 1000.0

static gint64
find_largest_rtt (HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  gint64 largest = 1;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      largest = MAX (largest, hopmap_hop_get_rtt_ns (hop));
    }

  return largest;
}

static void
append_number (GString *out, guint first, guint last)
{
  g_string_append (out, "<th scope=\"row\"><span class=\"number\">");
  if (first == last)
    g_string_append_printf (out, "%u", first);
  else
    g_string_append_printf (out, "%u–%u", first, last);
  g_string_append (out, "</span></th>");
}

static void
append_place (GString *out, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *text = hopmap_hop_words_dup_place (hop);
  g_autofree char *doubt = hopmap_hop_words_dup_doubt (hop);
  gboolean special = place != NULL && place->kind == HOPMAP_PLACE_SPECIAL;

  g_string_append (out, "<td class=\"place\">");
  if (text != NULL)
    hopmap_html_append_element (out, "span", special ? "special" : "where", text);
  else
    hopmap_html_append_element (out, "span", "special", _ ("place unknown"));
  hopmap_html_append_element (out, "small", NULL, doubt);
  g_string_append (out, "</td>");
}

static void
append_router (GString *out, HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);
  g_autoptr (GPtrArray) others = hopmap_hop_words_dup_other_addresses (hop);

  g_string_append (out, "<td class=\"router\">");
  if (name == NULL && address == NULL)
    hopmap_html_append_element (out, "span", "special", _ ("withheld"));
  hopmap_html_append_element (out, "span", "name", name);
  hopmap_html_append_element (out, name != NULL ? "small" : "span", "address", address);
  for (guint i = 0; i < others->len; i++)
    hopmap_html_append_element (out, "small", "address", others->pdata[i]);
  g_string_append (out, "</td>");
}

static void
append_network (GString *out, HopmapHop *hop)
{
  const char *network = hopmap_hop_get_network (hop);
  g_autofree char *number = NULL;

  if (hopmap_hop_get_asn (hop) > 0)
    number = g_strdup_printf ("AS%u", hopmap_hop_get_asn (hop));

  g_string_append (out, "<td class=\"network\">");
  hopmap_html_append_element (out, "span", NULL, network);
  hopmap_html_append_element (out, network != NULL ? "small" : "span", NULL, number);
  g_string_append (out, "</td>");
}

static void
append_bar (GString *out, gint64 rtt_ns, gint64 largest)
{
  double part = (double) rtt_ns / (double) largest;

  g_string_append_printf (out,
                          "<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" "
                          "aria-hidden=\"true\"><rect class=\"rail\" width=\"1000\" height=\"8\"/>"
                          "<rect class=\"length\" width=\"%d\" height=\"8\"/></svg>",
                          MAX ((int) (part * BAR_UNITS), 6));
}

static void
append_time (GString *out, HopmapHop *hop, gint64 largest)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  g_autofree char *text = hopmap_rtt_dup_text (hopmap_hop_get_rtt_ns (hop));
  g_autofree char *mark = hopmap_hop_dup_mark (hop);

  g_string_append (out, "<td class=\"time\">");
  append_bar (out, hopmap_hop_get_rtt_ns (hop), largest);
  hopmap_html_append_element (out, "span", NULL, text);
  if (stats->lost > 0)
    {
      g_autofree char *loss = g_strdup_printf (
          /* Translators: probes; "1 of 3 lost" */
          _ ("%u of %u lost"), stats->lost, stats->lost + stats->received);

      hopmap_html_append_element (out, "small", NULL, loss);
    }
  if (mark != NULL)
    {
      g_autofree char *refusal = g_strdup_printf (
          /* Translators: %s is a mark of traceroute such as "!H" */
          _ ("says that there is no way on (%s)"), mark);

      hopmap_html_append_element (out, "small", "refusal", refusal);
    }
  g_string_append (out, "</td>");
}

static void
append_hop (GString *out, HopmapHop *hop, gint64 largest)
{
  guint ttl = hopmap_hop_get_ttl (hop);
  guint rtt_class = hopmap_palette_rtt_class (hopmap_hop_get_rtt_ns (hop));

  g_string_append_printf (out, "<tr class=\"hop %s%s%s\" data-hop=\"%u\">",
                          hopmap_palette_rtt_class_name (rtt_class),
                          hopmap_hop_words_has_point (hop) ? " located" : "",
                          hopmap_hop_is_destination (hop) ? " destination" : "", ttl);
  append_number (out, ttl, ttl);
  append_place (out, hop);
  append_router (out, hop);
  append_network (out, hop);
  append_time (out, hop, largest);
  g_string_append (out, "</tr>\n");
}

static void
append_silence (GString *out, guint first, guint last)
{
  guint n = last - first + 1;
  g_autofree char *text = g_strdup_printf (
      /* Translators: %u is a number of routers next to each other on the way */
      ngettext ("%u router did not answer", "%u routers did not answer", n), n);

  g_string_append (out, "<tr class=\"silent\">");
  append_number (out, first, last);
  g_string_append (out, "<td colspan=\"4\">");
  hopmap_html_append_text (out, text);
  g_string_append (out, "</td></tr>\n");
}

/**
 * hopmap_page_table_append_rows:
 * @out: HTML; gets the rows appended
 * @route: a route
 *
 * Hops that are still waited for have no row yet.
 */
void
hopmap_page_table_append_rows (GString *out, HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  gint64 largest = find_largest_rtt (route);
  guint silent = 0;
  guint last_silent = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      HopmapHopState state = hopmap_hop_get_state (hop);

      if (state == HOPMAP_HOP_SILENT)
        {
          last_silent = hopmap_hop_get_ttl (hop);
          silent = silent > 0 ? silent : last_silent;
          continue;
        }

      if (silent > 0)
        append_silence (out, silent, last_silent);
      silent = 0;
      if (state == HOPMAP_HOP_ANSWERED)
        append_hop (out, hop, largest);
    }

  if (silent > 0)
    append_silence (out, silent, last_silent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Words from outside stand between backquotes unless they are nothing but words,
 * since a tracker makes links, mentions and markup of what it finds elsewhere, and escapes differ
 * from one to the next.
 */
#include "hopmap-markdown-format.h"

#include "hopmap-caption.h"
#include "hopmap-hop-words.h"
#include "hopmap-number-text.h"
#include "hopmap-plain-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NS_PER_MS 1e6

/* What ends a word, or parts the digits of a number; elsewhere it could be part of a link. */
static gboolean
is_harmless_stop (const char *text, const char *stop)
{
  if (strchr (".,:;", *stop) == NULL || stop == text)
    return FALSE;

  return stop[1] == '\0' || stop[1] == ' '
         || (g_ascii_isdigit (stop[1]) && g_ascii_isdigit (stop[-1]));
}

static gboolean
is_words (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if ((guchar) *p < 0x80 && !g_ascii_isalnum (*p) && strchr (" ()%-'", *p) == NULL
          && !is_harmless_stop (text, p))
        return FALSE;
    }

  return *text != '-';
}

/* A bar would end the cell even between backquotes, and a backquote the quotation. */
static void
append_quoted (GString *out, const char *text)
{
  g_autofree char *quotable = g_strdup (text);

  g_strdelimit (quotable, "`", '\'');
  g_string_append_c (out, '`');
  for (const char *p = quotable; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, *p == '|' ? 0xa6 : *p == '\\' ? '/' : g_utf8_get_char (p));
  g_string_append_c (out, '`');
}

static void
append_text (GString *out, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  hopmap_plain_text_append (clean, text);
  g_strstrip (clean->str);
  if (*clean->str == '\0')
    return;

  if (is_words (clean->str))
    g_string_append (out, clean->str);
  else
    append_quoted (out, clean->str);
}

static void
append_cell (GString *out, const char *text)
{
  g_string_append_c (out, ' ');
  append_text (out, text);
  g_string_append (out, " |");
}

/* Always quoted: a name of the DNS or an address is one by looks, too. */
static void
append_host (GString *out, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  if (text == NULL)
    return;

  hopmap_plain_text_append (clean, text);
  append_quoted (out, clean->str);
}

static void
append_router (GString *out, HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);
  g_autoptr (GPtrArray) others = hopmap_hop_words_dup_other_addresses (hop);

  g_string_append_c (out, ' ');
  append_host (out, name);
  if (name != NULL && address != NULL)
    g_string_append_c (out, ' ');
  append_host (out, address);
  if (name == NULL && address == NULL && hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED)
    g_string_append (out, _ ("(withheld)"));
  if (hopmap_hop_get_state (hop) == HOPMAP_HOP_SILENT)
    g_string_append_c (out, '*');
  for (guint i = 0; i < others->len; i++)
    {
      g_string_append (out, ", ");
      append_host (out, others->pdata[i]);
    }
  g_string_append (out, " |");
}

static void
append_ms (GString *out, const HopmapRunningStats *stats, double ns)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (stats->received > 0)
    g_string_append_printf (out, " %s",
                            g_ascii_formatd (number, sizeof number, "%.1f", ns / NS_PER_MS));
  g_string_append (out, " |");
}

static void
append_hop (GString *out, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  g_autofree char *place = hopmap_hop_words_dup_place (hop);
  g_autofree char *network = hopmap_hop_words_dup_network (hop);
  g_autofree char *mark = hopmap_hop_dup_mark (hop);

  g_string_append_printf (out, "| %u |", hopmap_hop_get_ttl (hop));
  append_router (out, hop);
  append_cell (out, place);
  append_cell (out, network);
  g_string_append_printf (out, " %u | ", stats->received + stats->lost);
  hopmap_number_append (out, hopmap_running_stats_get_loss_percent (stats), 1);
  g_string_append (out, "% |");
  append_ms (out, stats, (double) stats->best_ns);
  append_ms (out, stats, stats->mean_ns);
  append_ms (out, stats, (double) stats->worst_ns);
  append_cell (out, mark);
  g_string_append_c (out, '\n');
}

static void
append_table_head (GString *out)
{
  const char *const titles[] = {
    _ ("Hop"), _ ("Router"), _ ("Place"), _ ("Network"),
    /* Translators: title of a column, a number of probes */
    _ ("Sent"),
    /* Translators: title of a column, per cent of the probes */
    _ ("Lost"),
    /* Translators: title of a column, a round-trip time */
    _ ("Best ms"),
    /* Translators: title of a column, a round-trip time */
    _ ("Mean ms"),
    /* Translators: title of a column, a round-trip time */
    _ ("Worst ms"),
    /* Translators: title of a column, what traceroute writes as "!H" */
    _ ("Mark")
  };

  g_string_append_c (out, '|');
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_string_append_printf (out, " %s |", titles[i]);
  g_string_append (out, "\n|--:|---|---|---|--:|--:|--:|--:|--:|---|\n");
}

static gboolean
write_markdown (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new_for_machines (route);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  g_autofree char *facts = hopmap_caption_dup_facts (caption);

  g_string_append (out, "traceroute to ");
  append_host (out, caption->target);
  g_string_append (out, "\n\n");
  if (*caption->verdict != '\0')
    {
      append_text (out, caption->verdict);
      g_string_append (out, "\n\n");
    }

  append_table_head (out);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        append_hop (out, hop);
    }

  g_string_append_printf (out, "\n%s\n", facts);
  return TRUE;
}

static const char *const other_extensions[] = { "markdown", NULL };

const HopmapFormat hopmap_markdown_format = {
  .name = "markdown",
  .title = N_ ("Table for a Ticket (Markdown)"),
  .extension = "md",
  .other_extensions = other_extensions,
  .media_type = "text/markdown;charset=utf-8",
  .write = write_markdown,
  .separator = "\n",
};

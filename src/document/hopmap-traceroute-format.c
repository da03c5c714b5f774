/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Untranslated and complete: every probe that is kept has its time or its star. The
 * format "text" is the one for people, with places.
 */
#include "hopmap-traceroute-format.h"

#include "hopmap-json-value.h"
#include "hopmap-plain-text.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS 1e6

/* A name with a blank in it would read as two words. */
static const char *
get_name (HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);

  return hopmap_plain_text_is_router_name (name) ? name : NULL;
}

/* Where another tool has told the name alone, it stands for the address as well. */
static void
append_host (GString *out, HopmapHop *hop, const HopmapAddress *address)
{
  const gboolean known = hopmap_address_is_set (address);
  const gboolean first = !known || hopmap_address_equal (address, hopmap_hop_get_address (hop));
  const char *name = first ? get_name (hop) : NULL;
  const guint asn = first ? hopmap_hop_get_asn (hop) : 0;
  g_autofree char *text = known ? hopmap_json_dup_address (address) : g_strdup (name);

  g_string_append_printf (out, " %s (%s)", name != NULL ? name : text, text);
  if (asn > 0)
    g_string_append_printf (out, " [AS%u]", asn);
}

static void
append_labels (GString *out, const HopmapSample *sample)
{
  for (guint i = 0; i < sample->n_labels; i++)
    {
      const HopmapMplsLabel *label = &sample->labels[i];

      g_string_append_printf (out, "%sL=%u,E=%u,S=%u,T=%u", i == 0 ? " <MPLS:" : "/", label->label,
                              label->traffic_class, label->bottom ? 1u : 0u, label->ttl);
    }
  if (sample->n_labels > 0)
    g_string_append_c (out, '>');
}

static void
append_answer (GString *out, const HopmapSample *sample)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *mark = hopmap_sample_dup_mark (sample);

  g_ascii_formatd (number, sizeof number, "%.3f", (double) sample->rtt_ns / NS_PER_MS);
  g_string_append_printf (out, "  %s ms", number);
  if (mark != NULL)
    g_string_append_printf (out, " %s", mark);
}

static gboolean
has_same_labels (const HopmapSample *a, const HopmapSample *b)
{
  if (a->n_labels != b->n_labels)
    return FALSE;

  for (guint i = 0; i < a->n_labels; i++)
    {
      const HopmapMplsLabel *x = &a->labels[i], *y = &b->labels[i];

      if (x->label != y->label || x->traffic_class != y->traffic_class || x->bottom != y->bottom
          || x->ttl != y->ttl)
        return FALSE;
    }
  return TRUE;
}

/* As traceroute has it: a router is named when it begins to answer, not with every answer. */
static void
append_hop (GString *out, HopmapHop *hop)
{
  const guint n = hopmap_hop_get_n_samples (hop);
  const HopmapSample *before = NULL;
  guint n_shown = 0;

  g_string_append_printf (out, "%2u ", hopmap_hop_get_ttl (hop));
  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (sample->answer == HOPMAP_ANSWER_NONE && !sample->lost)
        continue;
      n_shown++;
      if (sample->answer == HOPMAP_ANSWER_NONE || sample->rtt_ns < 0
          || (!hopmap_address_is_set (&sample->address) && get_name (hop) == NULL))
        {
          g_string_append (out, " *");
          continue;
        }
      if (before == NULL || !hopmap_address_equal (&before->address, &sample->address)
          || !has_same_labels (before, sample))
        {
          append_host (out, hop, &sample->address);
          append_labels (out, sample);
        }
      append_answer (out, sample);
      before = sample;
    }
  g_string_append (out, n_shown == 0 ? " *\n" : "\n");
}

static gboolean
write_traceroute (HopmapRoute *route,
                  const HopmapWriteOptions *options,
                  GString *out,
                  GError **error)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  const HopmapAddress *destination = hopmap_route_get_destination (route);
  const char *host = hopmap_route_get_target (route)->host;
  g_autofree char *address = destination != NULL ? hopmap_json_dup_address (destination) : NULL;

  g_string_append_printf (out, "traceroute%s to ",
                          destination != NULL && destination->family == 6 ? "6" : "");
  hopmap_plain_text_append (out, host);
  g_string_append_printf (out, " (%s), %u hops max\n", address != NULL ? address : host,
                          hopmap_route_get_options (route)->max_ttl);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_state (hop) != HOPMAP_HOP_WAITING)
        append_hop (out, hop);
    }
  return TRUE;
}

const HopmapFormat hopmap_traceroute_format = {
  .name = "traceroute",
  .title = N_ ("Output of traceroute"),
  .extension = "traceroute.txt",
  .media_type = "text/plain;charset=utf-8",
  .write = write_traceroute,
  .separator = "\n",
};

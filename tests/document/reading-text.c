/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A hop is its number and its probes: "*" for a lost one; else the address where it
 * is another one than before (with =NAME, @AS and %NETWORK at the first), the time or "?", a mark,
 * and {label/class/bottom/ttl …}. Sums are "#sent/received last best mean worst deviation".
 */
#include "reading-text.h"

#include <math.h>

static void
append_number (GString *out, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.6f", value);
  for (gsize i = strlen (number) - 1; number[i] == '0' || number[i] == '.'; i--)
    {
      gboolean point = number[i] == '.';

      number[i] = '\0';
      if (point)
        break;
    }
  g_string_append (out, number);
}

static void
append_ms (GString *out, double ns)
{
  append_number (out, ns / 1e6);
}

static void
append_host (GString *out, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  if (hopmap_hop_get_name (hop) != NULL)
    g_string_append_printf (out, "=%s", hopmap_hop_get_name (hop));
  if (hopmap_hop_get_asn (hop) > 0)
    g_string_append_printf (out, "@%u", hopmap_hop_get_asn (hop));
  if (hopmap_hop_get_network (hop) != NULL)
    g_string_append_printf (out, "%%%s", hopmap_hop_get_network (hop));
  if (place != NULL && place->has_point)
    {
      g_string_append_c (out, '+');
      append_number (out, place->latitude);
      g_string_append_c (out, ',');
      append_number (out, place->longitude);
    }
}

static void
append_labels (GString *out, const HopmapSample *sample)
{
  for (guint i = 0; i < sample->n_labels; i++)
    g_string_append_printf (out, "%s%u/%u/%d/%u", i == 0 ? "{" : " ", sample->labels[i].label,
                            sample->labels[i].traffic_class, sample->labels[i].bottom,
                            sample->labels[i].ttl);
  if (sample->n_labels > 0)
    g_string_append_c (out, '}');
}

static void
append_probe (GString *out, HopmapHop *hop, const HopmapSample *sample, HopmapAddress *current)
{
  g_autofree char *mark = hopmap_sample_dup_mark (sample);
  g_autofree char *address = hopmap_address_to_string (&sample->address);
  gboolean first = !hopmap_address_is_set (current);

  g_string_append_c (out, ' ');
  if (sample->lost)
    {
      g_string_append_c (out, '*');
      return;
    }

  if (!hopmap_address_equal (current, &sample->address))
    {
      g_string_append (out, *address != '\0' ? address : "-");
      if (first)
        append_host (out, hop);
      g_string_append_c (out, ' ');
      *current = sample->address;
    }
  if (sample->rtt_ns < 0)
    g_string_append_c (out, '?');
  else
    append_ms (out, (double) sample->rtt_ns);
  g_string_append (out, mark != NULL ? mark : "");
  if (sample->mtu > 0)
    g_string_append_printf (out, "-%u", sample->mtu);
  append_labels (out, sample);
}

static void
append_stats (GString *out, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  const double times[] = { (double) stats->last_ns, (double) stats->best_ns, stats->mean_ns,
                           (double) stats->worst_ns,
                           hopmap_running_stats_get_deviation_ns (stats) };

  if (stats->sent <= hopmap_hop_get_n_samples (hop))
    return;

  g_string_append_printf (out, " #%u/%u", stats->sent, stats->received);
  for (guint i = 0; stats->received > 0 && i < G_N_ELEMENTS (times); i++)
    {
      g_string_append_c (out, ' ');
      append_ms (out, round (times[i]));
    }
}

static void
append_hop (GString *out, HopmapHop *hop)
{
  HopmapAddress current = { 0 };
  guint n = hopmap_hop_get_n_samples (hop);

  if (n == 0)
    return;

  g_string_append_printf (out, "%u", hopmap_hop_get_ttl (hop));
  if (hopmap_hop_get_address (hop) == NULL && hopmap_hop_get_name (hop) != NULL)
    g_string_append_printf (out, " =%s", hopmap_hop_get_name (hop));
  for (guint i = 0; i < n; i++)
    append_probe (out, hop, hopmap_hop_get_sample (hop, i), &current);
  append_stats (out, hop);
  g_string_append_c (out, '\n');
}

static void
append_route (GString *out, HopmapRoute *route)
{
  const HopmapAddress *destination = hopmap_route_get_destination (route);
  g_autofree char *address = destination != NULL ? hopmap_address_to_string (destination) : NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  g_string_append_printf (out, "to %s", hopmap_route_get_target (route)->host);
  if (address != NULL)
    g_string_append_printf (out, " (%s)", address);
  g_string_append_printf (
      out, ": %s\n", hopmap_enum_to_nick (HOPMAP_TYPE_END, (int) hopmap_route_get_end (route)));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      append_hop (out, hop);
    }
}

/**
 * reading_text_dup:
 * @reading: what was read
 *
 * Returns: (transfer full): all of it that matters
 */
char *
reading_text_dup (const HopmapReading *reading)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s, %u not understood", reading->format, reading->n_ignored);
  if (reading->n_ignored > 0)
    g_string_append_printf (out, ", first %u", reading->first_ignored);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < reading->routes->len; i++)
    append_route (out, reading->routes->pdata[i]);

  return g_string_free (out, FALSE);
}

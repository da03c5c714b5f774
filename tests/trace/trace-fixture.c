/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up routes; see the header.
 */
#include "trace-fixture.h"

#include <string.h>

static void
add_probe (HopmapHop *hop, const char *text, const char *address, const char *destination)
{
  HopmapSample sample = { .sent_ns = 0, .protocol = HOPMAP_PROTOCOL_ICMP, .icmp_type = 11 };
  guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);

  if (g_str_equal (text, "*"))
    {
      hopmap_hop_lose_probe (hop, index);
      return;
    }

  g_assert_true (hopmap_address_parse (address, &sample.address));
  sample.rtt_ns = (gint64) (g_ascii_strtod (text, NULL) * 1e6);
  sample.answer = HOPMAP_ANSWER_TIME_EXCEEDED;
  if (g_str_has_suffix (text, "!"))
    sample.answer = HOPMAP_ANSWER_UNREACHABLE;
  else if (g_str_equal (address, destination))
    sample.answer = HOPMAP_ANSWER_DESTINATION;
  hopmap_hop_answer_probe (hop, index, &sample);
}

HopmapRoute *
trace_fixture_new_trace (const char *destination, const HopmapTraceOptions *options)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse (destination, NULL);
  HopmapTraceOptions defaults;

  hopmap_trace_options_init (&defaults);
  return hopmap_route_new (target, options != NULL ? options : &defaults);
}

HopmapRoute *
trace_fixture_route_new (const char *destination, const char *line)
{
  HopmapRoute *route = trace_fixture_new_trace (destination, NULL);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      HopmapHop *hop = hopmap_route_ensure_hop (route, i + 1);
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);
      g_auto (GStrv) times = g_strsplit (parts[1] != NULL ? parts[1] : "*", ",", -1);

      for (guint j = 0; times[j] != NULL; j++)
        add_probe (hop, times[j], parts[0], destination);
    }

  return route;
}

char *
trace_fixture_describe (HopmapRoute *route)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      g_autofree char *mark = hopmap_hop_dup_mark (hop);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (hopmap_hop_get_state (hop) == HOPMAP_HOP_WAITING)
        g_string_append_c (text, '?');
      else if (hopmap_hop_get_address (hop) == NULL)
        g_string_append_c (text, '*');
      else
        g_string_append_printf (text, "%s=%g%s", hopmap_hop_get_address_text (hop),
                                (double) hopmap_hop_get_rtt_ns (hop) / 1e6,
                                mark != NULL ? "!" : "");
      if (hopmap_hop_get_name (hop) != NULL)
        g_string_append_printf (text, "(%s)", hopmap_hop_get_name (hop));
    }

  return g_string_free (text, FALSE);
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_error ("what this test waits for did not happen");
  return G_SOURCE_REMOVE;
}

void
trace_fixture_run_until (gboolean *done, guint seconds)
{
  guint guard = g_timeout_add_seconds (seconds, too_long_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

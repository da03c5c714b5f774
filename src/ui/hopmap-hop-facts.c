/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-hop-facts.h"

#include "hopmap-distance.h"
#include "hopmap-loss.h"
#include "hopmap-rtt.h"
#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>

static void
fact_free (gpointer data)
{
  HopmapHopFact *fact = data;

  g_free (fact->text);
  g_free (fact);
}

/* Takes @text; what is not known is no fact. */
static void
add (GPtrArray *facts, const char *title, char *text)
{
  HopmapHopFact *fact;

  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }

  fact = g_new (HopmapHopFact, 1);
  fact->title = title;
  fact->text = text;
  g_ptr_array_add (facts, fact);
}

static char *
dup_responder (const HopmapResponder *responder)
{
  const HopmapRunningStats *stats = &responder->stats;
  g_autofree char *address = hopmap_address_to_string (&responder->address);
  g_autofree char *time = NULL;

  if (stats->received == 0)
    return g_steal_pointer (&address);

  time = hopmap_rtt_dup_text (stats->best_ns);
  return g_strdup_printf (
      /* Translators: an address, how often it answered, and its round-trip time ("18 ms") */
      ngettext ("%s (%u answer, %s)", "%s (%u answers, %s)", stats->received), address,
      stats->received, time);
}

/* Load is balanced here, or the way has changed. */
static char *
dup_other_addresses (HopmapHop *hop)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < hopmap_hop_get_n_responders (hop); i++)
    {
      g_autofree char *responder = dup_responder (hopmap_hop_get_responder (hop, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", responder);
    }

  return g_string_free (text, FALSE);
}

/* The newest stack: labels come and go. */
static char *
dup_labels (HopmapHop *hop)
{
  GString *text = g_string_new (NULL);

  for (guint i = hopmap_hop_get_n_samples (hop); i-- > 0 && text->len == 0;)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      for (guint j = 0; j < MIN (sample->n_labels, HOPMAP_MAX_LABELS); j++)
        g_string_append_printf (text, "%s%u (TTL %u)", j > 0 ? ", " : "", sample->labels[j].label,
                                sample->labels[j].ttl);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_times (HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  g_autofree char *best = hopmap_rtt_dup_text (stats->best_ns);
  g_autofree char *mean = hopmap_rtt_dup_text ((gint64) stats->mean_ns);
  g_autofree char *worst = hopmap_rtt_dup_text (stats->worst_ns);
  g_autofree char *jitter = hopmap_rtt_dup_text ((gint64) stats->jitter_ns);

  if (stats->received == 0)
    return NULL;
  if (stats->received == 1)
    return g_steal_pointer (&best);

  /* Translators: four times ("18 ms") */
  return g_strdup_printf (_ ("%s at best, %s on average, %s at worst; jitter %s"), best, mean,
                          worst, jitter);
}

static char *
dup_probes (HopmapRoute *route, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  const char *judgement = hopmap_loss_get_text (hopmap_route_judge_loss (route, hop));
  g_autofree char *counts = NULL;

  if (stats->sent == 0)
    return NULL;

  /* Translators: two numbers of probes, and a number of per cent */
  counts = g_strdup_printf (_ ("%u sent, %u lost (%.0f %%)"), stats->sent, stats->lost,
                            hopmap_running_stats_get_loss_percent (stats));
  return judgement != NULL && *judgement != '\0' ? g_strconcat (counts, "\n", judgement, NULL)
                                                 : g_steal_pointer (&counts);
}

/**
 * hopmap_hop_facts_of_router:
 * @route: a route
 * @hop: a hop of it
 *
 * Returns: (transfer full) (element-type HopmapHopFact): who answered, and how
 */
GPtrArray *
hopmap_hop_facts_of_router (HopmapRoute *route, HopmapHop *hop)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);

  if (!hopmap_hop_is_masked (hop))
    {
      add (facts, _ ("Name"), g_strdup (hopmap_hop_get_name (hop)));
      add (facts, _ ("Address"), g_strdup (hopmap_hop_get_address_text (hop)));
      add (facts, _ ("Also answered"), dup_other_addresses (hop));
      add (facts, _ ("Network"), hopmap_ui_dup_network (hop));
    }
  add (facts, _ ("MPLS labels"), dup_labels (hop));
  add (facts, _ ("Times"), dup_times (hop));
  add (facts, _ ("Probes"), dup_probes (route, hop));
  return facts;
}

static char *
dup_why (const HopmapPlace *place)
{
  const char *evidence = hopmap_ui_evidence (place);

  if (place->source == NULL)
    return g_strdup (evidence);

  /* Translators: why a place is believed in ("One source"), and who says so ("DB-IP City Lite") */
  return g_strdup_printf (_ ("%s: %s"), evidence, place->source);
}

static char *
dup_point (const HopmapPlace *place)
{
  g_autofree char *radius = NULL;

  if (!place->has_point)
    return NULL;

  radius = hopmap_distance_dup_about (place->radius_km);
  /* Translators: degrees north and degrees east, and a distance ("25 km") */
  return g_strdup_printf (_ ("%.2f°, %.2f°, give or take %s"), place->latitude, place->longitude,
                          radius);
}

static char *
dup_candidate (HopmapHop *hop, const HopmapPlace *candidate)
{
  g_autofree char *text = hopmap_place_dup_text (candidate);
  g_autofree char *why = dup_why (candidate);
  g_autofree char *reason = hopmap_place_dup_reason (candidate, hopmap_hop_get_ttl (hop));

  if (text == NULL)
    return NULL;

  return g_strconcat (text, "\n", why, reason != NULL ? "\n" : NULL, reason, NULL);
}

/**
 * hopmap_hop_facts_of_place:
 * @hop: a hop
 *
 * Returns: (transfer full) (element-type HopmapHopFact): where it is, why that is believed, and
 *   where else it was said to be
 */
GPtrArray *
hopmap_hop_facts_of_place (HopmapHop *hop)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  if (place == NULL)
    return facts;

  add (facts, _ ("Place"), hopmap_place_dup_text (place));
  if (place->kind != HOPMAP_PLACE_SPECIAL)
    {
      add (facts, _ ("Known by"), dup_why (place));
      add (facts, _ ("Doubt"), hopmap_ui_dup_row_doubt (hop));
      add (facts, _ ("Position"), dup_point (place));
    }
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    if (!hopmap_place_equal (candidates->pdata[i], place))
      add (facts, _ ("Another source"), dup_candidate (hop, candidates->pdata[i]));

  return facts;
}

/* As registries write it: nobody has to guess which is the month. */
static char *
dup_day (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : NULL;
}

/**
 * hopmap_hop_facts_of_record:
 * @record: (nullable): what a registry answered
 *
 * Returns: (transfer full) (element-type HopmapHopFact): what it says; nothing where there is none
 */
GPtrArray *
hopmap_hop_facts_of_record (const HopmapRegistryRecord *record)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);

  if (record == NULL)
    return facts;

  add (facts, _ ("Holder"), g_strdup (record->holder));
  add (facts, _ ("Network"), g_strdup (record->name));
  add (facts, _ ("Range"), hopmap_registry_record_dup_range (record));
  add (facts, _ ("Handle"), g_strdup (record->handle));
  add (facts, _ ("Country"), g_strdup (record->country));
  add (facts, _ ("Abuse contact"), g_strdup (record->abuse));
  add (facts, _ ("Registered"), dup_day (record->registered));
  add (facts, _ ("Last changed"), dup_day (record->changed));
  add (facts, _ ("On record at"), g_strdup (record->registry));
  return facts;
}

static void
append_facts (GString *text, GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const HopmapHopFact *fact = facts->pdata[i];

      /* Translators: a title and what it stands for: "Address: 192.0.2.1" */
      g_string_append_printf (text, _ ("%s: %s"), fact->title, fact->text);
      g_string_append_c (text, '\n');
    }
}

/**
 * hopmap_hop_facts_dup_lines:
 * @facts: (element-type HopmapHopFact): some facts
 *
 * Returns: (transfer full): a line for each, to be pasted elsewhere
 */
char *
hopmap_hop_facts_dup_lines (GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  append_facts (text, facts);
  return g_string_free (text, FALSE);
}

/**
 * hopmap_hop_facts_dup_text:
 * @route: a route
 * @hop: a hop of it
 *
 * Returns: (transfer full): all of it as lines, to be pasted elsewhere
 */
char *
hopmap_hop_facts_dup_text (HopmapRoute *route, HopmapHop *hop)
{
  g_autoptr (GPtrArray) router = hopmap_hop_facts_of_router (route, hop);
  g_autoptr (GPtrArray) place = hopmap_hop_facts_of_place (hop);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Hop %u"), hopmap_hop_get_ttl (hop));
  g_string_append_c (text, '\n');
  append_facts (text, router);
  append_facts (text, place);
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chapters of a route: see the header. A chapter begins with the first probe whose outcome may still
 * change, so the end of the one before is told again; the times that probes left at show from where.
 */
#include "hopmap-journal-chapter.h"

#include "hopmap-route-copy.h"

/* Later than this no answer to a probe is waited for by anybody, doubled for good measure. */
#define OPEN_NS ((gint64) (2.0 * HOPMAP_MAX_WAIT_S * 1e9))

/*
 * A document says of a hop what it knows of the first address there. In a later chapter that may be
 * another router's turn; then what is known of the hop is not for this one.
 */
static gboolean
has_same_address (HopmapHop *hop, HopmapHop *other)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const HopmapAddress *other_address = hopmap_hop_get_address (other);

  return address != NULL && other_address != NULL && hopmap_address_equal (address, other_address);
}

static gboolean
has_host (HopmapHop *hop)
{
  return hopmap_hop_get_name (hop) != NULL || hopmap_hop_get_place (hop) != NULL
         || hopmap_hop_get_asn (hop) > 0 || hopmap_hop_get_network (hop) != NULL;
}

/**
 * hopmap_journal_chapter_cut:
 * @route: a route, under way or not
 * @mark: where the chapter begins
 *
 * Returns: (transfer full): a route of its own, for use in any thread, that holds the probes from
 *   @mark on
 */
HopmapRoute *
hopmap_journal_chapter_cut (HopmapRoute *route, const HopmapJournalMark *mark)
{
  HopmapRoute *chapter = hopmap_route_new (hopmap_route_get_target (route),
                                           hopmap_route_get_options (route));
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      guint ttl = hopmap_hop_get_ttl (hop);
      HopmapHop *to = hopmap_route_ensure_hop (chapter, ttl);

      for (guint j = mark->first[ttl]; j < hopmap_hop_get_n_samples (hop); j++)
        hopmap_route_copy_sample (to, hopmap_hop_get_sample (hop, j));
      if (has_same_address (to, hop))
        hopmap_route_copy_host (to, hop);
    }
  hopmap_route_copy_outcome (chapter, route);

  return chapter;
}

/**
 * hopmap_journal_chapter_measure:
 * @route: a route
 * @mark: where the chapter begins
 *
 * Returns: how many probes the chapter holds by now
 */
guint
hopmap_journal_chapter_measure (HopmapRoute *route, const HopmapJournalMark *mark)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
  guint n = 0;

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      guint n_samples = hopmap_hop_get_n_samples (hop);

      n += n_samples - MIN (n_samples, mark->first[hopmap_hop_get_ttl (hop)]);
    }

  return n;
}

static gint64
find_latest_ns (HopmapRoute *route)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
  gint64 latest_ns = 0;

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      guint n_samples = hopmap_hop_get_n_samples (hop);

      if (n_samples > 0)
        latest_ns = MAX (latest_ns, hopmap_hop_get_sample (hop, n_samples - 1)->sent_ns);
    }

  return latest_ns;
}

/* Probes that were given up may still be answered, for a while. */
static gboolean
is_settled (const HopmapSample *sample, gint64 latest_ns)
{
  return sample->answer != HOPMAP_ANSWER_NONE
         || (sample->lost && sample->sent_ns < latest_ns - OPEN_NS);
}

/**
 * hopmap_journal_chapter_turn:
 * @route: a route
 * @mark: (inout): where the chapter begins that was written last; becomes where the next one does
 */
void
hopmap_journal_chapter_turn (HopmapRoute *route, HopmapJournalMark *mark)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
  gint64 latest_ns = find_latest_ns (route);

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      guint n_samples = hopmap_hop_get_n_samples (hop);
      guint *first = &mark->first[hopmap_hop_get_ttl (hop)];

      while (*first < n_samples && is_settled (hopmap_hop_get_sample (hop, *first), latest_ns))
        (*first)++;
    }
}

/* When the first probe left that the chapter holds at this distance. */
static gint64
find_first_ns (HopmapRoute *chapter, guint ttl)
{
  HopmapHop *hop = chapter != NULL ? hopmap_route_get_hop (chapter, ttl) : NULL;
  gint64 sent_ns = -1;

  if (hop != NULL && hopmap_hop_get_n_samples (hop) > 0)
    sent_ns = hopmap_hop_get_sample (hop, 0)->sent_ns;

  return sent_ns >= 0 ? sent_ns : G_MAXINT64;
}

/**
 * hopmap_journal_chapter_append:
 * @to: a route; empty, or made of the chapters before
 * @chapter: a chapter, from whatever source
 * @next: (nullable): the one after it, if there is one
 *
 * Adds the probes of @chapter up to those that stand in @next. What it says of hosts and of the
 * whole trace takes the place of what the ones before said.
 */
void
hopmap_journal_chapter_append (HopmapRoute *to, HopmapRoute *chapter, HopmapRoute *next)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (chapter));
  guint first_ttl = hopmap_route_get_options (to)->first_ttl;

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (chapter), i);
      guint ttl = hopmap_hop_get_ttl (hop);
      gint64 end_ns = find_first_ns (next, ttl);
      HopmapHop *kept;

      if (ttl < first_ttl)
        continue;
      kept = hopmap_route_ensure_hop (to, ttl);
      for (guint j = 0; j < hopmap_hop_get_n_samples (hop); j++)
        {
          const HopmapSample *sample = hopmap_hop_get_sample (hop, j);

          if (sample->sent_ns < end_ns)
            hopmap_route_copy_sample (kept, sample);
        }
      if (has_host (hop) && has_same_address (kept, hop))
        hopmap_route_copy_host (kept, hop);
    }
  hopmap_route_copy_outcome (to, chapter);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLogbook: see the header.
 */
#include "hopmap-logbook.h"

#define NOT_SHOWN G_MAXUINT

typedef struct
{
  gboolean sent;
  guint shown_as; /* index of the sample in the hop, or NOT_SHOWN */
  HopmapSample sample;
} Entry;

struct _HopmapLogbook
{
  HopmapProtocol protocol;
  guint last_shown;
  GArray *pages[HOPMAP_MAX_TTL + 1]; /* by TTL: of Entry, by probe */
};

/**
 * hopmap_logbook_new:
 * @protocol: what the probes are made of
 *
 * Returns: (transfer full): an empty logbook for one route
 */
HopmapLogbook *
hopmap_logbook_new (HopmapProtocol protocol)
{
  HopmapLogbook *self = g_new0 (HopmapLogbook, 1);

  self->protocol = protocol;
  for (guint ttl = 0; ttl <= HOPMAP_MAX_TTL; ttl++)
    self->pages[ttl] = g_array_new (FALSE, TRUE, sizeof (Entry));

  return self;
}

/**
 * hopmap_logbook_free:
 * @self: (transfer full): a logbook
 */
void
hopmap_logbook_free (HopmapLogbook *self)
{
  for (guint ttl = 0; ttl <= HOPMAP_MAX_TTL; ttl++)
    g_array_unref (self->pages[ttl]);
  g_free (self);
}

static Entry *
ensure_entry (HopmapLogbook *self, guint ttl, guint index)
{
  GArray *page = self->pages[ttl];

  while (page->len <= index)
    {
      Entry entry = { .shown_as = NOT_SHOWN, .sample = { .sent_ns = -1, .rtt_ns = -1 } };

      g_array_append_val (page, entry);
    }

  return &g_array_index (page, Entry, index);
}

/* Brings the hop up to what is noted of one probe. What never left is not part of a route. */
static void
show_entry (HopmapLogbook *self, HopmapRoute *route, guint ttl, Entry *entry)
{
  HopmapHop *hop = ttl <= self->last_shown ? hopmap_route_get_hop (route, ttl) : NULL;

  if (hop == NULL || !entry->sent)
    return;

  if (entry->shown_as == NOT_SHOWN)
    entry->shown_as = hopmap_hop_add_probe (hop, self->protocol, entry->sample.sent_ns);
  if (entry->sample.answer != HOPMAP_ANSWER_NONE)
    hopmap_hop_answer_probe (hop, entry->shown_as, &entry->sample);
  else if (entry->sample.lost)
    hopmap_hop_lose_probe (hop, entry->shown_as);
}

/**
 * hopmap_logbook_note_sent:
 * @self: a logbook
 * @route: its route
 * @ttl: a hop
 * @index: which of its probes
 * @sent_ns: when it left, nanoseconds since the trace began
 */
void
hopmap_logbook_note_sent (HopmapLogbook *self,
                          HopmapRoute *route,
                          guint ttl,
                          guint index,
                          gint64 sent_ns)
{
  Entry *entry = ensure_entry (self, ttl, index);

  if (entry->sent)
    return;

  entry->sent = TRUE;
  entry->sample.sent_ns = MAX (sent_ns, 0);
  show_entry (self, route, ttl, entry);
}

/**
 * hopmap_logbook_note_answer:
 * @self: a logbook
 * @route: its route
 * @ttl: a hop
 * @index: which of its probes
 * @answer: its answer; the first one counts
 */
void
hopmap_logbook_note_answer (HopmapLogbook *self,
                            HopmapRoute *route,
                            guint ttl,
                            guint index,
                            const HopmapSample *answer)
{
  Entry *entry = ensure_entry (self, ttl, index);
  const gint64 sent_ns = entry->sample.sent_ns;

  if (entry->sample.answer != HOPMAP_ANSWER_NONE)
    return;

  entry->sample = *answer;
  entry->sample.sent_ns = sent_ns;
  entry->sample.lost = FALSE;
  show_entry (self, route, ttl, entry);
}

/**
 * hopmap_logbook_note_lost:
 * @self: a logbook
 * @route: its route
 * @ttl: a hop
 * @index: which of its probes was given up; an answer may still come
 */
void
hopmap_logbook_note_lost (HopmapLogbook *self, HopmapRoute *route, guint ttl, guint index)
{
  Entry *entry = ensure_entry (self, ttl, index);

  if (entry->sample.answer != HOPMAP_ANSWER_NONE || entry->sample.lost)
    return;

  entry->sample.lost = TRUE;
  show_entry (self, route, ttl, entry);
}

/**
 * hopmap_logbook_has_sent:
 * @self: a logbook
 * @ttl: a hop
 *
 * Returns: whether a probe for it has left
 */
gboolean
hopmap_logbook_has_sent (HopmapLogbook *self, guint ttl)
{
  return ttl <= HOPMAP_MAX_TTL && self->pages[ttl]->len > 0
         && g_array_index (self->pages[ttl], Entry, 0).sent;
}

static void
show_page (HopmapLogbook *self, HopmapRoute *route, guint ttl)
{
  for (guint i = 0; i < self->pages[ttl]->len; i++)
    show_entry (self, route, ttl, &g_array_index (self->pages[ttl], Entry, i));
}

static void
hide_page (HopmapLogbook *self, guint ttl)
{
  for (guint i = 0; i < self->pages[ttl]->len; i++)
    g_array_index (self->pages[ttl], Entry, i).shown_as = NOT_SHOWN;
}

/**
 * hopmap_logbook_show:
 * @self: a logbook
 * @route: its route
 * @last_ttl: the farthest hop that the route shall have; 0 for none
 */
void
hopmap_logbook_show (HopmapLogbook *self, HopmapRoute *route, guint last_ttl)
{
  const guint before = self->last_shown;

  if (last_ttl == before)
    return;

  self->last_shown = last_ttl;
  if (last_ttl < before)
    {
      hopmap_route_truncate (route, last_ttl);
      for (guint ttl = last_ttl + 1; ttl <= before; ttl++)
        hide_page (self, ttl);
      return;
    }

  hopmap_route_ensure_hop (route, last_ttl);
  for (guint ttl = before + 1; ttl <= last_ttl; ttl++)
    show_page (self, route, ttl);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLogbook: see the header. A page holds the probes of a hop that is not in the route, or of
 * one that is, those that an answer may still come for.
 */
#include "hopmap-logbook.h"

#define NOT_SHOWN G_MAXUINT

/* No probe of the schedule any more: its verdict is there for good. */
#define CLOSED G_MAXUINT

/* Probes of a shown hop for which a late answer is still taken: more than go out in that time. */
#define KEPT 64

/* Samples that a hop holds: days of rounds need no more room than an hour. */
#define SAMPLES_MAX  1200
#define SAMPLES_DROP 200

typedef struct
{
  guint index;    /* of the probe, or CLOSED */
  guint shown_as; /* index of the sample in the hop, or NOT_SHOWN */
  gboolean sent;
  HopmapScheduleView view;
  HopmapSample sample;
} Entry;

struct _HopmapLogbook
{
  guint last_shown;
  GArray *pages[HOPMAP_MAX_TTL + 1]; /* by TTL: of Entry, by probe */
  gboolean has_sent[HOPMAP_MAX_TTL + 1];
};

/**
 * hopmap_logbook_new:
 *
 * Returns: (transfer full): an empty logbook for one route
 */
HopmapLogbook *
hopmap_logbook_new (void)
{
  HopmapLogbook *self = g_new0 (HopmapLogbook, 1);

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
get_entry (HopmapLogbook *self, guint ttl, guint i)
{
  return &g_array_index (self->pages[ttl], Entry, i);
}

static gboolean
find_entry (HopmapLogbook *self, guint ttl, guint index, guint *found)
{
  if (ttl > HOPMAP_MAX_TTL || index == CLOSED)
    return FALSE;

  for (guint i = self->pages[ttl]->len; i > 0; i--)
    if (get_entry (self, ttl, i - 1)->index == index)
      {
        *found = i - 1;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_answered (const Entry *entry)
{
  return entry->sample.answer != HOPMAP_ANSWER_NONE;
}

/* Brings the hop up to what is noted of one probe. What never left is not part of a route. Returns
 * whether the hop has all that will ever be known. */
static gboolean
show_entry (HopmapLogbook *self, HopmapRoute *route, guint ttl, Entry *entry)
{
  HopmapHop *hop = ttl <= self->last_shown ? hopmap_route_get_hop (route, ttl) : NULL;

  if (hop == NULL || !entry->sent)
    return FALSE;
  if (entry->view == HOPMAP_SCHEDULE_UNSEEN && !is_answered (entry))
    return FALSE;

  if (hopmap_hop_get_n_samples (hop) >= SAMPLES_MAX)
    hopmap_hop_drop_samples (hop, SAMPLES_DROP);
  if (entry->shown_as == NOT_SHOWN)
    entry->shown_as = hopmap_hop_add_probe (hop, entry->sample.protocol, entry->sample.sent_ns);
  if (is_answered (entry))
    hopmap_hop_answer_probe (hop, entry->shown_as, &entry->sample);
  else if (entry->sample.lost)
    hopmap_hop_lose_probe (hop, entry->shown_as);

  return is_answered (entry);
}

/* Whoever watches the route may have ended the trace meanwhile, which moves entries. */
static void
show_one (HopmapLogbook *self, HopmapRoute *route, guint ttl, guint i)
{
  Entry entry = *get_entry (self, ttl, i);
  const gboolean done = show_entry (self, route, ttl, &entry);
  GArray *page = self->pages[ttl];

  if (ttl > self->last_shown || i >= page->len || get_entry (self, ttl, i)->index != entry.index)
    return;

  get_entry (self, ttl, i)->shown_as = entry.shown_as;
  if (done || entry.index == CLOSED)
    g_array_remove_index (page, i);
  else if (page->len > KEPT && get_entry (self, ttl, 0)->sample.lost)
    g_array_remove_index (page, 0);
}

/**
 * hopmap_logbook_note_asked:
 * @self: a logbook
 * @action: a probe that is to be sent
 */
void
hopmap_logbook_note_asked (HopmapLogbook *self, const HopmapScheduleAction *action)
{
  Entry entry = { .index = action->index,
                  .shown_as = NOT_SHOWN,
                  .view = action->view,
                  .sample = { .sent_ns = -1, .rtt_ns = -1, .protocol = action->rung.protocol } };

  g_array_append_val (self->pages[action->ttl], entry);
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
  Entry *entry;
  guint i;

  if (!find_entry (self, ttl, index, &i) || get_entry (self, ttl, i)->sent)
    return;

  entry = get_entry (self, ttl, i);
  entry->sent = TRUE;
  entry->sample.sent_ns = MAX (sent_ns, 0);
  self->has_sent[ttl] = TRUE;
  show_one (self, route, ttl, i);
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
  HopmapSample *sample;
  HopmapSample before;
  guint i;

  if (!find_entry (self, ttl, index, &i) || is_answered (get_entry (self, ttl, i)))
    return;

  sample = &get_entry (self, ttl, i)->sample;
  before = *sample;
  *sample = *answer;
  sample->sent_ns = before.sent_ns;
  sample->protocol = before.protocol;
  sample->late = before.lost;
  sample->lost = FALSE;
  show_one (self, route, ttl, i);
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
  Entry *entry;
  guint i;

  if (!find_entry (self, ttl, index, &i))
    return;

  entry = get_entry (self, ttl, i);
  if (is_answered (entry) || entry->sample.lost)
    return;

  entry->sample.lost = TRUE;
  show_one (self, route, ttl, i);
}

/**
 * hopmap_logbook_note_forgotten:
 * @self: a logbook
 * @ttl: a hop
 * @index: which of its probes is of no interest any more
 */
void
hopmap_logbook_note_forgotten (HopmapLogbook *self, guint ttl, guint index)
{
  guint i;

  if (find_entry (self, ttl, index, &i))
    g_array_remove_index (self->pages[ttl], i);
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
  return ttl <= HOPMAP_MAX_TTL && self->has_sent[ttl];
}

static void
show_page (HopmapLogbook *self, HopmapRoute *route, guint ttl)
{
  guint i = 0;

  while (ttl <= self->last_shown && i < self->pages[ttl]->len)
    {
      const guint before = self->pages[ttl]->len;

      show_one (self, route, ttl, i);
      if (self->pages[ttl]->len >= before)
        i++;
    }
}

static guint
find_shown (GArray *page, guint shown_as)
{
  for (guint i = 0; i < page->len; i++)
    if (g_array_index (page, Entry, i).shown_as == shown_as)
      return g_array_index (page, Entry, i).index;

  return CLOSED;
}

/* Takes back what the hop holds, before the route lets go of it. */
static void
hide_page (HopmapLogbook *self, HopmapRoute *route, guint ttl)
{
  HopmapHop *hop = hopmap_route_get_hop (route, ttl);
  g_autoptr (GArray) page = g_steal_pointer (&self->pages[ttl]);

  self->pages[ttl] = g_array_new (FALSE, TRUE, sizeof (Entry));
  for (guint i = 0; hop != NULL && i < hopmap_hop_get_n_samples (hop); i++)
    {
      Entry entry = { .index = find_shown (page, hopmap_hop_get_first_sample (hop) + i),
                      .shown_as = NOT_SHOWN,
                      .sent = TRUE,
                      .sample = *hopmap_hop_get_sample (hop, i) };

      if (entry.index != CLOSED || entry.sample.lost || is_answered (&entry))
        g_array_append_val (self->pages[ttl], entry);
    }
  for (guint i = 0; i < page->len; i++)
    if (g_array_index (page, Entry, i).shown_as == NOT_SHOWN)
      g_array_append_val (self->pages[ttl], g_array_index (page, Entry, i));
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
      for (guint ttl = last_ttl + 1; ttl <= before; ttl++)
        hide_page (self, route, ttl);
      hopmap_route_truncate (route, last_ttl);
      return;
    }

  hopmap_route_ensure_hop (route, last_ttl);
  for (guint ttl = before + 1; ttl <= last_ttl; ttl++)
    show_page (self, route, ttl);
}

/**
 * hopmap_logbook_get_n_entries:
 * @self: a logbook
 *
 * Returns: how many probes it holds
 */
guint
hopmap_logbook_get_n_entries (HopmapLogbook *self)
{
  guint n = 0;

  for (guint ttl = 0; ttl <= HOPMAP_MAX_TTL; ttl++)
    n += self->pages[ttl]->len;

  return n;
}

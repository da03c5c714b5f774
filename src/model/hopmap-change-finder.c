/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-change-finder.h"

static void
remember (HopmapChangeFinder *self, const HopmapAddress *address)
{
  self->recent[self->n_recent % HOPMAP_CHANGE_MEMORY] = *address;
  self->n_recent++;
}

/* Whether the rival answered among the answers before its run: then both share the hop. */
static gboolean
is_shared (const HopmapChangeFinder *self)
{
  const guint n = MIN (self->n_recent, HOPMAP_CHANGE_MEMORY);
  guint seen = 0;

  for (guint i = 0; i < n; i++)
    seen += hopmap_address_equal (&self->recent[i], &self->rival) ? 1 : 0;

  return seen > self->run;
}

/**
 * hopmap_change_finder_feed:
 * @self: a finder
 * @answer: the next answer of its hop, in the order in which the probes left
 * @from: (out): who answered until then
 * @at_ns: (out): when the first probe left that went the new way
 *
 * Returns: whether this answer settles that the way has changed
 */
gboolean
hopmap_change_finder_feed (HopmapChangeFinder *self,
                           const HopmapSample *answer,
                           HopmapAddress *from,
                           gint64 *at_ns)
{
  const HopmapAddress *address = &answer->address;
  const gboolean known = hopmap_address_is_set (&self->current);

  if (answer->answer == HOPMAP_ANSWER_NONE || !hopmap_address_is_set (address))
    return FALSE;

  remember (self, address);
  if (known && hopmap_address_equal (address, &self->current))
    {
      self->run = 0;
      return FALSE;
    }
  if (self->run == 0 || !hopmap_address_equal (address, &self->rival))
    {
      self->rival = *address;
      self->run = 0;
      self->run_ns = answer->sent_ns;
    }
  self->run++;
  if (self->run < HOPMAP_CHANGE_SETTLED || (known && is_shared (self)))
    return FALSE;

  *from = self->current;
  *at_ns = self->run_ns;
  self->current = self->rival;
  self->run = 0;
  return known;
}

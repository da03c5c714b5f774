/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for the hops of a path: asks the distances until every hop up to the destination has
 * answered or is called silent. The part of a schedule that finds; measuring is the rhythm's.
 */
#pragma once

#include "hopmap-patience.h"
#include "hopmap-schedule-action.h"

G_BEGIN_DECLS

/** So many probes may meet a destination of which the distance is known, in case it has grown. */
#define HOPMAP_SEARCH_BEYOND 2

/**
 * HopmapScouts: probes to the farthest hop of all, which ask whether there is more than was seen.
 * @sent: by rung, whether one was
 * @answered: whether there was an answer
 * @followed: whether the hops on the way there were asked in the same way
 * @finding: what was answered first, and how
 */
typedef struct
{
  gboolean sent[HOPMAP_LADDER_MAX];
  gboolean answered;
  gboolean followed;
  HopmapFinding finding;
} HopmapScouts;

/**
 * HopmapSearch:
 * @attempts: by TTL; none before the first and after the last
 * @survey: what the answers say
 * @patience: how long to wait
 * @begun_ns: when it began
 * @goal: the farthest hop that is asked in any case, if the destination is not met before
 * @quick: whether @goal may still be put farther by the first answers
 * @known: whether the distance of the destination is known from before, or nearly
 * @expected: how far away it was the last time, as long as nothing speaks against it, or 0
 * @horizon: the farthest hop that was asked on the present path
 * @settled: hops up to here are judged for good
 * @actions: (element-type HopmapScheduleAction) (nullable): what is to be done is added here; the
 *   owner's, who sets it before anything is to be done
 * @n_sent: probes among them
 * @delay_us: microseconds until the last of them leaves
 * @scouts: which probes scout
 *
 * Read the other fields, never write them.
 */
typedef struct
{
  HopmapAttempts attempts[HOPMAP_MAX_TTL + 1];
  HopmapSurvey survey;
  HopmapPatience patience;
  gint64 begun_ns;
  guint goal;
  gboolean quick;
  gboolean known;
  guint expected;
  guint horizon;
  guint settled;
  GArray *actions;
  guint n_sent;
  guint delay_us;
  HopmapScouts scouts;
} HopmapSearch;

void hopmap_search_init (HopmapSearch *self,
                         const HopmapTraceOptions *options,
                         const HopmapLadder *ladder);
void hopmap_search_clear (HopmapSearch *self);

gboolean hopmap_search_advance (HopmapSearch *self, gint64 now_ns, gint64 *deadline);
void hopmap_search_send_after (HopmapSearch *self,
                               guint ttl,
                               guint rung,
                               HopmapScheduleView view,
                               guint gap_us,
                               gint64 now_ns);
void hopmap_search_send_at (HopmapSearch *self,
                            guint ttl,
                            guint rung,
                            HopmapScheduleView view,
                            gint64 at_ns,
                            gint64 now_ns);
gint64 hopmap_search_send (HopmapSearch *self,
                           guint ttl,
                           guint rung,
                           HopmapScheduleView view,
                           gint64 now_ns);
void hopmap_search_lose (HopmapSearch *self, guint ttl, guint index);
HopmapAttempt *hopmap_search_find_probe (HopmapSearch *self, guint ttl, guint index);
void hopmap_search_note (HopmapSearch *self, guint index, const HopmapFinding *finding);
guint hopmap_search_get_limit (const HopmapSearch *self);

G_END_DECLS

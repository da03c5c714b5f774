/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a search asks; see the header.
 */
#include "hopmap-reach.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Linux answers six probes at once per sender and then one a second, so that no hop may get many;
 * different hops may all be asked at once. For a trace that takes one round trip the last hop has to
 * be asked before anything is known of it, and every hop behind it is asked in vain: so the first
 * SURE hops are asked in any case, and by QUICK_NS so many as the answers till then make likely, for
 * who answers soon has more behind it. All others follow when the answers come into their view, and
 * all at once on a far path, where another round trip takes longer than probes are worth. */
#define BURST      8
#define PACE_NS    (5 * MS / 2)
#define PACED      14
#define SURE       16
#define QUICK_NS   (19 * MS)
#define QUICK_VIEW 13
#define FAR_NS     (100 * MS)
#define FAR_GAP_US 1000

/**
 * hopmap_reach_begin:
 * @search: a search
 * @expected: how far away the destination was the last time, or 0
 * @now_ns: the time
 *
 * Where the destination was met before it is met again, as a rule; then there is nothing to be saved
 * by asking slowly.
 */
void
hopmap_reach_begin (HopmapSearch *search, guint expected, gint64 now_ns)
{
  const HopmapSurvey *survey = &search->survey;
  const gboolean known = expected >= survey->first_ttl && expected < survey->max_ttl;

  search->begun_ns = now_ns;
  search->quick = !known;
  search->view = known ? HOPMAP_SEARCH_BEYOND : BURST;
  search->goal = MIN (known ? expected + HOPMAP_SEARCH_BEYOND : survey->first_ttl + SURE - 1,
                      survey->max_ttl);
  search->horizon = known ? search->goal : MIN (survey->first_ttl + BURST - 1, search->goal);
  for (guint ttl = survey->first_ttl; ttl <= search->horizon; ttl++)
    hopmap_search_send_after (search, ttl, 0, HOPMAP_SCHEDULE_SEEN, 0, now_ns);
}

/* When a hop is asked at the latest, whatever the nearer ones say. */
static gint64
get_turn (const HopmapSearch *search, guint ttl)
{
  const guint n = ttl - search->survey.first_ttl;

  if (n < BURST)
    return search->begun_ns;

  return search->begun_ns + (n < PACED ? (n - BURST + 1) * PACE_NS : QUICK_NS);
}

/* How far the answers let one see. One that says that there is no way may be wrong. */
static guint
get_view (const HopmapSearch *search, guint front)
{
  const guint unreachable = hopmap_survey_get_unreachable (&search->survey);

  if (unreachable != 0)
    front = unreachable;
  else if (search->view == BURST && search->survey.slowest_ns >= FAR_NS && !search->scouts.followed)
    return search->survey.max_ttl;

  return MIN (front + search->view, search->survey.max_ttl);
}

/**
 * hopmap_reach_advance:
 * @search: a search that has begun
 * @now_ns: the time
 * @deadline: (inout): is put forward to when this is to be called again at the latest
 *
 * Asks the hops whose turn has come, and those that the answers of nearer ones bring into view.
 */
void
hopmap_reach_advance (HopmapSearch *search, gint64 now_ns, gint64 *deadline)
{
  const HopmapSurvey *survey = &search->survey;
  const guint front = hopmap_survey_get_front (survey);
  const guint last = get_view (search, front);
  const guint rung = search->scouts.followed ? search->scouts.finding.rung : 0;

  if (survey->distance != 0)
    return;

  if (search->quick && now_ns >= search->begun_ns + QUICK_NS)
    {
      search->quick = FALSE;
      search->goal = MIN (MAX (search->goal, front + QUICK_VIEW), survey->max_ttl);
    }
  while (search->horizon < last
         || (search->horizon < search->goal && now_ns >= get_turn (search, search->horizon + 1)))
    {
      search->horizon++;
      hopmap_search_send_after (search, search->horizon, rung,
                                rung > 0 ? HOPMAP_SCHEDULE_UNSEEN : HOPMAP_SCHEDULE_SEEN,
                                search->horizon > search->goal ? FAR_GAP_US : 0, now_ns);
    }
  if (search->horizon < search->goal)
    *deadline = MIN (*deadline, get_turn (search, search->horizon + 1));
  if (search->quick)
    *deadline = MIN (*deadline, search->begun_ns + QUICK_NS);
}

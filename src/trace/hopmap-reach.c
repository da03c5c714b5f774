/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a search asks; see the header.
 */
#include "hopmap-reach.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Linux answers six probes at once per sender and then one a second, so that no hop may get many;
 * different hops may all be asked at once. For a trace that takes one round trip the last hop has to
 * be asked before anything is known of it, and every hop behind it is asked in vain: so the first
 * SURE hops are asked by QUICK_NS in any case, or by STEADY_NS if the next answer is due till then,
 * and more if near hops have answered. All others follow when the answers come into their view, and
 * all at once on a far path, where another round trip takes longer than probes are worth. */
#define BURST      8
#define PACE_NS    (9 * MS / 4)
#define PACED      14
#define SURE       16
#define QUICK_NS   (16 * MS)
#define STEADY_NS  (22 * MS)
#define FAR_NS     (100 * MS)
#define FAR_GAP_US 1000

/* Behind a word that there is no way, which may be wrong, nothing comes into view. */
#define QUICK_VIEW 14

/* What a path may cost is a probe a hop, a fifth, and eight; who answered has one more behind it. Of
 * that so many are kept for silence at the end, and for each silent hop before it. */
#define SPARE_END    6
#define SPARE_SILENT 2

/* The farthest hop that may be asked with what a path may cost of which @front is not the end. */
static guint
get_allowance (const HopmapSurvey *survey, guint front)
{
  return survey->first_ttl - 1 + (front + 2 - survey->first_ttl) * 6 / 5 + 8;
}

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
  const gboolean known = expected >= survey->first_ttl && expected <= survey->max_ttl;

  search->begun_ns = now_ns;
  search->quick = !known;
  search->known = known;
  search->expected = known ? expected : 0;
  search->goal = MIN (known ? expected + HOPMAP_SEARCH_BEYOND : survey->first_ttl + PACED - 1,
                      survey->max_ttl);
  search->horizon = known ? search->goal : MIN (survey->first_ttl + BURST - 1, search->goal);
  for (guint ttl = survey->first_ttl; ttl <= search->horizon; ttl++)
    hopmap_search_send_after (search, ttl, 0, HOPMAP_SCHEDULE_SEEN, 0, now_ns);
}

/* Routers as far as was asked behind the place of the destination: this is another path, as from another
 * network, and nobody knows how long it is. */
static void
doubt_memory (HopmapSearch *search, guint front)
{
  if (search->expected == 0 || search->survey.passed < search->expected + HOPMAP_SEARCH_BEYOND)
    return;

  search->known = FALSE;
  search->expected = 0;
  search->goal = MIN (MAX (search->goal, get_allowance (&search->survey, front)),
                      search->survey.max_ttl);
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

static guint
count_silent (const HopmapSurvey *survey, guint front)
{
  guint n = 0;

  for (guint ttl = survey->first_ttl; ttl < front; ttl++)
    n += hopmap_survey_has_answer (survey, ttl) ? 0 : 1;

  return n;
}

/* How far the answers let one see. One that says that there is no way may be wrong. */
static guint
get_view (const HopmapSearch *search, guint front)
{
  const HopmapSurvey *survey = &search->survey;
  const guint unreachable = hopmap_survey_get_unreachable (survey);
  guint spare;
  guint last;

  if (unreachable != 0)
    return unreachable + BURST;
  if (search->known)
    return front + HOPMAP_SEARCH_BEYOND;
  if (survey->slowest_ns >= FAR_NS && !search->scouts.followed)
    return survey->max_ttl;

  spare = SPARE_END + SPARE_SILENT * count_silent (survey, front);
  last = get_allowance (survey, front);
  return MAX (front + HOPMAP_SEARCH_BEYOND, last - MIN (spare, last));
}

/* Whether the next hop answers soon, if it answers as the others did. */
static gboolean
is_steady (const HopmapSurvey *survey, guint front)
{
  return front > survey->first_ttl && survey->rtt_ns[front] * (front + 1) / front < STEADY_NS;
}

/* Where hops answer soon there are more of them, as a rule. */
static void
decide_quickly (HopmapSearch *search, guint front, gint64 now_ns)
{
  const HopmapSurvey *survey = &search->survey;
  const gboolean unreachable = hopmap_survey_get_unreachable (survey) != 0;
  const gboolean wait = now_ns < search->begun_ns + STEADY_NS && is_steady (survey, front);

  search->goal = MAX (search->goal,
                      unreachable ? front + QUICK_VIEW : get_allowance (survey, front));
  search->goal = MIN (search->goal, survey->max_ttl);
  if (wait)
    return;

  search->quick = FALSE;
  search->goal = MIN (MAX (search->goal, survey->first_ttl + SURE - 1), survey->max_ttl);
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
  const guint rung = search->scouts.followed ? search->scouts.finding.rung : 0;
  guint last;

  if (survey->distance != 0 || hopmap_survey_seems_refused (survey))
    return;

  doubt_memory (search, front);
  last = MIN (get_view (search, front), survey->max_ttl);

  if (search->quick && now_ns >= search->begun_ns + QUICK_NS)
    decide_quickly (search, front, now_ns);
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
    *deadline = MIN (*deadline,
                     search->begun_ns
                         + (now_ns < search->begun_ns + QUICK_NS ? QUICK_NS : STEADY_NS));
}

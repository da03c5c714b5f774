/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scouting; see the header. The answer to a scout names no hop: whoever is as far away as that or
 * nearer may have given it.
 */
#include "hopmap-scouting.h"

#include "hopmap-plan.h"

/* Between the probes that follow: the nearest answer to them makes the others needless. */
#define FOLLOW_GAP_US 3000

/* Where somebody has said that there is no way, the others have this long to prove him wrong. */
#define UNREACHABLE_NS G_GINT64_CONSTANT (100000000)

/* So many hops are followed at first: it is not often that more lie behind a filter. */
#define FOLLOW_NEAR 8

/* Whether it is open what lies behind the farthest answer. All may have said that there is no way, and
 * be wrong, unless it was the destination that said so. */
static gboolean
is_open (const HopmapSearch *search)
{
  const HopmapSurvey *survey = &search->survey;

  if (survey->distance != 0 || search->settled >= hopmap_search_get_limit (search))
    return FALSE;

  return hopmap_survey_get_front (survey) < search->horizon
         || (hopmap_survey_get_unreachable (survey) != 0 && !hopmap_survey_is_refused (survey)
             && search->horizon < survey->max_ttl);
}

/* The first way of asking has been tried where every hop was asked. */
static guint
get_first_rung (const HopmapSearch *search)
{
  return search->horizon == search->survey.max_ttl ? 1 : 0;
}

/* Where all hops have answered in that way, there is no need for another one. */
static guint
get_end_rung (const HopmapSearch *search)
{
  return hopmap_survey_get_front (&search->survey) < search->horizon ? search->patience.ladder.n
                                                                     : 1;
}

/* The hop may have been asked so without being far behind the others, and no hop is asked often. */
static gboolean
was_asked (const HopmapSearch *search, guint rung)
{
  const HopmapAttempts *probes = &search->attempts[search->survey.max_ttl];

  return probes->n_tries[rung] > 0 || hopmap_attempts_get_n_tries (probes) >= HOPMAP_TRIES_MAX;
}

/* When silence is asked again, unless the source waits for the first answers no longer. */
static gint64
get_due (const HopmapSearch *search, guint rung)
{
  const guint next = hopmap_survey_get_front (&search->survey) + 1;
  const HopmapAttempts *probes = &search->attempts[next];
  const HopmapAttempt *first = hopmap_attempts_get (probes, probes->first);
  gint64 at_ns;

  if (first != NULL && first->state > HOPMAP_ATTEMPT_FLYING)
    return 0;

  at_ns = hopmap_plan_get_scout_at (&search->patience, rung);
  return hopmap_survey_get_unreachable (&search->survey) != 0
             ? MIN (at_ns, search->patience.since_ns + UNREACHABLE_NS)
             : at_ns;
}

static gboolean
send_due (HopmapSearch *search, gint64 now_ns, gint64 *deadline)
{
  HopmapScouts *scouts = &search->scouts;
  const guint ttl = search->survey.max_ttl;
  gboolean all = TRUE;

  for (guint rung = get_first_rung (search); rung < get_end_rung (search); rung++)
    {
      const gint64 at_ns = get_due (search, rung);

      if (scouts->sent[rung] || was_asked (search, rung))
        continue;
      if (now_ns < at_ns)
        {
          *deadline = MIN (*deadline, at_ns);
          all = FALSE;
          continue;
        }
      hopmap_search_send (search, ttl, rung, HOPMAP_SCHEDULE_UNSEEN, now_ns);
      hopmap_attempts_get_newest (&search->attempts[ttl])->scout = TRUE;
      scouts->sent[rung] = TRUE;
    }

  return all;
}

/* With the first rung it was to look ahead; the others are sent when silence is in doubt, and not far
 * from its end. */
static gint64
get_wait (const HopmapSearch *search, const HopmapAttempt *scout)
{
  return scout->rung > 0 || hopmap_survey_get_unreachable (&search->survey) != 0
             ? search->patience.end_ns
             : search->patience.only_ns;
}

/* Returns whether none is waited for any more. */
static gboolean
await_all (HopmapSearch *search, gint64 now_ns, gint64 *deadline)
{
  const guint ttl = search->survey.max_ttl;
  HopmapAttempts *probes = &search->attempts[ttl];
  gboolean all = TRUE;

  for (guint i = probes->first_open; i < hopmap_attempts_get_n (probes); i++)
    {
      const HopmapAttempt *probe = hopmap_attempts_get (probes, i);
      const gint64 until_ns = probe->left_ns + get_wait (search, probe);

      if (!probe->scout || !hopmap_attempt_is_open (probe))
        continue;
      if (probe->state == HOPMAP_ATTEMPT_EXPIRED || now_ns >= until_ns)
        {
          hopmap_search_lose (search, ttl, i);
          continue;
        }
      *deadline = MIN (*deadline, until_ns);
      all = FALSE;
    }

  return all;
}

/**
 * hopmap_scouting_advance:
 * @search: a search whose patience has judged
 * @now_ns: the time
 * @deadline: (inout): is put forward to when this is to be called again at the latest
 *
 * Returns: whether no scout is waited for, or has to be sent
 */
gboolean
hopmap_scouting_advance (HopmapSearch *search, gint64 now_ns, gint64 *deadline)
{
  gboolean sent = TRUE;

  if (!is_open (search))
    return TRUE;

  if (!search->scouts.answered)
    sent = send_due (search, now_ns, deadline);

  return await_all (search, now_ns, deadline) && sent;
}

/**
 * hopmap_scouting_note:
 * @search: a search
 * @finding: the answer to a scout; the first one counts
 */
void
hopmap_scouting_note (HopmapSearch *search, const HopmapFinding *finding)
{
  HopmapScouts *scouts = &search->scouts;

  if (scouts->answered)
    return;

  scouts->answered = TRUE;
  scouts->finding = *finding;
}

/* The probe of the scout itself does not count, since it says nothing of a hop. */
static gboolean
is_to_follow (const HopmapSearch *search, guint ttl)
{
  const HopmapAttempts *probes = &search->attempts[ttl];
  const guint n_scouts = ttl == search->survey.max_ttl ? 1 : 0;

  return probes->n_tries[search->scouts.finding.rung] == n_scouts
         && hopmap_attempts_get_n_tries (probes) < HOPMAP_TRIES_MAX;
}

/* The answer may tell how far it came, which is as far as the way there, or nearly so. If it does not:
 * where the first way of asking is answered it was the distance that was not, and all behind is open.
 * In another way the nearest hops may answer, and lead to the others. */
static guint
get_first_goal (const HopmapSearch *search)
{
  const guint front = hopmap_survey_get_front (&search->survey);
  const guint near = front + FOLLOW_NEAR;
  const guint distance = search->scouts.finding.distance;
  const gboolean unreachable = search->scouts.finding.answer == HOPMAP_ANSWER_UNREACHABLE;

  if (!unreachable && distance > front)
    return MIN (distance + HOPMAP_SEARCH_BEYOND, search->survey.max_ttl);
  if (search->scouts.finding.rung == 0)
    return unreachable ? 0 : search->survey.max_ttl;
  if (unreachable)
    return MIN (near, search->survey.max_ttl);

  return MIN (MAX (near, search->horizon), search->survey.max_ttl);
}

static void
ask_up_to (HopmapSearch *search, guint last_ttl, gint64 now_ns)
{
  const guint rung = search->scouts.finding.rung;

  for (guint ttl = hopmap_survey_get_front (&search->survey) + 1; ttl <= last_ttl; ttl++)
    if (is_to_follow (search, ttl))
      hopmap_search_send_after (search, ttl, rung,
                                rung > 0 ? HOPMAP_SCHEDULE_UNSEEN : HOPMAP_SCHEDULE_SEEN,
                                FOLLOW_GAP_US, now_ns);
  search->horizon = MAX (search->horizon, last_ttl);
}

/**
 * hopmap_scouting_follow:
 * @search: a search
 * @now_ns: the time
 *
 * Asks hops behind the farthest answer in the way that was answered, the nearest first: the first of
 * them that the destination answers is the one.
 */
void
hopmap_scouting_follow (HopmapSearch *search, gint64 now_ns)
{
  HopmapScouts *scouts = &search->scouts;

  if (!scouts->answered || scouts->followed || !is_open (search))
    return;

  scouts->followed = TRUE;
  search->patience.lead = scouts->finding.rung;
  search->patience.scouted_ns = scouts->finding.rtt_ns;
  ask_up_to (search, get_first_goal (search), now_ns);
}

/**
 * hopmap_scouting_follow_on:
 * @search: a search
 * @now_ns: the time
 *
 * To be called when all that were followed are judged, and none of them is the destination.
 *
 * Returns: whether there was anything left to ask
 */
gboolean
hopmap_scouting_follow_on (HopmapSearch *search, gint64 now_ns)
{
  const guint before = search->horizon;

  if (!search->scouts.followed || search->scouts.finding.answer == HOPMAP_ANSWER_UNREACHABLE
      || hopmap_survey_get_unreachable (&search->survey) != 0)
    return FALSE;

  ask_up_to (search, search->survey.max_ttl, now_ns);
  return search->horizon > before;
}

/**
 * hopmap_scouting_believe:
 * @search: a search that has asked all hops there are, and is not over
 *
 * If nobody nearer answers after all, it is the farthest hop that has answered the scout.
 *
 * Returns: whether that is news
 */
gboolean
hopmap_scouting_believe (HopmapSearch *search)
{
  const HopmapFinding *finding = &search->scouts.finding;

  if (!search->scouts.answered || search->horizon < search->survey.max_ttl
      || hopmap_survey_has_answer (&search->survey, search->survey.max_ttl))
    return FALSE;

  hopmap_survey_note (&search->survey, finding);
  return TRUE;
}

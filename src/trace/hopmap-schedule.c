/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSchedule: see the header. Nothing is remembered that follows from the probes and their
 * answers: every call of hopmap_schedule_advance() judges the hops anew, so that an answer that
 * comes late, or from nearer or farther than thought, needs no case of its own.
 */
#include "hopmap-schedule.h"

#include "hopmap-reach.h"
#include "hopmap-rhythm.h"
#include "hopmap-search.h"

#define MS G_GINT64_CONSTANT (1000000)

/* After the end silence is asked once more, when a limiter that answers once a second has had the
 * time: of the hops that are part of the path, and of the next few. */
#define SECOND_LOOK_NS    (1100 * MS)
#define SECOND_LOOK_REACH 3

struct _HopmapSchedule
{
  guint expected; /* distance of the destination, as far as is known from before, or 0 */
  HopmapSearch search;
  HopmapRhythm rhythm;
  gboolean begun;
  gboolean over;
  gboolean looked[HOPMAP_MAX_TTL + 1];
};

/**
 * hopmap_schedule_new:
 * @options: how to trace; copied
 * @ladder: with what; copied
 *
 * Returns: (transfer full): a schedule that has not begun
 */
HopmapSchedule *
hopmap_schedule_new (const HopmapTraceOptions *options, const HopmapLadder *ladder)
{
  HopmapSchedule *self = g_new0 (HopmapSchedule, 1);

  hopmap_search_init (&self->search, options, ladder);
  hopmap_rhythm_init (&self->rhythm, options);
  self->expected = options->distance;
  return self;
}

/**
 * hopmap_schedule_free:
 * @self: (transfer full): a schedule
 */
void
hopmap_schedule_free (HopmapSchedule *self)
{
  hopmap_search_clear (&self->search);
  g_free (self);
}

/* Lets hops that are judged now, and were not before, take part in the rounds. */
static void
admit (HopmapSchedule *self, guint before, gint64 now_ns)
{
  const HopmapSurvey *survey = &self->search.survey;
  const guint last = hopmap_survey_get_last_ttl (survey);

  if (self->rhythm.origin_ns < 0)
    hopmap_rhythm_begin (&self->rhythm, survey->first_ttl, last - MIN (last, survey->first_ttl - 1),
                         now_ns);
  for (guint ttl = before + 1; ttl <= self->search.settled; ttl++)
    hopmap_rhythm_admit (&self->rhythm, ttl, self->search.attempts[ttl].n_sent[survey->rung[ttl]],
                         now_ns);
}

/* A hop that answered when it was asked again need not answer the first question, too. */
static gboolean
is_measured (HopmapSchedule *self, guint ttl)
{
  const HopmapAttempts *probes = &self->search.attempts[ttl];

  return hopmap_rhythm_is_done (&self->rhythm, ttl)
         && (!hopmap_attempts_has_open (probes)
             || probes->n_decided >= self->rhythm.queries * self->rhythm.rounds);
}

/* Which hop up to @last_ttl is to be asked next, and when; 0 if none is. */
static guint
find_next (HopmapSchedule *self, guint last_ttl, gint64 *due_ns)
{
  guint next = 0;

  *due_ns = HOPMAP_SCHEDULE_NEVER;
  for (guint ttl = self->search.survey.first_ttl; ttl <= last_ttl; ttl++)
    {
      gint64 at_ns;

      if (hopmap_rhythm_is_done (&self->rhythm, ttl))
        continue;
      at_ns = hopmap_rhythm_get_due (&self->rhythm, ttl, &self->search.attempts[ttl]);
      if (at_ns < *due_ns)
        {
          *due_ns = at_ns;
          next = ttl;
        }
    }

  return next;
}

/* In many rounds nobody waits to hear that a probe left, and each word to the helper or of it costs as
 * much as the probe: whoever is due takes those along that are due soon. Returns when the next is. */
static gint64
ask_due (HopmapSchedule *self, guint last_seen, guint last_ttl, gint64 now_ns)
{
  HopmapSearch *search = &self->search;
  gint64 until_ns = now_ns;
  gint64 due_ns;
  guint ttl = find_next (self, last_ttl, &due_ns);

  if (due_ns <= now_ns)
    until_ns += hopmap_rhythm_get_ahead (&self->rhythm);
  for (; due_ns <= until_ns; ttl = find_next (self, last_ttl, &due_ns))
    {
      hopmap_rhythm_step (&self->rhythm, ttl, now_ns);
      hopmap_search_send_at (search, ttl, search->survey.rung[ttl],
                             ttl > last_seen ? HOPMAP_SCHEDULE_UNSEEN : HOPMAP_SCHEDULE_SEEN,
                             due_ns, now_ns);
      g_array_index (search->actions, HopmapScheduleAction, search->actions->len - 1).unhurried =
          self->rhythm.rounds != 1;
    }

  return due_ns;
}

/* Returns whether every hop of the route has all the answers that it can have. */
static gboolean
query_all (HopmapSchedule *self, gint64 now_ns, gint64 *deadline)
{
  const HopmapSurvey *survey = &self->search.survey;
  const guint last = hopmap_survey_get_last_ttl (survey);
  const guint beyond = survey->distance == 0 && self->rhythm.rounds != 1
                               && last < self->search.settled
                           ? 1
                           : 0;
  const gint64 due_ns = ask_due (self, last, last + beyond, now_ns);
  gboolean measured = TRUE;

  *deadline = MIN (*deadline, due_ns);
  for (guint ttl = survey->first_ttl; ttl <= last + beyond; ttl++)
    measured = is_measured (self, ttl) && measured;

  return measured;
}

/* Whoever is still here after the end sees what a limiter had kept back. */
static gint64
look_again (HopmapSchedule *self, gint64 now_ns)
{
  const HopmapSurvey *survey = &self->search.survey;
  const guint front = hopmap_survey_get_front (survey);
  const guint last = MIN (MIN (hopmap_survey_get_limit (survey), self->search.settled),
                          front + SECOND_LOOK_REACH);
  gint64 deadline = HOPMAP_SCHEDULE_NEVER;

  for (guint ttl = survey->first_ttl; ttl <= last; ttl++)
    {
      const gint64 due_ns = hopmap_attempts_get_newest (&self->search.attempts[ttl])->left_ns
                            + SECOND_LOOK_NS;

      if (self->looked[ttl] || hopmap_survey_has_answer (survey, ttl))
        continue;
      if (now_ns < due_ns)
        {
          deadline = MIN (deadline, due_ns);
          continue;
        }
      self->looked[ttl] = TRUE;
      hopmap_search_send (&self->search, ttl, 0, HOPMAP_SCHEDULE_UNSEEN, now_ns);
    }

  return deadline;
}

static gint64
go_on (HopmapSchedule *self, gint64 now_ns)
{
  HopmapSearch *search = &self->search;
  const HopmapScheduleAction over = { .verb = HOPMAP_SCHEDULE_OVER };
  gint64 deadline = HOPMAP_SCHEDULE_NEVER;
  guint settled;

  if (!self->begun)
    hopmap_reach_begin (search, self->expected, now_ns);
  self->begun = TRUE;
  settled = search->settled;
  if (!hopmap_search_advance (search, now_ns, &deadline))
    return deadline;

  if (search->settled > settled)
    admit (self, settled, now_ns);
  self->over = query_all (self, now_ns, &deadline);
  if (!self->over)
    return deadline;

  g_array_append_val (search->actions, over);
  return now_ns;
}

/**
 * hopmap_schedule_advance:
 * @self: a schedule
 * @now_ns: the time, nanoseconds on a clock that never goes back; the same as for every other call
 * @actions: (element-type HopmapScheduleAction): what is to be done now is added here, in order
 *
 * To be called at first to begin, after every event, and when the deadline has come; for as long
 * after the end as late answers are taken.
 *
 * Returns: the deadline, or %HOPMAP_SCHEDULE_NEVER
 */
gint64
hopmap_schedule_advance (HopmapSchedule *self, gint64 now_ns, GArray *actions)
{
  gint64 deadline;

  self->search.actions = actions;
  self->search.n_sent = 0;
  self->search.delay_us = 0;
  deadline = self->over ? look_again (self, now_ns) : go_on (self, now_ns);
  self->search.actions = NULL;

  return deadline;
}

/**
 * hopmap_schedule_sent:
 * @self: a schedule
 * @ttl: a hop
 * @index: one of its probes
 * @sent_ns: when it left
 */
void
hopmap_schedule_sent (HopmapSchedule *self, guint ttl, guint index, gint64 sent_ns)
{
  HopmapAttempt *probe = hopmap_search_find_probe (&self->search, ttl, index);

  if (probe == NULL || probe->state != HOPMAP_ATTEMPT_WAITING)
    return;

  probe->state = HOPMAP_ATTEMPT_FLYING;
  probe->left_ns = sent_ns;
}

/**
 * hopmap_schedule_answered:
 * @self: a schedule
 * @index: which probe of the hop
 * @finding: its answer; rung and departure need not be set
 *
 * Late answers count, and after the trace is over they may change how it ended. A second answer to
 * the same probe does not.
 */
void
hopmap_schedule_answered (HopmapSchedule *self, guint index, const HopmapFinding *finding)
{
  hopmap_search_note (&self->search, index, finding);
}

/**
 * hopmap_schedule_expired:
 * @self: a schedule
 * @ttl: a hop
 * @index: one of its probes
 *
 * The source waits no longer for it, or could not send it.
 */
void
hopmap_schedule_expired (HopmapSchedule *self, guint ttl, guint index)
{
  HopmapAttempt *probe = hopmap_search_find_probe (&self->search, ttl, index);

  if (probe != NULL && hopmap_attempt_is_open (probe))
    probe->state = HOPMAP_ATTEMPT_EXPIRED;
}

/**
 * hopmap_schedule_get_survey:
 * @self: a schedule
 *
 * Returns: (transfer none): what is known of the path
 */
const HopmapSurvey *
hopmap_schedule_get_survey (HopmapSchedule *self)
{
  return &self->search.survey;
}

/**
 * hopmap_schedule_get_end:
 * @self: a schedule
 *
 * Returns: why the trace is over if it is over now; stopped, unless every hop has had its chance
 */
HopmapEnd
hopmap_schedule_get_end (HopmapSchedule *self)
{
  return self->rhythm.origin_ns >= 0 ? hopmap_survey_get_end (&self->search.survey)
                                     : HOPMAP_END_STOPPED;
}

/**
 * hopmap_schedule_is_over:
 * @self: a schedule
 *
 * Returns: whether %HOPMAP_SCHEDULE_OVER was said
 */
gboolean
hopmap_schedule_is_over (HopmapSchedule *self)
{
  return self->over;
}

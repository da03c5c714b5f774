/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSchedule: see the header. Nothing is remembered that follows from the probes and their
 * answers: every call of hopmap_schedule_advance() judges all hops anew, so that an answer that
 * comes late, or from nearer or farther than thought, needs no case of its own.
 */
#include "hopmap-schedule.h"

#include "hopmap-patience.h"

#define MS G_GINT64_CONSTANT (1000000)

/* Linux answers six probes at once per sender and then one a second, so that no hop may get many;
 * different hops may all be asked at once. The rest follows slowly, since it may not be needed. */
#define BURST        8
#define PACE_US      3000
#define RETRY_GAP_US 1000

/* A departure that nobody reports is taken to have happened this long after it was due. */
#define SENT_GRACE_NS (1000 * MS)

/* Probes of one hop for statistics: so far apart, and so many within the window. */
#define QUERY_GAP_NS  (100 * MS)
#define WINDOW_NS     (5000 * MS)
#define WINDOW_PROBES 5

struct _HopmapSchedule
{
  guint queries;
  guint rounds;
  gint64 interval_ns;

  HopmapAttempts attempts[HOPMAP_MAX_TTL + 1]; /* by TTL; none before the first and after max */
  HopmapSurvey survey;
  HopmapPatience patience;
  gboolean begun;
  gboolean over;
  gint64 discovered_ns; /* when every hop had been judged once, or -1 */

  GArray *actions; /* only during hopmap_schedule_advance() */
  guint n_sent;
};

/**
 * hopmap_schedule_new:
 * @options: how to trace; copied
 *
 * Returns: (transfer full): a schedule that has not begun
 */
HopmapSchedule *
hopmap_schedule_new (const HopmapTraceOptions *options)
{
  HopmapSchedule *self = g_new0 (HopmapSchedule, 1);
  const guint max_ttl = CLAMP (options->max_ttl, 1, HOPMAP_MAX_TTL);

  hopmap_survey_init (&self->survey, CLAMP (options->first_ttl, 1, max_ttl), max_ttl);
  hopmap_patience_init (&self->patience, options->wait_s);
  self->queries = CLAMP (options->queries, 1, HOPMAP_MAX_QUERIES);
  self->rounds = MIN (options->rounds, G_MAXUINT / HOPMAP_MAX_QUERIES);
  self->interval_ns = (gint64) (CLAMP (options->interval_s, 0.1, 86400.0) * 1e9);
  self->discovered_ns = -1;
  for (guint ttl = self->survey.first_ttl; ttl <= max_ttl; ttl++)
    hopmap_attempts_init (&self->attempts[ttl]);

  return self;
}

/**
 * hopmap_schedule_free:
 * @self: (transfer full): a schedule
 */
void
hopmap_schedule_free (HopmapSchedule *self)
{
  for (guint ttl = self->survey.first_ttl; ttl <= self->survey.max_ttl; ttl++)
    hopmap_attempts_clear (&self->attempts[ttl]);
  g_free (self);
}

static HopmapAttempt *
find_probe (HopmapSchedule *self, guint ttl, guint index)
{
  if (ttl < self->survey.first_ttl || ttl > self->survey.max_ttl)
    return NULL;

  return hopmap_attempts_get (&self->attempts[ttl], index);
}

static void
act (HopmapSchedule *self, HopmapScheduleVerb verb, guint ttl, guint index, guint gap_us)
{
  HopmapScheduleAction action = { .verb = verb, .ttl = ttl, .index = index, .gap_us = gap_us };

  g_array_append_val (self->actions, action);
}

static void
send_probe (HopmapSchedule *self, guint ttl, guint gap_us, gint64 due_ns)
{
  guint index = hopmap_attempts_add (&self->attempts[ttl], due_ns + SENT_GRACE_NS);

  act (self, HOPMAP_SCHEDULE_SEND, ttl, index, gap_us);
  self->n_sent++;
}

static void
begin (HopmapSchedule *self, gint64 now_ns)
{
  gint64 due_ns = now_ns;

  for (guint ttl = self->survey.first_ttl; ttl <= self->survey.max_ttl; ttl++)
    {
      guint gap_us = ttl < self->survey.first_ttl + BURST ? 0 : PACE_US;

      due_ns += gap_us * 1000;
      send_probe (self, ttl, gap_us, due_ns);
    }
  self->begun = TRUE;
}

/* Returns when that probe is taken to have left. */
static gint64
send_another (HopmapSchedule *self, guint ttl, gint64 now_ns)
{
  send_probe (self, ttl, self->n_sent == 0 ? 0 : RETRY_GAP_US,
              now_ns + (gint64) self->n_sent * RETRY_GAP_US * 1000);

  return hopmap_attempts_get_newest (&self->attempts[ttl])->left_ns;
}

static void
decide_probe (HopmapSchedule *self,
              HopmapScheduleVerb verb,
              guint ttl,
              guint index,
              HopmapAttemptState state)
{
  hopmap_attempts_decide (&self->attempts[ttl], index, state);
  act (self, verb, ttl, index, 0);
}

static void
forget_beyond_destination (HopmapSchedule *self)
{
  for (guint ttl = self->survey.distance + 1;
       self->survey.distance != 0 && ttl <= self->survey.max_ttl; ttl++)
    {
      HopmapAttempts *probes = &self->attempts[ttl];

      for (guint i = probes->first_open; i < probes->list->len; i++)
        if (hopmap_attempt_is_open (hopmap_attempts_get (probes, i)))
          decide_probe (self, HOPMAP_SCHEDULE_FORGET, ttl, i, HOPMAP_ATTEMPT_FORGOTTEN);
    }
}

/* Asks a silent hop again when its time is up. Returns whether the hop is judged: it answered, or
 * nothing more is done to make it answer. */
static gboolean
discover (HopmapSchedule *self, guint ttl, gint64 now_ns, gint64 *deadline)
{
  HopmapAttempts *probes = &self->attempts[ttl];
  const gint64 wait_ns = self->patience.wait_ns[ttl];
  const gint64 end_ns = self->patience.since_ns[ttl] + wait_ns;
  gint64 left_ns;

  if (hopmap_survey_has_answer (&self->survey, ttl) || self->discovered_ns >= 0)
    return TRUE;
  if (hopmap_attempts_get_newest (probes)->state <= HOPMAP_ATTEMPT_FLYING && now_ns < end_ns)
    {
      *deadline = MIN (*deadline, end_ns);
      return FALSE;
    }
  if (probes->list->len >= hopmap_patience_get_tries (&self->patience, &self->survey, ttl, probes))
    return TRUE;

  left_ns = send_another (self, ttl, now_ns);
  *deadline = MIN (*deadline, left_ns + wait_ns);
  return FALSE;
}

/* Gives up the probes of a judged hop whose time is over. Hops that are not judged keep all of
 * theirs, so that none is called silent and taken back when it is asked again. */
static void
give_up (HopmapSchedule *self, guint ttl, gint64 now_ns, gint64 *deadline)
{
  HopmapAttempts *probes = &self->attempts[ttl];
  const gboolean known = hopmap_survey_has_answer (&self->survey, ttl) || self->discovered_ns >= 0;
  const gint64 wait_ns = known ? self->patience.known_ns : self->patience.wait_ns[ttl];

  for (guint i = probes->first_open; i < probes->list->len; i++)
    {
      HopmapAttempt *probe = hopmap_attempts_get (probes, i);

      if (!hopmap_attempt_is_open (probe))
        continue;
      if (probe->state == HOPMAP_ATTEMPT_EXPIRED || now_ns >= probe->left_ns + wait_ns)
        decide_probe (self, HOPMAP_SCHEDULE_LOSE, ttl, i, HOPMAP_ATTEMPT_LOST);
      else
        *deadline = MIN (*deadline, probe->left_ns + wait_ns);
    }
}

/* Returns whether every hop up to the limit is judged. */
static gboolean
discover_all (HopmapSchedule *self, gint64 now_ns, gint64 *deadline)
{
  gboolean judged = TRUE;

  for (guint ttl = self->survey.first_ttl; ttl <= hopmap_survey_get_limit (&self->survey); ttl++)
    if (discover (self, ttl, now_ns, deadline))
      give_up (self, ttl, now_ns, deadline);
    else
      judged = FALSE;

  if (judged && self->discovered_ns < 0)
    self->discovered_ns = now_ns;

  return judged;
}

/* When the next probe of a judged hop is due: more queries, and more rounds. */
static gint64
get_next_query (HopmapSchedule *self, guint ttl)
{
  const guint n_hops = hopmap_survey_get_last_ttl (&self->survey) - self->survey.first_ttl + 1;
  HopmapAttempts *probes = &self->attempts[ttl];
  const guint n = probes->list->len;
  const gint64 round = n / self->queries;
  gint64 due_ns = hopmap_attempts_get_newest (probes)->left_ns + QUERY_GAP_NS;

  /* Rounds are spread over the hops, since a burst to all of them measures the burst. */
  if (round > 0)
    due_ns = MAX (due_ns, self->discovered_ns + round * self->interval_ns
                              + self->interval_ns * (ttl - self->survey.first_ttl) / n_hops);
  if (n >= WINDOW_PROBES)
    due_ns = MAX (due_ns, hopmap_attempts_get (probes, n - WINDOW_PROBES)->left_ns + WINDOW_NS);

  return due_ns;
}

/* Returns whether every hop of the route has all the answers that it can have. */
static gboolean
query_all (HopmapSchedule *self, gint64 now_ns, gint64 *deadline)
{
  const guint wanted = self->rounds != 0 ? self->queries * self->rounds : G_MAXUINT;
  gboolean measured = TRUE;

  for (guint ttl = self->survey.first_ttl; ttl <= hopmap_survey_get_last_ttl (&self->survey); ttl++)
    {
      HopmapAttempts *probes = &self->attempts[ttl];

      measured = probes->n_decided >= wanted && measured;
      if (probes->list->len >= wanted)
        continue;
      if (now_ns >= get_next_query (self, ttl))
        send_another (self, ttl, now_ns);
      *deadline = MIN (*deadline, get_next_query (self, ttl));
    }

  return measured;
}

/**
 * hopmap_schedule_advance:
 * @self: a schedule
 * @now_ns: the time, nanoseconds on a clock that never goes back; the same as for every other call
 * @actions: (element-type HopmapScheduleAction): what is to be done now is added here, in order
 *
 * To be called at first to begin, after every event, and when the deadline has come.
 *
 * Returns: the deadline, or %HOPMAP_SCHEDULE_NEVER
 */
gint64
hopmap_schedule_advance (HopmapSchedule *self, gint64 now_ns, GArray *actions)
{
  gint64 deadline = HOPMAP_SCHEDULE_NEVER;

  if (self->over)
    return HOPMAP_SCHEDULE_NEVER;

  self->actions = actions;
  self->n_sent = 0;
  if (!self->begun)
    begin (self, now_ns);
  forget_beyond_destination (self);
  hopmap_patience_judge (&self->patience, &self->survey, self->attempts);
  self->over = discover_all (self, now_ns, &deadline) && query_all (self, now_ns, &deadline);
  if (self->over)
    act (self, HOPMAP_SCHEDULE_OVER, 0, 0, 0);
  self->actions = NULL;

  return self->over ? HOPMAP_SCHEDULE_NEVER : deadline;
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
  HopmapAttempt *probe = find_probe (self, ttl, index);

  if (probe == NULL || probe->state != HOPMAP_ATTEMPT_WAITING)
    return;

  probe->state = HOPMAP_ATTEMPT_FLYING;
  probe->left_ns = sent_ns;
}

/**
 * hopmap_schedule_answered:
 * @self: a schedule
 * @ttl: a hop
 * @index: one of its probes
 * @answer: what the answer meant
 * @rtt_ns: round-trip time in nanoseconds
 * @now_ns: the time
 *
 * Late answers count, and after the trace is over they may change how it ended. A second answer to
 * the same probe does not.
 */
void
hopmap_schedule_answered (HopmapSchedule *self,
                          guint ttl,
                          guint index,
                          HopmapAnswer answer,
                          gint64 rtt_ns,
                          gint64 now_ns)
{
  HopmapAttempt *probe = find_probe (self, ttl, index);

  if (probe == NULL || probe->state == HOPMAP_ATTEMPT_ANSWERED
      || ttl > hopmap_survey_get_limit (&self->survey))
    return;

  hopmap_attempts_decide (&self->attempts[ttl], index, HOPMAP_ATTEMPT_ANSWERED);
  hopmap_survey_note (&self->survey, ttl, answer, rtt_ns, now_ns);
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
  HopmapAttempt *probe = find_probe (self, ttl, index);

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
  return &self->survey;
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
  return self->discovered_ns >= 0 ? hopmap_survey_get_end (&self->survey) : HOPMAP_END_STOPPED;
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

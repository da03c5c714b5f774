/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLimiter: see the header. Questions in a minute flow into a bucket that holds a quarter of
 * them, so that one trace need not wait and many do not come at once. A clock that was set back gives
 * nobody more than he had, and locks nobody out for longer than a day.
 */
#include "hopmap-limiter.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define DAY_US    (24 * 60 * 60 * SECOND_US)

/* How long a provider in trouble is left alone, seconds; doubled each time it goes on. */
#define FIRST_PAUSE_S 60
#define LAST_PAUSE_S  (15 * 60)

/* One question in vain can be the question's fault; so many in a row are the provider's. */
#define MAX_FAILURES 3

#define MILLI        1000

struct _HopmapLimiter
{
  char *name;
  HopmapProviderTerms terms;
  HopmapLimiterState state;

  GError *error; /* why it is closed */
  gint64
      trouble_until_us; /* closed by trouble, which is forgotten at the end; G_MAXINT64: for good */
  guint pause_s;
  guint n_failures;
};

/**
 * hopmap_limiter_new:
 * @name: the provider's name, for people
 * @terms: what it allows
 *
 * Returns: (transfer full): a limiter of a provider that was never asked
 */
HopmapLimiter *
hopmap_limiter_new (const char *name, const HopmapProviderTerms *terms)
{
  HopmapLimiter *self = g_new0 (HopmapLimiter, 1);

  self->name = g_strdup (name);
  self->terms = *terms;
  self->pause_s = FIRST_PAUSE_S;
  return self;
}

/**
 * hopmap_limiter_free:
 * @self: (transfer full): a limiter
 */
void
hopmap_limiter_free (HopmapLimiter *self)
{
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

static gint64
get_capacity (const HopmapLimiter *self)
{
  return MAX (self->terms.per_minute / 4, 1) * MILLI;
}

/* What is less than a thousandth of a question is left in the time, so that asking often costs none. */
static void
fill (HopmapLimiter *self, gint64 now_us)
{
  HopmapLimiterState *state = &self->state;
  gint64 capacity = get_capacity (self);
  gint64 passed_us = MIN (now_us - state->filled_us, DAY_US);
  gint64 a_milli_us, gained;

  if (self->terms.per_minute == 0)
    return;

  a_milli_us = 60 * SECOND_US / (self->terms.per_minute * MILLI);
  gained = MAX (passed_us, 0) / a_milli_us;
  if (state->filled_us == 0 || state->questions_left_milli + gained >= capacity)
    {
      state->questions_left_milli = capacity;
      state->filled_us = now_us;
    }
  else
    {
      state->questions_left_milli += gained;
      state->filled_us = passed_us < 0 ? now_us : state->filled_us + gained * a_milli_us;
    }
}

static void
turn_page (HopmapLimiter *self, gint64 now_us)
{
  gint64 today = now_us / DAY_US;

  /* A day that has not come yet was counted by a wrong clock. */
  if (self->state.day == today)
    return;

  self->state.day = today;
  self->state.n_today = 0;
}

static guint
get_left_today (HopmapLimiter *self, gint64 now_us)
{
  turn_page (self, now_us);
  if (self->terms.per_day == 0)
    return G_MAXUINT;

  return (guint) MAX (self->terms.per_day - self->state.n_today, 0);
}

static void
set_error (HopmapLimiter *self, const GError *error)
{
  GError *copy = error != NULL ? g_error_copy (error) : NULL;

  g_clear_error (&self->error);
  self->error = copy;
}

/* The same words whether the provider says so, or we have counted. */
static void
set_quota_error (HopmapLimiter *self)
{
  g_autofree char *message = NULL;

  if (g_error_matches (self->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_QUOTA))
    return;

  message = hopmap_geo_error_dup_quota_message (self->name);
  g_clear_error (&self->error);
  self->error = hopmap_geo_error_new_quota (0, message);
}

/**
 * hopmap_limiter_get_closed_error:
 * @self: a limiter
 * @now_us: the time
 *
 * Returns: (transfer none) (nullable): why the provider is not to be asked for a while, or %NULL where
 *   it may be; a short wait is told by hopmap_limiter_get_delay_us()
 */
const GError *
hopmap_limiter_get_closed_error (HopmapLimiter *self, gint64 now_us)
{
  if (self->trouble_until_us != G_MAXINT64)
    self->trouble_until_us = MIN (self->trouble_until_us, now_us + LAST_PAUSE_S * SECOND_US);
  if (self->trouble_until_us > now_us)
    return self->error;
  self->state.closed_until_us = MIN (self->state.closed_until_us, now_us + DAY_US);
  if (self->state.closed_until_us > now_us || get_left_today (self, now_us) == 0)
    {
      set_quota_error (self);
      return self->error;
    }

  if (self->trouble_until_us != 0)
    self->n_failures = 0;
  self->trouble_until_us = 0;
  self->state.closed_until_us = 0;
  g_clear_error (&self->error);
  return NULL;
}

/**
 * hopmap_limiter_get_delay_us:
 * @self: a limiter that is not closed
 * @now_us: the time
 *
 * Returns: microseconds until one more question may be asked; 0 for at once
 */
gint64
hopmap_limiter_get_delay_us (HopmapLimiter *self, gint64 now_us)
{
  gint64 missing;

  if (self->terms.per_minute == 0)
    return 0;

  fill (self, now_us);
  missing = MILLI - self->state.questions_left_milli;
  return missing <= 0 ? 0 : missing * 60 * SECOND_US / (self->terms.per_minute * MILLI) + 1;
}

/**
 * hopmap_limiter_take:
 * @self: a limiter that is neither closed nor wants a delay
 * @n_addresses: addresses in one question
 * @now_us: the time
 *
 * Counts a question.
 *
 * Returns: how many of the addresses may be in it
 */
guint
hopmap_limiter_take (HopmapLimiter *self, guint n_addresses, gint64 now_us)
{
  guint n = MIN (n_addresses, get_left_today (self, now_us));

  self->state.n_today += n;
  if (self->terms.per_minute != 0)
    {
      fill (self, now_us);
      self->state.questions_left_milli = MAX (self->state.questions_left_milli - MILLI, 0);
    }

  return n;
}

static void
close_for_trouble (HopmapLimiter *self, const GError *error, gint64 now_us)
{
  set_error (self, error);
  self->trouble_until_us = now_us + self->pause_s * SECOND_US;
  self->pause_s = MIN (self->pause_s * 2, LAST_PAUSE_S);
}

static void
close_for_quota (HopmapLimiter *self, const GError *error, gint64 now_us)
{
  guint asked_s = hopmap_geo_error_get_retry_after (error);

  set_error (self, error);
  self->state.closed_until_us = now_us
                                + (gint64) (asked_s > 0 ? asked_s : self->pause_s) * SECOND_US;
  self->pause_s = MIN (self->pause_s * 2, LAST_PAUSE_S);
}

/**
 * hopmap_limiter_note_failure:
 * @self: a limiter
 * @error: why a question was not answered; those of other domains teach nothing
 * @now_us: the time
 */
void
hopmap_limiter_note_failure (HopmapLimiter *self, const GError *error, gint64 now_us)
{
  if (error->domain != HOPMAP_GEO_ERROR)
    return;

  switch ((HopmapGeoError) error->code)
    {
    case HOPMAP_GEO_ERROR_KEY_REJECTED:
    case HOPMAP_GEO_ERROR_BAD_SETTING:
      set_error (self, error);
      self->trouble_until_us = G_MAXINT64;
      break;
    case HOPMAP_GEO_ERROR_QUOTA:
      close_for_quota (self, error, now_us);
      break;
    case HOPMAP_GEO_ERROR_UNAVAILABLE:
    case HOPMAP_GEO_ERROR_BAD_RESPONSE:
      if (++self->n_failures >= MAX_FAILURES)
        close_for_trouble (self, error, now_us);
      break;
    case HOPMAP_GEO_ERROR_DATABASE_MISSING:
    case HOPMAP_GEO_ERROR_DATABASE_BROKEN:
    case HOPMAP_GEO_ERROR_OFFLINE:
    case HOPMAP_GEO_ERROR_NO_BATCH:
    case HOPMAP_GEO_ERROR_NO_RECORD:
    default:
      break;
    }
}

/**
 * hopmap_limiter_note_success:
 * @self: a limiter
 * @wait_s: seconds for which this was the last answer; 0 where there will be more
 * @now_us: the time
 */
void
hopmap_limiter_note_success (HopmapLimiter *self, guint wait_s, gint64 now_us)
{
  self->n_failures = 0;
  self->pause_s = FIRST_PAUSE_S;
  if (wait_s > 0)
    self->state.closed_until_us = MAX (self->state.closed_until_us, now_us + wait_s * SECOND_US);
}

/**
 * hopmap_limiter_note_answers:
 * @self: a limiter
 * @answers: (element-type HopmapAddress HopmapGeoAnswer): what came of one question
 * @wait_s: seconds for which these were the last answers; 0 where there will be more
 * @now_us: the time
 *
 * One question teaches one thing, however many addresses it held.
 */
void
hopmap_limiter_note_answers (HopmapLimiter *self, GHashTable *answers, guint wait_s, gint64 now_us)
{
  const GError *error = NULL;
  GHashTableIter iter;
  HopmapGeoAnswer *answer;
  gboolean is_good = FALSE;

  g_hash_table_iter_init (&iter, answers);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &answer))
    {
      if (answer->status == HOPMAP_GEO_STATUS_FAILED)
        error = answer->error;
      else
        is_good = TRUE;
    }

  if (is_good)
    hopmap_limiter_note_success (self, wait_s, now_us);
  else if (error != NULL)
    hopmap_limiter_note_failure (self, error, now_us);
}

/**
 * hopmap_limiter_get_state:
 * @self: a limiter
 *
 * Returns: what of it is to be remembered
 */
HopmapLimiterState
hopmap_limiter_get_state (HopmapLimiter *self)
{
  return self->state;
}

/**
 * hopmap_limiter_set_state:
 * @self: a limiter
 * @state: what was remembered, by this program or by another one that runs beside it
 *
 * The stricter of both states holds.
 */
void
hopmap_limiter_set_state (HopmapLimiter *self, const HopmapLimiterState *state)
{
  HopmapLimiterState *own = &self->state;

  own->closed_until_us = MAX (own->closed_until_us, state->closed_until_us);
  if (state->day > own->day)
    {
      own->day = state->day;
      own->n_today = MAX (state->n_today, 0);
    }
  else if (state->day == own->day)
    own->n_today = MAX (own->n_today, state->n_today);
  if (state->filled_us > own->filled_us)
    {
      own->filled_us = state->filled_us;
      own->questions_left_milli = MAX (state->questions_left_milli, 0);
    }
}

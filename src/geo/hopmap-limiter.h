/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of a provider on the web may be asked, and when: what it allows, what it has asked for, and
 * how its trouble is borne. Pure; the time is passed in, as microseconds of the wall clock, since a
 * day's allowance outlives the program.
 */
#pragma once

#include "hopmap-geo-provider.h"

G_BEGIN_DECLS

/**
 * HopmapLimiterState:
 * @closed_until_us: the provider has asked to be left alone until then; 0 where it has not
 * @day: days since the epoch (UTC) for which @n_today counts
 * @n_today: addresses that were asked for on that day
 * @questions_left_milli: questions left in the bucket, thousandths
 * @filled_us: when that was counted; 0 for a bucket that is full
 *
 * What of a limiter outlives the program.
 */
typedef struct
{
  gint64 closed_until_us;
  gint64 day;
  gint64 n_today;
  gint64 questions_left_milli;
  gint64 filled_us;
} HopmapLimiterState;

typedef struct _HopmapLimiter HopmapLimiter;

HopmapLimiter *hopmap_limiter_new (const char *name, const HopmapProviderTerms *terms);
void hopmap_limiter_free (HopmapLimiter *self);

const GError *hopmap_limiter_get_closed_error (HopmapLimiter *self, gint64 now_us);
gint64 hopmap_limiter_get_delay_us (HopmapLimiter *self, gint64 now_us);
guint hopmap_limiter_take (HopmapLimiter *self, guint n_addresses, gint64 now_us);
void hopmap_limiter_note_answers (HopmapLimiter *self,
                                  GHashTable *answers,
                                  guint wait_s,
                                  gint64 now_us);
void hopmap_limiter_note_failure (HopmapLimiter *self, const GError *error, gint64 now_us);
void hopmap_limiter_note_success (HopmapLimiter *self, guint wait_s, gint64 now_us);

HopmapLimiterState hopmap_limiter_get_state (HopmapLimiter *self);
void hopmap_limiter_set_state (HopmapLimiter *self, const HopmapLimiterState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapLimiter, hopmap_limiter_free)

G_END_DECLS

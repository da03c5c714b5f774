/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of a provider may be asked, and when, with a made-up clock.
 */
#include "hopmap-limiter.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)

/* Noon of some day. */
#define NOON (20000 * DAY + 12 * HOUR)

static const HopmapProviderTerms no_limits = { .version = 1 };
static const HopmapProviderTerms a_few = { .version = 1, .per_minute = 8 };
static const HopmapProviderTerms a_day = { .version = 1, .per_day = 100 };

static void
fail (HopmapLimiter *limiter, HopmapGeoError code, gint64 now)
{
  g_autoptr (GError) error = g_error_new_literal (HOPMAP_GEO_ERROR, (int) code, "No.");

  hopmap_limiter_note_failure (limiter, error, now);
}

static void
refuse (HopmapLimiter *limiter, guint seconds, gint64 now)
{
  g_autoptr (GError) error = hopmap_geo_error_new_quota (seconds, "Enough.");

  hopmap_limiter_note_failure (limiter, error, now);
}

static void
assert_closed (HopmapLimiter *limiter, HopmapGeoError code, gint64 from, gint64 until)
{
  g_assert_error (hopmap_limiter_get_closed_error (limiter, from), HOPMAP_GEO_ERROR, (int) code);
  g_assert_error (hopmap_limiter_get_closed_error (limiter, until - 1), HOPMAP_GEO_ERROR,
                  (int) code);
  g_assert_no_error (hopmap_limiter_get_closed_error (limiter, until));
}

static void
test_no_limits (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &no_limits);

  for (guint i = 0; i < 10000; i++)
    {
      g_assert_no_error (hopmap_limiter_get_closed_error (limiter, NOON));
      g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, NOON), ==, 0);
      g_assert_cmpuint (hopmap_limiter_take (limiter, 50, NOON), ==, 50);
    }
}

/* Eight a minute: two at once, and then one every 7.5 seconds. */
static void
test_per_minute (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &a_few);
  gint64 now = NOON;
  gint64 delay;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now), ==, 0);
      hopmap_limiter_take (limiter, 25, now);
    }

  delay = hopmap_limiter_get_delay_us (limiter, now);
  g_assert_cmpint (delay, >=, 7500000);
  g_assert_cmpint (delay, <=, 7500001);
  g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now + 7499000), >, 0);
  g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now + delay), ==, 0);
  hopmap_limiter_take (limiter, 25, now + delay);
  g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now + delay), >, 7000000);

  /* However long the rest, no more than two come at once; and no clock that goes back adds any. */
  now += DAY;
  hopmap_limiter_take (limiter, 25, now);
  hopmap_limiter_take (limiter, 25, now);
  g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now), >, 7000000);
  g_assert_cmpint (hopmap_limiter_get_delay_us (limiter, now - HOUR), >, 7000000);
}

static void
test_per_day (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &a_day);
  gint64 midnight = 20001 * DAY;

  g_assert_cmpuint (hopmap_limiter_take (limiter, 60, NOON), ==, 60);
  g_assert_cmpuint (hopmap_limiter_take (limiter, 60, NOON), ==, 40);
  assert_closed (limiter, HOPMAP_GEO_ERROR_QUOTA, NOON, midnight);
  g_assert_cmpuint (hopmap_limiter_take (limiter, 60, midnight), ==, 60);
}

static void
test_retry_after (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &no_limits);

  refuse (limiter, 300, NOON);
  assert_closed (limiter, HOPMAP_GEO_ERROR_QUOTA, NOON, NOON + 300 * SECOND);
  /* Where nothing is said: a minute, then twice as long, up to a quarter of an hour. */
  hopmap_limiter_note_success (limiter, 0, NOON + HOUR);
  for (guint i = 0, pause = 60; i < 8; i++, pause = MIN (2 * pause, 900))
    {
      gint64 now = NOON + (i + 2) * HOUR;

      refuse (limiter, 0, now);
      assert_closed (limiter, HOPMAP_GEO_ERROR_QUOTA, now, now + pause * SECOND);
    }
}

/* An answer can say that it was the last one for now. */
static void
test_last_answer (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &no_limits);

  hopmap_limiter_note_success (limiter, 42, NOON);
  assert_closed (limiter, HOPMAP_GEO_ERROR_QUOTA, NOON, NOON + 42 * SECOND);
}

static void
test_trouble (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &no_limits);

  fail (limiter, HOPMAP_GEO_ERROR_UNAVAILABLE, NOON);
  fail (limiter, HOPMAP_GEO_ERROR_BAD_RESPONSE, NOON);
  g_assert_no_error (hopmap_limiter_get_closed_error (limiter, NOON));
  fail (limiter, HOPMAP_GEO_ERROR_OFFLINE, NOON);
  g_assert_no_error (hopmap_limiter_get_closed_error (limiter, NOON));
  fail (limiter, HOPMAP_GEO_ERROR_UNAVAILABLE, NOON);
  assert_closed (limiter, HOPMAP_GEO_ERROR_UNAVAILABLE, NOON, NOON + 60 * SECOND);

  fail (limiter, HOPMAP_GEO_ERROR_KEY_REJECTED, NOON + HOUR);
  g_assert_error (hopmap_limiter_get_closed_error (limiter, NOON + 1000 * DAY), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_KEY_REJECTED);
}

static void
test_restart (void)
{
  g_autoptr (HopmapLimiter) before = hopmap_limiter_new ("x", &a_day);
  g_autoptr (HopmapLimiter) after = hopmap_limiter_new ("x", &a_day);
  HopmapLimiterState state;

  hopmap_limiter_take (before, 70, NOON);
  refuse (before, 600, NOON);
  state = hopmap_limiter_get_state (before);
  hopmap_limiter_set_state (after, &state);
  assert_closed (after, HOPMAP_GEO_ERROR_QUOTA, NOON + SECOND, NOON + 600 * SECOND);
  g_assert_cmpuint (hopmap_limiter_take (after, 50, NOON + HOUR), ==, 30);
}

/* Other programs count, too; and a limit that a wrong clock has set does not hold for ever. */
static void
test_state_of_others (void)
{
  g_autoptr (HopmapLimiter) limiter = hopmap_limiter_new ("x", &a_day);

  hopmap_limiter_take (limiter, 10, NOON);
  hopmap_limiter_set_state (limiter, &(HopmapLimiterState){ .day = 20000, .n_today = 95 });
  hopmap_limiter_set_state (limiter, &(HopmapLimiterState){ .day = 20000, .n_today = 20 });
  hopmap_limiter_set_state (limiter, &(HopmapLimiterState){ .day = 19999, .n_today = 100 });
  g_assert_cmpuint (hopmap_limiter_take (limiter, 50, NOON), ==, 5);

  hopmap_limiter_set_state (limiter, &(HopmapLimiterState){ .closed_until_us = G_MAXINT64 });
  g_assert_nonnull (hopmap_limiter_get_closed_error (limiter, NOON));
  g_assert_no_error (hopmap_limiter_get_closed_error (limiter, NOON + DAY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limiter/no-limits", test_no_limits);
  g_test_add_func ("/limiter/per-minute", test_per_minute);
  g_test_add_func ("/limiter/per-day", test_per_day);
  g_test_add_func ("/limiter/retry-after", test_retry_after);
  g_test_add_func ("/limiter/last-answer", test_last_answer);
  g_test_add_func ("/limiter/trouble", test_trouble);
  g_test_add_func ("/limiter/restart", test_restart);
  g_test_add_func ("/limiter/state-of-others", test_state_of_others);

  return g_test_run ();
}

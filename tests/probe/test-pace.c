/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast and how wide, with a made-up clock.
 */
#include <glib.h>
#include <string.h>

#include "pace.h"

#define MILLISECOND UINT64_C (1000000)
#define SECOND      (1000 * MILLISECOND)

static HopmapFrameAddress
address (unsigned int number)
{
  return (HopmapFrameAddress){ { 10, (uint8_t) (number >> 16), (uint8_t) (number >> 8),
                                 (uint8_t) number } };
}

static uint8_t
enter (HopmapPace *pace, unsigned int number, uint64_t now_ns)
{
  HopmapFrameSend send = { .family = HOPMAP_FRAME_IPV4, .destination = address (number) };

  return hopmap_pace_enter (pace, &send, now_ns);
}

static uint64_t
delay_of (HopmapPace *pace, uint8_t budget, uint64_t now_ns)
{
  return hopmap_pace_when (pace, budget, now_ns) - now_ns;
}

/* The way the application traces must never meet the limit. */
static void
test_trace_fits (void)
{
  HopmapPace pace;
  uint64_t now_ns = 5 * SECOND;
  uint8_t budget;

  hopmap_pace_init (&pace, now_ns);
  budget = enter (&pace, 1, now_ns);
  for (int ttl = 1; ttl <= 64; ttl++)
    {
      if (ttl > 8)
        now_ns += 3 * MILLISECOND;
      g_assert_cmpuint (delay_of (&pace, budget, now_ns), ==, 0);
      hopmap_pace_spend (&pace, budget);
    }
}

/* Sends as fast as allowed for a time; returns how many went. */
static unsigned int
flood (HopmapPace *pace, unsigned int n_destinations, uint64_t duration_ns)
{
  uint64_t now_ns = SECOND;
  unsigned int n_sent = 0;
  uint8_t budgets[HOPMAP_PACE_DESTINATIONS];

  hopmap_pace_init (pace, now_ns);
  for (unsigned int i = 0; i < n_destinations; i++)
    budgets[i] = enter (pace, i, now_ns);
  while (now_ns <= SECOND + duration_ns)
    {
      uint64_t shortest = UINT64_MAX;

      for (unsigned int i = 0; i < n_destinations; i++)
        {
          uint64_t delay = delay_of (pace, budgets[i], now_ns);

          shortest = MIN (shortest, delay);
          if (delay > 0)
            continue;
          hopmap_pace_spend (pace, budgets[i]);
          n_sent++;
        }
      now_ns += shortest;
    }
  return n_sent;
}

static void
test_flood (void)
{
  HopmapPace pace;

  g_assert_cmpuint (flood (&pace, 1, 10 * SECOND), ==,
                    HOPMAP_PACE_DESTINATION_BURST + 10 * HOPMAP_PACE_DESTINATION_RATE);
  g_assert_cmpuint (flood (&pace, 40, 10 * SECOND), ==, HOPMAP_PACE_BURST + 10 * HOPMAP_PACE_RATE);
}

/* After a delay has passed, the probe may go; a clock that stands or goes back gives nothing. */
static void
test_delay_is_enough (void)
{
  HopmapPace pace;
  uint64_t now_ns = SECOND, delay;
  uint8_t budget;

  hopmap_pace_init (&pace, now_ns);
  budget = enter (&pace, 1, now_ns);
  while ((delay = delay_of (&pace, budget, now_ns)) == 0)
    hopmap_pace_spend (&pace, budget);
  g_assert_cmpuint (delay_of (&pace, budget, now_ns), ==, delay);
  g_assert_cmpuint (delay_of (&pace, budget, now_ns - MILLISECOND), ==, delay + MILLISECOND);
  g_assert_cmpuint (delay_of (&pace, budget, now_ns + delay - 1), ==, 1);
  g_assert_cmpuint (delay_of (&pace, budget, now_ns + delay), ==, 0);
}

static void
test_destinations (void)
{
  HopmapPace pace;
  uint64_t now_ns = SECOND;
  uint8_t first;

  hopmap_pace_init (&pace, now_ns);
  first = enter (&pace, 0, now_ns);
  for (unsigned int i = 1; i < HOPMAP_PACE_DESTINATIONS; i++)
    g_assert_cmpuint (enter (&pace, i, now_ns), !=, HOPMAP_PACE_NONE);
  g_assert_cmpuint (enter (&pace, 1000, now_ns), ==, HOPMAP_PACE_NONE);
  g_assert_cmpuint (enter (&pace, 0, now_ns), ==, first);

  /* Two probes were on the first one, so it is free after two have left. */
  hopmap_pace_leave (&pace, first);
  g_assert_cmpuint (enter (&pace, 1000, now_ns), ==, HOPMAP_PACE_NONE);
  hopmap_pace_leave (&pace, first);
  g_assert_cmpuint (enter (&pace, 1000, now_ns), ==, first);
}

static void
test_new_destinations (void)
{
  HopmapPace pace;
  uint64_t now_ns = SECOND;
  unsigned int n_entered = 0;

  hopmap_pace_init (&pace, now_ns);
  for (unsigned int i = 0; i < 1000; i++)
    {
      uint8_t budget = enter (&pace, i, now_ns);

      if (budget == HOPMAP_PACE_NONE)
        continue;
      hopmap_pace_leave (&pace, budget);
      n_entered++;
    }
  g_assert_cmpuint (n_entered, ==, HOPMAP_PACE_NEW_PER_MINUTE);
  g_assert_cmpuint (enter (&pace, 5000, now_ns + 200 * MILLISECOND), ==, HOPMAP_PACE_NONE);
  g_assert_cmpuint (enter (&pace, 5000, now_ns + 300 * MILLISECOND), !=, HOPMAP_PACE_NONE);
}

static void
check_destination (HopmapFrameFamily family, const char *text, uint32_t scope_id, bool refused)
{
  HopmapFrameSend send = { .family = family, .scope_id = scope_id };
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (size_t i = 0; parts[i] != NULL; i++)
    send.destination.bytes[i] = (uint8_t) g_ascii_strtoull (parts[i], NULL,
                                                            family == HOPMAP_FRAME_IPV4 ? 10 : 16);
  g_test_message ("%s", text);
  g_assert_true (hopmap_pace_refuses (&send) == refused);
}

static void
test_refused_destinations (void)
{
  static const char *const refused4[] = { "0 0 0 0",         "0 1 2 3",   "224 0 0 1",
                                          "239 255 255 255", "240 0 0 1", "255 255 255 255" };
  static const char *const fine4[] = { "1 1 1 1",     "10 0 0 1",        "127 0 0 1", "169 254 1 1",
                                       "192 168 1 1", "223 255 255 255", "100 64 0 1" };
  static const char *const refused6[] = {
    "0",                                 /* unspecified */
    "ff 02 0 0 0 0 0 0 0 0 0 0 0 0 0 1", /* multicast */
    "0 0 0 0 0 0 0 0 0 0 ff ff 8 8 8 8", /* an IPv4 address in disguise */
    "fe 80 0 0 0 0 0 0 0 0 0 0 0 0 0 1", /* link-local of which link? */
    "fe bf 0 0 0 0 0 0 0 0 0 0 0 0 0 1",
  };
  static const char *const fine6[] = {
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1",    "20 1 d b8 0 0 0 0 0 0 0 0 0 0 0 1",
    "fd 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1",   "fe c0 0 0 0 0 0 0 0 0 0 0 0 0 0 1",
    "0 64 ff 9b 0 0 0 0 0 0 0 0 8 8 8 8",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (refused4); i++)
    check_destination (HOPMAP_FRAME_IPV4, refused4[i], 0, true);
  for (size_t i = 0; i < G_N_ELEMENTS (fine4); i++)
    check_destination (HOPMAP_FRAME_IPV4, fine4[i], 0, false);
  for (size_t i = 0; i < G_N_ELEMENTS (refused6); i++)
    check_destination (HOPMAP_FRAME_IPV6, refused6[i], 0, true);
  for (size_t i = 0; i < G_N_ELEMENTS (fine6); i++)
    check_destination (HOPMAP_FRAME_IPV6, fine6[i], 0, false);
  check_destination (HOPMAP_FRAME_IPV6, refused6[3], 2, false);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/pace/trace-fits", test_trace_fits);
  g_test_add_func ("/probe/pace/flood", test_flood);
  g_test_add_func ("/probe/pace/delay-is-enough", test_delay_is_enough);
  g_test_add_func ("/probe/pace/destinations", test_destinations);
  g_test_add_func ("/probe/pace/new-destinations", test_new_destinations);
  g_test_add_func ("/probe/pace/refused-destinations", test_refused_destinations);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A leg lasts as long as the packet took longer to its end than to any place before. Routers answer
 * late, never early, so a time that is smaller than one before it takes no time at all; a small part
 * of the whole is left to every leg, so that it is seen.
 */
#include "hopmap-replay-times.h"

/* A replay is this much slower than the packets, within limits. */
#define SLOWER     25
#define MIN_LENGTH (2 * G_TIME_SPAN_SECOND)
#define MAX_LENGTH (8 * G_TIME_SPAN_SECOND)
#define LEAST_PART 0.02

static double
total_ns (const HopmapRouteShape *shape)
{
  double latest = 0.0;

  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    latest = MAX (latest, (double) hopmap_route_shape_get_leg (shape, i)->rtt_ns);
  return latest;
}

static double
leg_share (const HopmapRouteLeg *leg, double *latest_ns, double whole_ns)
{
  const double gain_ns = MAX ((double) leg->rtt_ns - *latest_ns, 0.0);

  *latest_ns = MAX (*latest_ns, (double) leg->rtt_ns);
  return LEAST_PART + (whole_ns > 0.0 ? gain_ns / whole_ns : 0.0);
}

/**
 * hopmap_replay_length_us:
 * @shape: a route
 *
 * Returns: how long its replay should last, microseconds
 */
gint64
hopmap_replay_length_us (const HopmapRouteShape *shape)
{
  return CLAMP ((gint64) (total_ns (shape) / 1000.0 * SLOWER), MIN_LENGTH, MAX_LENGTH);
}

/**
 * hopmap_replay_legs_at:
 * @shape: a route
 * @part: of the replay's length, 0 to 1
 *
 * Returns: how many legs the packet has behind it, with the part of the one it is on
 */
double
hopmap_replay_legs_at (const HopmapRouteShape *shape, double part)
{
  const guint n_legs = hopmap_route_shape_get_n_legs (shape);
  const double whole_ns = total_ns (shape);
  double sum = 0.0, passed = 0.0, latest_ns = 0.0;

  for (guint i = 0; i < n_legs; i++)
    sum += leg_share (hopmap_route_shape_get_leg (shape, i), &latest_ns, whole_ns);

  latest_ns = 0.0;
  for (guint i = 0; i < n_legs; i++)
    {
      const double share = leg_share (hopmap_route_shape_get_leg (shape, i), &latest_ns, whole_ns)
                           / sum;

      if (part < passed + share)
        return i + MAX (part - passed, 0.0) / share;
      passed += share;
    }
  return n_legs;
}

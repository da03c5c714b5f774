/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What round-trip times bound: see the header.
 *
 * Be d the distance on the ground, v the speed of light in fibre, o where the probes come from, and
 * p(i) where hop i is. Round-trip times are no sums of legs: a router may take its time to answer,
 * and the answer may come back any way it likes. So the difference between the times of two hops
 * says nothing, not even by its sign. What does hold:
 *
 *  1. v RTT(i) >= 2 d(o, p(i)), always: the probe went there and the answer came from there.
 *  2. v (RTT(i) + RTT(j)) >= 2 d(p(i), p(j)), always: from 1, by way of o.
 *  3. v RTT(j) >= d(o, p(i)) + d(p(i), p(j)) + d(p(j), o) for i < j, if the probe to j passed i.
 *     By the triangle rule that is at least 2 d(o, p(i)) and at least 2 d(p(i), p(j)): a hop that
 *     answers soon bounds every earlier one, and the way between the two, too.
 *
 * Number 3 needs probes of one flow, so of one protocol, and hops at which one router only was seen:
 * behind a hop with several addresses nobody knows which of them a probe passed.
 */
#include "hopmap-hop-times.h"

#define NS_PER_MS G_GINT64_CONSTANT (1000000)

/* Clocks and their reading are off by less; 0.2 ms are 20 km. */
#define CLOCK_ERROR_NS (NS_PER_MS / 5)

struct _HopmapTimeBounds
{
  guint n_hops;
  HopmapTimeBound *own;                     /* per hop: of its own answers, by any protocol */
  HopmapTimeBound (*later)[HOPMAP_N_FLOWS]; /* per hop: of this one or any behind it, in one flow */
  guint *stretch;                           /* per hop: runs of hops that are not split */
};

static HopmapTimeBound
no_bound (void)
{
  return (HopmapTimeBound){ .rtt_ns = -1, .limit_ns = -1 };
}

/* A tool that writes whole milliseconds may have dropped what was behind the point. */
static HopmapTimeBound
new_bound (gint64 rtt_ns, guint ttl)
{
  const gint64 error_ns = rtt_ns % NS_PER_MS == 0 ? NS_PER_MS : CLOCK_ERROR_NS;

  return (HopmapTimeBound){ .rtt_ns = rtt_ns, .limit_ns = rtt_ns + error_ns, .ttl = ttl };
}

static void
tighten (HopmapTimeBound *bound, HopmapTimeBound by)
{
  if (by.rtt_ns > 0 && (bound->rtt_ns < 0 || by.limit_ns < bound->limit_ns))
    *bound = by;
}

static gboolean
take_time (HopmapHopTimes *times, HopmapProtocol protocol, gint64 rtt_ns)
{
  gint64 *least_ns = &times->rtt_ns[protocol];

  /* A time of nothing is what a file writes that has none. */
  if (rtt_ns <= 0 || (*least_ns > 0 && *least_ns <= rtt_ns))
    return FALSE;

  *least_ns = rtt_ns;
  return TRUE;
}

/**
 * hopmap_hop_times_init:
 * @times: (out): times of a hop that has not answered
 * @ttl: the hop
 */
void
hopmap_hop_times_init (HopmapHopTimes *times, guint ttl)
{
  *times = (HopmapHopTimes){ .ttl = ttl };
}

/**
 * hopmap_hop_times_update:
 * @times: (inout): what was known of @hop
 * @hop: the hop now
 *
 * A time that was seen once stays, though the hop keeps its newest probes only.
 *
 * Returns: whether anything changed
 */
gboolean
hopmap_hop_times_update (HopmapHopTimes *times, HopmapHop *hop)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const guint n = hopmap_hop_get_n_samples (hop);
  guint protocols = 0;
  gboolean changed = FALSE;

  if (address == NULL)
    return FALSE;

  changed = times->split != (hopmap_hop_get_n_responders (hop) > 1);
  times->split = hopmap_hop_get_n_responders (hop) > 1;
  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (sample->answer == HOPMAP_ANSWER_NONE)
        continue;

      protocols |= 1u << sample->protocol;
      if (hopmap_address_equal (&sample->address, address))
        changed |= take_time (times, sample->protocol, sample->rtt_ns);
    }

  /* A hop from a file may have statistics of more probes than are in it. */
  for (guint protocol = 0; protocol < HOPMAP_N_FLOWS && !times->split; protocol++)
    if (protocols == 1u << protocol)
      changed |= take_time (times, (HopmapProtocol) protocol, hopmap_hop_get_rtt_ns (hop));

  return changed;
}

static void
bound_flow (HopmapTimeBounds *self, const HopmapHopTimes *times, guint flow)
{
  HopmapTimeBound least = no_bound ();

  for (guint i = self->n_hops; i > 0; i--)
    {
      const HopmapHopTimes *hop = &times[i - 1];

      self->later[i - 1][flow] = no_bound ();
      if (hop->split)
        {
          least = no_bound ();
        }
      else if (hop->rtt_ns[flow] > 0)
        {
          tighten (&least, new_bound (hop->rtt_ns[flow], hop->ttl));
          self->later[i - 1][flow] = least;
        }
    }
}

/**
 * hopmap_time_bounds_new:
 * @times: (array length=n_hops): the hops of a route, the nearest first
 * @n_hops: how many
 *
 * Returns: (transfer full): what these times say together
 */
HopmapTimeBounds *
hopmap_time_bounds_new (const HopmapHopTimes *times, guint n_hops)
{
  HopmapTimeBounds *self = g_new0 (HopmapTimeBounds, 1);
  guint stretch = 0;

  self->n_hops = n_hops;
  self->own = g_new (HopmapTimeBound, n_hops);
  self->later = g_malloc_n (n_hops, sizeof *self->later);
  self->stretch = g_new (guint, n_hops);
  for (guint i = 0; i < n_hops; i++)
    {
      self->own[i] = no_bound ();
      for (guint flow = 0; flow < HOPMAP_N_FLOWS; flow++)
        if (times[i].rtt_ns[flow] > 0)
          tighten (&self->own[i], new_bound (times[i].rtt_ns[flow], times[i].ttl));

      /* A split hop is a stretch of its own. */
      stretch += times[i].split ? 1 : 0;
      self->stretch[i] = stretch;
      stretch += times[i].split ? 1 : 0;
    }
  for (guint flow = 0; flow < HOPMAP_N_FLOWS; flow++)
    bound_flow (self, times, flow);

  return self;
}

/**
 * hopmap_time_bounds_free:
 * @self: (transfer full): bounds
 */
void
hopmap_time_bounds_free (HopmapTimeBounds *self)
{
  g_free (self->own);
  g_free (self->later);
  g_free (self->stretch);
  g_free (self);
}

/**
 * hopmap_time_bounds_get_way_to:
 * @self: bounds
 * @hop: index of a hop
 *
 * Returns: the time within which light went to @hop and back
 */
HopmapTimeBound
hopmap_time_bounds_get_way_to (const HopmapTimeBounds *self, guint hop)
{
  HopmapTimeBound bound = self->own[hop];

  for (guint flow = 0; flow < HOPMAP_N_FLOWS; flow++)
    tighten (&bound, self->later[hop][flow]);

  return bound;
}

/**
 * hopmap_time_bounds_get_way_by:
 * @self: bounds
 * @nearer: index of a hop
 * @farther: index of a hop behind it
 *
 * Returns: the time within which light went to @nearer, from there to @farther, and back; none where
 *   no probe is known to have passed both
 */
HopmapTimeBound
hopmap_time_bounds_get_way_by (const HopmapTimeBounds *self, guint nearer, guint farther)
{
  HopmapTimeBound bound = no_bound ();

  if (self->stretch[nearer] != self->stretch[farther])
    return bound;

  for (guint flow = 0; flow < HOPMAP_N_FLOWS; flow++)
    if (self->later[nearer][flow].rtt_ns > 0)
      tighten (&bound, self->later[farther][flow]);

  return bound;
}

/**
 * hopmap_time_bounds_get_sum:
 * @self: bounds
 * @a: index of a hop
 * @b: index of another
 *
 * Returns: the time within which light went to @a and back and to @b and back, whatever ways the
 *   probes took; none where one of them has not been measured
 */
HopmapTimeBound
hopmap_time_bounds_get_sum (const HopmapTimeBounds *self, guint a, guint b)
{
  const HopmapTimeBound *one = &self->own[a];
  const HopmapTimeBound *other = &self->own[b];

  if (one->rtt_ns < 0 || other->rtt_ns < 0)
    return no_bound ();

  return (HopmapTimeBound){ .rtt_ns = one->rtt_ns + other->rtt_ns,
                            .limit_ns = one->limit_ns + other->limit_ns };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteFusion: see the header. News of a source are judged at once, so that no place is shown
 * that light refutes already; times come by the dozen, and are looked at a few times a second, when
 * nothing else is to be done.
 */
#include "hopmap-route-fusion.h"

#include "hopmap-hop-times.h"
#include "hopmap-place-fusion.h"

#define TIMES_MS 250

typedef struct
{
  HopmapRouteFusion *owner; /* not owned */
  HopmapHop *hop;
  gulong rtt_handler;
  gboolean has_news;     /* whether it answered since its times were taken */
  GPtrArray *candidates; /* NULL while the fusion has no say over its place */
} Member;

struct _HopmapRouteFusion
{
  GPtrArray *members; /* of Member, in the order of the hops */
  GArray *times;      /* of HopmapHopTimes, likewise */
  HopmapPlace *origin;
  gboolean lost_hops; /* whose times said something of the others */
  guint timeout;
};

static void
member_free (gpointer data)
{
  Member *member = data;

  g_clear_signal_handler (&member->rtt_handler, member->hop);
  g_clear_object (&member->hop);
  g_clear_pointer (&member->candidates, g_ptr_array_unref);
  g_free (member);
}

/* Returns whether any hop was faster than before, turned out to be several, or went away. */
static gboolean
take_times (HopmapRouteFusion *self)
{
  gboolean changed = self->lost_hops;

  self->lost_hops = FALSE;
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = self->members->pdata[i];

      if (member->has_news)
        changed |= hopmap_hop_times_update (&g_array_index (self->times, HopmapHopTimes, i),
                                            member->hop);
      member->has_news = FALSE;
    }

  return changed;
}

/* Who hears of a new place may change the route, so the members are left alone meanwhile. */
static void
write_places (GPtrArray *hops, GArray *fused)
{
  for (guint i = 0; i < hops->len; i++)
    {
      const HopmapFusedHop *result = &g_array_index (fused, HopmapFusedHop, i);

      if (result->place != NULL)
        hopmap_hop_set_place (hops->pdata[i], result->place, result->candidates);
    }
}

static void
fuse (HopmapRouteFusion *self)
{
  const guint n = self->members->len;
  g_autofree GPtrArray **candidates = g_new0 (GPtrArray *, n);
  g_autoptr (GPtrArray) hops = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) fused = NULL;

  for (guint i = 0; i < n; i++)
    {
      Member *member = self->members->pdata[i];

      candidates[i] = member->candidates;
      g_ptr_array_add (hops, g_object_ref (member->hop));
    }

  fused = hopmap_place_fuse ((const HopmapHopTimes *) (gpointer) self->times->data, candidates, n,
                             self->origin);
  write_places (hops, fused);
}

static gboolean
timeout_cb (gpointer user_data)
{
  HopmapRouteFusion *self = user_data;

  self->timeout = 0;
  if (take_times (self))
    fuse (self);

  return G_SOURCE_REMOVE;
}

static void
look_soon (HopmapRouteFusion *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add_full (G_PRIORITY_LOW, TIMES_MS, timeout_cb, self, NULL);
}

static void
answered_cb (HopmapHop *hop, GParamSpec *pspec, Member *member)
{
  member->has_news = TRUE;
  look_soon (member->owner);
}

/**
 * hopmap_route_fusion_new:
 *
 * Returns: (transfer full): the fusion of a route without hops
 */
HopmapRouteFusion *
hopmap_route_fusion_new (void)
{
  HopmapRouteFusion *self = g_new0 (HopmapRouteFusion, 1);

  self->members = g_ptr_array_new_with_free_func (member_free);
  self->times = g_array_new (FALSE, FALSE, sizeof (HopmapHopTimes));
  return self;
}

/**
 * hopmap_route_fusion_free:
 * @self: (transfer full): a fusion
 */
void
hopmap_route_fusion_free (HopmapRouteFusion *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_ptr_array_unref (self->members);
  g_array_unref (self->times);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  g_free (self);
}

/**
 * hopmap_route_fusion_insert:
 * @self: a fusion
 * @position: where in the route
 * @hop: a hop; what is known of its place stays as long as it is given no candidates
 */
void
hopmap_route_fusion_insert (HopmapRouteFusion *self, guint position, HopmapHop *hop)
{
  Member *member = g_new0 (Member, 1);
  HopmapHopTimes times;

  hopmap_hop_times_init (&times, hopmap_hop_get_ttl (hop));
  g_array_insert_val (self->times, position, times);
  member->owner = self;
  member->hop = g_object_ref (hop);
  member->has_news = TRUE;
  member->rtt_handler = g_signal_connect (hop, "notify::rtt-ns", G_CALLBACK (answered_cb), member);
  g_ptr_array_insert (self->members, (gint) position, member);
}

/**
 * hopmap_route_fusion_remove:
 * @self: a fusion
 * @position: where in the route
 * @n: how many hops go
 *
 * The places of the others are judged anew when there is time.
 */
void
hopmap_route_fusion_remove (HopmapRouteFusion *self, guint position, guint n)
{
  g_ptr_array_remove_range (self->members, position, n);
  g_array_remove_range (self->times, position, n);
  self->lost_hops = TRUE;
  look_soon (self);
}

/**
 * hopmap_route_fusion_set_candidates:
 * @self: a fusion
 * @hop: one of its hops
 * @candidates: (nullable) (element-type HopmapPlace): all that sources say of it; %NULL where
 *   somebody else has said where it is
 *
 * Writes the place of @hop and of every other hop of which this says something.
 */
void
hopmap_route_fusion_set_candidates (HopmapRouteFusion *self, HopmapHop *hop, GPtrArray *candidates)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = self->members->pdata[i];

      if (member->hop != hop)
        continue;

      if (candidates == NULL && member->candidates == NULL)
        return;
      if (candidates != NULL)
        g_ptr_array_ref (candidates);
      g_clear_pointer (&member->candidates, g_ptr_array_unref);
      member->candidates = candidates;
      take_times (self);
      fuse (self);
      return;
    }
}

/**
 * hopmap_route_fusion_get_origin:
 * @self: a fusion
 *
 * Returns: (transfer none) (nullable): where the probes come from
 */
HopmapPlace *
hopmap_route_fusion_get_origin (HopmapRouteFusion *self)
{
  return self->origin;
}

/**
 * hopmap_route_fusion_set_origin:
 * @self: a fusion
 * @origin: (nullable): where the probes come from
 */
void
hopmap_route_fusion_set_origin (HopmapRouteFusion *self, HopmapPlace *origin)
{
  if (hopmap_place_equal (self->origin, origin))
    return;

  if (origin != NULL)
    hopmap_place_ref (origin);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  self->origin = origin;
  take_times (self);
  fuse (self);
}

/**
 * hopmap_route_fusion_catch_up:
 * @self: a fusion
 *
 * Looks at times that came in lately now, not later.
 */
void
hopmap_route_fusion_catch_up (HopmapRouteFusion *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (take_times (self))
    fuse (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRoute as it comes about: its hops and the course of a trace; see hopmap-route.h.
 */
#include "hopmap-route-private.h"

#include <time.h>

/**
 * hopmap_route_get_hop:
 * @self: a route
 * @ttl: a distance
 *
 * Returns: (transfer none) (nullable): the hop at that distance
 */
HopmapHop *
hopmap_route_get_hop (HopmapRoute *self, guint ttl)
{
  guint first = self->options.first_ttl;

  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return ttl >= first && ttl - first < self->hops->len ? self->hops->pdata[ttl - first] : NULL;
}

/**
 * hopmap_route_get_last_answering_hop:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): the farthest hop that answered
 */
HopmapHop *
hopmap_route_get_last_answering_hop (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  for (guint i = self->hops->len; i > 0; i--)
    {
      HopmapHop *hop = self->hops->pdata[i - 1];

      if (hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED)
        return hop;
    }

  return NULL;
}

/**
 * hopmap_route_get_distance:
 * @self: a route
 *
 * Returns: how many hops away the destination answered, or 0
 */
guint
hopmap_route_get_distance (HopmapRoute *self)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (self);

  return last != NULL && hopmap_hop_is_destination (last) ? hopmap_hop_get_ttl (last) : 0;
}

/* Somebody may set the clock of the computer in mid-trace, or it may sleep: this one goes on. */
static gint64
read_clock (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static void
set_end (HopmapRoute *self, HopmapEnd end)
{
  if (self->end == end)
    return;

  self->end = end;
  hopmap_route_notify (self, HOPMAP_ROUTE_PROP_END);
}

/**
 * hopmap_route_set_phase:
 * @self: a route
 * @phase: its phase; entering %HOPMAP_PHASE_TRACING notes the time of the start
 */
void
hopmap_route_set_phase (HopmapRoute *self, HopmapPhase phase)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  if (self->phase == phase)
    return;

  if (phase == HOPMAP_PHASE_TRACING && self->started == NULL)
    {
      self->started = g_date_time_new_now_utc ();
      self->started_ns = read_clock ();
    }
  self->phase = phase;
  hopmap_route_notify (self, HOPMAP_ROUTE_PROP_PHASE);
}

/**
 * hopmap_route_set_trouble:
 * @self: a route
 * @trouble: (nullable): what keeps probes from leaving, or %NULL when they leave again
 */
void
hopmap_route_set_trouble (HopmapRoute *self, const char *trouble)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  hopmap_route_notify (self, HOPMAP_ROUTE_PROP_TROUBLE);
}

/**
 * hopmap_route_set_destination:
 * @self: a route
 * @address: the address that is traced
 */
void
hopmap_route_set_destination (HopmapRoute *self, const HopmapAddress *address)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  if (hopmap_address_equal (&self->destination, address))
    return;

  self->destination = *address;
  hopmap_route_notify (self, HOPMAP_ROUTE_PROP_DESTINATION);
}

/**
 * hopmap_route_expect_distance:
 * @self: a route that is not traced yet
 * @distance: how far away the destination was the last time, or 0
 */
void
hopmap_route_expect_distance (HopmapRoute *self, guint distance)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  self->options.distance = distance;
}

/**
 * hopmap_route_set_method:
 * @self: a route
 * @protocol: what the probes are made of
 * @access: how they reach the network
 */
void
hopmap_route_set_method (HopmapRoute *self, HopmapProtocol protocol, HopmapAccess access)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->protocol != protocol)
    {
      self->protocol = protocol;
      hopmap_route_notify (self, HOPMAP_ROUTE_PROP_PROTOCOL);
    }
  if (self->access != access)
    {
      self->access = access;
      hopmap_route_notify (self, HOPMAP_ROUTE_PROP_ACCESS);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_route_set_origin:
 * @self: a route
 * @origin: (nullable): where the probes come from; a place without a point counts as not known
 */
void
hopmap_route_set_origin (HopmapRoute *self, HopmapPlace *origin)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  if (origin != NULL && !origin->has_point)
    origin = NULL;
  if (hopmap_place_equal (self->origin, origin))
    return;

  if (origin != NULL)
    hopmap_place_ref (origin);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  self->origin = origin;
  hopmap_route_notify (self, HOPMAP_ROUTE_PROP_ORIGIN);
}

/**
 * hopmap_route_set_times:
 * @self: a route
 * @started: (nullable): when the trace began
 * @ended: (nullable): when it ended
 *
 * For a trace that is read from a file.
 */
void
hopmap_route_set_times (HopmapRoute *self, GDateTime *started, GDateTime *ended)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->ended, g_date_time_unref);
  self->started_ns = 0;
  self->started = started != NULL ? g_date_time_ref (started) : NULL;
  self->ended = ended != NULL ? g_date_time_ref (ended) : NULL;
}

/**
 * hopmap_route_ensure_hop:
 * @self: a route
 * @ttl: a distance, at least the first one of the options and at most 255
 *
 * Makes the hops up to @ttl where they are missing.
 *
 * Returns: (transfer none): the hop at @ttl
 */
HopmapHop *
hopmap_route_ensure_hop (HopmapRoute *self, guint ttl)
{
  guint first = self->options.first_ttl;
  guint before;

  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);
  g_return_val_if_fail (ttl >= first && ttl <= 255, NULL);

  before = self->hops->len;
  while (self->hops->len <= ttl - first)
    g_ptr_array_add (self->hops, hopmap_hop_new (first + self->hops->len));
  if (self->hops->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->hops->len - before);

  return self->hops->pdata[ttl - first];
}

/**
 * hopmap_route_truncate:
 * @self: a route
 * @last_ttl: the last distance that stays
 *
 * Takes the hops behind @last_ttl away, as when the destination turns out to be nearer.
 */
void
hopmap_route_truncate (HopmapRoute *self, guint last_ttl)
{
  guint first = self->options.first_ttl;
  guint keep = last_ttl >= first ? last_ttl - first + 1 : 0;
  guint removed;

  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  if (keep >= self->hops->len)
    return;

  removed = self->hops->len - keep;
  g_ptr_array_remove_range (self->hops, keep, removed);
  g_list_model_items_changed (G_LIST_MODEL (self), keep, removed, 0);
}

static void
stop_clock (HopmapRoute *self)
{
  if (self->ended != NULL || self->started == NULL)
    return;

  self->ended = self->started_ns > 0
                    ? g_date_time_add (self->started, (read_clock () - self->started_ns) / 1000)
                    : g_date_time_new_now_utc ();
}

/**
 * hopmap_route_finish:
 * @self: a route
 * @end: why the trace is over; %HOPMAP_END_STOPPED makes the phase stopped, all others done
 */
void
hopmap_route_finish (HopmapRoute *self, HopmapEnd end)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));

  stop_clock (self);
  g_object_freeze_notify (G_OBJECT (self));
  set_end (self, end);
  hopmap_route_set_phase (self,
                          end == HOPMAP_END_STOPPED ? HOPMAP_PHASE_STOPPED : HOPMAP_PHASE_DONE);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_route_fail:
 * @self: a route
 * @error: why; its message is a sentence for people
 *
 * What was measured before stays.
 */
void
hopmap_route_fail (HopmapRoute *self, const GError *error)
{
  g_return_if_fail (HOPMAP_IS_ROUTE (self));
  g_return_if_fail (error != NULL);

  stop_clock (self);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  g_object_freeze_notify (G_OBJECT (self));
  set_end (self, HOPMAP_END_FAILED);
  hopmap_route_set_phase (self, HOPMAP_PHASE_FAILED);
  g_object_thaw_notify (G_OBJECT (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each address is weighed by itself: what the times of its own answers allow, from where the probes
 * leave. How it fits the rest of the route nobody can tell, since nobody knows which probes passed it.
 */
#include "hopmap-other-places.h"

#include "hopmap-place-fusion.h"

struct _HopmapOtherPlaces
{
  HopmapHop *hop;
  HopmapLocator *locator;
  HopmapRouteFusion *fusion; /* not owned */
  HopmapOtherPlacesFunc func;
  gpointer user_data;
  gulong handler;
  GPtrArray *questions; /* of Question */
};

typedef struct
{
  HopmapOtherPlaces *owner; /* not owned */
  HopmapAddress address;
  guint watch; /* 0 where nothing is outstanding */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  hopmap_locator_unwatch (question->owner->locator, question->watch);
  g_free (question);
}

static const HopmapResponder *
find_responder (HopmapHop *hop, const HopmapAddress *address)
{
  for (guint i = 0; i < hopmap_hop_get_n_responders (hop); i++)
    {
      const HopmapResponder *responder = hopmap_hop_get_responder (hop, i);

      if (hopmap_address_equal (&responder->address, address))
        return responder;
    }
  return NULL;
}

static HopmapPlace *
choose_place (const Question *question, HopmapGeoAnswer *answer)
{
  HopmapHop *hop = question->owner->hop;
  const HopmapResponder *responder = find_responder (hop, &question->address);
  g_autoptr (GArray) fused = NULL;
  HopmapHopTimes times;
  HopmapPlace *place;

  if (answer->place == NULL || answer->place->kind == HOPMAP_PLACE_SPECIAL)
    return NULL;

  hopmap_hop_times_init (&times, hopmap_hop_get_ttl (hop));
  if (responder != NULL && responder->stats.received > 0)
    times.rtt_ns[HOPMAP_PROTOCOL_ICMP] = responder->stats.best_ns;
  fused = hopmap_place_fuse (&times, &answer->candidates, 1,
                             hopmap_route_fusion_get_origin (question->owner->fusion));
  place = g_array_index (fused, HopmapFusedHop, 0).place;
  return place != NULL ? hopmap_place_ref (place) : NULL;
}

static void
located_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Question *question = user_data;
  const HopmapOtherPlaces *self = question->owner;
  g_autoptr (HopmapHop) hop = g_object_ref (self->hop);
  /* Whoever hears of the place may let go of this. */
  const HopmapOtherPlacesFunc func = self->func;
  const gpointer func_data = self->user_data;
  const HopmapAddress address = question->address;
  g_autoptr (HopmapPlace) place = choose_place (question, answer);

  if (complete)
    question->watch = 0;
  if (place != NULL)
    hopmap_hop_set_other_place (hop, &address, place);
  func (func_data);
}

static gboolean
is_asked (const HopmapOtherPlaces *self, const HopmapAddress *address)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (hopmap_address_equal (&((Question *) self->questions->pdata[i])->address, address))
      return TRUE;
  return FALSE;
}

/* A place that came with a file stays. */
static void
answered_cb (HopmapHop *hop, GParamSpec *pspec, HopmapOtherPlaces *self)
{
  const HopmapAddress *own = hopmap_hop_get_address (hop);

  for (guint i = self->questions->len; i < hopmap_hop_get_n_responders (hop); i++)
    {
      const HopmapAddress *address = &hopmap_hop_get_responder (hop, i)->address;
      Question *question;

      if (own == NULL || hopmap_address_equal (own, address) || is_asked (self, address)
          || hopmap_hop_get_other_place (hop, address) != NULL)
        continue;

      question = g_new0 (Question, 1);
      question->owner = self;
      question->address = *address;
      g_ptr_array_add (self->questions, question);
      question->watch = hopmap_locator_watch (self->locator, address, located_cb, question);
    }
}

/**
 * hopmap_other_places_new:
 * @hop: a hop
 * @locator: knows places; kept
 * @fusion: knows where the probes leave; must live as long as this
 * @func: called when something was learnt
 * @user_data: for @func
 *
 * Returns: (transfer full): the other addresses of @hop, followed from now on
 */
HopmapOtherPlaces *
hopmap_other_places_new (HopmapHop *hop,
                         HopmapLocator *locator,
                         HopmapRouteFusion *fusion,
                         HopmapOtherPlacesFunc func,
                         gpointer user_data)
{
  HopmapOtherPlaces *self = g_new0 (HopmapOtherPlaces, 1);

  self->hop = g_object_ref (hop);
  self->locator = g_object_ref (locator);
  self->fusion = fusion;
  self->func = func;
  self->user_data = user_data;
  self->questions = g_ptr_array_new_with_free_func (question_free);
  /* A hop that came with a file has them all at once. */
  self->handler = g_signal_connect (hop, "notify::rtt-ns", G_CALLBACK (answered_cb), self);
  answered_cb (hop, NULL, self);
  return self;
}

/**
 * hopmap_other_places_free:
 * @self: (transfer full): other places
 */
void
hopmap_other_places_free (HopmapOtherPlaces *self)
{
  g_clear_signal_handler (&self->handler, self->hop);
  g_ptr_array_unref (self->questions);
  g_object_unref (self->locator);
  g_object_unref (self->hop);
  g_free (self);
}

/**
 * hopmap_other_places_ask_again:
 * @self: other places
 *
 * For when there are other sources than before.
 */
void
hopmap_other_places_ask_again (HopmapOtherPlaces *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      Question *question = self->questions->pdata[i];

      if (question->watch == 0)
        question->watch = hopmap_locator_watch (self->locator, &question->address, located_cb,
                                                question);
    }
}

/**
 * hopmap_other_places_are_outstanding:
 * @self: other places
 *
 * Returns: whether anything is still to be learnt of the addresses that there are by now
 */
gboolean
hopmap_other_places_are_outstanding (const HopmapOtherPlaces *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (((const Question *) self->questions->pdata[i])->watch != 0)
      return TRUE;
  return FALSE;
}

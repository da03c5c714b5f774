/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a route locator follows a hop: from the moment it appears until it is taken away, through its
 * address, its name, and what sources and the person say of it. A hop that came with a place keeps it.
 */
#include "hopmap-route-locator-private.h"

#include "hopmap-address-class.h"
#include "hopmap-attribution-list.h"
#include "hopmap-hop-evidence.h"
#include "hopmap-other-places.h"

typedef struct
{
  HopmapRouteLocator *owner; /* not owned */
  HopmapHop *hop;
  HopmapHopEvidence evidence;
  gulong address_handler;
  gulong name_handler;
  guint watch; /* 0 where nothing is outstanding */
  HopmapOtherPlaces *others;
} Followed;

static void
stop_watch (Followed *followed)
{
  guint watch = followed->watch;

  followed->watch = 0;
  hopmap_locator_unwatch (followed->owner->locator, watch);
}

static void
followed_free (Followed *followed)
{
  stop_watch (followed);
  g_clear_signal_handler (&followed->address_handler, followed->hop);
  g_clear_signal_handler (&followed->name_handler, followed->hop);
  g_clear_pointer (&followed->others, hopmap_other_places_free);
  hopmap_hop_evidence_clear (&followed->evidence);
  g_clear_object (&followed->hop);
  g_free (followed);
}

/**
 * hopmap_route_locator_is_outstanding:
 * @self: a route locator
 *
 * Returns: whether an answer about any hop is still to come
 */
gboolean
hopmap_route_locator_is_outstanding (HopmapRouteLocator *self)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      const Followed *followed = self->followed->pdata[i];

      if (followed->watch != 0
          || (followed->others != NULL && hopmap_other_places_are_outstanding (followed->others)))
        return TRUE;
    }

  return FALSE;
}

static void
note_attributions (HopmapRouteLocator *self, HopmapHop *hop)
{
  if (hopmap_attribution_list_add_hop (self->attributions, hop))
    g_object_notify (G_OBJECT (self), "attributions");
}

static void
located_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Followed *followed = user_data;
  g_autoptr (HopmapRouteLocator) self = g_object_ref (followed->owner);
  g_autoptr (HopmapHop) hop = g_object_ref (followed->hop);

  if (complete)
    followed->watch = 0;
  hopmap_hop_evidence_set_answer (&followed->evidence, answer, complete);
  hopmap_hop_evidence_set_name (&followed->evidence, hopmap_hop_get_name (hop));
  hopmap_hop_evidence_apply (&followed->evidence, hop, self->fusion);
  note_attributions (self, hop);
  hopmap_route_locator_end_settling_if_done (self);
}

static void
locate (HopmapRouteLocator *self, Followed *followed)
{
  const HopmapAddress *address = hopmap_hop_get_address (followed->hop);
  g_autoptr (HopmapGeoAnswer) recorded = NULL;

  if (address == NULL)
    return;

  hopmap_hop_evidence_note_brought (&followed->evidence, followed->hop);
  if (!hopmap_locator_is_corrected (self->locator, address)
      && (recorded = hopmap_hop_evidence_find_recorded (&followed->evidence, self->recorded,
                                                        address))
             != NULL)
    {
      stop_watch (followed);
      g_clear_pointer (&followed->evidence.answer, hopmap_geo_answer_unref);
      hopmap_hop_evidence_apply_recorded (recorded, followed->hop, self->fusion);
      note_attributions (self, followed->hop);
    }
  else if (followed->watch == 0)
    {
      followed->watch = hopmap_locator_watch (self->locator, address, located_cb, followed);
    }
}

/**
 * hopmap_route_locator_locate_all:
 * @self: a route locator
 *
 * Looks up every hop that is not waited for already.
 */
void
hopmap_route_locator_locate_all (HopmapRouteLocator *self)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      Followed *followed = self->followed->pdata[i];

      locate (self, followed);
      if (self->recorded == NULL)
        hopmap_other_places_ask_again (followed->others);
    }
}

/**
 * hopmap_route_locator_look_again:
 * @self: a route locator
 * @address: the person has put it right, or taken that back
 */
void
hopmap_route_locator_look_again (HopmapRouteLocator *self, const HopmapAddress *address)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      Followed *followed = self->followed->pdata[i];
      const HopmapAddress *own = hopmap_hop_get_address (followed->hop);

      HopmapAddressClass class;

      if (own == NULL)
        continue;

      class = hopmap_address_classify (own);
      if (!hopmap_address_equal (&class.inner, address))
        continue;

      hopmap_hop_evidence_doubt_person (&followed->evidence);
      locate (self, followed);
    }
}

/* Names come later than addresses, and are the router's own word of where it is. */
static void
name_changed_cb (HopmapHop *hop, GParamSpec *pspec, Followed *followed)
{
  g_autoptr (HopmapRouteLocator) self = g_object_ref (followed->owner);

  if (followed->evidence.answer == NULL
      || !hopmap_hop_evidence_set_name (&followed->evidence, hopmap_hop_get_name (hop)))
    return;

  hopmap_hop_evidence_apply (&followed->evidence, hop, self->fusion);
  note_attributions (self, hop);
}

static void
address_changed_cb (HopmapHop *hop, GParamSpec *pspec, Followed *followed)
{
  locate (followed->owner, followed);
}

static void
others_cb (gpointer user_data)
{
  Followed *followed = user_data;
  g_autoptr (HopmapRouteLocator) self = g_object_ref (followed->owner);

  note_attributions (self, followed->hop);
  hopmap_route_locator_end_settling_if_done (self);
}

static void
follow (HopmapRouteLocator *self, guint position)
{
  Followed *followed = g_new0 (Followed, 1);

  followed->owner = self;
  followed->hop = g_list_model_get_item (G_LIST_MODEL (self->route), position);
  followed->address_handler = g_signal_connect (followed->hop, "notify::address",
                                                G_CALLBACK (address_changed_cb), followed);
  followed->name_handler = g_signal_connect (followed->hop, "notify::name",
                                             G_CALLBACK (name_changed_cb), followed);
  g_ptr_array_insert (self->followed, (gint) position, followed);
  hopmap_route_fusion_insert (self->fusion, position, followed->hop);
  locate (self, followed);
  followed->others = hopmap_other_places_new (followed->hop, self->locator, self->fusion, others_cb,
                                              followed);
}

/**
 * hopmap_route_locator_take_change:
 * @self: a route locator
 * @position: of the first hop that changed
 * @removed: how many hops are gone from there
 * @added: how many are new there
 */
void
hopmap_route_locator_take_change (HopmapRouteLocator *self,
                                  guint position,
                                  guint removed,
                                  guint added)
{
  if (removed > 0)
    {
      g_ptr_array_remove_range (self->followed, position, removed);
      hopmap_route_fusion_remove (self->fusion, position, removed);
    }
  for (guint i = 0; i < added; i++)
    follow (self, position + i);
  hopmap_route_locator_end_settling_if_done (self);
}

/**
 * hopmap_route_locator_follow_nothing:
 *
 * Returns: (transfer full): the list of followed hops, at first
 */
GPtrArray *
hopmap_route_locator_follow_nothing (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) followed_free);
}

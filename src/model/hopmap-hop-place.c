/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHop and who and where it is, as others find out; see hopmap-hop.h.
 */
#include "hopmap-hop-private.h"

/**
 * hopmap_hop_set_name:
 * @self: a hop
 * @name: (nullable): the router's name, already checked to be one
 */
void
hopmap_hop_set_name (HopmapHop *self, const char *name)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_NAME);
}

static gboolean
candidates_equal (GPtrArray *a, GPtrArray *b)
{
  const guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!hopmap_place_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

/**
 * hopmap_hop_set_place:
 * @self: a hop
 * @place: (nullable): the place to believe in
 * @candidates: (nullable) (element-type HopmapPlace): all that sources named, and what speaks
 *   against each
 *
 * "place" is notified where either differs from before.
 */
void
hopmap_hop_set_place (HopmapHop *self, HopmapPlace *place, GPtrArray *candidates)
{
  gboolean same;

  g_return_if_fail (HOPMAP_IS_HOP (self));

  same = candidates_equal (self->candidates, candidates) && hopmap_place_equal (self->place, place);
  if (candidates != NULL)
    g_ptr_array_ref (candidates);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = candidates;

  if (place != NULL)
    hopmap_place_ref (place);
  g_clear_pointer (&self->place, hopmap_place_unref);
  self->place = place;
  if (!same)
    hopmap_hop_notify (self, HOPMAP_HOP_PROP_PLACE);
}

/**
 * hopmap_hop_get_other_place:
 * @self: a hop
 * @address: one of the others that answered there
 *
 * Returns: (transfer none) (nullable): the place of that address
 */
HopmapPlace *
hopmap_hop_get_other_place (HopmapHop *self, const HopmapAddress *address)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->other_places != NULL ? g_hash_table_lookup (self->other_places, address) : NULL;
}

/**
 * hopmap_hop_set_other_place:
 * @self: a hop
 * @address: one of the others that answered there, not the hop's own
 * @place: the place of that address
 *
 * "place" is notified where it differs from before.
 */
void
hopmap_hop_set_other_place (HopmapHop *self, const HopmapAddress *address, HopmapPlace *place)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));
  g_return_if_fail (place != NULL);

  if (hopmap_place_equal (hopmap_hop_get_other_place (self, address), place))
    return;

  if (self->other_places == NULL)
    self->other_places = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                                (GDestroyNotify) hopmap_address_free,
                                                (GDestroyNotify) hopmap_place_unref);
  g_hash_table_replace (self->other_places, hopmap_address_copy (address),
                        hopmap_place_ref (place));
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_PLACE);
}

/**
 * hopmap_hop_set_network_attribution:
 * @self: a hop
 * @attribution: (nullable): the line that whoever named the network asks to be shown
 */
void
hopmap_hop_set_network_attribution (HopmapHop *self, const char *attribution)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (g_strcmp0 (self->network_attribution, attribution) == 0)
    return;

  g_free (self->network_attribution);
  self->network_attribution = g_strdup (attribution);
}

/**
 * hopmap_hop_set_network:
 * @self: a hop
 * @asn: number of the autonomous system, or 0
 * @network: (nullable): its name
 */
void
hopmap_hop_set_network (HopmapHop *self, guint asn, const char *network)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->asn != asn)
    {
      self->asn = asn;
      hopmap_hop_notify (self, HOPMAP_HOP_PROP_ASN);
    }
  if (g_strcmp0 (self->network, network) != 0)
    {
      g_free (self->network);
      self->network = g_strdup (network);
      hopmap_hop_notify (self, HOPMAP_HOP_PROP_NETWORK);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_is_masked:
 * @self: a hop
 *
 * Returns: whether who and where it is are not to be seen on the screen
 */
gboolean
hopmap_hop_is_masked (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), FALSE);

  return self->masked;
}

/**
 * hopmap_hop_set_masked:
 * @self: a hop
 * @masked: whether who and where it is are not to be seen on the screen
 *
 * It stays known: what is written to a file is masked by the options of writing.
 */
void
hopmap_hop_set_masked (HopmapHop *self, gboolean masked)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (self->masked == masked)
    return;

  self->masked = masked;
  g_object_freeze_notify (G_OBJECT (self));
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_MASKED);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_PLACE);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_get_shown_place:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): its place, unless that is masked
 */
HopmapPlace *
hopmap_hop_get_shown_place (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->masked ? NULL : self->place;
}

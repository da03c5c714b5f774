/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopGroup: see the header.
 */
#include "hopmap-hop-group.h"

struct _HopmapHopGroup
{
  GObject parent_instance;

  HopmapHop *hop;
  guint n_hops;
  gboolean silence;
  HopmapUiPosition position;
  HopmapUiCountry country;
};

enum
{
  PROP_REPEATS_COUNTRY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHopGroup, hopmap_hop_group, G_TYPE_OBJECT)

static void
hopmap_hop_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapHopGroup *self = HOPMAP_HOP_GROUP (object);

  switch (id)
    {
    case PROP_REPEATS_COUNTRY:
      g_value_set_boolean (value, self->country == HOPMAP_UI_COUNTRY_REPEATED);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_group_finalize (GObject *object)
{
  HopmapHopGroup *self = HOPMAP_HOP_GROUP (object);

  g_clear_object (&self->hop);

  G_OBJECT_CLASS (hopmap_hop_group_parent_class)->finalize (object);
}

static void
hopmap_hop_group_class_init (HopmapHopGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_hop_group_get_property;
  object_class->finalize = hopmap_hop_group_finalize;

  properties[PROP_REPEATS_COUNTRY] = g_param_spec_boolean (
      "repeats-country", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_hop_group_init (HopmapHopGroup *self)
{
}

/**
 * hopmap_hop_group_new:
 * @hop: a hop
 *
 * Returns: (transfer full): a row about that hop alone
 */
HopmapHopGroup *
hopmap_hop_group_new (HopmapHop *hop)
{
  HopmapHopGroup *self = g_object_new (HOPMAP_TYPE_HOP_GROUP, NULL);

  self->hop = g_object_ref (hop);
  self->n_hops = 1;
  return self;
}

/**
 * hopmap_hop_group_new_silence:
 * @first: the first silent hop
 * @n_hops: how many in a row, at least 1
 * @position: whether somebody behind them answered
 *
 * Returns: (transfer full): a row about all of them
 */
HopmapHopGroup *
hopmap_hop_group_new_silence (HopmapHop *first, guint n_hops, HopmapUiPosition position)
{
  HopmapHopGroup *self = hopmap_hop_group_new (first);

  g_return_val_if_fail (n_hops > 0, self);

  self->n_hops = n_hops;
  self->silence = TRUE;
  self->position = position;
  return self;
}

/**
 * hopmap_hop_group_get_hop:
 * @self: a group
 *
 * Returns: (transfer none): its only or its first hop
 */
HopmapHop *
hopmap_hop_group_get_hop (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), NULL);

  return self->hop;
}

/**
 * hopmap_hop_group_get_first_ttl:
 * @self: a group
 *
 * Returns: distance of its first hop
 */
guint
hopmap_hop_group_get_first_ttl (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), 0);

  return hopmap_hop_get_ttl (self->hop);
}

/**
 * hopmap_hop_group_get_last_ttl:
 * @self: a group
 *
 * Returns: distance of its last hop
 */
guint
hopmap_hop_group_get_last_ttl (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), 0);

  return hopmap_hop_get_ttl (self->hop) + self->n_hops - 1;
}

/**
 * hopmap_hop_group_is_silence:
 * @self: a group
 *
 * Returns: whether it stands for silent hops
 */
gboolean
hopmap_hop_group_is_silence (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), FALSE);

  return self->silence;
}

/**
 * hopmap_hop_group_equal:
 * @self: a group
 * @other: another
 *
 * Returns: whether both are about the same hops in the same way
 */
gboolean
hopmap_hop_group_equal (HopmapHopGroup *self, HopmapHopGroup *other)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self) && HOPMAP_IS_HOP_GROUP (other), FALSE);

  return self->hop == other->hop && self->n_hops == other->n_hops && self->silence == other->silence
         && self->position == other->position;
}

/**
 * hopmap_hop_group_get_country:
 * @self: a group
 *
 * Returns: whether its row names the country
 */
HopmapUiCountry
hopmap_hop_group_get_country (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), HOPMAP_UI_COUNTRY_SHOWN);

  return self->country;
}

/**
 * hopmap_hop_group_set_country:
 * @self: a group
 * @country: whether its row names the country
 */
void
hopmap_hop_group_set_country (HopmapHopGroup *self, HopmapUiCountry country)
{
  g_return_if_fail (HOPMAP_IS_HOP_GROUP (self));

  if (self->country == country)
    return;

  self->country = country;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPEATS_COUNTRY]);
}

/**
 * hopmap_hop_group_dup_badge:
 * @self: a group
 *
 * Returns: (transfer full): the number or numbers of its hops
 */
char *
hopmap_hop_group_dup_badge (HopmapHopGroup *self)
{
  return hopmap_ui_dup_badge (hopmap_hop_group_get_first_ttl (self),
                              hopmap_hop_group_get_last_ttl (self));
}

/**
 * hopmap_hop_group_dup_sentence:
 * @self: a group
 *
 * Returns: (transfer full): its row as a screen reader speaks it
 */
char *
hopmap_hop_group_dup_sentence (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), NULL);

  if (!self->silence)
    return hopmap_ui_dup_hop_sentence (self->hop);

  return hopmap_ui_dup_silence_sentence (hopmap_hop_group_get_first_ttl (self),
                                         hopmap_hop_group_get_last_ttl (self), self->position);
}

/**
 * hopmap_hop_group_dup_silence:
 * @self: a group of silent hops
 *
 * Returns: (transfer full): what to say of them
 */
char *
hopmap_hop_group_dup_silence (HopmapHopGroup *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_GROUP (self), NULL);

  return hopmap_ui_dup_silence (self->n_hops, self->position);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHop: see the header. State, address and statistics follow from the samples, so that nobody
 * can set them at odds.
 */
#include "hopmap-hop-private.h"

static GParamSpec *properties[HOPMAP_HOP_N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHop, hopmap_hop, G_TYPE_OBJECT)

/**
 * hopmap_hop_notify:
 * @self: a hop
 * @property: one of its properties, which has changed
 */
void
hopmap_hop_notify (HopmapHop *self, HopmapHopProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
hopmap_hop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapHop *self = HOPMAP_HOP (object);

  switch (id)
    {
    case HOPMAP_HOP_PROP_TTL:
      g_value_set_uint (value, self->ttl);
      break;
    case HOPMAP_HOP_PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case HOPMAP_HOP_PROP_ADDRESS:
      g_value_set_boxed (value, hopmap_hop_get_address (self));
      break;
    case HOPMAP_HOP_PROP_ADDRESS_TEXT:
      g_value_set_string (value, self->address_text);
      break;
    case HOPMAP_HOP_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case HOPMAP_HOP_PROP_PLACE:
      g_value_set_boxed (value, self->place);
      break;
    case HOPMAP_HOP_PROP_ASN:
      g_value_set_uint (value, self->asn);
      break;
    case HOPMAP_HOP_PROP_NETWORK:
      g_value_set_string (value, self->network);
      break;
    case HOPMAP_HOP_PROP_RTT_NS:
      g_value_set_int64 (value, hopmap_hop_get_rtt_ns (self));
      break;
    case HOPMAP_HOP_PROP_DESTINATION:
      g_value_set_boolean (value, hopmap_hop_is_destination (self));
      break;
    case HOPMAP_HOP_PROP_MASKED:
      g_value_set_boolean (value, self->masked);
      break;
    case HOPMAP_HOP_PROP_LOSS:
      g_value_set_double (value, hopmap_running_stats_get_loss_percent (&self->stats));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_finalize (GObject *object)
{
  HopmapHop *self = HOPMAP_HOP (object);

  g_clear_pointer (&self->samples, g_array_unref);
  g_clear_pointer (&self->responders, g_array_unref);
  g_clear_pointer (&self->other_places, g_hash_table_unref);
  g_clear_pointer (&self->address_text, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->place, hopmap_place_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->network, g_free);
  g_clear_pointer (&self->network_attribution, g_free);

  G_OBJECT_CLASS (hopmap_hop_parent_class)->finalize (object);
}

static void
hopmap_hop_class_init (HopmapHopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_hop_get_property;
  object_class->finalize = hopmap_hop_finalize;

  properties[HOPMAP_HOP_PROP_TTL] = g_param_spec_uint ("ttl", NULL, NULL, 0, 255, 0, flags);
  properties[HOPMAP_HOP_PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HOPMAP_TYPE_HOP_STATE,
                                                         HOPMAP_HOP_WAITING, flags);
  properties[HOPMAP_HOP_PROP_ADDRESS] = g_param_spec_boxed ("address", NULL, NULL,
                                                            HOPMAP_TYPE_ADDRESS, flags);
  properties[HOPMAP_HOP_PROP_ADDRESS_TEXT] = g_param_spec_string ("address-text", NULL, NULL, NULL,
                                                                  flags);
  properties[HOPMAP_HOP_PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[HOPMAP_HOP_PROP_PLACE] = g_param_spec_boxed ("place", NULL, NULL, HOPMAP_TYPE_PLACE,
                                                          flags);
  properties[HOPMAP_HOP_PROP_ASN] = g_param_spec_uint ("asn", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[HOPMAP_HOP_PROP_NETWORK] = g_param_spec_string ("network", NULL, NULL, NULL, flags);
  /* Nanoseconds, the smallest seen; -1 where nobody answered. Notified with every answer. */
  properties[HOPMAP_HOP_PROP_RTT_NS] = g_param_spec_int64 ("rtt-ns", NULL, NULL, -1, G_MAXINT64, -1,
                                                           flags);
  properties[HOPMAP_HOP_PROP_DESTINATION] = g_param_spec_boolean ("destination", NULL, NULL, FALSE,
                                                                  flags);
  /* Per cent of the probes that are decided. Notified with every probe that is given up. */
  properties[HOPMAP_HOP_PROP_LOSS] = g_param_spec_double ("loss", NULL, NULL, 0.0, 100.0, 0.0,
                                                          flags);
  /* Whether who and where it is are not to be seen on the screen. */
  properties[HOPMAP_HOP_PROP_MASKED] = g_param_spec_boolean ("masked", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, HOPMAP_HOP_N_PROPS, properties);
}

static void
hopmap_hop_init (HopmapHop *self)
{
  self->samples = g_array_new (FALSE, TRUE, sizeof (HopmapSample));
  self->responders = g_array_new (FALSE, FALSE, sizeof (HopmapResponder));
  self->late_ns = -1;
}

/**
 * hopmap_hop_new:
 * @ttl: distance in hops, 1 to 255
 *
 * Returns: (transfer full): a hop nobody has probed yet
 */
HopmapHop *
hopmap_hop_new (guint ttl)
{
  HopmapHop *self = g_object_new (HOPMAP_TYPE_HOP, NULL);

  self->ttl = ttl;
  return self;
}

/**
 * hopmap_hop_get_ttl:
 * @self: a hop
 *
 * Returns: its distance in hops
 */
guint
hopmap_hop_get_ttl (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->ttl;
}

/**
 * hopmap_hop_get_state:
 * @self: a hop
 *
 * Returns: whether it waits, answered, or is silent
 */
HopmapHopState
hopmap_hop_get_state (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), HOPMAP_HOP_WAITING);

  return self->state;
}

/**
 * hopmap_hop_get_address:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): who answered first, or %NULL
 */
const HopmapAddress *
hopmap_hop_get_address (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return hopmap_address_is_set (&self->address) ? &self->address : NULL;
}

/**
 * hopmap_hop_get_address_text:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the same as text, or %NULL
 */
const char *
hopmap_hop_get_address_text (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->address_text;
}

/**
 * hopmap_hop_get_name:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the router's name in the DNS, or %NULL
 */
const char *
hopmap_hop_get_name (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->name;
}

/**
 * hopmap_hop_get_place:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the place believed in; %NULL while it is not looked up
 */
HopmapPlace *
hopmap_hop_get_place (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->place;
}

/**
 * hopmap_hop_get_candidates:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable) (element-type HopmapPlace): every place that a source named,
 *   the believed one first
 */
GPtrArray *
hopmap_hop_get_candidates (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->candidates;
}

/**
 * hopmap_hop_get_asn:
 * @self: a hop
 *
 * Returns: the number of the autonomous system that announces the address, or 0
 */
guint
hopmap_hop_get_asn (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->asn;
}

/**
 * hopmap_hop_get_network:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): that system's name, or %NULL
 */
const char *
hopmap_hop_get_network (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->network;
}

/**
 * hopmap_hop_get_network_attribution:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the line that whoever named the network asks to be shown
 */
const char *
hopmap_hop_get_network_attribution (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->network_attribution;
}

/**
 * hopmap_hop_get_stats:
 * @self: a hop
 *
 * Returns: (transfer none): running statistics of the probes that are made of what this hop answers:
 *   that it is silent to others is no loss
 */
const HopmapRunningStats *
hopmap_hop_get_stats (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return &self->stats;
}

/**
 * hopmap_hop_get_rtt_ns:
 * @self: a hop
 *
 * Returns: the smallest round-trip time in nanoseconds, that of a late answer where there is no
 *   other; -1 where nobody answered
 */
gint64
hopmap_hop_get_rtt_ns (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), -1);

  return self->stats.received > 0 ? self->stats.best_ns : self->late_ns;
}

/**
 * hopmap_hop_is_destination:
 * @self: a hop
 *
 * Returns: whether the destination itself answered at this distance
 */
gboolean
hopmap_hop_is_destination (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), FALSE);

  return self->destination;
}

/**
 * hopmap_hop_dup_mark:
 * @self: a hop
 *
 * Returns: (transfer full) (nullable): the mark of the first probe that has one, else %NULL
 */
char *
hopmap_hop_dup_mark (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  for (guint i = 0; i < self->samples->len; i++)
    {
      char *mark = hopmap_sample_dup_mark (&g_array_index (self->samples, HopmapSample, i));

      if (mark != NULL)
        return mark;
    }

  return NULL;
}

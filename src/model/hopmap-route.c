/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRoute: see the header.
 */
#include "hopmap-route-private.h"

static GParamSpec *properties[HOPMAP_ROUTE_N_PROPS];

static GType
route_get_item_type (GListModel *model)
{
  return HOPMAP_TYPE_HOP;
}

static guint
route_get_n_items (GListModel *model)
{
  return HOPMAP_ROUTE (model)->hops->len;
}

static gpointer
route_get_item (GListModel *model, guint position)
{
  HopmapRoute *self = HOPMAP_ROUTE (model);

  return position < self->hops->len ? g_object_ref (self->hops->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = route_get_item_type;
  iface->get_n_items = route_get_n_items;
  iface->get_item = route_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapRoute,
                               hopmap_route,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/**
 * hopmap_route_notify:
 * @self: a route
 * @property: one of its properties, which has changed
 */
void
hopmap_route_notify (HopmapRoute *self, HopmapRouteProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
hopmap_route_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapRoute *self = HOPMAP_ROUTE (object);

  switch (id)
    {
    case HOPMAP_ROUTE_PROP_TARGET:
      g_value_set_boxed (value, self->target);
      break;
    case HOPMAP_ROUTE_PROP_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case HOPMAP_ROUTE_PROP_END:
      g_value_set_enum (value, (int) self->end);
      break;
    case HOPMAP_ROUTE_PROP_DESTINATION:
      g_value_set_boxed (value, hopmap_route_get_destination (self));
      break;
    case HOPMAP_ROUTE_PROP_PROTOCOL:
      g_value_set_enum (value, (int) self->protocol);
      break;
    case HOPMAP_ROUTE_PROP_ACCESS:
      g_value_set_enum (value, (int) self->access);
      break;
    case HOPMAP_ROUTE_PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case HOPMAP_ROUTE_PROP_ORIGIN:
      g_value_set_boxed (value, self->origin);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_route_finalize (GObject *object)
{
  HopmapRoute *self = HOPMAP_ROUTE (object);

  g_clear_pointer (&self->target, hopmap_target_unref);
  g_clear_pointer (&self->hops, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->ended, g_date_time_unref);

  G_OBJECT_CLASS (hopmap_route_parent_class)->finalize (object);
}

static void
hopmap_route_class_init (HopmapRouteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_route_get_property;
  object_class->finalize = hopmap_route_finalize;

  properties[HOPMAP_ROUTE_PROP_TARGET] = g_param_spec_boxed ("target", NULL, NULL,
                                                             HOPMAP_TYPE_TARGET, flags);
  properties[HOPMAP_ROUTE_PROP_PHASE] = g_param_spec_enum ("phase", NULL, NULL, HOPMAP_TYPE_PHASE,
                                                           HOPMAP_PHASE_IDLE, flags);
  properties[HOPMAP_ROUTE_PROP_END] = g_param_spec_enum ("end", NULL, NULL, HOPMAP_TYPE_END,
                                                         HOPMAP_END_UNKNOWN, flags);
  properties[HOPMAP_ROUTE_PROP_DESTINATION] = g_param_spec_boxed ("destination", NULL, NULL,
                                                                  HOPMAP_TYPE_ADDRESS, flags);
  properties[HOPMAP_ROUTE_PROP_PROTOCOL] = g_param_spec_enum (
      "protocol", NULL, NULL, HOPMAP_TYPE_PROTOCOL, HOPMAP_PROTOCOL_AUTO, flags);
  properties[HOPMAP_ROUTE_PROP_ACCESS] = g_param_spec_enum (
      "access", NULL, NULL, HOPMAP_TYPE_ACCESS, HOPMAP_ACCESS_UNKNOWN, flags);
  properties[HOPMAP_ROUTE_PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[HOPMAP_ROUTE_PROP_ORIGIN] = g_param_spec_boxed ("origin", NULL, NULL,
                                                             HOPMAP_TYPE_PLACE, flags);

  g_object_class_install_properties (object_class, HOPMAP_ROUTE_N_PROPS, properties);
}

static void
hopmap_route_init (HopmapRoute *self)
{
  self->hops = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hopmap_route_new:
 * @target: where to
 * @options: how; copied
 *
 * Returns: (transfer full): an empty route in phase idle
 */
HopmapRoute *
hopmap_route_new (HopmapTarget *target, const HopmapTraceOptions *options)
{
  HopmapRoute *self = g_object_new (HOPMAP_TYPE_ROUTE, NULL);

  self->target = hopmap_target_ref (target);
  self->options = *options;
  if (hopmap_address_is_set (&target->address)
      && (options->family == 0 || options->family == target->address.family))
    self->destination = target->address;

  return self;
}

/**
 * hopmap_route_get_target:
 * @self: a route
 *
 * Returns: (transfer none): what was asked for
 */
HopmapTarget *
hopmap_route_get_target (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->target;
}

/**
 * hopmap_route_get_options:
 * @self: a route
 *
 * Returns: (transfer none): how it is traced
 */
const HopmapTraceOptions *
hopmap_route_get_options (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return &self->options;
}

/**
 * hopmap_route_get_phase:
 * @self: a route
 *
 * Returns: how far the trace is
 */
HopmapPhase
hopmap_route_get_phase (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), HOPMAP_PHASE_IDLE);

  return self->phase;
}

/**
 * hopmap_route_get_end:
 * @self: a route
 *
 * Returns: why the trace ended
 */
HopmapEnd
hopmap_route_get_end (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), HOPMAP_END_UNKNOWN);

  return self->end;
}

/**
 * hopmap_route_get_error:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): what made it fail; the message is a sentence for people
 */
const GError *
hopmap_route_get_error (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->error;
}

/**
 * hopmap_route_get_trouble:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): a sentence on what keeps probes from leaving at present, while
 *   the trace goes on regardless
 */
const char *
hopmap_route_get_trouble (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->trouble;
}

/**
 * hopmap_route_get_destination:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): the address that is traced, once it is known
 */
const HopmapAddress *
hopmap_route_get_destination (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return hopmap_address_is_set (&self->destination) ? &self->destination : NULL;
}

/**
 * hopmap_route_get_protocol:
 * @self: a route
 *
 * Returns: what the probes were made of, once it is known
 */
HopmapProtocol
hopmap_route_get_protocol (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), HOPMAP_PROTOCOL_AUTO);

  return self->protocol;
}

/**
 * hopmap_route_get_access:
 * @self: a route
 *
 * Returns: how the probes reach the network, once it is known
 */
HopmapAccess
hopmap_route_get_access (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), HOPMAP_ACCESS_UNKNOWN);

  return self->access;
}

/**
 * hopmap_route_get_origin:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): where the person who measured it was, with a radius; %NULL
 *   where that is not known. Nobody else's business unless that person says so: see
 *   #HopmapWriteOptions
 */
HopmapPlace *
hopmap_route_get_origin (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->origin;
}

/**
 * hopmap_route_get_started:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): when the first probe left
 */
GDateTime *
hopmap_route_get_started (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->started;
}

/**
 * hopmap_route_get_ended:
 * @self: a route
 *
 * Returns: (transfer none) (nullable): when the trace ended
 */
GDateTime *
hopmap_route_get_ended (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), NULL);

  return self->ended;
}

/**
 * hopmap_route_is_busy:
 * @self: a route
 *
 * Returns: whether something is still under way
 */
gboolean
hopmap_route_is_busy (HopmapRoute *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE (self), FALSE);

  return self->phase == HOPMAP_PHASE_RESOLVING || self->phase == HOPMAP_PHASE_TRACING;
}

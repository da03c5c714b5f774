/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRoute: see the header.
 */
#include "hopmap-route.h"

struct _HopmapRoute
{
  GObject parent_instance;

  HopmapTarget *target;
  HopmapTraceOptions options;
  GPtrArray *hops;
  HopmapPhase phase;
  HopmapEnd end;
  GError *error;
  char *trouble;
  HopmapAddress destination;
  HopmapProtocol protocol;
  HopmapAccess access;
  HopmapPlace *origin;
  GDateTime *started;
  GDateTime *ended;
};

enum
{
  PROP_TARGET = 1,
  PROP_PHASE,
  PROP_END,
  PROP_DESTINATION,
  PROP_PROTOCOL,
  PROP_ACCESS,
  PROP_TROUBLE,
  PROP_ORIGIN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

static void
hopmap_route_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapRoute *self = HOPMAP_ROUTE (object);

  switch (id)
    {
    case PROP_TARGET:
      g_value_set_boxed (value, self->target);
      break;
    case PROP_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case PROP_END:
      g_value_set_enum (value, (int) self->end);
      break;
    case PROP_DESTINATION:
      g_value_set_boxed (value, hopmap_route_get_destination (self));
      break;
    case PROP_PROTOCOL:
      g_value_set_enum (value, (int) self->protocol);
      break;
    case PROP_ACCESS:
      g_value_set_enum (value, (int) self->access);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_ORIGIN:
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

  properties[PROP_TARGET] = g_param_spec_boxed ("target", NULL, NULL, HOPMAP_TYPE_TARGET, flags);
  properties[PROP_PHASE] = g_param_spec_enum ("phase", NULL, NULL, HOPMAP_TYPE_PHASE,
                                              HOPMAP_PHASE_IDLE, flags);
  properties[PROP_END] = g_param_spec_enum ("end", NULL, NULL, HOPMAP_TYPE_END, HOPMAP_END_UNKNOWN,
                                            flags);
  properties[PROP_DESTINATION] = g_param_spec_boxed ("destination", NULL, NULL, HOPMAP_TYPE_ADDRESS,
                                                     flags);
  properties[PROP_PROTOCOL] = g_param_spec_enum ("protocol", NULL, NULL, HOPMAP_TYPE_PROTOCOL,
                                                 HOPMAP_PROTOCOL_AUTO, flags);
  properties[PROP_ACCESS] = g_param_spec_enum ("access", NULL, NULL, HOPMAP_TYPE_ACCESS,
                                               HOPMAP_ACCESS_UNKNOWN, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[PROP_ORIGIN] = g_param_spec_boxed ("origin", NULL, NULL, HOPMAP_TYPE_PLACE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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

static void
set_end (HopmapRoute *self, HopmapEnd end)
{
  if (self->end == end)
    return;

  self->end = end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_END]);
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
    self->started = g_date_time_new_now_utc ();
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESTINATION]);
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
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROTOCOL]);
    }
  if (self->access != access)
    {
      self->access = access;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCESS]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGIN]);
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
  if (self->ended == NULL && self->started != NULL)
    self->ended = g_date_time_new_now_utc ();
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

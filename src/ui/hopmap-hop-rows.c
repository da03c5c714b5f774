/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopRows: see the header. A route has at most 255 hops, so every change looks at all of
 * them again; what is costly is a changed row, so rows that stay the same stay the same objects.
 */
#include "hopmap-hop-rows.h"

struct _HopmapHopRows
{
  GObject parent_instance;

  HopmapRoute *route;
  GPtrArray *hops;
  GPtrArray *groups;
  gint64 scale_ns;
};

enum
{
  PROP_SCALE_NS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
rows_get_item_type (GListModel *model)
{
  return HOPMAP_TYPE_HOP_GROUP;
}

static guint
rows_get_n_items (GListModel *model)
{
  return HOPMAP_HOP_ROWS (model)->groups->len;
}

static gpointer
rows_get_item (GListModel *model, guint position)
{
  HopmapHopRows *self = HOPMAP_HOP_ROWS (model);

  return position < self->groups->len ? g_object_ref (self->groups->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rows_get_item_type;
  iface->get_n_items = rows_get_n_items;
  iface->get_item = rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapHopRows,
                               hopmap_hop_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gboolean
is_silent (HopmapHop *hop)
{
  return hopmap_hop_get_state (hop) == HOPMAP_HOP_SILENT;
}

/* Silence is known to be the last word only once nothing is under way any more. */
static HopmapUiPosition
position_of_run (HopmapHopRows *self, guint end)
{
  return end == self->hops->len && !hopmap_route_is_busy (self->route) ? HOPMAP_UI_POSITION_LAST
                                                                       : HOPMAP_UI_POSITION_BETWEEN;
}

static GPtrArray *
fold (HopmapHopRows *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->hops->len;)
    {
      guint end = i;

      while (end < self->hops->len && is_silent (self->hops->pdata[end]))
        end++;
      if (end > i)
        g_ptr_array_add (groups, hopmap_hop_group_new_silence (self->hops->pdata[i], end - i,
                                                               position_of_run (self, end)));
      else
        g_ptr_array_add (groups, hopmap_hop_group_new (self->hops->pdata[end++]));
      i = end;
    }

  return groups;
}

static const char *
country_of (HopmapHopGroup *group)
{
  HopmapHop *hop = hopmap_hop_group_get_hop (group);
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  if (hopmap_hop_group_is_silence (group) || place == NULL || place->kind == HOPMAP_PLACE_SPECIAL)
    return NULL;

  return place->country != NULL ? place->country : place->country_code;
}

static void
update_countries (HopmapHopRows *self)
{
  const char *above = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      HopmapHopGroup *group = self->groups->pdata[i];
      const char *country = country_of (group);
      gboolean repeated = country != NULL && g_strcmp0 (country, above) == 0;

      hopmap_hop_group_set_country (group, repeated ? HOPMAP_UI_COUNTRY_REPEATED
                                                    : HOPMAP_UI_COUNTRY_SHOWN);
      if (country != NULL)
        above = country;
    }
}

static void
update_scale (HopmapHopRows *self)
{
  gint64 slowest_ns = -1;
  gint64 scale_ns;

  for (guint i = 0; i < self->hops->len; i++)
    slowest_ns = MAX (slowest_ns, hopmap_hop_get_rtt_ns (self->hops->pdata[i]));

  scale_ns = hopmap_ui_scale_ns (slowest_ns);
  if (self->scale_ns == scale_ns)
    return;

  self->scale_ns = scale_ns;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE_NS]);
}

/* Puts the new rows in place of the old ones, and keeps those at both ends that say the same. */
static void
update_groups (HopmapHopRows *self)
{
  g_autoptr (GPtrArray) groups = fold (self);
  GPtrArray *old = self->groups;
  guint head = 0;
  guint tail = 0;

  while (head < old->len && head < groups->len
         && hopmap_hop_group_equal (old->pdata[head], groups->pdata[head]))
    head++;
  while (tail < old->len - head && tail < groups->len - head
         && hopmap_hop_group_equal (old->pdata[old->len - 1 - tail],
                                    groups->pdata[groups->len - 1 - tail]))
    tail++;

  if (head + tail < old->len || head + tail < groups->len)
    {
      guint removed = old->len - head - tail;
      guint added = groups->len - head - tail;

      if (removed > 0)
        g_ptr_array_remove_range (old, head, removed);
      for (guint i = 0; i < added; i++)
        g_ptr_array_insert (old, (int) (head + i), g_object_ref (groups->pdata[head + i]));
      update_countries (self);
      g_list_model_items_changed (G_LIST_MODEL (self), head, removed, added);
    }
  else
    {
      update_countries (self);
    }
}

static void
hop_state_cb (HopmapHopRows *self)
{
  update_groups (self);
}

static void
hop_place_cb (HopmapHopRows *self)
{
  update_countries (self);
}

static void
hop_rtt_cb (HopmapHopRows *self)
{
  update_scale (self);
}

static void
unwatch_hop (gpointer hop, gpointer self)
{
  g_signal_handlers_disconnect_by_data (hop, self);
}

static void
watch_hop (gpointer hop, gpointer self)
{
  g_signal_connect_object (hop, "notify::state", G_CALLBACK (hop_state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hop, "notify::place", G_CALLBACK (hop_place_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hop, "notify::rtt-ns", G_CALLBACK (hop_rtt_cb), self, G_CONNECT_SWAPPED);
}

static void
reload_hops (HopmapHopRows *self)
{
  guint n = self->route != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->route)) : 0;

  g_ptr_array_foreach (self->hops, unwatch_hop, self);
  g_ptr_array_set_size (self->hops, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->hops, g_list_model_get_item (G_LIST_MODEL (self->route), i));
  g_ptr_array_foreach (self->hops, watch_hop, self);

  update_groups (self);
  update_scale (self);
}

static void
route_items_changed_cb (HopmapHopRows *self)
{
  reload_hops (self);
}

static void
route_phase_cb (HopmapHopRows *self)
{
  update_groups (self);
}

static void
hopmap_hop_rows_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapHopRows *self = HOPMAP_HOP_ROWS (object);

  switch (id)
    {
    case PROP_SCALE_NS:
      g_value_set_int64 (value, self->scale_ns);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_rows_dispose (GObject *object)
{
  HopmapHopRows *self = HOPMAP_HOP_ROWS (object);

  g_ptr_array_foreach (self->hops, unwatch_hop, self);
  g_ptr_array_set_size (self->hops, 0);
  if (self->route != NULL)
    g_signal_handlers_disconnect_by_data (self->route, self);
  g_clear_object (&self->route);

  G_OBJECT_CLASS (hopmap_hop_rows_parent_class)->dispose (object);
}

static void
hopmap_hop_rows_finalize (GObject *object)
{
  HopmapHopRows *self = HOPMAP_HOP_ROWS (object);

  g_clear_pointer (&self->hops, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (hopmap_hop_rows_parent_class)->finalize (object);
}

static void
hopmap_hop_rows_class_init (HopmapHopRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_hop_rows_get_property;
  object_class->dispose = hopmap_hop_rows_dispose;
  object_class->finalize = hopmap_hop_rows_finalize;

  /* What a full bar stands for, nanoseconds. */
  properties[PROP_SCALE_NS] = g_param_spec_int64 ("scale-ns", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_hop_rows_init (HopmapHopRows *self)
{
  self->hops = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
  self->scale_ns = hopmap_ui_scale_ns (-1);
}

/**
 * hopmap_hop_rows_new:
 *
 * Returns: (transfer full): rows of no route
 */
HopmapHopRows *
hopmap_hop_rows_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_ROWS, NULL);
}

/**
 * hopmap_hop_rows_get_route:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): the route they are of
 */
HopmapRoute *
hopmap_hop_rows_get_route (HopmapHopRows *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROWS (self), NULL);

  return self->route;
}

/**
 * hopmap_hop_rows_set_route:
 * @self: rows
 * @route: (nullable): the route they are of
 */
void
hopmap_hop_rows_set_route (HopmapHopRows *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_HOP_ROWS (self));

  if (self->route == route)
    return;

  if (self->route != NULL)
    g_signal_handlers_disconnect_by_data (self->route, self);
  g_set_object (&self->route, route);
  if (route != NULL)
    {
      g_signal_connect_object (route, "items-changed", G_CALLBACK (route_items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (route, "notify::phase", G_CALLBACK (route_phase_cb), self,
                               G_CONNECT_SWAPPED);
    }
  reload_hops (self);
}

/**
 * hopmap_hop_rows_get_scale_ns:
 * @self: rows
 *
 * Returns: what a full bar stands for in every row, nanoseconds
 */
gint64
hopmap_hop_rows_get_scale_ns (HopmapHopRows *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROWS (self), 0);

  return self->scale_ns;
}

/**
 * hopmap_hop_rows_find_ttl:
 * @self: rows
 * @ttl: a distance in hops
 *
 * Returns: the position of the row that stands for that hop, or %G_MAXUINT
 */
guint
hopmap_hop_rows_find_ttl (HopmapHopRows *self, guint ttl)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROWS (self), G_MAXUINT);

  for (guint i = 0; i < self->groups->len; i++)
    {
      HopmapHopGroup *group = self->groups->pdata[i];

      if (hopmap_hop_group_get_first_ttl (group) <= ttl
          && ttl <= hopmap_hop_group_get_last_ttl (group))
        return i;
    }

  return G_MAXUINT;
}

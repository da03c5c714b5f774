/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteLog: see the header. A hop is read up to its first probe that is still under way, so
 * that answers are judged in the order in which the probes left.
 */
#include "hopmap-route-log.h"

#include "hopmap-change-finder.h"

/* Whoever wants to fill the memory with changes has to come up with better ones. */
#define MAX_CHANGES 1000

struct _HopmapRouteLog
{
  GObject parent_instance;

  HopmapRoute *route;
  GHashTable *readers; /* HopmapHop to Reader */
  GPtrArray *changes;
};

/* How far a hop is read. */
typedef struct
{
  guint next;
  HopmapChangeFinder finder;
} Reader;

static GType
get_item_type (GListModel *model)
{
  return HOPMAP_TYPE_ROUTE_CHANGE;
}

static guint
get_n_items (GListModel *model)
{
  return HOPMAP_ROUTE_LOG (model)->changes->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HopmapRouteLog *self = HOPMAP_ROUTE_LOG (model);

  return position < self->changes->len ? g_object_ref (self->changes->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapRouteLog,
                               hopmap_route_log,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
note (HopmapRouteLog *self, HopmapHop *hop, gint64 at_ns, HopmapAddress *from, HopmapAddress *to)
{
  if (self->changes->len >= MAX_CHANGES)
    return;

  g_ptr_array_add (self->changes,
                   hopmap_route_change_new (hopmap_hop_get_ttl (hop), at_ns, from, to));
  g_list_model_items_changed (G_LIST_MODEL (self), self->changes->len - 1, 0, 1);
}

static void
read_hop (HopmapRouteLog *self, HopmapHop *hop)
{
  Reader *reader = g_hash_table_lookup (self->readers, hop);
  const guint first = hopmap_hop_get_first_sample (hop);
  const guint end = first + hopmap_hop_get_n_samples (hop);

  reader->next = MAX (reader->next, first);
  for (; reader->next < end; reader->next++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, reader->next - first);
      HopmapAddress from, to;
      gint64 at_ns;

      if (sample->answer == HOPMAP_ANSWER_NONE && !sample->lost)
        return;

      to = sample->address;
      if (hopmap_change_finder_feed (&reader->finder, sample, &from, &at_ns))
        note (self, hop, at_ns, &from, &to);
    }
}

static void
hop_cb (HopmapHop *hop, GParamSpec *pspec, HopmapRouteLog *self)
{
  read_hop (self, hop);
}

static void
watch_hop (HopmapRouteLog *self, HopmapHop *hop)
{
  if (g_hash_table_contains (self->readers, hop))
    return;

  g_hash_table_insert (self->readers, g_object_ref (hop), g_new0 (Reader, 1));
  g_signal_connect_object (hop, "notify::rtt-ns", G_CALLBACK (hop_cb), self, 0);
  g_signal_connect_object (hop, "notify::loss", G_CALLBACK (hop_cb), self, 0);
  read_hop (self, hop);
}

static void
watch_hops (HopmapRouteLog *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (self->route), i);

      watch_hop (self, hop);
    }
}

static void
forget (HopmapRouteLog *self)
{
  const guint n = self->changes->len;
  GHashTableIter iter;
  gpointer hop;

  g_hash_table_iter_init (&iter, self->readers);
  while (g_hash_table_iter_next (&iter, &hop, NULL))
    g_signal_handlers_disconnect_by_data (hop, self);
  g_hash_table_remove_all (self->readers);
  if (self->route != NULL)
    g_signal_handlers_disconnect_by_data (self->route, self);
  g_clear_object (&self->route);
  g_ptr_array_set_size (self->changes, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

static void
hopmap_route_log_dispose (GObject *object)
{
  forget (HOPMAP_ROUTE_LOG (object));

  G_OBJECT_CLASS (hopmap_route_log_parent_class)->dispose (object);
}

static void
hopmap_route_log_finalize (GObject *object)
{
  HopmapRouteLog *self = HOPMAP_ROUTE_LOG (object);

  g_hash_table_unref (self->readers);
  g_ptr_array_unref (self->changes);

  G_OBJECT_CLASS (hopmap_route_log_parent_class)->finalize (object);
}

static void
hopmap_route_log_class_init (HopmapRouteLogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_route_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_route_log_finalize;
}

static void
hopmap_route_log_init (HopmapRouteLog *self)
{
  self->readers = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hopmap_route_log_new:
 *
 * Returns: (transfer full): a log of nothing
 */
HopmapRouteLog *
hopmap_route_log_new (void)
{
  return g_object_new (HOPMAP_TYPE_ROUTE_LOG, NULL);
}

/**
 * hopmap_route_log_set_route:
 * @self: a log
 * @route: (nullable): whose changes to note from now on; those that its probes show already included
 */
void
hopmap_route_log_set_route (HopmapRouteLog *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LOG (self));

  if (self->route == route)
    return;

  forget (self);
  g_set_object (&self->route, route);
  if (route == NULL)
    return;

  g_signal_connect_object (route, "items-changed", G_CALLBACK (watch_hops), self,
                           G_CONNECT_SWAPPED);
  watch_hops (self);
}

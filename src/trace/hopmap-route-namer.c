/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteNamer: see the header.
 */
#include "hopmap-route-namer.h"

struct _HopmapRouteNamer
{
  GObject parent_instance;

  HopmapResolver *resolver; /* NULL where no names are wanted */
  GCancellable *cancellable;
  GHashTable *asked; /* HopmapHop: a set of those that were asked for */
  guint n_waiting;
};

enum
{
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapRouteNamer, hopmap_route_namer, G_TYPE_OBJECT)

static void
hopmap_route_namer_finalize (GObject *object)
{
  HopmapRouteNamer *self = HOPMAP_ROUTE_NAMER (object);

  g_clear_object (&self->resolver);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asked, g_hash_table_unref);

  G_OBJECT_CLASS (hopmap_route_namer_parent_class)->finalize (object);
}

static void
hopmap_route_namer_class_init (HopmapRouteNamerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_route_namer_finalize;

  /**
   * HopmapRouteNamer::settled:
   * @self: the namer
   *
   * Every name that was asked for has come, or there is none.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", HOPMAP_TYPE_ROUTE_NAMER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_route_namer_init (HopmapRouteNamer *self)
{
  self->cancellable = g_cancellable_new ();
  self->asked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * hopmap_route_namer_new:
 * @resolver: (nullable): whom to ask, if anybody
 * @options: whether names are wanted
 *
 * Returns: (transfer full): a namer for one route; it does nothing where no names are wanted
 */
HopmapRouteNamer *
hopmap_route_namer_new (HopmapResolver *resolver, const HopmapTraceOptions *options)
{
  HopmapRouteNamer *self = g_object_new (HOPMAP_TYPE_ROUTE_NAMER, NULL);

  if (options->names && !options->offline)
    g_set_object (&self->resolver, resolver);
  return self;
}

typedef struct
{
  HopmapRouteNamer *namer;
  HopmapHop *hop;
} Question;

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (HopmapRouteNamer) self = question->namer;
  g_autoptr (HopmapHop) hop = question->hop;
  g_autofree char *name = hopmap_resolver_lookup_name_finish (HOPMAP_RESOLVER (object), result,
                                                              NULL);

  g_free (question);
  if (name != NULL)
    hopmap_hop_set_name (hop, name);

  self->n_waiting--;
  if (self->n_waiting == 0)
    g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
ask_hop (HopmapRouteNamer *self, HopmapHop *hop)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ .namer = g_object_ref (self), .hop = g_object_ref (hop) };
  g_hash_table_add (self->asked, g_object_ref (hop));
  self->n_waiting++;
  hopmap_resolver_lookup_name_async (self->resolver, hopmap_hop_get_address (hop),
                                     self->cancellable, named_cb, question);
}

/**
 * hopmap_route_namer_ask:
 * @self: a namer
 * @route: its route
 *
 * Asks for the names of those hops that have an address and were not asked for before. The address
 * of a hop never changes.
 */
void
hopmap_route_namer_ask (HopmapRouteNamer *self, HopmapRoute *route)
{
  const guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n_hops && self->resolver != NULL; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_get_address (hop) != NULL && !g_hash_table_contains (self->asked, hop))
        ask_hop (self, hop);
    }
}

/**
 * hopmap_route_namer_is_busy:
 * @self: a namer
 *
 * Returns: whether names are still to come
 */
gboolean
hopmap_route_namer_is_busy (HopmapRouteNamer *self)
{
  return self->n_waiting > 0;
}

/**
 * hopmap_route_namer_cancel:
 * @self: a namer
 *
 * Waits for no name any more.
 */
void
hopmap_route_namer_cancel (HopmapRouteNamer *self)
{
  g_cancellable_cancel (self->cancellable);
}

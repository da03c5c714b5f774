/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteChange: see the header.
 */
#include "hopmap-route-change.h"

#include <glib/gi18n-lib.h>

struct _HopmapRouteChange
{
  GObject parent_instance;

  guint ttl;
  gint64 at_ns;
  HopmapAddress from;
  HopmapAddress to;
};

G_DEFINE_FINAL_TYPE (HopmapRouteChange, hopmap_route_change, G_TYPE_OBJECT)

static void
hopmap_route_change_class_init (HopmapRouteChangeClass *klass)
{
}

static void
hopmap_route_change_init (HopmapRouteChange *self)
{
}

/**
 * hopmap_route_change_new:
 * @ttl: the hop
 * @at_ns: when the first probe left that went the new way, nanoseconds since the trace began; -1
 *   where a file did not say
 * @from: who answered before
 * @to: who answers now
 *
 * Returns: (transfer full): the change
 */
HopmapRouteChange *
hopmap_route_change_new (guint ttl,
                         gint64 at_ns,
                         const HopmapAddress *from,
                         const HopmapAddress *to)
{
  HopmapRouteChange *self = g_object_new (HOPMAP_TYPE_ROUTE_CHANGE, NULL);

  self->ttl = ttl;
  self->at_ns = at_ns;
  self->from = *from;
  self->to = *to;
  return self;
}

/**
 * hopmap_route_change_get_ttl:
 * @self: a change
 *
 * Returns: the hop
 */
guint
hopmap_route_change_get_ttl (HopmapRouteChange *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_CHANGE (self), 0);

  return self->ttl;
}

/**
 * hopmap_route_change_get_at_ns:
 * @self: a change
 *
 * Returns: when, nanoseconds since the trace began, or -1
 */
gint64
hopmap_route_change_get_at_ns (HopmapRouteChange *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_CHANGE (self), -1);

  return self->at_ns;
}

/**
 * hopmap_route_change_get_from:
 * @self: a change
 *
 * Returns: (transfer none): who answered before
 */
const HopmapAddress *
hopmap_route_change_get_from (HopmapRouteChange *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_CHANGE (self), NULL);

  return &self->from;
}

/**
 * hopmap_route_change_get_to:
 * @self: a change
 *
 * Returns: (transfer none): who answers now
 */
const HopmapAddress *
hopmap_route_change_get_to (HopmapRouteChange *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_CHANGE (self), NULL);

  return &self->to;
}

/**
 * hopmap_route_change_dup_text:
 * @self: a change
 *
 * Returns: (transfer full): "Hop 5: 192.0.2.1 answers in place of 192.0.2.9", translated
 */
char *
hopmap_route_change_dup_text (HopmapRouteChange *self)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (HOPMAP_IS_ROUTE_CHANGE (self), NULL);

  from = hopmap_address_to_string (&self->from);
  to = hopmap_address_to_string (&self->to);
  /* Translators: a hop's number, then the address that answers now and the one that did before */
  return g_strdup_printf (_ ("Hop %u: %s answers in place of %s"), self->ttl, to, from);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A circle, begun at the top and as wide as the badges need; with many hops a second one around it.
 */
#include "hopmap-hop-fan.h"

#include "hopmap-hop-badge.h"

#include <math.h>

#define RADIUS_PX  52.0
#define RING_STEP  34.0
#define SPACING_PX 40.0
/* So many have one circle, however wide it gets. */
#define FIRST_CIRCLE 14u

struct _HopmapHopFan
{
  GtkWidget *layer;  /* unowned: it owns the fan */
  GPtrArray *stops;  /* HopmapRouteStop, one hop each */
  GPtrArray *badges; /* HopmapHopBadge, children of layer */
};

/**
 * hopmap_hop_fan_new:
 * @layer: parent of the badges; not kept alive
 *
 * Returns: (transfer full): a closed fan
 */
HopmapHopFan *
hopmap_hop_fan_new (GtkWidget *layer)
{
  HopmapHopFan *self = g_new0 (HopmapHopFan, 1);

  self->layer = layer;
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_route_stop_free);
  self->badges = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  return self;
}

/**
 * hopmap_hop_fan_free:
 * @self: (transfer full): a fan
 */
void
hopmap_hop_fan_free (HopmapHopFan *self)
{
  g_ptr_array_unref (self->badges);
  g_ptr_array_unref (self->stops);
  g_free (self);
}

static void
add_badge (HopmapHopFan *self)
{
  GtkWidget *badge = hopmap_hop_badge_new ();

  gtk_widget_add_css_class (badge, "fanned");
  gtk_widget_set_parent (badge, self->layer);
  g_ptr_array_add (self->badges, badge);
}

/**
 * hopmap_hop_fan_open:
 * @self: a fan
 * @route: the route
 * @shape: its shape
 * @stop: a badge with several hops; not kept. Badges that are there already stay
 */
void
hopmap_hop_fan_open (HopmapHopFan *self,
                     HopmapRoute *route,
                     const HopmapRouteShape *shape,
                     const HopmapRouteStop *stop)
{
  g_ptr_array_set_size (self->stops, 0);
  for (guint i = 0; i < stop->n_hops; i++)
    {
      HopmapHop *hop = hopmap_route_get_hop (route, stop->ttls[i]);
      const HopmapRouteStop *own = hopmap_route_shape_find_stop (shape, stop->ttls[i]);
      HopmapRouteStop *alone;

      if (hop == NULL || own == NULL)
        continue;
      alone = hopmap_route_stop_new (own->place);
      hopmap_route_stop_add_hop (alone, hop, own->tone);
      g_ptr_array_add (self->stops, alone);
    }

  while (self->badges->len < self->stops->len)
    add_badge (self);
  while (self->badges->len > self->stops->len)
    g_ptr_array_remove_index (self->badges, self->badges->len - 1);
  for (guint i = 0; i < self->stops->len; i++)
    hopmap_hop_badge_set_stop (g_ptr_array_index (self->badges, i),
                               g_ptr_array_index (self->stops, i), HOPMAP_BADGE_STAYED);
}

/**
 * hopmap_hop_fan_close:
 * @self: a fan
 */
void
hopmap_hop_fan_close (HopmapHopFan *self)
{
  g_ptr_array_set_size (self->badges, 0);
  g_ptr_array_set_size (self->stops, 0);
}

/**
 * hopmap_hop_fan_select:
 * @self: a fan
 * @ttl: distance of the selected hop, or 0
 */
void
hopmap_hop_fan_select (HopmapHopFan *self, guint ttl)
{
  for (guint i = 0; i < self->badges->len; i++)
    hopmap_hop_badge_set_selected (
        g_ptr_array_index (self->badges, i),
        hopmap_route_stop_has_hop (g_ptr_array_index (self->stops, i), ttl));
}

/**
 * hopmap_hop_fan_get_n_badges:
 * @self: a fan
 *
 * Returns: how many badges it has; 0 while closed
 */
guint
hopmap_hop_fan_get_n_badges (const HopmapHopFan *self)
{
  return self->badges->len;
}

/**
 * hopmap_hop_fan_get_badge:
 * @self: a fan
 * @number: from 0
 *
 * Returns: (transfer none): a badge
 */
GtkWidget *
hopmap_hop_fan_get_badge (const HopmapHopFan *self, guint number)
{
  return g_ptr_array_index (self->badges, number);
}

/**
 * hopmap_hop_fan_get_stop:
 * @self: a fan
 * @number: from 0
 *
 * Returns: (transfer none): what that badge shows
 */
const HopmapRouteStop *
hopmap_hop_fan_get_stop (const HopmapHopFan *self, guint number)
{
  return g_ptr_array_index (self->stops, number);
}

/**
 * hopmap_hop_fan_append_boxes:
 * @self: a fan
 * @boxes: array of #HopmapBadgeBox, laid out; gets one more per badge of the fan, anchored at the hub
 * @hub: number of the box in the middle
 */
void
hopmap_hop_fan_append_boxes (const HopmapHopFan *self, GArray *boxes, guint hub)
{
  const HopmapBadgeBox middle = g_array_index (boxes, HopmapBadgeBox, hub);
  double radius = MAX (RADIUS_PX,
                       MIN (self->badges->len, FIRST_CIRCLE) * SPACING_PX / (2.0 * G_PI));
  guint number = 0;

  while (number < self->badges->len)
    {
      const guint room = (guint) (2.0 * G_PI * radius / SPACING_PX + 0.01);
      const guint n = MIN (room, self->badges->len - number);

      for (guint i = 0; i < n; i++, number++)
        {
          const double angle = 2.0 * G_PI * i / n - G_PI_2;
          HopmapBadgeBox box = { .anchor_x = middle.x,
                                 .anchor_y = middle.y,
                                 .x = middle.x + radius * cos (angle),
                                 .y = middle.y + radius * sin (angle) };
          GtkRequisition size;

          gtk_widget_get_preferred_size (g_ptr_array_index (self->badges, number), NULL, &size);
          box.width = size.width;
          box.height = size.height;
          g_array_append_val (boxes, box);
        }
      radius += RING_STEP;
    }
}

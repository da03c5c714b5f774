/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does with the route on the map: puts places right, asks for menus, goes from hop to
 * hop, has it replayed.
 */
#include "hopmap-route-overlay-private.h"

#include "hopmap-hop-menu.h"
#include "hopmap-projection.h"
#include "hopmap-replay-times.h"
#include "hopmap-selection-link.h"

/* As close as one looks at a single place. */
#define PLACE_ZOOM 7.0

/**
 * hopmap_route_overlay_find_stop:
 * @self: the overlay
 * @ttl: distance of a hop
 *
 * Returns: (transfer none) (nullable): its place on the map
 */
const HopmapRouteStop *
hopmap_route_overlay_find_stop (HopmapRouteOverlay *self, guint ttl)
{
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);

  return shape != NULL ? hopmap_route_shape_find_stop (shape, ttl) : NULL;
}

/* The person put a place right. Who keeps corrections is told by an action of the window. */
static void
correct (HopmapRouteOverlay *self, guint ttl, const HopmapMapPoint *point)
{
  HopmapRoute *route = hopmap_shape_follower_get_route (self->follower);
  HopmapHop *hop = route != NULL ? hopmap_route_get_hop (route, ttl) : NULL;
  const char *address = hop != NULL ? hopmap_hop_get_address_text (hop) : NULL;
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *place = NULL;

  if (address == NULL)
    return;
  g_ascii_formatd (latitude, sizeof latitude, "%.4f", hopmap_mercator_latitude (point->y));
  g_ascii_formatd (longitude, sizeof longitude, "%.4f", hopmap_mercator_longitude (point->x));
  place = g_strdup_printf ("%s,%s", latitude, longitude);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "win.correct-place", "(ss)", address, place);
}

/**
 * hopmap_route_overlay_hop_dropped_cb:
 * @self: the overlay
 * @stop: whose badge was dragged
 * @x: where to, pixels
 * @y: likewise
 */
void
hopmap_route_overlay_hop_dropped_cb (HopmapRouteOverlay *self,
                                     const HopmapRouteStop *stop,
                                     double x,
                                     double y)
{
  const HopmapProjection projection = hopmap_projection_new (
      shumate_map_get_viewport (self->map), gtk_widget_get_width (GTK_WIDGET (self->map)),
      gtk_widget_get_height (GTK_WIDGET (self->map)));
  const HopmapMapPoint point = hopmap_projection_to_world (&projection, x, y);
  /* The route may change, and the stop go, with the first correction. */
  g_autofree guint *ttls = g_memdup2 (stop->ttls, stop->n_hops * sizeof *stop->ttls);
  const guint n_hops = stop->n_hops;

  for (guint i = 0; i < n_hops; i++)
    correct (self, ttls[i], &point);
}

/**
 * hopmap_route_overlay_hop_menu_cb:
 * @self: the overlay
 * @stop: whose menu is asked for
 * @badge: its badge
 */
void
hopmap_route_overlay_hop_menu_cb (HopmapRouteOverlay *self,
                                  const HopmapRouteStop *stop,
                                  GtkWidget *badge)
{
  HopmapRoute *route = hopmap_shape_follower_get_route (self->follower);
  const guint selected = hopmap_selection_get_ttl (self->selection);
  const guint ttl = hopmap_route_stop_has_hop (stop, selected) ? selected : stop->ttls[0];
  HopmapHop *hop = route != NULL ? hopmap_route_get_hop (route, ttl) : NULL;
  g_autoptr (GMenuModel) model = hop != NULL ? hopmap_hop_menu_new (hop) : NULL;
  graphene_rect_t bounds;

  if (model == NULL || !gtk_widget_compute_bounds (badge, GTK_WIDGET (self->map), &bounds))
    return;
  hopmap_selection_choose_ttl (self->selection, ttl);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self->map));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width,
                                                (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/**
 * hopmap_route_overlay_zoom_to:
 * @self: the overlay
 * @ttl: distance of a hop with a place
 *
 * Shows its place from close by.
 */
void
hopmap_route_overlay_zoom_to (HopmapRouteOverlay *self, guint ttl)
{
  const HopmapRouteStop *stop;

  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  stop = hopmap_route_overlay_find_stop (self, ttl);
  if (stop != NULL)
    hopmap_map_camera_show (self->camera, &stop->point, PLACE_ZOOM);
}

/**
 * hopmap_route_overlay_step:
 * @self: the overlay
 * @step: 1 for the next hop, -1 for the one before
 *
 * Selects the nearest hop in that direction that is on the map.
 */
void
hopmap_route_overlay_step (HopmapRouteOverlay *self, int step)
{
  HopmapRoute *route;
  guint n_hops, ttl;

  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  route = hopmap_shape_follower_get_route (self->follower);
  n_hops = route != NULL ? g_list_model_get_n_items (G_LIST_MODEL (route)) : 0;
  ttl = hopmap_selection_get_ttl (self->selection);
  if (ttl == 0 && step < 0)
    ttl = n_hops + 1;
  while ((step > 0 && ttl < n_hops) || (step < 0 && ttl > 1))
    {
      ttl = (guint) ((int) ttl + step);
      if (hopmap_route_overlay_find_stop (self, ttl) != NULL
          && hopmap_selection_choose_ttl (self->selection, ttl))
        return;
    }
}

/**
 * hopmap_route_overlay_replay:
 * @self: the overlay
 *
 * Shows the route once more from its beginning, in the real proportions of time. Without animations
 * nothing moves.
 */
void
hopmap_route_overlay_replay (HopmapRouteOverlay *self)
{
  HopmapRouteShape *shape;

  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  shape = hopmap_shape_follower_get_shape (self->follower);
  if (shape == NULL || hopmap_route_shape_get_n_legs (shape) == 0)
    return;
  hopmap_ramp_stop (self->growth);
  hopmap_map_camera_fit (self->camera);
  hopmap_ramp_start (self->replay, 0.0, 1.0, hopmap_replay_length_us (shape));
}

/**
 * hopmap_route_overlay_settle:
 * @self: the overlay
 *
 * To be called when the map has come to rest.
 */
void
hopmap_route_overlay_settle (HopmapRouteOverlay *self)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_name_layer_settle (self->names);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals come in from route (through the follower), selection and badges; each goes out to the
 * layers and the camera. Signal "changed" says that there is something new to see.
 */
#include "hopmap-route-overlay.h"

#include "hopmap-hop-layer.h"
#include "hopmap-name-layer.h"
#include "hopmap-route-layer.h"
#include "hopmap-selection-link.h"
#include "hopmap-shape-follower.h"

struct _HopmapRouteOverlay
{
  GObject parent_instance;

  HopmapMapCamera *camera;
  HopmapShapeFollower *follower;
  HopmapRouteLayer *lines; /* unowned, children of the map */
  HopmapHopLayer *badges;
  HopmapNameLayer *names;
  GtkSingleSelection *selection;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapRouteOverlay, hopmap_route_overlay, G_TYPE_OBJECT)

static const HopmapRouteStop *
find_stop (HopmapRouteOverlay *self, guint ttl)
{
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);

  return shape != NULL ? hopmap_route_shape_find_stop (shape, ttl) : NULL;
}

static void
selection_changed_cb (HopmapRouteOverlay *self)
{
  const guint ttl = hopmap_selection_get_ttl (self->selection);
  const HopmapRouteStop *stop = find_stop (self, ttl);

  hopmap_route_layer_set_highlight (self->lines, ttl);
  hopmap_hop_layer_set_selected (self->badges, ttl);
  /* While the camera follows, the whole route is in sight anyway. */
  if (stop != NULL && !hopmap_map_camera_is_following (self->camera))
    hopmap_map_camera_reveal (self->camera, &stop->point);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
shape_changed_cb (HopmapRouteOverlay *self)
{
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);
  const HopmapMapRect bounds = shape != NULL ? hopmap_route_shape_get_bounds (shape)
                                             : HOPMAP_MAP_RECT_EMPTY;

  hopmap_route_layer_set_shape (self->lines, shape);
  hopmap_hop_layer_set_shape (self->badges, shape);
  hopmap_map_camera_set_bounds (self->camera, &bounds);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hop_chosen_cb (HopmapRouteOverlay *self, guint ttl)
{
  hopmap_selection_choose_ttl (self->selection, ttl);
}

static void
hop_focused_cb (HopmapRouteOverlay *self, guint ttl)
{
  const HopmapRouteStop *stop = find_stop (self, ttl);

  if (stop != NULL)
    hopmap_map_camera_reveal (self->camera, &stop->point);
}

static void
hopmap_route_overlay_dispose (GObject *object)
{
  HopmapRouteOverlay *self = HOPMAP_ROUTE_OVERLAY (object);

  g_clear_object (&self->follower);
  g_clear_object (&self->camera);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (hopmap_route_overlay_parent_class)->dispose (object);
}

static void
hopmap_route_overlay_class_init (HopmapRouteOverlayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_route_overlay_dispose;

  /**
   * HopmapRouteOverlay::changed: route or selection look different now
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_ROUTE_OVERLAY, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_route_overlay_init (HopmapRouteOverlay *self)
{
  self->follower = hopmap_shape_follower_new ();
  g_signal_connect_object (self->follower, "notify::shape", G_CALLBACK (shape_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hopmap_route_overlay_new:
 * @map: the map; gets the layers, and must outlive the use of the overlay
 * @camera: its camera
 *
 * Returns: (transfer full): an overlay without a route
 */
HopmapRouteOverlay *
hopmap_route_overlay_new (ShumateMap *map, HopmapMapCamera *camera)
{
  HopmapRouteOverlay *self = g_object_new (HOPMAP_TYPE_ROUTE_OVERLAY, NULL);
  ShumateViewport *viewport = shumate_map_get_viewport (map);

  self->camera = g_object_ref (camera);
  self->lines = hopmap_route_layer_new (viewport);
  self->badges = hopmap_hop_layer_new (viewport);
  self->names = hopmap_name_layer_new (viewport, self->badges);
  shumate_map_add_layer (map, SHUMATE_LAYER (self->names));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->lines));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->badges));
  g_signal_connect_object (self->badges, "chosen", G_CALLBACK (hop_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->badges, "focused", G_CALLBACK (hop_focused_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hopmap_route_overlay_get_lowest_layer:
 * @self: the overlay
 *
 * Returns: (transfer none): the layer under which the world belongs
 */
ShumateLayer *
hopmap_route_overlay_get_lowest_layer (HopmapRouteOverlay *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), NULL);

  return SHUMATE_LAYER (self->names);
}

/**
 * hopmap_route_overlay_set_palette:
 * @self: the overlay
 * @palette: colours; one of the constant tables
 */
void
hopmap_route_overlay_set_palette (HopmapRouteOverlay *self, const HopmapPalette *palette)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_route_layer_set_palette (self->lines, palette);
  hopmap_hop_layer_set_palette (self->badges, palette);
  hopmap_name_layer_set_palette (self->names, palette);
}

/**
 * hopmap_route_overlay_set_route:
 * @self: the overlay
 * @route: (nullable): what to show from now on; kept and followed
 */
void
hopmap_route_overlay_set_route (HopmapRouteOverlay *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_shape_follower_set_route (self->follower, route);
}

/**
 * hopmap_route_overlay_get_route:
 * @self: the overlay
 *
 * Returns: (transfer none) (nullable): what it shows
 */
HopmapRoute *
hopmap_route_overlay_get_route (HopmapRouteOverlay *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), NULL);

  return hopmap_shape_follower_get_route (self->follower);
}

/**
 * hopmap_route_overlay_set_selection:
 * @self: the overlay
 * @selection: (nullable): a selection over the route's hops, in any order; kept
 */
void
hopmap_route_overlay_set_selection (HopmapRouteOverlay *self, GtkSingleSelection *selection)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  if (self->selection == selection)
    return;

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selection_changed_cb, self);
  g_set_object (&self->selection, selection);
  if (selection != NULL)
    g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selection_changed_cb),
                             self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}

/**
 * hopmap_route_overlay_get_selection:
 * @self: the overlay
 *
 * Returns: (transfer none) (nullable): the selection
 */
GtkSingleSelection *
hopmap_route_overlay_get_selection (HopmapRouteOverlay *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), NULL);

  return self->selection;
}

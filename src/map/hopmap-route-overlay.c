/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals come in from route (through the follower), selection and badges; each goes out to the
 * layers and the camera. Signal "changed" says that there is something new to see.
 */
#include "hopmap-route-overlay-private.h"

#include "hopmap-replay-times.h"
#include "hopmap-selection-link.h"

/* How long a new line takes to grow. */
#define GROW_US (420 * G_TIME_SPAN_MILLISECOND)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapRouteOverlay, hopmap_route_overlay, G_TYPE_OBJECT)

static void
selection_changed_cb (HopmapRouteOverlay *self)
{
  const guint ttl = hopmap_selection_get_ttl (self->selection);
  const HopmapRouteStop *stop = hopmap_route_overlay_find_stop (self, ttl);

  hopmap_route_layer_set_highlight (self->lines, ttl);
  hopmap_hop_layer_set_selected (self->badges, ttl);
  /* While the camera follows, the whole route is in sight anyway. */
  if (stop != NULL && !hopmap_map_camera_is_following (self->camera))
    hopmap_map_camera_reveal (self->camera, &stop->point);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_legs (HopmapRouteOverlay *self, double n_legs)
{
  hopmap_route_layer_set_legs_shown (self->lines, n_legs);
  hopmap_hop_layer_set_legs_shown (self->badges, n_legs);
}

static void
grown_cb (double value, gboolean running, gpointer user_data)
{
  HopmapRouteOverlay *self = user_data;

  hopmap_route_layer_set_legs_shown (self->lines, running ? value : G_MAXDOUBLE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
replayed_cb (double value, gboolean running, gpointer user_data)
{
  HopmapRouteOverlay *self = user_data;
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);

  show_legs (self, running && shape != NULL ? hopmap_replay_legs_at (shape, value) : G_MAXDOUBLE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* While a route is traced its line grows; a route that is there at once is shown at once. */
static void
grow (HopmapRouteOverlay *self, HopmapRouteShape *shape)
{
  const guint before = self->n_legs;
  HopmapRoute *route = hopmap_shape_follower_get_route (self->follower);

  self->n_legs = shape != NULL ? hopmap_route_shape_get_n_legs (shape) : 0;
  if (route != NULL && hopmap_route_is_busy (route) && self->n_legs == before + 1
      && !hopmap_ramp_is_running (self->replay))
    hopmap_ramp_start (self->growth, before, self->n_legs, GROW_US);
}

static void
frame_routes (HopmapRouteOverlay *self)
{
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);
  HopmapMapRect bounds = shape != NULL ? hopmap_route_shape_get_bounds (shape)
                                       : HOPMAP_MAP_RECT_EMPTY;

  hopmap_route_company_include (self->company, &bounds);
  hopmap_map_camera_set_bounds (self->camera, &bounds);
}

static void
company_changed_cb (HopmapRouteOverlay *self)
{
  g_autoptr (GPtrArray) shapes = hopmap_route_company_get_shapes (self->company);

  hopmap_route_layer_set_beside (self->lines, shapes->len > 0 ? shapes : NULL);
  hopmap_name_layer_set_beside (self->names, shapes->len > 0 ? shapes : NULL);
  frame_routes (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
shape_changed_cb (HopmapRouteOverlay *self)
{
  HopmapRouteShape *shape = hopmap_shape_follower_get_shape (self->follower);

  hopmap_route_layer_set_shape (self->lines, shape);
  hopmap_hop_layer_set_shape (self->badges, hopmap_shape_follower_get_route (self->follower),
                              shape);
  frame_routes (self);
  grow (self, shape);
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
  const HopmapRouteStop *stop = hopmap_route_overlay_find_stop (self, ttl);

  if (stop != NULL)
    hopmap_map_camera_reveal (self->camera, &stop->point);
}

static void
hopmap_route_overlay_dispose (GObject *object)
{
  HopmapRouteOverlay *self = HOPMAP_ROUTE_OVERLAY (object);

  g_clear_pointer (&self->growth, hopmap_ramp_free);
  g_clear_pointer (&self->replay, hopmap_ramp_free);
  if (self->map != NULL)
    g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_weak_pointer (&self->map);
  g_clear_object (&self->follower);
  g_clear_object (&self->company);
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
  self->company = hopmap_route_company_new ();
  g_signal_connect_object (self->company, "changed", G_CALLBACK (company_changed_cb), self,
                           G_CONNECT_SWAPPED);
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

  g_set_weak_pointer (&self->map, map);
  self->growth = hopmap_ramp_new (GTK_WIDGET (map), grown_cb, self);
  self->replay = hopmap_ramp_new (GTK_WIDGET (map), replayed_cb, self);
  self->camera = g_object_ref (camera);
  self->lines = hopmap_route_layer_new (viewport);
  self->badges = hopmap_hop_layer_new (viewport);
  self->names = hopmap_name_layer_new (viewport, self->badges);
  shumate_map_add_layer (map, SHUMATE_LAYER (self->lines));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->names));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->badges));
  g_signal_connect_object (self->badges, "chosen", G_CALLBACK (hop_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->badges, "dropped",
                           G_CALLBACK (hopmap_route_overlay_hop_dropped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->badges, "menu", G_CALLBACK (hopmap_route_overlay_hop_menu_cb),
                           self, G_CONNECT_SWAPPED);
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

  return SHUMATE_LAYER (self->lines);
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

  hopmap_ramp_stop (self->growth);
  hopmap_ramp_stop (self->replay);
  self->n_legs = 0;
  show_legs (self, G_MAXDOUBLE);
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
 * hopmap_route_overlay_set_companions:
 * @self: the overlay
 * @routes: (nullable): list of #HopmapRoute to show beside the one in front; kept and followed
 */
void
hopmap_route_overlay_set_companions (HopmapRouteOverlay *self, GListModel *routes)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_route_company_set_routes (self->company, routes);
}

/**
 * hopmap_route_overlay_get_companions:
 * @self: the overlay
 *
 * Returns: (transfer none) (nullable): what is shown beside the route in front
 */
GListModel *
hopmap_route_overlay_get_companions (HopmapRouteOverlay *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), NULL);

  return hopmap_route_company_get_routes (self->company);
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

/**
 * hopmap_route_overlay_set_measure:
 * @self: the overlay
 * @measure: what colours tell
 */
void
hopmap_route_overlay_set_measure (HopmapRouteOverlay *self, HopmapShapeMeasure measure)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_shape_follower_set_measure (self->follower, measure);
}

/**
 * hopmap_route_overlay_set_world_named:
 * @self: the overlay
 * @named: whether countries and cities are named
 */
void
hopmap_route_overlay_set_world_named (HopmapRouteOverlay *self, gboolean named)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_name_layer_set_world_named (self->names, named);
}

/**
 * hopmap_route_overlay_set_taken:
 * @self: the overlay
 * @taken: what else covers the map, pixels
 */
void
hopmap_route_overlay_set_taken (HopmapRouteOverlay *self, const HopmapMapRect *taken)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self));

  hopmap_hop_layer_set_taken (self->badges, taken);
  gtk_widget_queue_draw (GTK_WIDGET (self->names));
}

/**
 * hopmap_route_overlay_has_lines:
 * @self: the overlay
 *
 * Returns: whether there is anything that has colours
 */
gboolean
hopmap_route_overlay_has_lines (HopmapRouteOverlay *self)
{
  HopmapRouteShape *shape;

  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), FALSE);

  shape = hopmap_shape_follower_get_shape (self->follower);
  return shape != NULL && hopmap_route_shape_get_n_legs (shape) > 0;
}

/**
 * hopmap_route_overlay_is_moving:
 * @self: the overlay
 *
 * Returns: whether lines grow or a replay runs
 */
gboolean
hopmap_route_overlay_is_moving (HopmapRouteOverlay *self)
{
  g_return_val_if_fail (HOPMAP_IS_ROUTE_OVERLAY (self), FALSE);

  return hopmap_ramp_is_running (self->growth) || hopmap_ramp_is_running (self->replay);
}

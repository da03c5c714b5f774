/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals come in from route (through the follower), selection and badges; each goes out to the
 * layers and the camera. Signal "changed" says that there is something new to see.
 */
#include "hopmap-route-overlay.h"

#include "hopmap-hop-layer.h"
#include "hopmap-hop-menu.h"
#include "hopmap-name-layer.h"
#include "hopmap-projection.h"
#include "hopmap-ramp.h"
#include "hopmap-replay-times.h"
#include "hopmap-route-company.h"
#include "hopmap-route-layer.h"
#include "hopmap-selection-link.h"
#include "hopmap-shape-follower.h"

/* How long a new line takes to grow. */
#define GROW_US (420 * G_TIME_SPAN_MILLISECOND)
/* As close as one looks at a single place. */
#define PLACE_ZOOM 7.0

struct _HopmapRouteOverlay
{
  GObject parent_instance;

  ShumateMap *map; /* unowned, weak */
  HopmapMapCamera *camera;
  HopmapShapeFollower *follower;
  HopmapRouteCompany *company;
  HopmapRouteLayer *lines; /* unowned, children of the map */
  HopmapHopLayer *badges;
  HopmapNameLayer *names;
  HopmapRamp *growth;
  HopmapRamp *replay;
  guint n_legs;    /* of the last shape */
  GtkWidget *menu; /* unowned, a child of map; NULL until it was asked for */
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

static void
hop_dropped_cb (HopmapRouteOverlay *self, const HopmapRouteStop *stop, double x, double y)
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

static void
hop_menu_cb (HopmapRouteOverlay *self, const HopmapRouteStop *stop, GtkWidget *badge)
{
  HopmapRoute *route = hopmap_shape_follower_get_route (self->follower);
  const guint selected = hopmap_selection_get_ttl (self->selection);
  const guint ttl = hopmap_route_stop_has_hop (stop, selected) ? selected : stop->ttls[0];
  HopmapHop *hop = route != NULL ? hopmap_route_get_hop (route, ttl) : NULL;
  g_autoptr (GMenuModel) model = hop != NULL ? hopmap_hop_menu_new (hop) : NULL;
  graphene_rect_t bounds;

  if (model == NULL || !gtk_widget_compute_bounds (badge, GTK_WIDGET (self->map), &bounds))
    return;
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
  g_signal_connect_object (self->badges, "dropped", G_CALLBACK (hop_dropped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->badges, "menu", G_CALLBACK (hop_menu_cb), self, G_CONNECT_SWAPPED);
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

  stop = find_stop (self, ttl);
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
      if (find_stop (self, ttl) != NULL && hopmap_selection_choose_ttl (self->selection, ttl))
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

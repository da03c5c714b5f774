/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts the layers together and joins them to route, selection and style. Until the world has been
 * read the map is open sea with the route on it.
 */
#include "hopmap-map-view-private.h"

#include "hopmap-basemap-source.h"
#include "hopmap-map-controls.h"
#include "hopmap-map-resource.h"
#include "hopmap-map-style.h"
#include "hopmap-screen-texture.h"

#define BUTTON_ZOOM_LEVELS 1.0

G_DEFINE_FINAL_TYPE (HopmapMapView, hopmap_map_view, GTK_TYPE_WIDGET)

static void
resting_changed_cb (HopmapMapView *self)
{
  if (hopmap_rest_watch_is_resting (self->rest))
    {
      hopmap_online_tiles_settle (self->online);
      hopmap_route_overlay_settle (self->route_overlay);
    }
  g_object_notify_by_pspec (G_OBJECT (self), hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_IDLE]);
}

static const HopmapPalette *
palette (HopmapMapView *self)
{
  return hopmap_palette_get (hopmap_palette_style (self->dark, self->high_contrast));
}

static void
apply_palette (HopmapMapView *self)
{
  hopmap_world_backdrop_set_style (self->backdrop, palette (self),
                                   gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  hopmap_route_overlay_set_palette (self->route_overlay, palette (self));
}

/**
 * hopmap_map_view_apply_style:
 * @self: the view
 *
 * Takes on the colours of its style.
 */
void
hopmap_map_view_apply_style (HopmapMapView *self)
{
  const char *style_class = hopmap_map_style_get_class (self->dark, self->high_contrast);

  if (self->style_class == style_class)
    return;

  if (self->style_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), style_class);
  self->style_class = style_class;
  apply_palette (self);
  hopmap_map_view_apply_tiles (self);
}

static void
zoom_in_clicked_cb (HopmapMapView *self)
{
  hopmap_map_camera_zoom (self->camera, BUTTON_ZOOM_LEVELS);
}

static void
zoom_out_clicked_cb (HopmapMapView *self)
{
  hopmap_map_camera_zoom (self->camera, -BUTTON_ZOOM_LEVELS);
}

static void
hopmap_map_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hopmap_map_view_parent_class)->realize (widget);

  hopmap_screen_texture_fit_renderer (widget);
}

static void
hopmap_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (widget);

  if (width != self->width || height != self->height)
    hopmap_map_view_furnish (self);
  self->width = width;
  self->height = height;
  hopmap_map_camera_resize (self->camera, width, height);
  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
}

static void
hopmap_map_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (widget);

  if (self->camera != NULL)
    hopmap_map_view_apply_insets (self);

  GTK_WIDGET_CLASS (hopmap_map_view_parent_class)->direction_changed (widget, previous);
}

static void
hopmap_map_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (widget);

  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
hopmap_map_view_dispose (GObject *object)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (object);

  g_clear_handle_id (&self->furnish_id, g_source_remove);
  g_clear_handle_id (&self->reserve_id, g_source_remove);
  g_clear_object (&self->online);
  g_clear_object (&self->route_overlay);
  g_clear_object (&self->camera);
  g_clear_object (&self->rest);
  g_clear_object (&self->backdrop);
  gtk_widget_dispose_template (GTK_WIDGET (self), HOPMAP_TYPE_MAP_VIEW);

  G_OBJECT_CLASS (hopmap_map_view_parent_class)->dispose (object);
}

static void
hopmap_map_view_finalize (GObject *object)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (object);

  g_free (self->tiles);
  g_free (self->tiles_address);
  g_free (self->tiles_credit);
  g_free (self->colours);

  G_OBJECT_CLASS (hopmap_map_view_parent_class)->finalize (object);
}

static void
hopmap_map_view_class_init (HopmapMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hopmap_map_view_dispose;
  object_class->finalize = hopmap_map_view_finalize;
  widget_class->realize = hopmap_map_view_realize;
  widget_class->size_allocate = hopmap_map_view_size_allocate;
  widget_class->measure = hopmap_map_view_measure;
  widget_class->direction_changed = hopmap_map_view_direction_changed;
  hopmap_map_view_install_properties (object_class);
  hopmap_map_view_install_actions (widget_class);

  g_resources_register (hopmap_map_get_resource ());
  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (HOPMAP_TYPE_MAP_LEGEND);
  gtk_widget_class_set_css_name (widget_class, "hopmap-map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/hopmap/map/hopmap-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, overlay);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, map);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, buttons);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, zoom_in);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, zoom_out);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, attribution);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, tiles_credit_label);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, tiles_link);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, trouble);
  gtk_widget_class_bind_template_child (widget_class, HopmapMapView, legend);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hopmap_map_view_fit);
}

/* The viewport needs a source to measure with before there is a world to show. */
static void
set_reference (HopmapMapView *self)
{
  g_autoptr (HopmapBasemapSource) reference = hopmap_basemap_source_new (NULL, palette (self), 1.0);

  shumate_viewport_set_reference_map_source (shumate_map_get_viewport (self->map),
                                             SHUMATE_MAP_SOURCE (reference));
}

static void
watch_rest (HopmapMapView *self)
{
  gpointer movers[] = { self->route_overlay, self->backdrop, self->camera };

  self->rest = hopmap_rest_watch_new (GTK_WIDGET (self), self->backdrop, self->camera);
  g_signal_connect_object (self->rest, "notify::resting", G_CALLBACK (resting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (movers); i++)
    g_signal_connect_object (movers[i], "changed", G_CALLBACK (hopmap_rest_watch_wake), self->rest,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (shumate_map_get_viewport (self->map), "notify",
                           G_CALLBACK (hopmap_rest_watch_wake), self->rest, G_CONNECT_SWAPPED);
}

static void
hopmap_map_view_init (HopmapMapView *self)
{
  self->tiles = g_strdup (HOPMAP_TILES_NONE);
  self->colours = g_strdup ("time");
  hopmap_map_style_add_to_display (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));

  set_reference (self);
  self->camera = hopmap_map_camera_new (self->map);
  hopmap_map_view_apply_insets (self);
  hopmap_map_controls_attach (GTK_WIDGET (self), self->map, self->camera);
  self->route_overlay = hopmap_route_overlay_new (self->map, self->camera);
  self->backdrop = hopmap_world_backdrop_new (
      self->map, hopmap_route_overlay_get_lowest_layer (self->route_overlay));
  self->online = hopmap_online_tiles_new (
      self->map, hopmap_route_overlay_get_lowest_layer (self->route_overlay));
  g_signal_connect_object (self->online, "changed", G_CALLBACK (hopmap_map_view_apply_tiles), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->route_overlay, "changed", G_CALLBACK (hopmap_map_view_furnish),
                           self, G_CONNECT_SWAPPED);
  watch_rest (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (apply_palette), NULL);
  hopmap_map_view_apply_style (self);
}

/**
 * hopmap_map_view_new:
 *
 * Returns: (transfer floating): a map of the whole world
 */
GtkWidget *
hopmap_map_view_new (void)
{
  return g_object_new (HOPMAP_TYPE_MAP_VIEW, NULL);
}

/**
 * hopmap_map_view_set_route:
 * @self: the view
 * @route: (nullable): the route to show from now on; kept. The camera follows it
 */
void
hopmap_map_view_set_route (HopmapMapView *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  if (hopmap_route_overlay_get_route (self->route_overlay) == route)
    return;

  hopmap_route_overlay_set_route (self->route_overlay, route);
  hopmap_map_camera_fit (self->camera);
  g_object_notify_by_pspec (G_OBJECT (self),
                            hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_ROUTE]);
}

/**
 * hopmap_map_view_get_route:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): the route
 */
HopmapRoute *
hopmap_map_view_get_route (HopmapMapView *self)
{
  g_return_val_if_fail (HOPMAP_IS_MAP_VIEW (self), NULL);

  return hopmap_route_overlay_get_route (self->route_overlay);
}

/**
 * hopmap_map_view_set_companions:
 * @self: the view
 * @routes: (nullable): list of #HopmapRoute to show beside the one that is "route", each in a colour
 *   of its own and with a letter ("B" for the first); kept and followed
 */
void
hopmap_map_view_set_companions (HopmapMapView *self, GListModel *routes)
{
  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  hopmap_route_overlay_set_companions (self->route_overlay, routes);
}

/**
 * hopmap_map_view_set_selection:
 * @self: the view
 * @selection: (nullable): a selection over the route's hops, in any order; kept
 */
void
hopmap_map_view_set_selection (HopmapMapView *self, GtkSingleSelection *selection)
{
  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  if (hopmap_route_overlay_get_selection (self->route_overlay) == selection)
    return;

  hopmap_route_overlay_set_selection (self->route_overlay, selection);
  g_object_notify_by_pspec (G_OBJECT (self),
                            hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_SELECTION]);
}

/**
 * hopmap_map_view_get_selection:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): the selection
 */
GtkSingleSelection *
hopmap_map_view_get_selection (HopmapMapView *self)
{
  g_return_val_if_fail (HOPMAP_IS_MAP_VIEW (self), NULL);

  return hopmap_route_overlay_get_selection (self->route_overlay);
}

/**
 * hopmap_map_view_set_attribution:
 * @self: the view
 * @attribution: (nullable): whose data is shown, plain text
 */
void
hopmap_map_view_set_attribution (HopmapMapView *self, const char *attribution)
{
  const char *text = attribution != NULL ? attribution : "";

  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  if (g_strcmp0 (gtk_label_get_label (self->attribution), text) == 0)
    return;

  gtk_label_set_label (self->attribution, text);
  gtk_widget_set_visible (GTK_WIDGET (self->attribution), *text != '\0');
  hopmap_map_view_furnish (self);
  g_object_notify_by_pspec (G_OBJECT (self),
                            hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_ATTRIBUTION]);
}

/**
 * hopmap_map_view_set_insets:
 * @self: the view
 * @left: pixels that other widgets cover at this side
 * @top: likewise
 * @right: likewise
 * @bottom: likewise
 *
 * The route is fitted into what is left. The view's own buttons and attribution count by themselves.
 */
void
hopmap_map_view_set_insets (HopmapMapView *self, int left, int top, int right, int bottom)
{
  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  self->insets[0] = left;
  self->insets[1] = top;
  self->insets[2] = right;
  self->insets[3] = bottom;
  hopmap_map_view_apply_insets (self);
}

/**
 * hopmap_map_view_fit:
 * @self: the view
 *
 * Shows the whole route, and keeps doing so while it grows.
 */
void
hopmap_map_view_fit (HopmapMapView *self)
{
  g_return_if_fail (HOPMAP_IS_MAP_VIEW (self));

  hopmap_map_camera_fit (self->camera);
}

/**
 * hopmap_map_view_is_idle:
 * @self: the view
 *
 * Returns: whether everything that is to be seen is there and nothing moves; see
 *   HopmapMapView:idle
 */
gboolean
hopmap_map_view_is_idle (HopmapMapView *self)
{
  g_return_val_if_fail (HOPMAP_IS_MAP_VIEW (self), FALSE);

  return hopmap_rest_watch_is_resting (self->rest);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines are recorded once as a cairo node for the view and half a window around it, and that
 * node is moved while the map is panned: GSK keeps its texture, so a frame costs no drawing. Where
 * cairo draws the window nothing would be kept, so there the lines are painted into a picture, of
 * which the pieces that have any are shown. Zoom, style, route or a longer pan record it anew.
 */
#include "hopmap-route-layer.h"

#include "hopmap-picture-cells.h"
#include "hopmap-projection.h"
#include "hopmap-screen-texture.h"

#include <hopmap-route-painter.h>
#include <math.h>

/* How far beyond the view lines are recorded, as a share of its width and height. */
#define RECORD_MARGIN 0.5
/* Lines, their edge and a highlight reach this far beyond their points, pixels. */
#define LINE_REACH_PX 11.0

struct _HopmapRouteLayer
{
  ShumateLayer parent_instance;

  HopmapRouteShape *shape;
  GPtrArray *beside; /* HopmapRouteShape, other routes; or NULL */
  const HopmapPalette *palette;
  guint highlight_ttl;
  double legs_shown;

  GskRenderNode *node; /* recorded, or NULL where there is nothing */
  int density;         /* pixels of its picture in one of the screen; 0 where it is none */
  HopmapMapRect recorded;
  double recorded_scale; /* 0 where it has to be done anew */
};

G_DEFINE_FINAL_TYPE (HopmapRouteLayer, hopmap_route_layer, SHUMATE_TYPE_LAYER)

static void
forget_node (HopmapRouteLayer *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->recorded_scale = 0.0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
covers (const HopmapMapRect *outer, const HopmapMapRect *inner)
{
  return outer->min_x <= inner->min_x && outer->max_x >= inner->max_x
         && outer->min_y <= inner->min_y && outer->max_y >= inner->max_y;
}

/* What a route takes up with its lines and areas of doubt. */
static HopmapMapRect
extent (const HopmapRouteShape *shape, double scale)
{
  HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);
  double reach = LINE_REACH_PX / scale;

  for (guint i = 0; i < hopmap_route_shape_get_n_stops (shape); i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (shape, i);

      reach = MAX (reach, hopmap_mercator_km (stop->radius_km, stop->place->latitude)
                              + LINE_REACH_PX / scale);
    }
  if (hopmap_map_rect_is_empty (&bounds))
    return bounds;
  return (HopmapMapRect){ bounds.min_x - reach, bounds.min_y - reach, bounds.max_x + reach,
                          bounds.max_y + reach };
}

static void
include_part (HopmapMapRect *part, const HopmapMapRect *bounds, const HopmapMapRect *recorded)
{
  if (hopmap_map_rect_is_empty (bounds))
    return;
  for (double shift = floor (recorded->min_x - bounds->max_x);
       bounds->min_x + shift < recorded->max_x; shift += 1.0)
    {
      if (bounds->max_x + shift <= recorded->min_x)
        continue;
      hopmap_map_rect_include (part, MAX (bounds->min_x + shift, recorded->min_x),
                               MAX (bounds->min_y, recorded->min_y));
      hopmap_map_rect_include (part, MIN (bounds->max_x + shift, recorded->max_x),
                               MIN (bounds->max_y, recorded->max_y));
    }
}

/* Where in the recorded rectangle there is anything: the smaller the node, the smaller its texture. */
static HopmapMapRect
drawn_part (HopmapRouteLayer *self, const HopmapMapRect *recorded, double scale)
{
  HopmapMapRect part = HOPMAP_MAP_RECT_EMPTY;

  for (guint i = 0; self->beside != NULL && i < self->beside->len; i++)
    {
      const HopmapMapRect bounds = extent (g_ptr_array_index (self->beside, i), scale);

      include_part (&part, &bounds, recorded);
    }
  if (self->shape != NULL)
    {
      const HopmapMapRect bounds = extent (self->shape, scale);

      include_part (&part, &bounds, recorded);
    }
  return part;
}

static void
paint (HopmapRouteLayer *self, cairo_t *cr)
{
  const double width = (self->recorded.max_x - self->recorded.min_x) * self->recorded_scale;
  const double height = (self->recorded.max_y - self->recorded.min_y) * self->recorded_scale;

  for (guint i = self->beside != NULL ? self->beside->len : 0; i > 0; i--)
    hopmap_route_paint_beside (g_ptr_array_index (self->beside, i - 1), cr, self->palette,
                               &self->recorded, width, height, i - 1);
  if (self->shape != NULL)
    hopmap_route_paint_lines (self->shape, cr, self->palette, &self->recorded, width, height,
                              self->highlight_ttl, self->legs_shown);
}

static GskRenderNode *
record_node (HopmapRouteLayer *self, const graphene_rect_t *bounds)
{
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  paint (self, cr);
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
paint_picture (HopmapRouteLayer *self, const graphene_rect_t *bounds, int density)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) bounds->size.width * density, (int) bounds->size.height * density);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  cairo_scale (cr, density, density);
  cairo_translate (cr, (double) -bounds->origin.x, (double) -bounds->origin.y);
  paint (self, cr);
  cairo_destroy (cr);
  node = hopmap_picture_cells_new (surface, bounds, density);
  cairo_surface_destroy (surface);
  return node;
}

static void
record (HopmapRouteLayer *self, const HopmapProjection *projection, const HopmapMapRect *view)
{
  const double margin_x = (view->max_x - view->min_x) * RECORD_MARGIN;
  const double margin_y = (view->max_y - view->min_y) * RECORD_MARGIN;
  const double scale = projection->scale;
  HopmapMapRect part;
  graphene_rect_t bounds;

  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->recorded = (HopmapMapRect){ view->min_x - margin_x, view->min_y - margin_y,
                                    view->max_x + margin_x, view->max_y + margin_y };
  self->recorded_scale = scale;

  part = drawn_part (self, &self->recorded, scale);
  if (part.max_x <= part.min_x || part.max_y <= part.min_y)
    return;

  graphene_rect_init (&bounds, (float) floor ((part.min_x - self->recorded.min_x) * scale),
                      (float) floor ((part.min_y - self->recorded.min_y) * scale),
                      (float) ceil ((part.max_x - part.min_x) * scale) + 1.0f,
                      (float) ceil ((part.max_y - part.min_y) * scale) + 1.0f);
  self->density = hopmap_screen_texture_is_for_cairo ()
                      ? gtk_widget_get_scale_factor (GTK_WIDGET (self))
                      : 0;
  self->node = self->density > 0 ? paint_picture (self, &bounds, self->density)
                                 : record_node (self, &bounds);
}

/* A picture whose pixels do not meet those of the screen has to be computed anew for each frame. */
static double
whole (double offset, int density)
{
  return density > 0 ? round (offset * density) / density : offset;
}

static void
hopmap_route_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapRouteLayer *self = HOPMAP_ROUTE_LAYER (widget);
  const HopmapProjection projection = hopmap_projection_new (
      shumate_layer_get_viewport (SHUMATE_LAYER (self)), gtk_widget_get_width (widget),
      gtk_widget_get_height (widget));
  const HopmapMapRect view = hopmap_projection_get_view (&projection);

  if ((self->shape == NULL && self->beside == NULL) || projection.width < 1.0
      || projection.height < 1.0)
    return;

  if (self->recorded_scale != projection.scale || !covers (&self->recorded, &view))
    record (self, &projection, &view);
  if (self->node == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (
          (float) whole ((self->recorded.min_x - view.min_x) * projection.scale, self->density),
          (float) whole ((self->recorded.min_y - view.min_y) * projection.scale, self->density)));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

static void
hopmap_route_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (hopmap_route_layer_parent_class)->constructed (object);

  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
  g_signal_connect (object, "notify::scale-factor", G_CALLBACK (forget_node), NULL);
}

static void
hopmap_route_layer_dispose (GObject *object)
{
  HopmapRouteLayer *self = HOPMAP_ROUTE_LAYER (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  g_clear_pointer (&self->beside, g_ptr_array_unref);

  G_OBJECT_CLASS (hopmap_route_layer_parent_class)->dispose (object);
}

static void
hopmap_route_layer_class_init (HopmapRouteLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hopmap_route_layer_constructed;
  object_class->dispose = hopmap_route_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = hopmap_route_layer_snapshot;
}

static void
hopmap_route_layer_init (HopmapRouteLayer *self)
{
  self->palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  self->legs_shown = G_MAXDOUBLE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * hopmap_route_layer_new:
 * @viewport: the map's
 *
 * Returns: (transfer floating): an empty layer
 */
HopmapRouteLayer *
hopmap_route_layer_new (ShumateViewport *viewport)
{
  return g_object_new (HOPMAP_TYPE_ROUTE_LAYER, "viewport", viewport, NULL);
}

/**
 * hopmap_route_layer_set_shape:
 * @self: the layer
 * @shape: (nullable): what to show; kept
 */
void
hopmap_route_layer_set_shape (HopmapRouteLayer *self, HopmapRouteShape *shape)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LAYER (self));

  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  if (shape != NULL)
    self->shape = hopmap_route_shape_ref (shape);
  forget_node (self);
}

/**
 * hopmap_route_layer_set_beside:
 * @self: the layer
 * @shapes: (nullable) (element-type HopmapRouteShape): other routes, drawn under the one in front; kept
 */
void
hopmap_route_layer_set_beside (HopmapRouteLayer *self, GPtrArray *shapes)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LAYER (self));

  g_clear_pointer (&self->beside, g_ptr_array_unref);
  if (shapes != NULL)
    self->beside = g_ptr_array_ref (shapes);
  forget_node (self);
}

/**
 * hopmap_route_layer_set_palette:
 * @self: the layer
 * @palette: colours; one of the constant tables
 */
void
hopmap_route_layer_set_palette (HopmapRouteLayer *self, const HopmapPalette *palette)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LAYER (self));

  if (self->palette == palette)
    return;
  self->palette = palette;
  forget_node (self);
}

/**
 * hopmap_route_layer_set_highlight:
 * @self: the layer
 * @ttl: distance of the hop whose incoming line is drawn stronger, or 0 for none
 */
void
hopmap_route_layer_set_highlight (HopmapRouteLayer *self, guint ttl)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LAYER (self));

  if (self->highlight_ttl == ttl)
    return;
  self->highlight_ttl = ttl;
  forget_node (self);
}

/**
 * hopmap_route_layer_set_legs_shown:
 * @self: the layer
 * @n_legs: how many of the first lines are drawn, with a part of the last; %G_MAXDOUBLE for all
 */
void
hopmap_route_layer_set_legs_shown (HopmapRouteLayer *self, double n_legs)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_LAYER (self));

  if (self->legs_shown == n_legs)
    return;
  self->legs_shown = n_legs;
  forget_node (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stop number i keeps badge number i while a route grows, so that focus stays where it was. Signal
 * "chosen" says the distance (TTL) of the hop that a click asks for; "focused" that a badge got the
 * keyboard focus and should be brought into sight.
 */
#include "hopmap-hop-layer.h"

#include "hopmap-hop-badge.h"
#include "hopmap-projection.h"

#include <hopmap-badge-layout.h>
#include <math.h>

#define LEADER_WIDTH 1.0
#define LEADER_ALPHA 0.6
#define DOT_RADIUS   3.0

struct _HopmapHopLayer
{
  ShumateLayer parent_instance;

  HopmapRouteShape *shape;
  const HopmapPalette *palette;
  GPtrArray *badges; /* HopmapHopBadge, children */
  GArray *boxes;     /* HopmapBadgeBox of the last allocation */
  guint selected_ttl;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FOCUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapHopLayer, hopmap_hop_layer, SHUMATE_TYPE_LAYER)

static void
badge_clicked_cb (HopmapHopLayer *self, HopmapHopBadge *badge)
{
  const guint ttl = hopmap_hop_badge_get_ttl_after (badge, self->selected_ttl);

  if (ttl > 0)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, ttl);
}

static void
badge_focused_cb (HopmapHopLayer *self, GParamSpec *pspec, GtkWidget *badge)
{
  guint number;

  if (gtk_widget_has_visible_focus (badge) && self->shape != NULL
      && g_ptr_array_find (self->badges, badge, &number)
      && number < hopmap_route_shape_get_n_stops (self->shape)
      && hopmap_route_shape_get_stop (self->shape, number)->n_hops > 0)
    g_signal_emit (self, signals[SIGNAL_FOCUSED], 0,
                   hopmap_route_shape_get_stop (self->shape, number)->ttls[0]);
}

static void
add_badge (HopmapHopLayer *self)
{
  GtkWidget *badge = hopmap_hop_badge_new ();

  g_signal_connect_object (badge, "clicked", G_CALLBACK (badge_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (badge, "notify::has-focus", G_CALLBACK (badge_focused_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (badge, GTK_WIDGET (self));
  g_ptr_array_add (self->badges, badge);
}

static void
sync_badges (HopmapHopLayer *self)
{
  const guint n_stops = self->shape != NULL ? hopmap_route_shape_get_n_stops (self->shape) : 0;

  while (self->badges->len < n_stops)
    add_badge (self);
  while (self->badges->len > n_stops)
    g_ptr_array_remove_index (self->badges, self->badges->len - 1);
  for (guint i = 0; i < n_stops; i++)
    hopmap_hop_badge_set_stop (g_ptr_array_index (self->badges, i),
                               hopmap_route_shape_get_stop (self->shape, i));
}

static void
sync_selected (HopmapHopLayer *self)
{
  for (guint i = 0; i < self->badges->len; i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (self->shape, i);

      hopmap_hop_badge_set_selected (g_ptr_array_index (self->badges, i),
                                     hopmap_route_stop_has_hop (stop, self->selected_ttl));
    }
}

static void
measure_boxes (HopmapHopLayer *self, const HopmapProjection *projection)
{
  g_array_set_size (self->boxes, self->badges->len);
  for (guint i = 0; i < self->badges->len; i++)
    {
      GtkWidget *badge = g_ptr_array_index (self->badges, i);
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (self->shape, i);
      HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, i);
      const double x = hopmap_mercator_unwrap (stop->point.x, projection->centre.x);
      const HopmapMapPoint anchor = hopmap_projection_to_widget (projection, x, stop->point.y);
      GtkRequisition size;

      gtk_widget_get_preferred_size (badge, NULL, &size);
      *box = (HopmapBadgeBox){
        .anchor_x = anchor.x, .anchor_y = anchor.y, .width = size.width, .height = size.height
      };
    }
}

/* A badge whose point is in sight is in sight as a whole. */
static void
keep_inside (HopmapBadgeBox *box, double width, double height)
{
  if (box->anchor_x < 0.0 || box->anchor_x > width || box->anchor_y < 0.0 || box->anchor_y > height
      || box->width > width || box->height > height)
    return;

  box->x = CLAMP (box->x, box->width / 2.0, width - box->width / 2.0);
  box->y = CLAMP (box->y, box->height / 2.0, height - box->height / 2.0);
}

static void
hopmap_hop_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);
  const HopmapProjection projection = hopmap_projection_new (
      shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);
  HopmapBadgeBox *boxes;

  measure_boxes (self, &projection);
  boxes = (HopmapBadgeBox *) self->boxes->data;
  hopmap_badge_layout (boxes, self->boxes->len);

  for (guint i = 0; i < self->boxes->len; i++)
    keep_inside (&boxes[i], width, height);

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const graphene_point_t origin = GRAPHENE_POINT_INIT (
          (float) round (boxes[i].x - boxes[i].width / 2.0),
          (float) round (boxes[i].y - boxes[i].height / 2.0));

      gtk_widget_allocate (g_ptr_array_index (self->badges, i), (int) boxes[i].width,
                           (int) boxes[i].height, -1, gsk_transform_translate (NULL, &origin));
    }
}

static void
draw_leader (HopmapHopLayer *self, cairo_t *cr, guint number)
{
  const HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, number);
  const HopmapRouteStop *stop = hopmap_route_shape_get_stop (self->shape, number);
  const HopmapColour *colour = &self->palette->rtt[stop->tone];
  const HopmapColour *ink = &self->palette->ink;
  const HopmapColour *casing = &self->palette->casing;

  cairo_move_to (cr, box->anchor_x, box->anchor_y);
  cairo_line_to (cr, box->x, box->y);
  cairo_set_line_width (cr, LEADER_WIDTH);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, LEADER_ALPHA);
  cairo_stroke (cr);

  cairo_arc (cr, box->anchor_x, box->anchor_y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, 1.0);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, casing->red, casing->green, casing->blue, casing->alpha);
  cairo_stroke (cr);
}

/* A leader is small; its own little node keeps the drawing away from the rest of the window. */
static void
snapshot_leader (HopmapHopLayer *self, GtkSnapshot *snapshot, guint number)
{
  const HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, number);
  const double reach = DOT_RADIUS + 1.0;
  const double left = floor (MIN (box->x, box->anchor_x) - reach);
  const double top = floor (MIN (box->y, box->anchor_y) - reach);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT ((float) left, (float) top,
                           (float) ceil (fabs (box->x - box->anchor_x) + 2.0 * reach + 1.0),
                           (float) ceil (fabs (box->y - box->anchor_y) + 2.0 * reach + 1.0)));

  draw_leader (self, cr, number);
  cairo_destroy (cr);
}

static void
hopmap_hop_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);

  for (guint i = 0; i < self->boxes->len; i++)
    if (hopmap_badge_box_needs_leader (&g_array_index (self->boxes, HopmapBadgeBox, i)))
      snapshot_leader (self, snapshot, i);

  /* The first hops on top: at the crowded beginning of a route they are what one looks for. */
  for (guint i = self->badges->len; i > 0; i--)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->badges, i - 1), snapshot);
}

/* Tab goes along the route; by itself it would go by the place on the screen. */
static gboolean
hopmap_hop_layer_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);
  GtkWidget *focused = gtk_widget_get_focus_child (widget);
  const int n_badges = (int) self->badges->len;
  const int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int next = step > 0 ? 0 : n_badges - 1;
  guint number;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (hopmap_hop_layer_parent_class)->focus (widget, direction);

  if (focused != NULL && g_ptr_array_find (self->badges, focused, &number))
    next = (int) number + step;
  for (; next >= 0 && next < n_badges; next += step)
    if (gtk_widget_child_focus (g_ptr_array_index (self->badges, next), direction))
      return TRUE;
  return FALSE;
}

static void
hopmap_hop_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->constructed (object);

  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_allocate), object, G_CONNECT_SWAPPED);
}

static void
hopmap_hop_layer_dispose (GObject *object)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (object);

  g_ptr_array_set_size (self->badges, 0);
  g_array_set_size (self->boxes, 0);
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);

  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->dispose (object);
}

static void
hopmap_hop_layer_finalize (GObject *object)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (object);

  g_ptr_array_unref (self->badges);
  g_array_unref (self->boxes);

  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->finalize (object);
}

static void
hopmap_hop_layer_class_init (HopmapHopLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hopmap_hop_layer_constructed;
  object_class->dispose = hopmap_hop_layer_dispose;
  object_class->finalize = hopmap_hop_layer_finalize;
  widget_class->size_allocate = hopmap_hop_layer_size_allocate;
  widget_class->snapshot = hopmap_hop_layer_snapshot;
  widget_class->focus = hopmap_hop_layer_focus;

  /**
   * HopmapHopLayer::chosen:
   * @ttl: distance of the hop
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * HopmapHopLayer::focused:
   * @ttl: distance of the first hop of the badge that the keyboard went to
   */
  signals[SIGNAL_FOCUSED] = g_signal_new ("focused", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
hopmap_hop_layer_init (HopmapHopLayer *self)
{
  self->palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  self->badges = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->boxes = g_array_new (FALSE, TRUE, sizeof (HopmapBadgeBox));
}

/**
 * hopmap_hop_layer_new:
 * @viewport: the map's
 *
 * Returns: (transfer floating): an empty layer
 */
HopmapHopLayer *
hopmap_hop_layer_new (ShumateViewport *viewport)
{
  return g_object_new (HOPMAP_TYPE_HOP_LAYER, "viewport", viewport, NULL);
}

/**
 * hopmap_hop_layer_set_shape:
 * @self: the layer
 * @shape: (nullable): what to show; kept
 */
void
hopmap_hop_layer_set_shape (HopmapHopLayer *self, HopmapRouteShape *shape)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  if (shape != NULL)
    self->shape = hopmap_route_shape_ref (shape);
  sync_badges (self);
  g_array_set_size (self->boxes, 0);
  sync_selected (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * hopmap_hop_layer_set_palette:
 * @self: the layer
 * @palette: colours of the leaders; badges have theirs from the style sheet
 */
void
hopmap_hop_layer_set_palette (HopmapHopLayer *self, const HopmapPalette *palette)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  self->palette = palette;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hopmap_hop_layer_set_selected:
 * @self: the layer
 * @ttl: distance of the selected hop, or 0
 */
void
hopmap_hop_layer_set_selected (HopmapHopLayer *self, guint ttl)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  self->selected_ttl = ttl;
  sync_selected (self);
}

/**
 * hopmap_hop_layer_get_shape:
 * @self: the layer
 *
 * Returns: (transfer none) (nullable): what it shows
 */
HopmapRouteShape *
hopmap_hop_layer_get_shape (HopmapHopLayer *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LAYER (self), NULL);

  return self->shape;
}

/**
 * hopmap_hop_layer_get_boxes:
 * @self: the layer
 * @n_boxes: (out): how many
 *
 * Returns: (transfer none) (array length=n_boxes): where badges are, as last allocated
 */
const HopmapBadgeBox *
hopmap_hop_layer_get_boxes (HopmapHopLayer *self, guint *n_boxes)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LAYER (self), NULL);

  *n_boxes = self->boxes->len;
  return (const HopmapBadgeBox *) self->boxes->data;
}

/**
 * hopmap_hop_layer_add_captions:
 * @self: the layer
 * @captions: array of #HopmapNameCaption; gets the cities of the badges, the selected one first
 */
void
hopmap_hop_layer_add_captions (HopmapHopLayer *self, GArray *captions)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  /* Boxes are those of the last allocation; the shape may be newer. */
  if (self->shape != NULL && self->boxes->len == hopmap_route_shape_get_n_stops (self->shape))
    hopmap_name_add_captions (captions, self->shape, self->selected_ttl);
}

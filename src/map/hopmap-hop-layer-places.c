/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the badges of HopmapHopLayer go and how they are drawn, and what others may know of that.
 */
#include "hopmap-hop-layer-private.h"

#include "hopmap-hop-badge.h"
#include "hopmap-leader.h"
#include "hopmap-projection.h"

#include <hopmap-badge-layout.h>
#include <math.h>

/* Opacity of a badge that a replay has not reached. */
#define FAINT 0.25

/* In the middle of the stops that it stands for, in the world copy nearest the centre. */
static HopmapMapPoint
badge_point (HopmapHopLayer *self, guint lead, double centre_x)
{
  HopmapMapRect around = HOPMAP_MAP_RECT_EMPTY;
  double near_x = centre_x;

  for (guint i = lead; i < self->badges->len; i++)
    if (i == lead || g_array_index (self->leads, guint, i) == lead)
      {
        const HopmapMapPoint point = hopmap_stop_glide_get_point (
            self->glide, hopmap_route_shape_get_stop (self->shape, i), i);

        near_x = hopmap_mercator_unwrap (point.x, near_x);
        hopmap_map_rect_include (&around, near_x, point.y);
      }
  return (HopmapMapPoint){ (around.min_x + around.max_x) / 2.0,
                           (around.min_y + around.max_y) / 2.0 };
}

static void
measure_box (HopmapHopLayer *self,
             const HopmapProjection *projection,
             guint number,
             HopmapBadgeBox *box)
{
  const HopmapMapPoint point = badge_point (self, number, projection->centre.x);
  const HopmapMapPoint anchor = hopmap_projection_to_widget (projection, point.x, point.y);
  GtkRequisition size;

  gtk_widget_get_preferred_size (g_ptr_array_index (self->badges, number), NULL, &size);
  *box = (HopmapBadgeBox){
    .anchor_x = anchor.x, .anchor_y = anchor.y, .width = size.width, .height = size.height
  };
}

/* Stops that share a badge have the same box. */
static void
lay_out_boxes (HopmapHopLayer *self, const HopmapProjection *projection)
{
  const guint n_stops = self->badges->len;
  g_autofree HopmapBadgeBox *shown = g_new0 (HopmapBadgeBox, n_stops + 1);
  g_autofree guint *numbers = g_new0 (guint, n_stops + 1);
  guint n_shown = 0;

  for (guint i = 0; i < n_stops; i++)
    if (hopmap_hop_layer_is_lead (self, i))
      {
        numbers[i] = n_shown;
        measure_box (self, projection, i, &shown[n_shown++]);
      }
  hopmap_badge_layout (shown, n_shown);
  g_array_set_size (self->boxes, n_stops);
  for (guint i = 0; i < n_stops; i++)
    g_array_index (self->boxes, HopmapBadgeBox,
                   i) = shown[numbers[g_array_index (self->leads, guint, i)]];
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

/* The chosen place's hops go around its badge, wherever that had to move. */
static void
append_fan (HopmapHopLayer *self)
{
  for (guint i = 0; i < self->badges->len && hopmap_hop_fan_get_n_badges (self->fan) > 0; i++)
    {
      const HopmapRouteStop *stop = hopmap_hop_layer_get_shown (self, i);

      if (stop->branch || !hopmap_route_stop_has_hop (stop, self->selected_ttl))
        continue;
      hopmap_hop_fan_append_boxes (self->fan, self->boxes, i);
      return;
    }
}

/* To the side of the buttons on which there is more of the map, or below them where they fill it. */
static void
step_aside (HopmapHopLayer *self, HopmapBadgeBox *box, double width, double height)
{
  const HopmapMapRect *taken = &self->taken;
  const double half_x = box->width / 2.0;
  const double half_y = box->height / 2.0;

  if (box->x + half_x <= taken->min_x || box->x - half_x >= taken->max_x
      || box->y + half_y <= taken->min_y || box->y - half_y >= taken->max_y)
    return;
  if (taken->min_x >= width - taken->max_x && taken->min_x > box->width)
    box->x = taken->min_x - half_x;
  else if (width - taken->max_x > box->width)
    box->x = taken->max_x + half_x;
  else if (height - taken->max_y > box->height)
    box->y = taken->max_y + half_y;
}

static GtkWidget *
badge_at (HopmapHopLayer *self, guint number)
{
  return number < self->badges->len
             ? g_ptr_array_index (self->badges, number)
             : hopmap_hop_fan_get_badge (self->fan, number - self->badges->len);
}

static void
allocate_badge (HopmapHopLayer *self, guint number, double width, double height)
{
  HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, number);
  GtkWidget *badge = badge_at (self, number);
  graphene_point_t origin;

  keep_inside (box, width, height);
  step_aside (self, box, width, height);
  if (badge == self->dragged)
    {
      box->x += self->drag_x;
      box->y += self->drag_y;
    }
  origin = GRAPHENE_POINT_INIT ((float) round (box->x - box->width / 2.0),
                                (float) round (box->y - box->height / 2.0));
  gtk_widget_allocate (badge, (int) box->width, (int) box->height, -1,
                       gsk_transform_translate (NULL, &origin));
}

/**
 * hopmap_hop_layer_size_allocate:
 * @widget: the layer
 * @width: pixels
 * @height: pixels
 * @baseline: not used
 */
void
hopmap_hop_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);
  const HopmapProjection projection = hopmap_projection_new (
      shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);

  if (hopmap_stop_glide_is_running (self->glide) || self->dragged != NULL)
    self->serial++;
  lay_out_boxes (self, &projection);
  append_fan (self);
  for (guint i = 0; i < self->boxes->len; i++)
    if (hopmap_hop_layer_is_lead (self, i))
      allocate_badge (self, i, width, height);
    else
      g_array_index (self->boxes, HopmapBadgeBox, i) = g_array_index (
          self->boxes, HopmapBadgeBox, g_array_index (self->leads, guint, i));
}

static guint
tone_at (HopmapHopLayer *self, guint number)
{
  return number < self->badges->len
             ? hopmap_hop_layer_get_shown (self, number)->tone
             : hopmap_hop_fan_get_stop (self->fan, number - self->badges->len)->tone;
}

static void
snapshot_leaders (HopmapHopLayer *self, GtkSnapshot *snapshot, guint n_shown)
{
  const int density = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  while (self->leaders->len < self->boxes->len)
    g_ptr_array_add (self->leaders, hopmap_leader_new ());
  g_ptr_array_set_size (self->leaders, (int) self->boxes->len);
  for (guint i = 0; i < self->boxes->len && i < n_shown; i++)
    {
      const HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, i);

      if (hopmap_hop_layer_is_lead (self, i) && hopmap_badge_box_needs_leader (box))
        hopmap_leader_snapshot (g_ptr_array_index (self->leaders, i), snapshot, box, self->palette,
                                tone_at (self, i), density);
    }
}

/**
 * hopmap_hop_layer_snapshot:
 * @widget: the layer
 * @snapshot: where
 */
void
hopmap_hop_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);
  const guint n_fanned = hopmap_hop_fan_get_n_badges (self->fan);

  snapshot_leaders (self, snapshot, self->badges->len + n_fanned);
  /* The first hops on top: at the crowded beginning of a route they are what one looks for. */
  for (guint i = self->badges->len; i > 0; i--)
    hopmap_hop_badge_append (g_ptr_array_index (self->badges, i - 1), snapshot);
  for (guint i = 0; i < n_fanned; i++)
    hopmap_hop_badge_append (HOPMAP_HOP_BADGE (hopmap_hop_fan_get_badge (self->fan, i)), snapshot);
}

/**
 * hopmap_hop_layer_set_taken:
 * @self: the layer
 * @taken: what else covers the map, pixels; no badge or name goes there
 */
void
hopmap_hop_layer_set_taken (HopmapHopLayer *self, const HopmapMapRect *taken)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  if (memcmp (&self->taken, taken, sizeof *taken) == 0)
    return;
  self->taken = *taken;
  self->serial++;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * hopmap_hop_layer_get_taken:
 * @self: the layer
 *
 * Returns: (transfer none): what else covers the map
 */
const HopmapMapRect *
hopmap_hop_layer_get_taken (HopmapHopLayer *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LAYER (self), NULL);

  return &self->taken;
}

/**
 * hopmap_hop_layer_set_legs_shown:
 * @self: the layer
 * @n_legs: how many of the first lines are drawn; badges that none of them reaches are faint
 */
void
hopmap_hop_layer_set_legs_shown (HopmapHopLayer *self, double n_legs)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  for (guint i = 0; i < self->badges->len; i++)
    {
      gboolean reached = n_legs == G_MAXDOUBLE || i == 0;

      if (hopmap_route_shape_get_stop (self->shape, i)->branch)
        reached = hopmap_route_shape_is_reached (
            self->shape, hopmap_route_shape_get_stop (self->shape, i)->ttls[0], n_legs);
      for (guint j = 0;
           !reached && j < hopmap_route_shape_get_n_legs (self->shape) && j + 1 <= n_legs; j++)
        reached = hopmap_route_shape_get_leg (self->shape, j)->to == i;
      gtk_widget_set_opacity (g_ptr_array_index (self->badges, i), reached ? 1.0 : FAINT);
    }
}

/**
 * hopmap_hop_layer_get_serial:
 * @self: the layer
 *
 * Returns: a number that changes whenever badges come, go, or move otherwise than with the map
 */
guint
hopmap_hop_layer_get_serial (HopmapHopLayer *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LAYER (self), 0);

  return self->serial;
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
  if (self->shape != NULL && self->boxes->len >= hopmap_route_shape_get_n_stops (self->shape))
    hopmap_name_add_captions (captions, self->shape, self->selected_ttl);
}

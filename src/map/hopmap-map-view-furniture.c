/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands on the map, and how it makes room where there is little.
 */
#include "hopmap-map-view-private.h"

/* What the view's own buttons and attribution cover, and the legend. */
#define BUTTONS_PX     52
#define ATTRIBUTION_PX 20
#define LEGEND_PX      44
/* Less than this, and things have to go or lie down. */
#define LEGEND_MIN_WIDTH  420
#define LEGEND_MIN_HEIGHT 330
#define COLUMN_MIN_HEIGHT 210
#define ZOOM_MIN_HEIGHT   110
#define ZOOM_MIN_WIDTH    200

static gboolean
has_legend (HopmapMapView *self)
{
  return self->width >= LEGEND_MIN_WIDTH && self->height >= LEGEND_MIN_HEIGHT
         && hopmap_route_overlay_has_lines (self->route_overlay);
}

static gboolean
stands (HopmapMapView *self)
{
  return self->height >= COLUMN_MIN_HEIGHT;
}

/* How high the credits are that would lie over the legend; 0 where both have room beside each other. */
static int
covered_by_credits (HopmapMapView *self)
{
  GtkWidget *credits = gtk_widget_get_parent (GTK_WIDGET (self->attribution));
  int legend_width, credits_width, credits_height;

  gtk_widget_measure (GTK_WIDGET (self->legend), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &legend_width, NULL, NULL);
  gtk_widget_measure (credits, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &credits_width, NULL, NULL);
  gtk_widget_measure (credits, GTK_ORIENTATION_VERTICAL, -1, NULL, &credits_height, NULL, NULL);
  return legend_width + credits_width > self->width ? credits_height : 0;
}

/**
 * hopmap_map_view_apply_insets:
 * @self: the view
 *
 * The view's own buttons are at the end of the line of writing: right, or left where one writes so;
 * lying, they take room above.
 */
void
hopmap_map_view_apply_insets (HopmapMapView *self)
{
  const gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const int beside = stands (self) ? BUTTONS_PX : 0;
  const int above = stands (self) ? 0 : BUTTONS_PX - 10;

  hopmap_map_camera_set_insets (
      self->camera, self->insets[0] + (mirrored ? beside : 0), MAX (self->insets[1], above),
      self->insets[2] + (mirrored ? 0 : beside),
      self->insets[3]
          + (has_legend (self) ? LEGEND_PX + covered_by_credits (self) : ATTRIBUTION_PX));
}

/* Once the buttons have their place. */
static gboolean
reserve_cb (gpointer user_data)
{
  HopmapMapView *self = user_data;
  HopmapMapRect taken = { 0.0, 0.0, 0.0, 0.0 };
  graphene_rect_t bounds;

  self->reserve_id = 0;
  if (gtk_widget_compute_bounds (self->buttons, GTK_WIDGET (self), &bounds))
    taken = (HopmapMapRect){ bounds.origin.x, bounds.origin.y, bounds.origin.x + bounds.size.width,
                             bounds.origin.y + bounds.size.height };
  hopmap_route_overlay_set_taken (self->route_overlay, &taken);
  return G_SOURCE_REMOVE;
}

static gboolean
furnish_cb (gpointer user_data)
{
  HopmapMapView *self = user_data;
  const gboolean zoom = self->height >= ZOOM_MIN_HEIGHT && self->width >= ZOOM_MIN_WIDTH;

  self->furnish_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), stands (self)
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->zoom_in, zoom);
  gtk_widget_set_visible (self->zoom_out, zoom);
  hopmap_map_legend_set_companions (
      self->legend, hopmap_route_overlay_get_companions (self->route_overlay),
      hopmap_palette_get (hopmap_palette_style (self->dark, self->high_contrast)));
  gtk_widget_set_visible (GTK_WIDGET (self->legend), has_legend (self));
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->legend), covered_by_credits (self));
  hopmap_map_view_apply_insets (self);
  if (self->reserve_id == 0)
    self->reserve_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reserve_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * hopmap_map_view_furnish:
 * @self: the view
 *
 * Arranges the things on the map anew, soon: not while sizes are given out.
 */
void
hopmap_map_view_furnish (HopmapMapView *self)
{
  if (self->furnish_id == 0)
    self->furnish_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, furnish_cb, self, NULL);
}

/**
 * hopmap_map_view_apply_colours:
 * @self: the view
 */
void
hopmap_map_view_apply_colours (HopmapMapView *self)
{
  const HopmapShapeMeasure measure = g_strcmp0 (self->colours, "loss") == 0 ? HOPMAP_SHAPE_LOSS
                                                                            : HOPMAP_SHAPE_RTT;

  hopmap_route_overlay_set_measure (self->route_overlay, measure);
  hopmap_map_legend_set_measure (self->legend, measure);
}

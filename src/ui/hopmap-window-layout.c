/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the window turns: wide, the map stands beside the list and the entry in the header bar;
 * narrow, the map lies above the list and the entry has a bar of its own. A table has many columns,
 * so the map lies above it in any window.
 */
#include "hopmap-window-private.h"

#define NARROW_BELOW   720
#define SHORT_BELOW    420
#define TINY_BELOW     120
#define PANEL_MAX_PART 0.6
#define FRONT_WIDTH    480

/* Takes over where the person has put the handle. */
static void
remember_split (HopmapWindow *self)
{
  int position = gtk_paned_get_position (self->paned);
  int width = gtk_widget_get_width (GTK_WIDGET (self->paned));
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  if (!self->split_set || !gtk_widget_get_visible (self->panel))
    return;

  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_VERTICAL)
    hopmap_window_set_map_part (self, height > 0 ? (double) position / height : self->map_part);
  else
    hopmap_window_set_panel_width (self, MAX (width - position, HOPMAP_PANEL_MIN_WIDTH));
}

static void
set_resize (HopmapWindow *self)
{
  gtk_paned_set_resize_start_child (self->paned, TRUE);
  gtk_paned_set_resize_end_child (self->paned, self->stacked);
}

static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HopmapWindow *self = user_data;

  /* The first tick is before the new layout, the second after it. */
  if (self->settling-- > 1)
    return G_SOURCE_CONTINUE;

  self->settle_tick = 0;
  set_resize (self);
  return G_SOURCE_REMOVE;
}

/*
 * GtkPaned moves its position by what its size changed since it was last laid out, even if that
 * was along the other axis or with one child hidden. A start child that does not resize keeps the
 * position, so it does not until the new layout is made.
 */
static void
set_split (HopmapWindow *self, int position)
{
  gtk_paned_set_resize_start_child (self->paned, FALSE);
  gtk_paned_set_resize_end_child (self->paned, TRUE);
  gtk_paned_set_position (self->paned, position);

  self->settling = 2;
  if (self->settle_tick == 0)
    self->settle_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->paned), settle_cb, self,
                                                      NULL);
}

static void
apply_split (HopmapWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->paned));
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  int panel;

  if (width <= 0 || height <= 0 || !gtk_widget_get_visible (self->panel))
    return;

  panel = CLAMP (self->panel_width, HOPMAP_PANEL_MIN_WIDTH, (int) (width * PANEL_MAX_PART));
  set_split (self, self->stacked ? (int) (height * self->map_part) : width - panel);
  self->split_set = TRUE;
}

/* One entry for both places, so that neither its text nor its cursor is lost on the way. */
static void
place_entry (HopmapWindow *self)
{
  GtkWidget *entry = GTK_WIDGET (self->entry);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, entry);

  g_object_ref (entry);
  if (self->narrow)
    {
      adw_header_bar_set_title_widget (self->header, GTK_WIDGET (self->title));
      adw_bin_set_child (self->entry_bar, entry);
    }
  else
    {
      adw_bin_set_child (self->entry_bar, NULL);
      adw_header_bar_set_title_widget (self->header, entry);
    }
  g_object_unref (entry);

  gtk_widget_set_visible (GTK_WIDGET (self->entry_bar), self->narrow);
  /* The header bar must fit 360 pixels with three window buttons; F5 and "Trace" remain. */
  gtk_widget_set_visible (self->again, !self->narrow);
  gtk_widget_set_visible (self->watch_button, !self->narrow);
  gtk_widget_set_visible (self->table_button, !self->narrow);
  if (had_focus)
    gtk_widget_grab_focus (entry);
}

static void
stack (HopmapWindow *self)
{
  remember_split (self);
  self->stacked = self->narrow || self->show_table;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), self->stacked
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
  self->split_set = FALSE;
}

static void
turn (HopmapWindow *self)
{
  const GtkOrientation orientation = self->narrow ? GTK_ORIENTATION_VERTICAL
                                                  : GTK_ORIENTATION_HORIZONTAL;

  place_entry (self);
  stack (self);
  hopmap_notice_bar_set_orientation (self->offer, orientation);
  hopmap_notice_bar_set_orientation (self->question, orientation);
  hopmap_opened_bar_set_orientation (self->opened, orientation);
  hopmap_welcome_page_set_columns (self->welcome, self->narrow ? 1 : 3);
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

/* Narrow, all over the map; else in its middle, as wide as reads well and no higher than the map. */
static gboolean
place_front_cb (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *area, HopmapWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  int min_width, min_height, natural_height;

  if (child != GTK_WIDGET (self->front))
    return FALSE;

  *area = (GdkRectangle){ 0, 0, width, height };
  if (self->narrow)
    return TRUE;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  area->width = MAX (MIN (FRONT_WIDTH, width), min_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, area->width, &min_height, &natural_height,
                      NULL, NULL);
  area->height = MAX (MIN (natural_height, height), min_height);
  area->x = (width - area->width) / 2;
  area->y = MAX ((height - area->height) / 2, 0);
  return TRUE;
}

static HopmapRouteCardSize
card_size (HopmapWindow *self)
{
  if (gtk_widget_get_height (GTK_WIDGET (self->map)) < TINY_BELOW)
    return HOPMAP_ROUTE_CARD_NONE;
  if (self->narrow || gtk_widget_get_height (GTK_WIDGET (self)) < SHORT_BELOW)
    return HOPMAP_ROUTE_CARD_LINE;

  return HOPMAP_ROUTE_CARD_FULL;
}

/* The route is fitted beside the card, not under it. */
static void
leave_room_for_card (HopmapWindow *self)
{
  int height = 0;

  if (gtk_widget_get_visible (GTK_WIDGET (self->card)))
    gtk_widget_measure (GTK_WIDGET (self->card), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                        NULL);
  hopmap_map_view_set_insets (self->map, 0, height, 0, 0);
}

static gboolean
layout_idle_cb (gpointer user_data)
{
  HopmapWindow *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean narrow = width < NARROW_BELOW;

  self->layout_idle = 0;
  if (width <= 0)
    return G_SOURCE_REMOVE;

  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      turn (self);
    }
  if (!self->split_set)
    apply_split (self);
  hopmap_verdict_bar_set_size (self->verdict,
                               gtk_widget_get_height (GTK_WIDGET (self)) < SHORT_BELOW
                                   ? HOPMAP_VERDICT_BAR_SENTENCE
                                   : HOPMAP_VERDICT_BAR_FULL);
  hopmap_route_card_set_size (self->card, card_size (self));
  leave_room_for_card (self);

  return G_SOURCE_REMOVE;
}

/*
 * hopmap_window_layout_queue:
 * @self: a window whose size, or what floats in it, changed
 *
 * GTK is in the middle of laying out when the surface tells its size: widgets move afterwards.
 */
void
hopmap_window_layout_queue (HopmapWindow *self)
{
  if (self->layout_idle == 0)
    self->layout_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_idle_cb, self, NULL);
}

/* A widget that moves before the window is on the screen cannot take the focus along. */
static void
map_cb (HopmapWindow *self)
{
  g_signal_handlers_disconnect_by_func (self, map_cb, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The first frame is of the size asked for, and should not turn under the person's eyes. */
static void
default_width_cb (HopmapWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!self->narrow || width < NARROW_BELOW || gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  self->narrow = FALSE;
  turn (self);
}

/*
 * hopmap_window_layout_init:
 * @self: a window whose template is made
 *
 * Lays it out as a narrow one: that is the one which can grow to any size asked for.
 */
void
hopmap_window_layout_init (HopmapWindow *self)
{
  self->narrow = TRUE;
  g_signal_connect_object (self->map_overlay, "get-child-position", G_CALLBACK (place_front_cb),
                           self, 0);
  turn (self);
  g_signal_connect_object (self, "notify::default-width", G_CALLBACK (default_width_cb), self, 0);
  g_signal_connect_after (self, "map", G_CALLBACK (map_cb), NULL);
}

/*
 * hopmap_window_layout_realize:
 * @self: a window that has its surface
 */
void
hopmap_window_layout_realize (HopmapWindow *self)
{
  self->surface = g_object_ref (gtk_native_get_surface (GTK_NATIVE (self)));
  g_signal_connect_object (self->surface, "layout", G_CALLBACK (hopmap_window_layout_queue), self,
                           G_CONNECT_SWAPPED);
}

/*
 * hopmap_window_layout_unrealize:
 * @self: a window that is about to lose its surface
 */
void
hopmap_window_layout_unrealize (HopmapWindow *self)
{
  remember_split (self);
  g_clear_handle_id (&self->layout_idle, g_source_remove);
  if (self->settle_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->paned), self->settle_tick);
  self->settle_tick = 0;
  if (self->surface != NULL)
    /* Ours only: GTK itself listens to the surface on the window's behalf. */
    g_signal_handlers_disconnect_by_func (self->surface, hopmap_window_layout_queue, self);
  g_clear_object (&self->surface);
}

/*
 * hopmap_window_layout_show_panel:
 * @self: a window
 * @shown: whether there is a route to list
 */
void
hopmap_window_layout_show_panel (HopmapWindow *self, gboolean shown)
{
  if (gtk_widget_get_visible (self->panel) == shown)
    return;

  remember_split (self);
  gtk_widget_set_visible (self->panel, shown);
  self->split_set = FALSE;
  if (shown)
    apply_split (self);
}

/*
 * hopmap_window_layout_stack:
 * @self: a window that now shows a table, or no longer does
 */
void
hopmap_window_layout_stack (HopmapWindow *self)
{
  stack (self);
  apply_split (self);
  hopmap_window_layout_queue (self);
}

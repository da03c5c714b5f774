/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRowMenu: see the header. Rows are widgets of GTK's own around those that show a hop, so they
 * are known by their name in style sheets. The hop is selected before its menu opens: its actions
 * are about what is selected.
 */
#include "hopmap-row-menu.h"

#include <hopmap-hop-menu.h>
#include <hopmap-selection-link.h>

struct _HopmapRowMenu
{
  GtkWidget *view; /* unowned, within the owner */
  GtkWidget *popover;
  HopmapRowHopFunc get_hop;
  GtkSingleSelection *selection;
  GtkEventController *controllers[3]; /* of the view */
  GtkWidget *focus;                   /* weak: what had it before the menu */
};

static HopmapHop *
find_hop (HopmapRowMenu *self, GtkWidget *widget)
{
  HopmapHop *hop = self->get_hop (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); hop == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hop = find_hop (self, child);

  return hop;
}

static GtkWidget *
find_row (HopmapRowMenu *self, GtkWidget *widget)
{
  while (widget != NULL && widget != self->view
         && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);

  return widget != self->view ? widget : NULL;
}

/* @at is in the popover's parent. */
static gboolean
open_menu (HopmapRowMenu *self, GtkWidget *row, const GdkRectangle *at)
{
  HopmapHop *hop = row != NULL ? find_hop (self, row) : NULL;
  g_autoptr (GMenuModel) model = NULL;

  if (hop == NULL || self->selection == NULL
      || !hopmap_selection_choose_ttl (self->selection, hopmap_hop_get_ttl (hop)))
    return FALSE;

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (gtk_widget_get_root (self->view)));
  model = hopmap_hop_menu_new (hop);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  return TRUE;
}

/* Who works with the keyboard goes on where the menu was opened, unless an item led elsewhere. */
static void
closed_cb (HopmapRowMenu *self)
{
  GtkRoot *root = gtk_widget_get_root (self->view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->focus != NULL && gtk_widget_get_mapped (self->focus)
      && (focus == NULL || gtk_widget_is_ancestor (focus, self->popover)))
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
}

static gboolean
open_at_point (HopmapRowMenu *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT);
  GdkRectangle at = { 0, 0, 1, 1 };
  double owner_x, owner_y;

  if (!gtk_widget_translate_coordinates (self->view, gtk_widget_get_parent (self->popover), x, y,
                                         &owner_x, &owner_y))
    return FALSE;
  at.x = (int) owner_x;
  at.y = (int) owner_y;
  return open_menu (self, find_row (self, picked), &at);
}

static void
pressed_cb (HopmapRowMenu *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (open_at_point (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (HopmapRowMenu *self, double x, double y, GtkGesture *gesture)
{
  if (open_at_point (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
key_cb (HopmapRowMenu *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (self->view);
  GtkWidget *row = find_row (self, root != NULL ? gtk_root_get_focus (root) : NULL);
  graphene_rect_t bounds;

  if (keyval != GDK_KEY_Menu && !(keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    return GDK_EVENT_PROPAGATE;
  if (row == NULL
      || !gtk_widget_compute_bounds (row, gtk_widget_get_parent (self->popover), &bounds))
    return GDK_EVENT_PROPAGATE;

  return open_menu (self, row,
                    &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                     (int) bounds.size.width, (int) bounds.size.height });
}

static void
add_controllers (HopmapRowMenu *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (long_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);

  self->controllers[0] = GTK_EVENT_CONTROLLER (click);
  self->controllers[1] = GTK_EVENT_CONTROLLER (press);
  self->controllers[2] = keys;
  for (guint i = 0; i < G_N_ELEMENTS (self->controllers); i++)
    gtk_widget_add_controller (self->view, self->controllers[i]);
}

/**
 * hopmap_row_menu_new:
 * @owner: the widget that frees the menu before it is gone, a bin
 * @view: a list or a column view within it
 * @get_hop: tells which hop a widget shows
 *
 * Returns: (transfer full): a menu for the rows of @view
 */
HopmapRowMenu *
hopmap_row_menu_new (GtkWidget *owner, GtkWidget *view, HopmapRowHopFunc get_hop)
{
  HopmapRowMenu *self = g_new0 (HopmapRowMenu, 1);

  self->view = view;
  self->get_hop = get_hop;
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, owner);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed_cb), self);
  add_controllers (self);
  return self;
}

/**
 * hopmap_row_menu_free:
 * @self: a menu whose view is still there
 */
void
hopmap_row_menu_free (HopmapRowMenu *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->controllers); i++)
    gtk_widget_remove_controller (self->view, self->controllers[i]);
  g_signal_handlers_disconnect_by_data (self->popover, self);
  gtk_widget_unparent (self->popover);
  g_clear_weak_pointer (&self->focus);
  g_clear_object (&self->selection);
  g_free (self);
}

/**
 * hopmap_row_menu_set_selection:
 * @self: a menu
 * @selection: (nullable): where a row's hop is selected before its menu opens
 */
void
hopmap_row_menu_set_selection (HopmapRowMenu *self, GtkSingleSelection *selection)
{
  g_set_object (&self->selection, selection);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does with the hop that is chosen: look at all of it, copy it, trace to it. Where it
 * takes somebody else, the window asks by actions of the application, if that has them:
 * "win.correct-place" with the address and a place, "win.forget-correction" with the address.
 */
#include "hopmap-window-private.h"

#include "hopmap-hop-facts.h"

#include <glib/gi18n-lib.h>

static HopmapHop *
get_hop (HopmapWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static const char *
get_address (HopmapWindow *self)
{
  HopmapHop *hop = get_hop (self);

  return hop != NULL && !hopmap_hop_is_masked (hop) ? hopmap_hop_get_address_text (hop) : NULL;
}

static gboolean
is_open (HopmapWindow *self)
{
  return gtk_stack_get_visible_child (self->views) == GTK_WIDGET (self->details);
}

/* Where they are shown, there is nothing to open. */
static void
update_details_action (HopmapWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.hop-details",
                                 get_hop (self) != NULL && !is_open (self));
}

static void
close_details (HopmapWindow *self)
{
  gtk_stack_set_visible_child_full (self->views, self->show_table ? "table" : "list",
                                    GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  /* What nobody sees need not be kept up to date. */
  hopmap_hop_details_set_hop (self->details, NULL, NULL);
  update_details_action (self);
}

static void
show_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  HopmapHop *hop = get_hop (self);

  if (hop == NULL)
    return;

  hopmap_hop_details_set_hop (self->details, hopmap_window_get_route (self), hop);
  gtk_stack_set_visible_child_full (self->views, "details", GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  gtk_widget_grab_focus (GTK_WIDGET (self->details));
  update_details_action (self);
}

/* The row of the hop that is chosen, if it is in sight. */
static GtkWidget *
find_chosen_row (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (g_str_equal (gtk_widget_get_css_name (widget), "row"))
    return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) != 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_chosen_row (child);
  return found;
}

static void
focus_hops (HopmapWindow *self)
{
  GtkWidget *hops = gtk_stack_get_visible_child (self->views);
  GtkWidget *row = find_chosen_row (hops);

  if (row == NULL || !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (hops, GTK_DIR_TAB_FORWARD);
}

static void
hide_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);

  if (!is_open (self))
    return;

  close_details (self);
  focus_hops (self);
}

/* Silent hops are passed over, as they are in the list. */
static void
move (HopmapWindow *self, int step)
{
  const int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  const guint selected = gtk_single_selection_get_selected (self->selection);
  int position = selected != GTK_INVALID_LIST_POSITION ? (int) selected : step > 0 ? -1 : n;

  for (position += step; position >= 0 && position < n; position += step)
    {
      g_autoptr (HopmapHop)
          hop = g_list_model_get_item (G_LIST_MODEL (self->selection), (guint) position);

      if (hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED)
        {
          gtk_single_selection_set_selected (self->selection, (guint) position);
          return;
        }
    }
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (HOPMAP_WINDOW (widget), -1);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (HOPMAP_WINDOW (widget), 1);
}

static void
copy_address_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);

  if (get_address (self) == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_address (self));
  hopmap_window_show_message (self, _ ("Address copied"));
}

static void
copy_hop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  g_autofree char *text = NULL;

  if (get_hop (self) == NULL)
    return;

  text = hopmap_hop_facts_dup_text (hopmap_window_get_route (self), get_hop (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  hopmap_window_show_message (self, _ ("Hop copied as text"));
}

static void
ask_for (HopmapWindow *self, const char *action)
{
  if (get_address (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", get_address (self));
}

static void
trace_hop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for (HOPMAP_WINDOW (widget), "win.trace");
}

/* Where there is no room for details, they are opened. */
static void
correct_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.hop-details", NULL);
  hopmap_hop_details_focus_correction (self->details);
}

static gboolean
can_correct (HopmapWindow *self)
{
  HopmapHop *hop = get_hop (self);
  const HopmapPlace *place = hop != NULL ? hopmap_hop_get_shown_place (hop) : NULL;

  return place != NULL && place->kind != HOPMAP_PLACE_SPECIAL && get_address (self) != NULL
         && g_action_map_lookup_action (G_ACTION_MAP (self), "correct-place") != NULL;
}

static void
update_actions (HopmapWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean chosen = get_hop (self) != NULL;
  const gboolean known = get_address (self) != NULL;

  update_details_action (self);
  gtk_widget_action_set_enabled (widget, "win.copy-hop", chosen);
  gtk_widget_action_set_enabled (widget, "win.copy-address", known);
  gtk_widget_action_set_enabled (widget, "win.trace-hop", known);
  gtk_widget_action_set_enabled (widget, "win.correct-hop", can_correct (self));
}

/* Open details follow what is chosen on the map. */
static void
selected_cb (HopmapWindow *self)
{
  HopmapHop *hop = get_hop (self);

  if (hop == NULL && is_open (self))
    close_details (self);
  hopmap_hop_details_set_hop (self->details, hopmap_window_get_route (self),
                              is_open (self) ? hop : NULL);
  update_actions (self);
}

/*
 * hopmap_window_install_hop_actions:
 * @widget_class: the window's class
 */
void
hopmap_window_install_hop_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.hop-details", NULL, show_details_cb);
  gtk_widget_class_install_action (widget_class, "win.hide-details", NULL, hide_details_cb);
  gtk_widget_class_install_action (widget_class, "win.previous-hop", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "win.next-hop", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-address", NULL, copy_address_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-hop", NULL, copy_hop_cb);
  gtk_widget_class_install_action (widget_class, "win.trace-hop", NULL, trace_hop_cb);
  gtk_widget_class_install_action (widget_class, "win.correct-hop", NULL, correct_cb);
}

/*
 * hopmap_window_hops_init:
 * @self: a window whose template is made and that has its selection
 */
void
hopmap_window_hops_init (HopmapWindow *self)
{
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
}

/**
 * hopmap_window_set_registry:
 * @self: a window
 * @registry: (nullable): who can be asked about the network of a hop, when the person wants that
 */
void
hopmap_window_set_registry (HopmapWindow *self, HopmapRegistry *registry)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_hop_details_set_registry (self->details, registry);
}

/*
 * hopmap_window_show_hops:
 * @self: a window
 *
 * Shows all hops, as a list or as a table.
 */
void
hopmap_window_show_hops (HopmapWindow *self)
{
  if (is_open (self))
    close_details (self);
  else
    gtk_stack_set_visible_child_name (self->views, self->show_table ? "table" : "list");
}

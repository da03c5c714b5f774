/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapChangeList: see the header.
 */
#include "hopmap-change-list.h"

#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 240

struct _HopmapChangeList
{
  AdwBin parent_instance;

  GtkListView *view;
  HopmapRoute *route;
};

G_DEFINE_FINAL_TYPE (HopmapChangeList, hopmap_change_list, ADW_TYPE_BIN)

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (HopmapChangeList *self, GtkListItem *item)
{
  g_autofree char *text = NULL;

  if (self->route == NULL)
    return;

  text = hopmap_ui_dup_change (self->route, gtk_list_item_get_item (item));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
hopmap_change_list_dispose (GObject *object)
{
  g_clear_object (&HOPMAP_CHANGE_LIST (object)->route);

  G_OBJECT_CLASS (hopmap_change_list_parent_class)->dispose (object);
}

static void
hopmap_change_list_class_init (HopmapChangeListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_change_list_dispose;
}

static void
hopmap_change_list_init (HopmapChangeList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("When the route changed"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * hopmap_change_list_set_route:
 * @self: a list
 * @route: (nullable): the route that changes; says when it began
 */
void
hopmap_change_list_set_route (HopmapChangeList *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_CHANGE_LIST (self));

  g_set_object (&self->route, route);
}

/**
 * hopmap_change_list_set_log:
 * @self: a list
 * @log: (transfer none): a model of #HopmapRouteChange
 */
void
hopmap_change_list_set_log (HopmapChangeList *self, GListModel *log)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (log));

  g_return_if_fail (HOPMAP_IS_CHANGE_LIST (self));

  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

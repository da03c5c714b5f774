/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHistoryPopover: see the header.
 */
#include "hopmap-history-popover.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 280
#define MIN_WIDTH  220

struct _HopmapHistoryPopover
{
  GtkPopover parent_instance;

  GtkEntry *entry; /* the parent */
  GtkListView *view;
  GtkStringFilter *filter;
  GtkFilterListModel *matches;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (HopmapHistoryPopover, hopmap_history_popover, GTK_TYPE_POPOVER)

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *host = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), host);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, host, -1);
}

static void
activate_cb (HopmapHistoryPopover *self, guint position)
{
  g_autoptr (GtkStringObject)
      host = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->view)), position);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (host != NULL)
    g_signal_emit (self, chosen_signal, 0, gtk_string_object_get_string (host));
}

/* Hosts that have @text in their name are shown, all of them if it is no more than one. */
static void
open_list (HopmapHistoryPopover *self, const char *text)
{
  gtk_string_filter_set_search (self->filter, text);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matches)) <= 1)
    gtk_string_filter_set_search (self->filter, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matches)) == 0)
    return;

  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
icon_cb (HopmapHistoryPopover *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    open_list (self, "");
}

static gboolean
has_hosts (HopmapHistoryPopover *self)
{
  GListModel *hosts = gtk_filter_list_model_get_model (self->matches);

  return hosts != NULL && g_list_model_get_n_items (hosts) > 0;
}

/* What begins as the text does comes first; a whole host in the entry asks for all. */
static gboolean
key_cb (HopmapHistoryPopover *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || !has_hosts (self))
    return GDK_EVENT_PROPAGATE;

  open_list (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return GDK_EVENT_STOP;
}

static void
hosts_cb (HopmapHistoryPopover *self)
{
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     has_hosts (self) ? "pan-down-symbolic" : NULL);
}

static void
hopmap_history_popover_dispose (GObject *object)
{
  g_clear_object (&HOPMAP_HISTORY_POPOVER (object)->matches);

  G_OBJECT_CLASS (hopmap_history_popover_parent_class)->dispose (object);
}

static void
hopmap_history_popover_class_init (HopmapHistoryPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_history_popover_dispose;

  chosen_signal = g_signal_new ("chosen", HOPMAP_TYPE_HISTORY_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hopmap_history_popover_init (HopmapHistoryPopover *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "history");
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Hosts You Traced"), -1);
  self->filter = gtk_string_filter_new (
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  self->matches = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_size_request (scroller, MIN_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
}

/**
 * hopmap_history_popover_new:
 * @entry: the entry below which it hangs
 *
 * Returns: (transfer none): a popover with no hosts
 */
GtkWidget *
hopmap_history_popover_new (GtkEntry *entry)
{
  HopmapHistoryPopover *self = g_object_new (HOPMAP_TYPE_HISTORY_POPOVER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = entry;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (entry));
  g_signal_connect_object (entry, "icon-press", G_CALLBACK (icon_cb), self, G_CONNECT_SWAPPED);
  /* Before the entry, which has no use for the key, lets the focus move on by it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  return GTK_WIDGET (self);
}

/**
 * hopmap_history_popover_set_hosts:
 * @self: a popover that has none yet
 * @hosts: (transfer none): a model of #GtkStringObject
 */
void
hopmap_history_popover_set_hosts (HopmapHistoryPopover *self, GListModel *hosts)
{
  GtkSingleSelection *selection;

  g_return_if_fail (HOPMAP_IS_HISTORY_POPOVER (self));
  g_return_if_fail (gtk_filter_list_model_get_model (self->matches) == NULL);

  gtk_filter_list_model_set_model (self->matches, hosts);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->matches)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (hosts_cb), self, G_CONNECT_SWAPPED);
  hosts_cb (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the map's menus, keys and buttons can do: actions "map.…" on the view.
 */
#include "hopmap-map-view-private.h"
#include "hopmap-tiles-dialog.h"

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static void
zoom_to_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hopmap_route_overlay_zoom_to (HOPMAP_MAP_VIEW (widget)->route_overlay,
                                g_variant_get_uint32 (parameter));
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hopmap_route_overlay_step (HOPMAP_MAP_VIEW (widget)->route_overlay, 1);
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hopmap_route_overlay_step (HOPMAP_MAP_VIEW (widget)->route_overlay, -1);
}

static void
replay_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hopmap_route_overlay_replay (HOPMAP_MAP_VIEW (widget)->route_overlay);
}

static void
retry_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (widget);

  hopmap_online_tiles_retry (self->online);
  hopmap_map_view_apply_tiles (self);
}

static void
chosen_cb (const char *address, const char *credit, gpointer user_data)
{
  g_object_set (user_data, "tiles-address", address, "tiles-credit", credit, "tiles",
                HOPMAP_TILES_OWN, NULL);
}

static void
own_tiles_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  hopmap_tiles_dialog_ask (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->tiles_address,
                           self->tiles_credit, chosen_cb, G_OBJECT (self));
}

/**
 * hopmap_map_view_install_actions:
 * @widget_class: of HopmapMapView, with its properties installed
 */
void
hopmap_map_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "map.zoom-to", "u", zoom_to_cb);
  gtk_widget_class_install_action (widget_class, "map.next-hop", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "map.previous-hop", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "map.replay", NULL, replay_cb);
  gtk_widget_class_install_action (widget_class, "map.retry-tiles", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "map.own-tiles", NULL, own_tiles_cb);
  gtk_widget_class_install_property_action (widget_class, "map.tiles", "tiles-choice");
  gtk_widget_class_install_property_action (widget_class, "map.colours", "colours");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "map.next-hop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Page_Down, 0, "map.next-hop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "map.previous-hop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Page_Up, 0, "map.previous-hop",
                                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the window follows the desktop: light or dark, with more or less contrast.
 */
#include "hopmap-window-private.h"

#include <hopmap-map-style.h>

/* The colours of hops, for the list as for the map. */
static void
follow_style (HopmapWindow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const char *style_class = hopmap_map_style_get_class (
      adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));

  if (self->style_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style_class);
  self->style_class = style_class;
  gtk_widget_add_css_class (GTK_WIDGET (self), style_class);
}

/*
 * hopmap_window_watch_style:
 * @self: a window
 *
 * Lets list and map have the colours of the desktop's style, now and whenever it changes.
 */
void
hopmap_window_watch_style (HopmapWindow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  hopmap_map_style_add_to_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (manager, "dark", self->map, "dark", G_BINDING_SYNC_CREATE);
  g_object_bind_property (manager, "high-contrast", self->map, "high-contrast",
                          G_BINDING_SYNC_CREATE);
  follow_style (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window is given for its map.
 */
#include "hopmap-window-private.h"

/**
 * hopmap_window_get_map:
 * @self: the window
 *
 * Returns: (transfer none): its map, whose properties "tiles", "tiles-address", "tiles-credit",
 *   "colours" and "offline" are the person's
 */
GtkWidget *
hopmap_window_get_map (HopmapWindow *self)
{
  g_return_val_if_fail (HOPMAP_IS_WINDOW (self), NULL);

  return GTK_WIDGET (self->map);
}

/**
 * hopmap_window_set_companion:
 * @self: a window with a route
 * @route: another one, to be compared with it on the map until the window shows something else
 */
void
hopmap_window_set_companion (HopmapWindow *self, HopmapRoute *route)
{
  g_autoptr (GListStore) routes = g_list_store_new (HOPMAP_TYPE_ROUTE);

  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  g_list_store_append (routes, route);
  hopmap_map_view_set_companions (self->map, G_LIST_MODEL (routes));
}

/**
 * hopmap_window_set_attribution:
 * @self: a window
 * @text: (nullable): whose places are on the map, as their sources ask for
 */
void
hopmap_window_set_attribution (HopmapWindow *self, const char *text)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_map_view_set_attribution (self->map, text);
}

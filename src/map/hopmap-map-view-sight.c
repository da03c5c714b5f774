/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of the world can be seen on the map right now, for who wants to make a picture of it.
 */
#include "hopmap-map-view-private.h"

#include "hopmap-projection.h"

/**
 * hopmap_map_view_get_sight:
 * @self: the view
 * @sight: (out caller-allocates): what is in sight
 *
 * Returns: whether anything is: a view that has no size yet shows nothing
 */
gboolean
hopmap_map_view_get_sight (HopmapMapView *self, HopmapMapSight *sight)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self->map));
  const int height = gtk_widget_get_height (GTK_WIDGET (self->map));
  HopmapProjection projection;
  HopmapMapRect view;

  g_return_val_if_fail (HOPMAP_IS_MAP_VIEW (self), FALSE);

  if (width <= 0 || height <= 0)
    return FALSE;

  projection = hopmap_projection_new (shumate_map_get_viewport (self->map), width, height);
  view = hopmap_projection_get_view (&projection);
  *sight = (HopmapMapSight){ .width = width,
                             .height = height,
                             .north = hopmap_mercator_latitude (view.min_y),
                             .south = hopmap_mercator_latitude (view.max_y),
                             .west = hopmap_mercator_longitude (view.min_x) };
  sight->east = sight->west + (view.max_x - view.min_x) * 360.0;
  return TRUE;
}

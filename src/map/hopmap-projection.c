/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arithmetic that both layers and the camera share.
 */
#include "hopmap-projection.h"

#include <math.h>

/**
 * hopmap_projection_zoom_to_scale:
 * @zoom: a zoom level, whole or not
 *
 * Returns: pixels per world
 */
double
hopmap_projection_zoom_to_scale (double zoom)
{
  return HOPMAP_TILE_SIZE * exp2 (zoom);
}

/**
 * hopmap_projection_scale_to_zoom:
 * @scale: pixels per world
 *
 * Returns: the zoom level
 */
double
hopmap_projection_scale_to_zoom (double scale)
{
  return log2 (scale / HOPMAP_TILE_SIZE);
}

/**
 * hopmap_projection_new:
 * @viewport: what is shown
 * @width: of the widget that shows it, pixels
 * @height: of the widget that shows it, pixels
 *
 * Returns: the projection at this moment
 */
HopmapProjection
hopmap_projection_new (ShumateViewport *viewport, double width, double height)
{
  ShumateLocation *location = SHUMATE_LOCATION (viewport);

  return (HopmapProjection){
    .scale = hopmap_projection_zoom_to_scale (shumate_viewport_get_zoom_level (viewport)),
    .centre = { hopmap_mercator_x (shumate_location_get_longitude (location)),
                hopmap_mercator_y (shumate_location_get_latitude (location)) },
    .width = width,
    .height = height,
  };
}

/**
 * hopmap_projection_get_view:
 * @self: a projection
 *
 * Returns: the rectangle of the unit square that the widget shows; x may leave 0 to 1
 */
HopmapMapRect
hopmap_projection_get_view (const HopmapProjection *self)
{
  const double half_x = self->width / self->scale / 2.0;
  const double half_y = self->height / self->scale / 2.0;

  return (HopmapMapRect){ self->centre.x - half_x, self->centre.y - half_y, self->centre.x + half_x,
                          self->centre.y + half_y };
}

/**
 * hopmap_projection_to_widget:
 * @self: a projection
 * @x: in the unit square, this very world copy
 * @y: in the unit square
 *
 * Returns: pixels from the widget's upper left corner
 */
HopmapMapPoint
hopmap_projection_to_widget (const HopmapProjection *self, double x, double y)
{
  return (HopmapMapPoint){ (x - self->centre.x) * self->scale + self->width / 2.0,
                           (y - self->centre.y) * self->scale + self->height / 2.0 };
}

/**
 * hopmap_projection_to_world:
 * @self: a projection
 * @x: pixels from the widget's left side
 * @y: pixels from the widget's upper side
 *
 * Returns: the point in the unit square; x may leave 0 to 1
 */
HopmapMapPoint
hopmap_projection_to_world (const HopmapProjection *self, double x, double y)
{
  return (HopmapMapPoint){ self->centre.x + (x - self->width / 2.0) / self->scale,
                           self->centre.y + (y - self->height / 2.0) / self->scale };
}

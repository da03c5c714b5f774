/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fitting. The world repeats east and west but ends north and south, so a view may be wider than a
 * world and never higher.
 */
#include "hopmap-map-frame.h"

#include <math.h>

/* What is shown where there is nothing to show: the inhabited latitudes. */
#define DEFAULT_NORTH 74.0
#define DEFAULT_SOUTH -56.0

/* Of a finished picture: room for badges, and no closer than the bundled world is worth. */
#define INSET_PX  44.0
#define MAX_SCALE 8192.0
/* Insets may take at most this share of a side; in a tiny window they would leave nothing. */
#define MAX_INSET_SHARE 0.75

static double
room (double length, double first, double second, double *offset)
{
  const double insets = first + second;
  const double shrink = insets > length * MAX_INSET_SHARE ? length * MAX_INSET_SHARE / insets : 1.0;

  *offset = (first - second) * shrink / 2.0;
  return length - insets * shrink;
}

/* Where the scale cannot go down any more, insets may push the bounds to an edge, but not over it. */
static double
limit_offset (double offset, double left_over)
{
  const double limit = MAX (left_over / 2.0, 0.0);

  return CLAMP (offset, -limit, limit);
}

/**
 * hopmap_map_frame_min_scale:
 * @frame: a frame
 *
 * Returns: the smallest scale (pixels per world) that shows nothing beyond the poles
 */
double
hopmap_map_frame_min_scale (const HopmapMapFrame *frame)
{
  return MAX (frame->height, 1.0);
}

/**
 * hopmap_map_frame_clamp_y:
 * @y: centre of a view in the unit square
 * @scale: pixels per world
 * @height: of the view, pixels
 *
 * Returns: the y nearest to @y at which the view does not reach beyond the map's edges
 */
double
hopmap_map_frame_clamp_y (double y, double scale, double height)
{
  const double half = height / scale / 2.0;

  return half >= 0.5 ? 0.5 : CLAMP (y, half, 1.0 - half);
}

/**
 * hopmap_map_frame_fit:
 * @frame: the picture
 * @bounds: what to show; empty for the inhabited world
 * @centre: (out): the point in the middle of the picture; x may leave 0 to 1
 *
 * Returns: the scale in pixels per world
 */
double
hopmap_map_frame_fit (const HopmapMapFrame *frame,
                      const HopmapMapRect *bounds,
                      HopmapMapPoint *centre)
{
  const HopmapMapRect world = { 0.0, hopmap_mercator_y (DEFAULT_NORTH), 1.0,
                                hopmap_mercator_y (DEFAULT_SOUTH) };
  const HopmapMapRect *show = hopmap_map_rect_is_empty (bounds) ? &world : bounds;
  const double min_scale = hopmap_map_frame_min_scale (frame);
  double offset_x, offset_y;
  const double width = room (frame->width, frame->left, frame->right, &offset_x);
  const double height = room (frame->height, frame->top, frame->bottom, &offset_y);
  const double span_x = MAX (show->max_x - show->min_x, 1e-9);
  const double span_y = MAX (show->max_y - show->min_y, 1e-9);
  double scale = MIN (width / span_x, height / span_y);

  scale = MAX (MIN (scale, frame->max_scale), min_scale);
  offset_x = limit_offset (offset_x, frame->width - span_x * scale);
  offset_y = limit_offset (offset_y, frame->height - span_y * scale);
  centre->x = (show->min_x + show->max_x) / 2.0 - offset_x / scale;
  centre->y = hopmap_map_frame_clamp_y ((show->min_y + show->max_y) / 2.0 - offset_y / scale, scale,
                                        frame->height);
  return scale;
}

/**
 * hopmap_map_frame_view:
 * @frame: the picture
 * @bounds: what to show; empty for the inhabited world
 *
 * Returns: the rectangle of the unit square that fills the picture
 */
HopmapMapRect
hopmap_map_frame_view (const HopmapMapFrame *frame, const HopmapMapRect *bounds)
{
  HopmapMapPoint centre;
  const double scale = hopmap_map_frame_fit (frame, bounds, &centre);
  const double half_x = frame->width / scale / 2.0;
  const double half_y = frame->height / scale / 2.0;

  return (HopmapMapRect){ centre.x - half_x, centre.y - half_y, centre.x + half_x,
                          centre.y + half_y };
}

/**
 * hopmap_map_frame_choose:
 * @route: what a route takes up; empty for the inhabited world
 * @view: (nullable): what somebody chose to be in sight instead, edge to edge
 * @width: of the picture, pixels
 * @height: likewise
 *
 * Returns: the rectangle of the unit square that a finished picture shows: the route with some room
 *   around it, or what was chosen
 */
HopmapMapRect
hopmap_map_frame_choose (HopmapMapRect route,
                         const HopmapMapRect *view,
                         double width,
                         double height)
{
  const double inset = view != NULL ? 0.0 : INSET_PX;
  const HopmapMapFrame frame = {
    width, height, inset, inset, inset, inset, view != NULL ? G_MAXDOUBLE : MAX_SCALE
  };

  return hopmap_map_frame_view (&frame, view != NULL ? view : &route);
}

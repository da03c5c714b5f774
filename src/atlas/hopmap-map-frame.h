/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which part of the world a picture of a given size shows, so that something is well in sight.
 * Pure arithmetic for the window's camera, pictures and pages alike.
 */
#pragma once

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapMapFrame:
 * @width: pixels
 * @height: pixels
 * @left: pixels at this side that other things cover
 * @top: likewise
 * @right: likewise
 * @bottom: likewise
 * @max_scale: at most this many pixels per world
 */
typedef struct
{
  double width;
  double height;
  double left;
  double top;
  double right;
  double bottom;
  double max_scale;
} HopmapMapFrame;

double hopmap_map_frame_fit (const HopmapMapFrame *frame,
                             const HopmapMapRect *bounds,
                             HopmapMapPoint *centre);
double hopmap_map_frame_min_scale (const HopmapMapFrame *frame);
double hopmap_map_frame_clamp_y (double y, double scale, double height);
HopmapMapRect hopmap_map_frame_view (const HopmapMapFrame *frame, const HopmapMapRect *bounds);
HopmapMapRect hopmap_map_frame_choose (HopmapMapRect route,
                                       const HopmapMapRect *view,
                                       double width,
                                       double height);

G_END_DECLS

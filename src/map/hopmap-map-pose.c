/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits, pixel grid and the way between two poses.
 */
#include "hopmap-map-pose.h"

#include "hopmap-projection.h"

#include <hopmap-map-frame.h>
#include <math.h>

/* Views closer than this to each other are the same. */
#define SAME_PX 0.25

/**
 * hopmap_map_pose_clamp:
 * @pose: a pose
 * @width: of the map, pixels
 * @height: of the map, pixels
 * @max_zoom: how close it may be
 *
 * Returns: the nearest pose that shows nothing beyond the poles
 */
HopmapMapPose
hopmap_map_pose_clamp (const HopmapMapPose *pose, double width, double height, double max_zoom)
{
  const HopmapMapFrame frame = { .width = width, .height = height };
  const double min_zoom = hopmap_projection_scale_to_zoom (hopmap_map_frame_min_scale (&frame));
  HopmapMapPose clamped = *pose;

  clamped.zoom = MIN (MAX (pose->zoom, MAX (min_zoom, 0.0)), max_zoom);
  clamped.centre.y = hopmap_map_frame_clamp_y (
      pose->centre.y, hopmap_projection_zoom_to_scale (clamped.zoom), height);
  return clamped;
}

/**
 * hopmap_map_pose_snap:
 * @pose: a pose
 * @width: of the map, pixels
 * @height: of the map, pixels
 *
 * Returns: a pose hardly different, at which tiles are a whole number of pixels wide and begin at
 *   whole pixels, so that they are shown sharp
 */
HopmapMapPose
hopmap_map_pose_snap (const HopmapMapPose *pose, double width, double height)
{
  const double level = floor (pose->zoom);
  /* Down, so that what was fitted still fits; but a hair below a whole number is that number. */
  const double tile_px = floor (HOPMAP_TILE_SIZE * exp2 (pose->zoom - level) + 0.01);
  HopmapMapPose snapped = { .zoom = level + log2 (tile_px / HOPMAP_TILE_SIZE) };
  const double scale = hopmap_projection_zoom_to_scale (snapped.zoom);

  snapped.centre.x = (round (pose->centre.x * scale - width / 2.0) + width / 2.0) / scale;
  snapped.centre.y = (round (pose->centre.y * scale - height / 2.0) + height / 2.0) / scale;
  return snapped;
}

/**
 * hopmap_map_pose_zoom_about:
 * @pose: a pose
 * @zoom: another zoom level
 * @still: a point in the unit square, in the world copy of the pose
 *
 * Returns: the pose at @zoom that shows @still in the same place as @pose does
 */
HopmapMapPose
hopmap_map_pose_zoom_about (const HopmapMapPose *pose, double zoom, const HopmapMapPoint *still)
{
  const double shrink = exp2 (pose->zoom - zoom);

  return (HopmapMapPose){ .centre = { still->x + (pose->centre.x - still->x) * shrink,
                                      still->y + (pose->centre.y - still->y) * shrink },
                          .zoom = zoom };
}

/**
 * hopmap_map_pose_between:
 * @from: where a move begins
 * @to: where it ends, in the world copy that it should end in
 * @progress: 0 to 1
 *
 * The middle runs in step with the scale, not with time, so that a point that is still at both ends
 * is still all the way.
 *
 * Returns: the pose on the way
 */
HopmapMapPose
hopmap_map_pose_between (const HopmapMapPose *from, const HopmapMapPose *to, double progress)
{
  const double eased = progress * progress * (3.0 - 2.0 * progress);
  HopmapMapPose pose = { .zoom = from->zoom + (to->zoom - from->zoom) * eased };
  double share = eased;

  if (fabs (to->zoom - from->zoom) > 1e-6)
    share = (exp2 (-from->zoom) - exp2 (-pose.zoom)) / (exp2 (-from->zoom) - exp2 (-to->zoom));
  pose.centre.x = from->centre.x + (to->centre.x - from->centre.x) * share;
  pose.centre.y = from->centre.y + (to->centre.y - from->centre.y) * share;
  return pose;
}

/**
 * hopmap_map_pose_is_same:
 * @a: a pose
 * @b: another, in the same world copy
 *
 * Returns: whether nobody could see a difference
 */
gboolean
hopmap_map_pose_is_same (const HopmapMapPose *a, const HopmapMapPose *b)
{
  const double scale = hopmap_projection_zoom_to_scale (a->zoom);

  return fabs (a->zoom - b->zoom) < 1e-4 && fabs (a->centre.x - b->centre.x) * scale < SAME_PX
         && fabs (a->centre.y - b->centre.y) * scale < SAME_PX;
}

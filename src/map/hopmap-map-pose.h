/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a camera stands: the point in the middle and the zoom level. Pure arithmetic on such poses.
 */
#pragma once

#include <hopmap-mercator.h>

G_BEGIN_DECLS

/**
 * HopmapMapPose:
 * @centre: in the unit square; x of any world copy
 * @zoom: zoom level
 */
typedef struct
{
  HopmapMapPoint centre;
  double zoom;
} HopmapMapPose;

HopmapMapPose hopmap_map_pose_clamp (const HopmapMapPose *pose,
                                     double width,
                                     double height,
                                     double max_zoom);
HopmapMapPose hopmap_map_pose_snap (const HopmapMapPose *pose, double width, double height);
HopmapMapPose hopmap_map_pose_zoom_about (const HopmapMapPose *pose,
                                          double zoom,
                                          const HopmapMapPoint *still);
HopmapMapPose hopmap_map_pose_between (const HopmapMapPose *from,
                                       const HopmapMapPose *to,
                                       double progress);
gboolean hopmap_map_pose_is_same (const HopmapMapPose *a, const HopmapMapPose *b);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decides what part of the world a ShumateMap shows: follows a route until the person moves the
 * map, fits it beside what covers the map, and never shows anything beyond the poles. It draws
 * nothing and handles no events itself; HopmapMapControls does.
 */
#pragma once

#include <hopmap-mercator.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_MAP_CAMERA (hopmap_map_camera_get_type ())

G_DECLARE_FINAL_TYPE (HopmapMapCamera, hopmap_map_camera, HOPMAP, MAP_CAMERA, GObject)

HopmapMapCamera *hopmap_map_camera_new (ShumateMap *map);

void hopmap_map_camera_set_insets (HopmapMapCamera *self, int left, int top, int right, int bottom);
void hopmap_map_camera_set_bounds (HopmapMapCamera *self, const HopmapMapRect *bounds);
void hopmap_map_camera_set_max_zoom (HopmapMapCamera *self, double max_zoom);
void hopmap_map_camera_show (HopmapMapCamera *self, const HopmapMapPoint *point, double zoom);
void hopmap_map_camera_fit (HopmapMapCamera *self);
void hopmap_map_camera_zoom (HopmapMapCamera *self, double levels);
void hopmap_map_camera_zoom_at (HopmapMapCamera *self, double levels, double x, double y);
void hopmap_map_camera_pan (HopmapMapCamera *self, double right, double down);
void hopmap_map_camera_reveal (HopmapMapCamera *self, const HopmapMapPoint *point);
gboolean hopmap_map_camera_is_following (HopmapMapCamera *self);
gboolean hopmap_map_camera_is_moving (HopmapMapCamera *self);
void hopmap_map_camera_resize (HopmapMapCamera *self, int width, int height);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The camera has its own animation: libshumate's goes the long way around when it crosses 180° and
 * knows no insets. Whatever changes the viewport without the camera is the person, and ends the
 * following.
 */
#include "hopmap-map-camera.h"

#include "hopmap-basemap-source.h"
#include "hopmap-map-glide.h"
#include "hopmap-projection.h"

#include <hopmap-map-frame.h>
#include <math.h>

#define MOVE_US (320 * G_TIME_SPAN_MILLISECOND)
#define STEP_US (160 * G_TIME_SPAN_MILLISECOND)
/* A fit goes no closer than this: a route within one city still shows where in the country it is. */
#define MAX_FIT_ZOOM 5.0
/* Room around the outermost stops for their badges. */
#define BADGE_ROOM_X 36.0
#define BADGE_ROOM_Y 30.0

struct _HopmapMapCamera
{
  GObject parent_instance;

  ShumateMap *map; /* unowned, weak; it outlives the camera's use */
  HopmapMapRect bounds;
  HopmapMapFrame frame; /* size 0 until the map has one */
  double max_zoom;
  gboolean following;
  gboolean writing; /* the camera itself is changing the viewport */
  HopmapMapGlide *glide;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapMapCamera, hopmap_map_camera, G_TYPE_OBJECT)

static HopmapProjection
current_projection (HopmapMapCamera *self)
{
  return hopmap_projection_new (shumate_map_get_viewport (self->map), self->frame.width,
                                self->frame.height);
}

static HopmapMapPose
current_pose (HopmapMapCamera *self)
{
  const HopmapProjection projection = current_projection (self);

  return (HopmapMapPose){ projection.centre, hopmap_projection_scale_to_zoom (projection.scale) };
}

static HopmapMapPose
clamp_pose (HopmapMapCamera *self, HopmapMapPose pose)
{
  return hopmap_map_pose_clamp (&pose, self->frame.width, self->frame.height, self->max_zoom);
}

/* Where the camera stands or is on its way to: wishes that come while it moves add up. */
static HopmapMapPose
intended_pose (HopmapMapCamera *self)
{
  return hopmap_map_glide_is_running (self->glide) ? *hopmap_map_glide_get_end (self->glide)
                                                   : current_pose (self);
}

/* Where a move may end: within the limits and on the pixel grid. */
static HopmapMapPose
settle_pose (HopmapMapCamera *self, HopmapMapPose pose)
{
  pose = hopmap_map_pose_clamp (&pose, self->frame.width, self->frame.height, self->max_zoom);
  pose = hopmap_map_pose_snap (&pose, self->frame.width, self->frame.height);
  return hopmap_map_pose_clamp (&pose, self->frame.width, self->frame.height, self->max_zoom);
}

static void
write_pose (HopmapMapCamera *self, const HopmapMapPose *pose)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  self->writing = TRUE;
  g_object_freeze_notify (G_OBJECT (viewport));
  shumate_viewport_set_rotation (viewport, 0.0);
  shumate_viewport_set_zoom_level (viewport, pose->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport),
                                 hopmap_mercator_latitude (pose->centre.y),
                                 hopmap_mercator_longitude (pose->centre.x));
  g_object_thaw_notify (G_OBJECT (viewport));
  self->writing = FALSE;
}

static void
glide_cb (const HopmapMapPose *pose, gboolean running, gpointer user_data)
{
  HopmapMapCamera *self = user_data;
  const HopmapMapPose clamped = clamp_pose (self, *pose);

  write_pose (self, &clamped);
}

static void
move_to (HopmapMapCamera *self, HopmapMapPose to, gint64 length_us)
{
  HopmapMapPose from = current_pose (self);

  to = settle_pose (self, to);
  from.centre.x = hopmap_mercator_unwrap (from.centre.x, to.centre.x);
  if (hopmap_map_glide_is_running (self->glide)
      && hopmap_map_pose_is_same (hopmap_map_glide_get_end (self->glide), &to))
    return;
  if (hopmap_map_pose_is_same (&from, &to) || !hopmap_map_glide_is_possible (self->glide))
    {
      hopmap_map_glide_stop (self->glide);
      write_pose (self, &to);
      return;
    }
  hopmap_map_glide_start (self->glide, &from, &to, length_us);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static HopmapMapPose
fitting_pose (HopmapMapCamera *self)
{
  HopmapMapPose pose;

  pose.zoom = hopmap_projection_scale_to_zoom (
      hopmap_map_frame_fit (&self->frame, &self->bounds, &pose.centre));
  return pose;
}

static gboolean
has_size (HopmapMapCamera *self)
{
  return self->frame.width > 0.0 && self->frame.height > 0.0;
}

static void
follow (HopmapMapCamera *self)
{
  if (self->following && has_size (self))
    move_to (self, fitting_pose (self), MOVE_US);
}

static void
viewport_changed_cb (HopmapMapCamera *self)
{
  HopmapMapPose now, clamped;

  if (self->writing || !has_size (self))
    return;

  self->following = FALSE;
  hopmap_map_glide_stop (self->glide);
  now = current_pose (self);
  clamped = clamp_pose (self, now);
  if (!hopmap_map_pose_is_same (&now, &clamped)
      || shumate_viewport_get_rotation (shumate_map_get_viewport (self->map)) != 0.0)
    write_pose (self, &clamped);
}

static void
hopmap_map_camera_dispose (GObject *object)
{
  HopmapMapCamera *self = HOPMAP_MAP_CAMERA (object);

  g_clear_pointer (&self->glide, hopmap_map_glide_free);
  g_clear_weak_pointer (&self->map);

  G_OBJECT_CLASS (hopmap_map_camera_parent_class)->dispose (object);
}

static void
hopmap_map_camera_class_init (HopmapMapCameraClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_map_camera_dispose;

  /**
   * HopmapMapCamera::changed: it began to move
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_MAP_CAMERA, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_map_camera_init (HopmapMapCamera *self)
{
  self->bounds = HOPMAP_MAP_RECT_EMPTY;
  self->frame.max_scale = hopmap_projection_zoom_to_scale (MAX_FIT_ZOOM);
  self->max_zoom = HOPMAP_BASEMAP_BEST_ZOOM;
  self->following = TRUE;
}

/**
 * hopmap_map_camera_new:
 * @map: the map, with a reference source; not kept alive
 *
 * Returns: (transfer full): a camera that follows
 */
HopmapMapCamera *
hopmap_map_camera_new (ShumateMap *map)
{
  HopmapMapCamera *self = g_object_new (HOPMAP_TYPE_MAP_CAMERA, NULL);

  self->map = map;
  g_object_add_weak_pointer (G_OBJECT (map), (gpointer *) &self->map);
  self->glide = hopmap_map_glide_new (GTK_WIDGET (map), glide_cb, self);
  g_signal_connect_object (shumate_map_get_viewport (map), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hopmap_map_camera_set_insets:
 * @self: the camera
 * @left: pixels that other things cover at this side
 * @top: likewise
 * @right: likewise
 * @bottom: likewise
 */
void
hopmap_map_camera_set_insets (HopmapMapCamera *self, int left, int top, int right, int bottom)
{
  const HopmapMapFrame before = self->frame;

  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  self->frame.left = left + BADGE_ROOM_X;
  self->frame.top = top + BADGE_ROOM_Y;
  self->frame.right = right + BADGE_ROOM_X;
  self->frame.bottom = bottom + BADGE_ROOM_Y;
  if (memcmp (&before, &self->frame, sizeof before) != 0)
    follow (self);
}

/**
 * hopmap_map_camera_set_bounds:
 * @self: the camera
 * @bounds: what a fit shows; empty for the inhabited world
 *
 * Moves there if the camera still follows.
 */
void
hopmap_map_camera_set_bounds (HopmapMapCamera *self, const HopmapMapRect *bounds)
{
  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  self->bounds = *bounds;
  follow (self);
}

/**
 * hopmap_map_camera_set_max_zoom:
 * @self: the camera
 * @max_zoom: how close it may go from now on
 */
void
hopmap_map_camera_set_max_zoom (HopmapMapCamera *self, double max_zoom)
{
  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (self->max_zoom == max_zoom)
    return;
  self->max_zoom = max_zoom;
  if (has_size (self) && current_pose (self).zoom > max_zoom)
    move_to (self, current_pose (self), MOVE_US);
}

/**
 * hopmap_map_camera_show:
 * @self: the camera
 * @point: in the unit square, any world copy
 * @zoom: zoom level
 *
 * Like every wish of the person it ends the following.
 */
void
hopmap_map_camera_show (HopmapMapCamera *self, const HopmapMapPoint *point, double zoom)
{
  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (!has_size (self))
    return;
  self->following = FALSE;
  move_to (self, (HopmapMapPose){ *point, zoom }, MOVE_US);
}

/**
 * hopmap_map_camera_fit:
 * @self: the camera
 *
 * Shows all of the bounds and follows again from now on.
 */
void
hopmap_map_camera_fit (HopmapMapCamera *self)
{
  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  self->following = TRUE;
  follow (self);
}

/**
 * hopmap_map_camera_zoom_at:
 * @self: the camera
 * @levels: how many zoom levels closer (below 0: farther)
 * @x: of the point that stays where it is, pixels
 * @y: likewise
 *
 * Like every wish of the person it ends the following.
 */
void
hopmap_map_camera_zoom_at (HopmapMapCamera *self, double levels, double x, double y)
{
  HopmapProjection projection;
  HopmapMapPoint still;
  HopmapMapPose now, to;

  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (!has_size (self))
    return;

  self->following = FALSE;
  projection = current_projection (self);
  now = current_pose (self);
  still = hopmap_projection_to_world (&projection, x, y);
  to = intended_pose (self);
  to.zoom += levels;
  to = hopmap_map_pose_zoom_about (&now, clamp_pose (self, to).zoom, &still);
  move_to (self, to, STEP_US);
}

/**
 * hopmap_map_camera_zoom:
 * @self: the camera
 * @levels: how many zoom levels closer (below 0: farther)
 *
 * Zooms about the middle of what is not covered.
 */
void
hopmap_map_camera_zoom (HopmapMapCamera *self, double levels)
{
  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  hopmap_map_camera_zoom_at (self, levels,
                             (self->frame.width + self->frame.left - self->frame.right) / 2.0,
                             (self->frame.height + self->frame.top - self->frame.bottom) / 2.0);
}

/**
 * hopmap_map_camera_pan:
 * @self: the camera
 * @right: pixels by which the view moves east
 * @down: pixels by which the view moves south
 */
void
hopmap_map_camera_pan (HopmapMapCamera *self, double right, double down)
{
  HopmapProjection projection;
  HopmapMapPose to;

  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (!has_size (self))
    return;

  self->following = FALSE;
  projection = current_projection (self);
  to = intended_pose (self);
  to.centre.x += right / projection.scale;
  to.centre.y += down / projection.scale;
  move_to (self, to, STEP_US);
}

/**
 * hopmap_map_camera_reveal:
 * @self: the camera
 * @point: in the unit square, any world copy
 *
 * Moves just far enough that @point is in sight and not covered; not at all where it is already.
 */
void
hopmap_map_camera_reveal (HopmapMapCamera *self, const HopmapMapPoint *point)
{
  const HopmapMapFrame *frame = &self->frame;
  HopmapProjection projection;
  HopmapMapPoint at;
  double right, down;

  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (!has_size (self))
    return;

  projection = current_projection (self);
  at = hopmap_projection_to_widget (
      &projection, hopmap_mercator_unwrap (point->x, projection.centre.x), point->y);
  right = MIN (at.x - frame->left, 0.0) + MAX (at.x - (frame->width - frame->right), 0.0);
  down = MIN (at.y - frame->top, 0.0) + MAX (at.y - (frame->height - frame->bottom), 0.0);
  if (right != 0.0 || down != 0.0)
    hopmap_map_camera_pan (self, right, down);
}

/**
 * hopmap_map_camera_is_following:
 * @self: the camera
 *
 * Returns: whether it keeps the route in sight by itself
 */
gboolean
hopmap_map_camera_is_following (HopmapMapCamera *self)
{
  g_return_val_if_fail (HOPMAP_IS_MAP_CAMERA (self), FALSE);

  return self->following;
}

/**
 * hopmap_map_camera_is_moving:
 * @self: the camera
 *
 * Returns: whether an animation is under way
 */
gboolean
hopmap_map_camera_is_moving (HopmapMapCamera *self)
{
  g_return_val_if_fail (HOPMAP_IS_MAP_CAMERA (self), FALSE);

  return hopmap_map_glide_is_running (self->glide);
}

/**
 * hopmap_map_camera_resize:
 * @self: the camera
 * @width: new width of the map, pixels
 * @height: new height of the map, pixels
 *
 * To be called before the map is allocated, so that its layers are allocated once, for the new view:
 * fits at once, without animation, or keeps the middle where the person left it.
 */
void
hopmap_map_camera_resize (HopmapMapCamera *self, int width, int height)
{
  HopmapMapPose pose;

  g_return_if_fail (HOPMAP_IS_MAP_CAMERA (self));

  if (width == self->frame.width && height == self->frame.height)
    return;

  self->frame.width = width;
  self->frame.height = height;
  if (!has_size (self))
    return;

  hopmap_map_glide_stop (self->glide);
  pose = settle_pose (self, self->following ? fitting_pose (self) : current_pose (self));
  write_pose (self, &pose);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ramp from 0 to 1 that says how much of the way is done. A new start replaces the running glide.
 */
#include "hopmap-map-glide.h"

#include "hopmap-ramp.h"

struct _HopmapMapGlide
{
  HopmapRamp *ramp;
  HopmapMapGlideFunc func;
  gpointer user_data;
  HopmapMapPose from;
  HopmapMapPose to;
};

static void
step_cb (double part, gboolean running, gpointer user_data)
{
  HopmapMapGlide *self = user_data;
  const HopmapMapPose pose = running ? hopmap_map_pose_between (&self->from, &self->to, part)
                                     : self->to;

  self->func (&pose, running, self->user_data);
}

/**
 * hopmap_map_glide_new:
 * @widget: whose frame clock runs it; not kept alive
 * @func: called with every pose
 * @user_data: for @func
 *
 * Returns: (transfer full): a glide at rest
 */
HopmapMapGlide *
hopmap_map_glide_new (GtkWidget *widget, HopmapMapGlideFunc func, gpointer user_data)
{
  HopmapMapGlide *self = g_new0 (HopmapMapGlide, 1);

  self->ramp = hopmap_ramp_new (widget, step_cb, self);
  self->func = func;
  self->user_data = user_data;
  return self;
}

/**
 * hopmap_map_glide_free:
 * @self: (transfer full): a glide
 */
void
hopmap_map_glide_free (HopmapMapGlide *self)
{
  hopmap_ramp_free (self->ramp);
  g_free (self);
}

/**
 * hopmap_map_glide_is_possible:
 * @self: a glide
 *
 * Returns: whether anybody would see it, and wants to: the widget is shown and animations are on
 */
gboolean
hopmap_map_glide_is_possible (HopmapMapGlide *self)
{
  return hopmap_ramp_is_possible (self->ramp);
}

/**
 * hopmap_map_glide_start:
 * @self: a glide that is possible
 * @from: where it begins
 * @to: where it ends, in the world copy that it should end in
 * @length_us: microseconds
 */
void
hopmap_map_glide_start (HopmapMapGlide *self,
                        const HopmapMapPose *from,
                        const HopmapMapPose *to,
                        gint64 length_us)
{
  self->from = *from;
  self->to = *to;
  hopmap_ramp_start (self->ramp, 0.0, 1.0, length_us);
}

/**
 * hopmap_map_glide_stop:
 * @self: a glide
 *
 * Ends it where it is. The function is not called any more.
 */
void
hopmap_map_glide_stop (HopmapMapGlide *self)
{
  hopmap_ramp_stop (self->ramp);
}

/**
 * hopmap_map_glide_is_running:
 * @self: a glide
 *
 * Returns: whether it is under way
 */
gboolean
hopmap_map_glide_is_running (const HopmapMapGlide *self)
{
  return hopmap_ramp_is_running (self->ramp);
}

/**
 * hopmap_map_glide_get_end:
 * @self: a running glide
 *
 * Returns: (transfer none): where it will end
 */
const HopmapMapPose *
hopmap_map_glide_get_end (const HopmapMapGlide *self)
{
  return &self->to;
}

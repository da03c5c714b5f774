/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One tick callback while a glide runs, none otherwise. A new start replaces the running glide.
 */
#include "hopmap-map-glide.h"

struct _HopmapMapGlide
{
  GtkWidget *widget; /* unowned; NULL when it is gone */
  HopmapMapGlideFunc func;
  gpointer user_data;
  guint tick_id;
  gint64 started_us;
  gint64 length_us;
  HopmapMapPose from;
  HopmapMapPose to;
};

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HopmapMapGlide *self = user_data;
  const double progress = (double) (gdk_frame_clock_get_frame_time (clock) - self->started_us)
                          / (double) self->length_us;
  HopmapMapPose pose;

  if (progress >= 1.0)
    {
      self->tick_id = 0;
      self->func (&self->to, FALSE, self->user_data);
      return G_SOURCE_REMOVE;
    }

  pose = hopmap_map_pose_between (&self->from, &self->to, MAX (progress, 0.0));
  self->func (&pose, TRUE, self->user_data);
  return G_SOURCE_CONTINUE;
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

  self->widget = widget;
  self->func = func;
  self->user_data = user_data;
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->widget);
  return self;
}

/**
 * hopmap_map_glide_free:
 * @self: (transfer full): a glide
 */
void
hopmap_map_glide_free (HopmapMapGlide *self)
{
  hopmap_map_glide_stop (self);
  g_clear_weak_pointer (&self->widget);
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
  gboolean enabled = FALSE;

  if (self->widget == NULL || !gtk_widget_get_mapped (self->widget))
    return FALSE;
  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &enabled, NULL);
  return enabled;
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
  g_return_if_fail (self->widget != NULL && length_us > 0);

  self->from = *from;
  self->to = *to;
  self->length_us = length_us;
  self->started_us = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
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
  if (self->tick_id != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
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
  return self->tick_id != 0;
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

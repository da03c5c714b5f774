/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One tick callback while it runs, none otherwise.
 */
#include "hopmap-ramp.h"

struct _HopmapRamp
{
  GtkWidget *widget; /* unowned; NULL when it is gone */
  HopmapRampFunc func;
  gpointer user_data;
  double from;
  double to;
  gint64 started_us;
  gint64 length_us;
  guint tick_id;
};

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HopmapRamp *self = user_data;
  const double part = (double) (gdk_frame_clock_get_frame_time (clock) - self->started_us)
                      / (double) self->length_us;

  if (part >= 1.0)
    {
      self->tick_id = 0;
      self->func (self->to, FALSE, self->user_data);
      return G_SOURCE_REMOVE;
    }
  self->func (self->from + (self->to - self->from) * MAX (part, 0.0), TRUE, self->user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * hopmap_ramp_new:
 * @widget: whose frames it runs on; not kept alive
 * @func: called with every value
 * @user_data: for @func
 *
 * Returns: (transfer full): a ramp at rest
 */
HopmapRamp *
hopmap_ramp_new (GtkWidget *widget, HopmapRampFunc func, gpointer user_data)
{
  HopmapRamp *self = g_new0 (HopmapRamp, 1);

  g_set_weak_pointer (&self->widget, widget);
  self->func = func;
  self->user_data = user_data;
  return self;
}

/**
 * hopmap_ramp_free:
 * @self: (transfer full): a ramp
 */
void
hopmap_ramp_free (HopmapRamp *self)
{
  hopmap_ramp_stop (self);
  g_clear_weak_pointer (&self->widget);
  g_free (self);
}

/**
 * hopmap_ramp_is_possible:
 * @self: a ramp
 *
 * Returns: whether anybody would see it, and wants to: the widget is shown and animations are on
 */
gboolean
hopmap_ramp_is_possible (HopmapRamp *self)
{
  gboolean enabled = FALSE;

  if (self->widget == NULL || !gtk_widget_get_mapped (self->widget))
    return FALSE;
  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &enabled, NULL);
  return enabled;
}

/**
 * hopmap_ramp_start:
 * @self: a ramp
 * @from: first value
 * @to: last value
 * @length_us: microseconds
 *
 * Replaces a run that is under way. Where no animation is possible there is one call, with the last
 * value.
 */
void
hopmap_ramp_start (HopmapRamp *self, double from, double to, gint64 length_us)
{
  g_return_if_fail (length_us > 0);

  if (!hopmap_ramp_is_possible (self))
    {
      hopmap_ramp_stop (self);
      self->func (to, FALSE, self->user_data);
      return;
    }
  self->from = from;
  self->to = to;
  self->length_us = length_us;
  self->started_us = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

/**
 * hopmap_ramp_stop:
 * @self: a ramp
 *
 * Ends it where it is. The function is not called any more.
 */
void
hopmap_ramp_stop (HopmapRamp *self)
{
  if (self->tick_id != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

/**
 * hopmap_ramp_is_running:
 * @self: a ramp
 *
 * Returns: whether it is under way
 */
gboolean
hopmap_ramp_is_running (const HopmapRamp *self)
{
  return self->tick_id != 0;
}

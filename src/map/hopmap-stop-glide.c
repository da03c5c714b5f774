/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place that jumps far does not glide: a badge that flies over half the world says nothing. Its
 * badge is marked instead, by whoever asks hopmap_stop_glide_is_jump().
 */
#include "hopmap-stop-glide.h"

#include "hopmap-ramp.h"

#include <hopmap-sphere.h>
#include <math.h>

#define LENGTH_US    (350 * G_TIME_SPAN_MILLISECOND)
#define MAX_GLIDE_KM 500.0

struct _HopmapStopGlide
{
  GtkWidget *widget; /* unowned: it owns the glide */
  GArray *offsets;   /* HopmapMapPoint per stop: where it came from, seen from where it is */
  HopmapRamp *ramp;
  double left; /* of the way, 1 to 0 */
};

static void
step_cb (double part, gboolean running, gpointer user_data)
{
  HopmapStopGlide *self = user_data;

  self->left = running ? pow (1.0 - part, 3.0) : 0.0;
  gtk_widget_queue_allocate (self->widget);
}

static void
end (HopmapStopGlide *self)
{
  hopmap_ramp_stop (self->ramp);
  self->left = 0.0;
}

/**
 * hopmap_stop_glide_new:
 * @widget: whose frames move the places, and that is allocated anew for each; not kept alive
 *
 * Returns: (transfer full): a glide at rest
 */
HopmapStopGlide *
hopmap_stop_glide_new (GtkWidget *widget)
{
  HopmapStopGlide *self = g_new0 (HopmapStopGlide, 1);

  self->widget = widget;
  self->ramp = hopmap_ramp_new (widget, step_cb, self);
  self->offsets = g_array_new (FALSE, TRUE, sizeof (HopmapMapPoint));
  return self;
}

/**
 * hopmap_stop_glide_free:
 * @self: (transfer full): a glide
 */
void
hopmap_stop_glide_free (HopmapStopGlide *self)
{
  hopmap_ramp_free (self->ramp);
  g_array_unref (self->offsets);
  g_free (self);
}

static const HopmapRouteStop *
former (const HopmapRouteShape *from, const HopmapRouteStop *to)
{
  return from != NULL && to->n_hops > 0 && !to->branch
             ? hopmap_route_shape_find_stop (from, to->ttls[0])
             : NULL;
}

static double
moved_km (const HopmapRouteStop *from, const HopmapRouteStop *to)
{
  return hopmap_sphere_distance_km (from->place->latitude, from->place->longitude,
                                    to->place->latitude, to->place->longitude);
}

/**
 * hopmap_stop_glide_is_jump:
 * @from: (nullable): what the route looked like
 * @to: a place of it now
 *
 * Returns: whether its first hop was somewhere else altogether
 */
gboolean
hopmap_stop_glide_is_jump (const HopmapRouteShape *from, const HopmapRouteStop *to)
{
  const HopmapRouteStop *before = former (from, to);

  return before != NULL && moved_km (before, to) > MAX_GLIDE_KM;
}

/**
 * hopmap_stop_glide_start:
 * @self: a glide
 * @from: (nullable): what the route looked like
 * @to: (nullable): what it looks like now
 */
void
hopmap_stop_glide_start (HopmapStopGlide *self,
                         const HopmapRouteShape *from,
                         const HopmapRouteShape *to)
{
  const guint n_stops = to != NULL ? hopmap_route_shape_get_n_stops (to) : 0;
  gboolean moved = FALSE;

  end (self);
  g_array_set_size (self->offsets, 0);
  g_array_set_size (self->offsets, n_stops);
  if (from == NULL || !hopmap_ramp_is_possible (self->ramp))
    return;

  for (guint i = 0; i < n_stops; i++)
    {
      const HopmapRouteStop *now = hopmap_route_shape_get_stop (to, i);
      const HopmapRouteStop *before = former (from, now);
      HopmapMapPoint *offset = &g_array_index (self->offsets, HopmapMapPoint, i);
      double km;

      if (before == NULL)
        continue;
      km = moved_km (before, now);
      if (km == 0.0 || km > MAX_GLIDE_KM)
        continue;
      offset->x = hopmap_mercator_unwrap (before->point.x, now->point.x) - now->point.x;
      offset->y = before->point.y - now->point.y;
      moved = TRUE;
    }
  if (!moved)
    return;
  self->left = 1.0;
  hopmap_ramp_start (self->ramp, 0.0, 1.0, LENGTH_US);
}

/**
 * hopmap_stop_glide_get_point:
 * @self: a glide
 * @stop: a place of the newest shape
 * @number: its number
 *
 * Returns: where it is now, in the unit square
 */
HopmapMapPoint
hopmap_stop_glide_get_point (const HopmapStopGlide *self, const HopmapRouteStop *stop, guint number)
{
  HopmapMapPoint point = stop->point;

  if (self->left > 0.0 && number < self->offsets->len)
    {
      const HopmapMapPoint *offset = &g_array_index (self->offsets, HopmapMapPoint, number);

      point.x += offset->x * self->left;
      point.y += offset->y * self->left;
    }
  return point;
}

/**
 * hopmap_stop_glide_is_running:
 * @self: a glide
 *
 * Returns: whether places are on their way
 */
gboolean
hopmap_stop_glide_is_running (const HopmapStopGlide *self)
{
  return hopmap_ramp_is_running (self->ramp);
}

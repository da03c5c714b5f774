/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The controllers belong to the widgets and hold the camera. The scroll controller works in the
 * capture phase because libshumate's own takes every touchpad event for a whole wheel step.
 */
#include "hopmap-map-controls.h"

#define PAN_STEP_PX       80.0
#define KEY_ZOOM_LEVELS   0.5
#define WHEEL_ZOOM_LEVELS 0.5
/* This many pixels of two-finger scrolling are one zoom level. */
#define TOUCHPAD_PX_PER_LEVEL 120.0

typedef struct
{
  HopmapMapCamera *camera;
  double x;
  double y;
} Pointer;

static void
pointer_free (gpointer data, GClosure *closure)
{
  Pointer *pointer = data;

  g_object_unref (pointer->camera);
  g_free (pointer);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, Pointer *pointer)
{
  const gboolean wheel = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  const double levels = wheel ? -dy * WHEEL_ZOOM_LEVELS : -dy / TOUCHPAD_PX_PER_LEVEL;

  if (dy != 0.0)
    hopmap_map_camera_zoom_at (pointer->camera, CLAMP (levels, -2.0, 2.0), pointer->x, pointer->y);
  return GDK_EVENT_STOP;
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, Pointer *pointer)
{
  pointer->x = x;
  pointer->y = y;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        HopmapMapCamera *camera)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      hopmap_map_camera_pan (camera, -PAN_STEP_PX, 0.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      hopmap_map_camera_pan (camera, PAN_STEP_PX, 0.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      hopmap_map_camera_pan (camera, 0.0, -PAN_STEP_PX);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      hopmap_map_camera_pan (camera, 0.0, PAN_STEP_PX);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      hopmap_map_camera_zoom (camera, KEY_ZOOM_LEVELS);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      hopmap_map_camera_zoom (camera, -KEY_ZOOM_LEVELS);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
    case GDK_KEY_0:
      hopmap_map_camera_fit (camera);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *view)
{
  gtk_widget_grab_focus (view);
}

/**
 * hopmap_map_controls_attach:
 * @view: the focusable widget around the map
 * @map: the map
 * @camera: its camera
 *
 * Adds the controllers; they live as long as the widgets.
 */
void
hopmap_map_controls_attach (GtkWidget *view, ShumateMap *map, HopmapMapCamera *camera)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  Pointer *pointer = g_new0 (Pointer, 1);

  pointer->camera = g_object_ref (camera);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_data (scroll, "scroll", G_CALLBACK (scroll_cb), pointer, pointer_free,
                         G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (map), scroll);

  /* Same life as the scroll controller: both belong to the map. */
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), pointer);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (map), motion);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), camera, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (view, keys);

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), view, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (map), GTK_EVENT_CONTROLLER (click));
}

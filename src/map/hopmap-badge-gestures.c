/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A finger pans the map even when it starts on a badge: moving a router by accident must not be that
 * easy. It has the menu, by a long press.
 */
#include "hopmap-badge-gestures.h"

/* Less than this is a click by a hand that trembles. */
#define DRAG_THRESHOLD_PX 8.0

typedef struct
{
  GtkWidget *badge; /* unowned: it owns the controllers */
  HopmapBadgeDragFunc drag;
  HopmapBadgeMenuFunc menu;
  gpointer user_data;
  gboolean dragging;
  double start_x; /* of a drag, in the badge's parent, which stays where it is */
  double start_y;
} Hands;

static void
hands_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (
      GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* The badge moves along, and a distance within it would be that to where it was a moment ago. */
static void
to_parent (Hands *hands, double *x, double *y)
{
  GtkWidget *parent = gtk_widget_get_parent (hands->badge);

  if (parent != NULL)
    gtk_widget_translate_coordinates (hands->badge, parent, *x, *y, x, y);
}

static void
measure_drag (GtkGestureDrag *gesture, Hands *hands, double *dx, double *dy)
{
  double x = 0.0;
  double y = 0.0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  x += *dx;
  y += *dy;
  to_parent (hands, &x, &y);
  *dx = x - hands->start_x;
  *dy = y - hands->start_y;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, Hands *hands)
{
  hands->dragging = FALSE;
  to_parent (hands, &x, &y);
  hands->start_x = x;
  hands->start_y = y;
  if (is_touch (GTK_GESTURE (gesture)))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, Hands *hands)
{
  measure_drag (gesture, hands, &dx, &dy);
  if (!hands->dragging && ABS (dx) < DRAG_THRESHOLD_PX && ABS (dy) < DRAG_THRESHOLD_PX)
    return;
  if (!hands->dragging)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  hands->dragging = TRUE;
  hands->drag (hands->badge, dx, dy, HOPMAP_BADGE_DRAG_HELD, hands->user_data);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, Hands *hands)
{
  measure_drag (gesture, hands, &dx, &dy);
  if (hands->dragging)
    hands->drag (hands->badge, dx, dy, HOPMAP_BADGE_DRAG_DROPPED, hands->user_data);
  hands->dragging = FALSE;
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, Hands *hands)
{
  if (hands->dragging)
    hands->drag (hands->badge, 0.0, 0.0, HOPMAP_BADGE_DRAG_GIVEN_UP, hands->user_data);
  hands->dragging = FALSE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, Hands *hands)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  hands->menu (hands->badge, hands->user_data);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, Hands *hands)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  hands->menu (hands->badge, hands->user_data);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        Hands *hands)
{
  if (keyval != GDK_KEY_Menu && !(keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    return GDK_EVENT_PROPAGATE;
  hands->menu (hands->badge, hands->user_data);
  return GDK_EVENT_STOP;
}

/**
 * hopmap_badge_gestures_attach:
 * @badge: a badge
 * @drag: called while it is dragged with the pointer, and when that ends
 * @menu: called for secondary click, long press and menu key
 * @user_data: for both; must live as long as @badge
 */
void
hopmap_badge_gestures_attach (GtkWidget *badge,
                              HopmapBadgeDragFunc drag,
                              HopmapBadgeMenuFunc menu,
                              gpointer user_data)
{
  GtkGesture *dragging = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  Hands *hands = g_new0 (Hands, 1);

  *hands = (Hands){ .badge = badge, .drag = drag, .menu = menu, .user_data = user_data };
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (dragging), GTK_PHASE_CAPTURE);
  /* All controllers have the badge's life, and with it that of the hands. */
  g_signal_connect_data (dragging, "drag-begin", G_CALLBACK (drag_begin_cb), hands, hands_free,
                         G_CONNECT_DEFAULT);
  g_signal_connect (dragging, "drag-update", G_CALLBACK (drag_update_cb), hands);
  g_signal_connect (dragging, "drag-end", G_CALLBACK (drag_end_cb), hands);
  g_signal_connect (dragging, "cancel", G_CALLBACK (drag_cancel_cb), hands);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), hands);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), hands);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), hands);

  gtk_widget_add_controller (badge, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (badge, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (badge, keys);
  gtk_widget_add_controller (badge, GTK_EVENT_CONTROLLER (dragging));
}

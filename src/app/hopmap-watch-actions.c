/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The switch is off again when the watch ends, however it ends.
 */
#include "hopmap-watch-actions.h"

#include "hopmap-notifications.h"
#include "hopmap-route-change.h"

#include <glib/gi18n-lib.h>

#define ONCE            1
#define FOREVER         0

#define NOTIFICATION_ID "route-changed"

typedef struct
{
  HopmapWindow *window; /* which owns this */
  HopmapWindowSession *session;
} Watch;

static gboolean
is_busy (Watch *self)
{
  HopmapRoute *route = hopmap_window_get_route (self->window);

  return route != NULL && hopmap_route_is_busy (route);
}

static void
show_on (GSimpleAction *action, Watch *self)
{
  g_simple_action_set_state (action, g_variant_new_boolean (TRUE));
  hopmap_notifications_expect (self->window);
}

static void
set_on (GSimpleAction *action, Watch *self, gboolean on)
{
  hopmap_window_session_get_options (self->session)->rounds = on ? FOREVER : ONCE;
  if (on)
    show_on (action, self);
  else
    g_simple_action_set_state (action, g_variant_new_boolean (FALSE));
}

static void
change_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  Watch *self = user_data;
  const gboolean on = g_variant_get_boolean (state);

  set_on (action, self, on);
  if (!on && is_busy (self))
    hopmap_window_session_stop (self->session);
  else if (on && hopmap_window_get_route (self->window) != NULL)
    hopmap_window_session_trace_again (self->session);
}

static const GActionEntry actions[] = {
  { .name = "watch", .state = "false", .change_state = change_state_cb },
};

/* Stopped by the person, or by an error. */
static void
ended_cb (Watch *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), "watch");

  set_on (G_SIMPLE_ACTION (action), self, FALSE);
}

static void
notify_person (Watch *self, HopmapRouteChange *change)
{
  HopmapRoute *route = hopmap_window_get_route (self->window);
  /* Translators: title of a notification; %s is a host */
  g_autofree char *title = g_strdup_printf (_ ("The route to %s changed"),
                                            hopmap_route_get_target (route)->display);
  g_autofree char *body = hopmap_route_change_dup_text (change);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  hopmap_notifications_send (self->window, NOTIFICATION_ID, notification);
}

/* Who has the window before them sees it there. */
static void
changed_cb (GListModel *log, guint position, guint removed, guint added, Watch *self)
{
  HopmapRoute *route = hopmap_window_get_route (self->window);
  g_autoptr (HopmapRouteChange) change = NULL;

  if (added == 0 || gtk_window_is_active (GTK_WINDOW (self->window)) || route == NULL
      || hopmap_route_get_options (route)->rounds == ONCE || !hopmap_route_is_busy (route))
    return;

  change = g_list_model_get_item (log, position + added - 1);
  notify_person (self, change);
}

static void
active_cb (HopmapWindow *window)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));

  if (app != NULL && gtk_window_is_active (GTK_WINDOW (window)))
    g_application_withdraw_notification (app, NOTIFICATION_ID);
}

static void
free_cb (gpointer watch, GClosure *closure)
{
  g_free (watch);
}

/**
 * hopmap_watch_actions_attach:
 * @window: a window
 * @session: its session keeper
 *
 * Gives it the action "watch", and sends notifications on its behalf.
 */
void
hopmap_watch_actions_attach (HopmapWindow *window, HopmapWindowSession *session)
{
  Watch *self = g_new (Watch, 1);
  GAction *action;

  self->window = window;
  self->session = session;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  action = g_action_map_lookup_action (G_ACTION_MAP (window), "watch");
  if (hopmap_window_session_get_options (session)->rounds != ONCE)
    show_on (G_SIMPLE_ACTION (action), self);
  g_signal_connect_data (window, "route-ended", G_CALLBACK (ended_cb), self, free_cb,
                         G_CONNECT_SWAPPED);
  g_signal_connect (hopmap_window_get_log (window), "items-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

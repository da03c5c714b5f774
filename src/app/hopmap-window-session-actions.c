/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The actions of HopmapWindowSession: what a window asks for, by a person or over D-Bus.
 */
#include "hopmap-window-session-private.h"

#include "hopmap-trace-error.h"

static GAction *
lookup (HopmapWindowSession *self, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self->window), name);
}

/* The family that was asked for does not lead there, and another one might. */
static gboolean
lacks_family (HopmapRoute *route)
{
  const HopmapTraceOptions *options = route != NULL ? hopmap_route_get_options (route) : NULL;
  const GError *error = route != NULL ? hopmap_route_get_error (route) : NULL;

  return options != NULL && options->family != 0 && !hopmap_address_is_set (&options->source)
         && !hopmap_address_is_set (&hopmap_route_get_target (route)->address)
         && (g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK)
             || g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS));
}

/*
 * hopmap_window_session_update_actions:
 * @self: a session keeper, whose window may be gone
 *
 * Lets the person choose what makes sense now.
 */
void
hopmap_window_session_update_actions (HopmapWindowSession *self)
{
  HopmapRoute *route = self->session != NULL ? hopmap_session_get_route (self->session) : NULL;
  gboolean busy = route != NULL && hopmap_route_is_busy (route);

  if (self->window == NULL)
    return;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (lookup (self, "stop")), busy);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (lookup (self, "again")), route != NULL && !busy);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (lookup (self, "trace-other-family")),
                               !busy && lacks_family (route));
}

static void
trace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hopmap_window_session_trace (user_data, g_variant_get_string (parameter, NULL));
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hopmap_window_session_stop (user_data);
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapWindowSession *self = user_data;
  HopmapRoute *route = self->session != NULL ? hopmap_session_get_route (self->session) : NULL;

  if (route == NULL)
    return;
  if (self->recording != NULL)
    hopmap_window_session_replay (self);
  else
    hopmap_window_session_trace_again (self);
}

/* For this window, until another is chosen; the preferences stay as they are. */
static void
trace_with_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapWindowSession *self = user_data;
  int protocol;

  if (!hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, g_variant_get_string (parameter, NULL),
                              &protocol))
    return;

  self->options.protocol = (HopmapProtocol) protocol;
  hopmap_window_session_trace_again (self);
}

static void
trace_other_family_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapWindowSession *self = user_data;
  HopmapRoute *route = self->session != NULL ? hopmap_session_get_route (self->session) : NULL;

  if (!lacks_family (route))
    return;
  g_action_group_change_action_state (
      G_ACTION_GROUP (self->window), "family",
      g_variant_new_string (hopmap_route_get_options (route)->family == 4 ? "ipv6" : "ipv4"));
  /* The choice alone traces nothing in place of a file; this button says that it does. */
  if (self->recording != NULL)
    hopmap_window_session_trace_again (self);
}

static const GActionEntry actions[] = {
  { .name = "trace-other-family", .activate = trace_other_family_cb },
  { .name = "trace-with", .activate = trace_with_cb, .parameter_type = "s" },
  { .name = "trace", .activate = trace_cb, .parameter_type = "s" },
  { .name = "choose-trace",
    .activate = hopmap_window_session_choose_trace_cb,
    .parameter_type = "u" },
  { .name = "stop", .activate = stop_cb },
  { .name = "again", .activate = again_cb },
};

/*
 * hopmap_window_session_add_actions:
 * @self: a session keeper whose window has none of them yet
 */
void
hopmap_window_session_add_actions (HopmapWindowSession *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), actions, G_N_ELEMENTS (actions),
                                   self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapFamilyAction: see the header. Who binds the probes to an address has chosen its family.
 */
#include "hopmap-family-action.h"

#define ACTION  "family"
#define SETTING "family"
#define CHOSEN  "hopmap-family-chosen"

static guint
read_family (GVariant *name)
{
  const char *text = g_variant_get_string (name, NULL);

  return g_str_equal (text, "ipv4") ? 4 : g_str_equal (text, "ipv6") ? 6 : 0;
}

static const char *
get_name (guint family)
{
  return family == 4 ? "ipv4" : family == 6 ? "ipv6" : "any";
}

static GAction *
lookup (HopmapWindow *window)
{
  return g_action_map_lookup_action (G_ACTION_MAP (window), ACTION);
}

/*
 * Other programs can ask for it too, over D-Bus, with whatever text. Who looks at a file has not asked
 * for anything to be sent: what is chosen then holds from the next trace on.
 */
static void
change_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  HopmapWindowSession *session = user_data;
  HopmapWindow *window = hopmap_window_session_get_window (session);

  g_simple_action_set_state (action, g_variant_new_string (get_name (read_family (state))));
  if (window == NULL)
    return;
  g_object_set_data (G_OBJECT (window), CHOSEN, action);
  if (hopmap_window_session_shows_own_trace (session))
    hopmap_window_session_trace_again (session);
}

static const GActionEntry actions[] = {
  { .name = ACTION, .parameter_type = "s", .state = "'any'", .change_state = change_state_cb },
};

static gboolean
is_chosen (HopmapWindow *window)
{
  return g_object_get_data (G_OBJECT (window), CHOSEN) != NULL;
}

static void
settings_cb (HopmapWindow *window, const char *key, GSettings *settings)
{
  if (!is_chosen (window))
    g_simple_action_set_state (G_SIMPLE_ACTION (lookup (window)),
                               g_settings_get_value (settings, SETTING));
}

/**
 * hopmap_family_action_attach:
 * @window: a window
 * @session: its session keeper
 * @settings: (nullable): what the person prefers
 */
void
hopmap_family_action_attach (HopmapWindow *window,
                             HopmapWindowSession *session,
                             GSettings *settings)
{
  const HopmapTraceOptions *options = hopmap_window_session_get_options (session);
  GAction *action;

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), session);
  action = lookup (window);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !hopmap_address_is_set (&options->source));
  if (options->family != 0)
    {
      g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                 g_variant_new_string (get_name (options->family)));
      g_object_set_data (G_OBJECT (window), CHOSEN, action);
    }
  if (settings == NULL)
    return;

  g_signal_connect_object (settings, "changed::" SETTING, G_CALLBACK (settings_cb), window,
                           G_CONNECT_SWAPPED);
  settings_cb (window, SETTING, settings);
}

/**
 * hopmap_family_action_fill_options:
 * @window: a window
 * @options: how to trace, by the preferences: what was chosen for the window goes before them
 */
void
hopmap_family_action_fill_options (HopmapWindow *window, HopmapTraceOptions *options)
{
  GAction *action = lookup (window);
  g_autoptr (GVariant) state = action != NULL ? g_action_get_state (action) : NULL;

  if (state != NULL && is_chosen (window) && !hopmap_address_is_set (&options->source))
    options->family = read_family (state);
}

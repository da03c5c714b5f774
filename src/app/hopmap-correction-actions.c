/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapCorrectionActions: see the header.
 *
 *  - "correct-place" (ss): an address, and where it is: a town or "LATITUDE,LONGITUDE" in the C locale
 *  - "forget-correction" (s): an address of which the sources shall speak again
 *
 * What they change shows in the places of the route: a corrected one has the evidence of a person.
 */
#include "hopmap-correction-actions.h"

#include "hopmap-settings.h"
#include "hopmap-spot.h"

#include <glib/gi18n-lib.h>

static gboolean
read_address (HopmapWindow *window, const char *text, HopmapAddress *address)
{
  if (hopmap_address_parse (text, address))
    return TRUE;

  hopmap_window_show_message (window,
                              _ ("This router has no address whose place can be corrected."));
  return FALSE;
}

static void
correct_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapWindow *window = user_data;
  const char *address_text, *place_text;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapPlace) place = NULL;
  HopmapAddress address;

  g_variant_get (parameter, "(&s&s)", &address_text, &place_text);
  if (!read_address (window, address_text, &address))
    return;

  place = hopmap_spot_parse (place_text, &error);
  if (place == NULL
      || !hopmap_corrections_set (hopmap_settings_get_corrections (), &address, place, &error))
    hopmap_window_show_message (window, error->message);
}

static void
forget_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapAddress address;

  if (read_address (user_data, g_variant_get_string (parameter, NULL), &address))
    hopmap_corrections_forget (hopmap_settings_get_corrections (), &address);
}

static const GActionEntry actions[] = {
  { .name = "correct-place", .activate = correct_cb, .parameter_type = "(ss)" },
  { .name = "forget-correction", .activate = forget_cb, .parameter_type = "s" },
};

/**
 * hopmap_correction_actions_attach:
 * @window: a window
 *
 * Gives it the actions "correct-place" and "forget-correction", and has it say when a correction
 * could not be kept.
 */
void
hopmap_correction_actions_attach (HopmapWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  g_signal_connect_object (hopmap_settings_get_corrections (), "save-failed",
                           G_CALLBACK (hopmap_window_show_message), window, G_CONNECT_SWAPPED);
}

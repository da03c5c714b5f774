/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The comparison of two families; see the header.
 */
#include "hopmap-family-comparison.h"

#include <glib/gi18n-lib.h>

static void
compare (HopmapWindow *window, HopmapOpenWindowWith open_window, gpointer user_data)
{
  HopmapRoute *route = hopmap_window_get_route (window);
  HopmapTarget *target = hopmap_route_get_target (route);
  HopmapTraceOptions options = *hopmap_window_session_get_options (
      hopmap_window_session_get (window));
  HopmapWindowSession *other;
  HopmapWindow *other_window;

  options.family = hopmap_route_get_destination (route)->family == 4 ? 6 : 4;
  other = open_window (user_data, &options);
  other_window = hopmap_window_session_get_window (other);
  hopmap_window_session_trace (other, target->input);
  if (hopmap_window_get_route (other_window) == NULL)
    return;

  hopmap_window_set_companion (other_window, route);
  hopmap_window_set_companion (window, hopmap_window_get_route (other_window));
}

/**
 * hopmap_family_comparison_start:
 * @window: a window, whose route is one of the two
 * @open_window: makes the window for the other one
 * @user_data: for @open_window
 *
 * Traces the other route, or says why there is none; nothing, where the window has no route either.
 */
void
hopmap_family_comparison_start (HopmapWindow *window,
                                HopmapOpenWindowWith open_window,
                                gpointer user_data)
{
  HopmapRoute *route = hopmap_window_get_route (window);

  if (route == NULL || hopmap_route_get_destination (route) == NULL)
    return;

  if (hopmap_address_is_set (&hopmap_route_get_target (route)->address))
    hopmap_window_show_message (window,
                                _ ("An address has no other family. Trace a host by its name to "
                                   "compare its routes over IPv4 and IPv6."));
  else
    compare (window, open_window, user_data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which addresses of a host a window traces: its action "family" ("any", "ipv4", "ipv6"). It says
 * what the preferences say until the person chooses for this window. What was traced there is then
 * traced again; what was opened stays as it is.
 */
#pragma once

#include "hopmap-window-session.h"

G_BEGIN_DECLS

void hopmap_family_action_attach (HopmapWindow *window,
                                  HopmapWindowSession *session,
                                  GSettings *settings);
void hopmap_family_action_fill_options (HopmapWindow *window, HopmapTraceOptions *options);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watching a route: the window's action "watch", a switch, which traces round after round until it
 * is turned off, and the notification when the route changes while nobody looks.
 */
#pragma once

#include "hopmap-window-session.h"

G_BEGIN_DECLS

void hopmap_watch_actions_attach (HopmapWindow *window, HopmapWindowSession *session);

G_END_DECLS

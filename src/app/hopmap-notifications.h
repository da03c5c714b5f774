/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words for a person who does not have the window before them, where the desktop shows such words.
 */
#pragma once

#include "hopmap-window.h"

G_BEGIN_DECLS

void hopmap_notifications_expect (HopmapWindow *window);
void hopmap_notifications_send (HopmapWindow *window, const char *id, GNotification *notification);

G_END_DECLS

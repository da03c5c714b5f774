/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a window and its map take from the settings, and what they leave there.
 */
#pragma once

#include "hopmap-window.h"

G_BEGIN_DECLS

void hopmap_window_settings_bind (GSettings *settings, HopmapWindow *window, gboolean offline);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lets a window ask the address registries, as far as the person's settings allow that.
 */
#pragma once

#include "hopmap-window.h"

G_BEGIN_DECLS

void hopmap_registry_desk_attach (HopmapWindow *window, GSettings *settings, gboolean offline);

G_END_DECLS

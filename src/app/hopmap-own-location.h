/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The action "use-own-location" of the application: puts where this computer is into the settings.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hopmap_own_location_attach (GtkApplication *application, GSettings *settings);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window, with the credits that the data ask for.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-place-sources.h"

G_BEGIN_DECLS

void hopmap_about_show (GtkApplication *application, HopmapPlaceSources *sources);

G_END_DECLS

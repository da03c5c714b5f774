/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop's list of files that were used last, as far as this program used them.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hopmap_recent_menu_follow (GMenu *menu);
void hopmap_recent_menu_add (GFile *file);

G_END_DECLS

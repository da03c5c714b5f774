/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the templates of this room's widgets lie: in its own resource. Nothing else.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hopmap_ui_template_set (GtkWidgetClass *widget_class, const char *file_name);

G_END_DECLS

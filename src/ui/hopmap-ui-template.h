/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The templates of this room's widgets: from its own resource, and away again. Nothing else.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void hopmap_ui_template_set (GtkWidgetClass *widget_class, const char *file_name);
void hopmap_ui_template_dispose_bin (AdwBin *bin);

G_END_DECLS

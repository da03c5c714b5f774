/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children in a row, at their natural width, that goes on in a next row where it is too narrow. For a
 * few buttons; all rows begin where the text begins.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_WRAP_BOX (hopmap_wrap_box_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWrapBox, hopmap_wrap_box, HOPMAP, WRAP_BOX, GtkWidget)

void hopmap_wrap_box_append (HopmapWrapBox *self, GtkWidget *child);

G_END_DECLS

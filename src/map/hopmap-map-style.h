/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style classes of hop numbers, on the map and wherever else a hop shows its number. The style
 * sheet is made from the atlas' palettes, so that map, list and saved pages have the same colours.
 *
 * A widget that shows hop numbers takes one of the palette's classes (hopmap_map_style_get_class())
 * for itself or an ancestor; a number takes "hop-number", the class of its round-trip time, and
 * where it applies "vague" and "destination".
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hopmap_map_style_add_to_display (GdkDisplay *display);
const char *hopmap_map_style_get_class (gboolean dark, gboolean high_contrast);
const char *hopmap_map_style_get_rtt_class (gint64 rtt_ns);

G_END_DECLS

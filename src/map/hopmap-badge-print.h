/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A widget as it was painted last, kept as one small texture for as long as it looks the same. It
 * saves work and changes nothing: what the widget looks like is decided by the style sheet.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HopmapBadgePrint HopmapBadgePrint;

HopmapBadgePrint *hopmap_badge_print_new (void);
void hopmap_badge_print_free (HopmapBadgePrint *self);
void hopmap_badge_print_snapshot (HopmapBadgePrint *self, GtkWidget *badge, GtkSnapshot *snapshot);
gboolean hopmap_badge_print_is_made (const HopmapBadgePrint *self);

G_END_DECLS

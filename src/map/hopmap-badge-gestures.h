/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hands do with a badge besides clicking it: drag it to another place, ask for its menu. It
 * tells; it moves nothing.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HopmapBadgeDragFunc:
 * @badge: what is dragged
 * @dx: pixels from where it was
 * @dy: likewise
 * @dropped: whether it was let go there
 * @user_data: as given
 */
typedef void (*HopmapBadgeDragFunc) (GtkWidget *badge,
                                     double dx,
                                     double dy,
                                     gboolean dropped,
                                     gpointer user_data);

/**
 * HopmapBadgeMenuFunc:
 * @badge: whose menu is asked for
 * @user_data: as given
 */
typedef void (*HopmapBadgeMenuFunc) (GtkWidget *badge, gpointer user_data);

void hopmap_badge_gestures_attach (GtkWidget *badge,
                                   HopmapBadgeDragFunc drag,
                                   HopmapBadgeMenuFunc menu,
                                   gpointer user_data);

G_END_DECLS

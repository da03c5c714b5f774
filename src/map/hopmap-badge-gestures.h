/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hands do with a badge besides clicking it: drag it to another place, ask for its menu. It
 * tells; it moves nothing.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HopmapBadgeDrag:
 * @HOPMAP_BADGE_DRAG_HELD: it is still held
 * @HOPMAP_BADGE_DRAG_DROPPED: it was let go
 * @HOPMAP_BADGE_DRAG_GIVEN_UP: somebody else took the pointer; it goes back
 */
typedef enum
{
  HOPMAP_BADGE_DRAG_HELD,
  HOPMAP_BADGE_DRAG_DROPPED,
  HOPMAP_BADGE_DRAG_GIVEN_UP,
} HopmapBadgeDrag;

/**
 * HopmapBadgeDragFunc:
 * @badge: what is dragged
 * @dx: pixels from where it was
 * @dy: likewise
 * @how: how far the drag has come
 * @user_data: as given
 */
typedef void (*HopmapBadgeDragFunc) (GtkWidget *badge,
                                     double dx,
                                     double dy,
                                     HopmapBadgeDrag how,
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

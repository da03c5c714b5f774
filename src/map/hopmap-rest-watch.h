/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Knows when a map has come to rest: nothing moves, everything in sight is painted, and as sharp as
 * the screen. For pictures, tests, and whoever wants to wait.
 */
#pragma once

#include "hopmap-map-camera.h"
#include "hopmap-world-backdrop.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_REST_WATCH (hopmap_rest_watch_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRestWatch, hopmap_rest_watch, HOPMAP, REST_WATCH, GObject)

HopmapRestWatch *hopmap_rest_watch_new (GtkWidget *widget,
                                        HopmapWorldBackdrop *backdrop,
                                        HopmapMapCamera *camera);

void hopmap_rest_watch_wake (HopmapRestWatch *self);
gboolean hopmap_rest_watch_is_resting (HopmapRestWatch *self);

G_END_DECLS

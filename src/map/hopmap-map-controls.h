/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keyboard, wheel and touchpad of the map: turns their events into wishes to the camera. Dragging,
 * pinching and double clicks are libshumate's own.
 */
#pragma once

#include "hopmap-map-camera.h"

G_BEGIN_DECLS

void hopmap_map_controls_attach (GtkWidget *view, ShumateMap *map, HopmapMapCamera *camera);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the Mercator unit square to the pixels of a widget that shows a ShumateViewport, and back.
 * A plain value: a snapshot of the viewport, without rotation (the map is never rotated).
 */
#pragma once

#include <hopmap-mercator.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

/* Every layer has tiles of this size; libshumate 1.0 draws mixed sizes at wrong scales. */
#define HOPMAP_TILE_SIZE 256

/**
 * HopmapProjection:
 * @scale: pixels per world
 * @centre: the point in the middle of the widget, x from 0 to 1
 * @width: of the widget, pixels
 * @height: of the widget, pixels
 */
typedef struct
{
  double scale;
  HopmapMapPoint centre;
  double width;
  double height;
} HopmapProjection;

HopmapProjection hopmap_projection_new (ShumateViewport *viewport, double width, double height);
HopmapMapRect hopmap_projection_get_view (const HopmapProjection *self);
HopmapMapPoint hopmap_projection_to_widget (const HopmapProjection *self, double x, double y);
HopmapMapPoint hopmap_projection_to_world (const HopmapProjection *self, double x, double y);
double hopmap_projection_scale_to_zoom (double scale);
double hopmap_projection_zoom_to_scale (double zoom);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled world as SVG path data, with as much detail as a number of bytes allows.
 */
#pragma once

#include "hopmap-basemap.h"

G_BEGIN_DECLS

/* The paths are written in whole units of this part of a pixel, inside a group scaled by it. */
#define HOPMAP_SVG_WORLD_UNIT 0.5

void hopmap_svg_world_append (GString *out,
                              const HopmapBasemap *world,
                              const HopmapMapRect *view,
                              double width,
                              gsize max_bytes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The world as Hopmap ships it: small, and read in one pass. The build makes the file from TopoJSON with
 * data/map/hopmap-world-writer.c. All numbers are varints of 7 bits a byte, the lowest first, the
 * highest bit set in all but the last byte; those with a sign are folded (0, −1, 1, −2 … are 0, 1, 2, 3 …).
 *
 *   8 bytes             HOPMAP_WORLD_FILE_MAGIC
 *   number              points in the whole file
 *   for each kind, in the order of HopmapBasemapKind:
 *     number            paths
 *     for each path:
 *       number          points
 *       for each point: x and y with a sign, less those of the point before (of the path's first: 0),
 *                       in steps of 1 / HOPMAP_WORLD_FILE_STEPS of the Mercator unit square
 */
#pragma once

#include "hopmap-basemap.h"

G_BEGIN_DECLS

#define HOPMAP_WORLD_FILE_MAGIC      "hopworld"
#define HOPMAP_WORLD_FILE_MAGIC_SIZE 8

/* A step is 2.4 m at the equator; the data itself is rounded to 180 m. */
#define HOPMAP_WORLD_FILE_STEPS 16777216.0

HopmapBasemap *hopmap_world_file_read (GBytes *bytes, GError **error);

G_END_DECLS

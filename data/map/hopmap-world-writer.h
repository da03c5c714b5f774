/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the file that src/atlas/hopmap-world-file.h describes.
 */
#pragma once

#include <hopmap-basemap.h>

G_BEGIN_DECLS

GBytes *hopmap_world_write (const HopmapBasemap *world);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a TopoJSON topology of countries into a HopmapBasemap: projects, joins arcs into rings,
 * carries lines across 180° and around the poles. Reads no file and keeps nothing.
 */
#pragma once

#include "hopmap-basemap.h"

G_BEGIN_DECLS

HopmapBasemap *hopmap_topojson_read (GBytes *bytes, GBytes *lakes, GError **error);

G_END_DECLS

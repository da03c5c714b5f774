/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as GeoJSON (RFC 7946), for map programs.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_geojson_format;

G_END_DECLS

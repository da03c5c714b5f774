/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as KML 2.2 with a tour, for Google Earth and its kin.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_kml_format;

G_END_DECLS

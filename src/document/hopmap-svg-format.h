/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of a route as SVG, sharp at any size.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_svg_format;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of a route as PNG, for everything that takes no other picture.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_png_format;

G_END_DECLS

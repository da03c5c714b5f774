/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as lines "address latitude longitude", as the course exercise passes them on.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_locations_format;

G_END_DECLS

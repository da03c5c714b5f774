/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as one web page: Google's map over a drawn one, and a table of the hops.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_google_maps_format;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A flight along a route for a globe: to each place in turn, with a stay there.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

void hopmap_kml_tour_append (GString *out, HopmapRoute *route);

G_END_DECLS

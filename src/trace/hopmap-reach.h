/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a search asks, and when it asks a hop for the first time: far enough for a trace of one
 * round trip, and not much farther than the destination, of which nobody knows where it is.
 */
#pragma once

#include "hopmap-search.h"

G_BEGIN_DECLS

void hopmap_reach_begin (HopmapSearch *search, guint expected, gint64 now_ns);
void hopmap_reach_advance (HopmapSearch *search, gint64 now_ns, gint64 *deadline);

G_END_DECLS

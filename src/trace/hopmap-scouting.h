/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a search looks behind more silence than it asks hop by hop: a probe to the farthest hop of
 * all with each way of asking, and where one is answered the hops on the way there in that way.
 */
#pragma once

#include "hopmap-search.h"

G_BEGIN_DECLS

gboolean hopmap_scouting_advance (HopmapSearch *search, gint64 now_ns, gint64 *deadline);
void hopmap_scouting_note (HopmapSearch *search, const HopmapFinding *finding);
void hopmap_scouting_follow (HopmapSearch *search, gint64 now_ns);
gboolean hopmap_scouting_follow_on (HopmapSearch *search, gint64 now_ns);
gboolean hopmap_scouting_believe (HopmapSearch *search);

G_END_DECLS

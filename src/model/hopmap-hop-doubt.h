/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sources say of a hop beside the place that is shown: what light refutes, and where else it
 * may be. Follows from the hop's candidates; decides nothing.
 */
#pragma once

#include "hopmap-hop.h"

G_BEGIN_DECLS

const HopmapPlace *hopmap_hop_find_refuted (HopmapHop *hop);
const HopmapPlace *hopmap_hop_find_rival (HopmapHop *hop);
char *hopmap_hop_dup_refutation (HopmapHop *hop);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pieces of a route, copied into another one: a probe with its outcome, what is known of a
 * hop's address, how the trace stands. Who copies decides what to leave out.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

void hopmap_route_copy_sample (HopmapHop *to, const HopmapSample *sample);
void hopmap_route_copy_host (HopmapHop *to, HopmapHop *from);
void hopmap_route_copy_outcome (HopmapRoute *to, HopmapRoute *from);

G_END_DECLS

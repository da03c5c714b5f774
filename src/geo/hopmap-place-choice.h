/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well a source knows a place, and which of several places to believe in. Pure functions; how
 * long light needs is looked at in hopmap-place-fusion.
 */
#pragma once

#include "hopmap-place.h"

G_BEGIN_DECLS

HopmapPlace *hopmap_place_new_graded (const HopmapPlace *fields);
int hopmap_place_compare (gconstpointer a, gconstpointer b);
GPtrArray *hopmap_place_rank (GPtrArray *places);

G_END_DECLS

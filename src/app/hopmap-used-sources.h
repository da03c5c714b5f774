/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose data the shown routes have, so that About credits those and nobody who was not asked.
 */
#pragma once

#include "hopmap-place-sources.h"

G_BEGIN_DECLS

GStrv hopmap_used_sources_dup_services (GPtrArray *routes, HopmapPlaceSources *sources);
GStrv hopmap_used_sources_dup_others (GPtrArray *routes, HopmapPlaceSources *sources);

G_END_DECLS

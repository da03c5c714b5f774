/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which stops of a route share one badge at which scale: a tree that is made once per route and cut
 * once per scale. Where the map is does not matter, so panning changes nothing, and zooming in only
 * ever parts what was together.
 */
#pragma once

#include "hopmap-route-shape.h"

G_BEGIN_DECLS

typedef struct _HopmapStopTree HopmapStopTree;

HopmapStopTree *hopmap_stop_tree_new (const HopmapRouteShape *shape);
void hopmap_stop_tree_free (HopmapStopTree *self);
void hopmap_stop_tree_cut (const HopmapStopTree *self, double scale, guint *leads);
HopmapRouteStop *hopmap_stop_tree_join (const HopmapRouteShape *shape,
                                        const guint *leads,
                                        guint lead);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapStopTree, hopmap_stop_tree_free)

G_END_DECLS

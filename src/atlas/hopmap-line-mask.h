/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A coarse picture of where the lines of a route run, for quick questions whether a rectangle is
 * free of them.
 */
#pragma once

#include "hopmap-route-shape.h"

G_BEGIN_DECLS

typedef struct _HopmapLineMask HopmapLineMask;

HopmapLineMask *hopmap_line_mask_new (const HopmapMapRect *view,
                                      double width,
                                      double height,
                                      double margin);
void hopmap_line_mask_free (HopmapLineMask *self);
void hopmap_line_mask_add (HopmapLineMask *self, const HopmapRouteShape *shape);
void hopmap_line_mask_add_stops (HopmapLineMask *self,
                                 const HopmapRouteShape *shape,
                                 double radius);
gboolean hopmap_line_mask_is_free (const HopmapLineMask *self,
                                   double x,
                                   double y,
                                   double width,
                                   double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapLineMask, hopmap_line_mask_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A large picture that is mostly empty, as the small pieces of it that are not.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GskRenderNode *hopmap_picture_cells_new (cairo_surface_t *surface,
                                         const graphene_rect_t *bounds,
                                         int density);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Textures that the main processor can draw as fast as a graphics card can. A texture's pixels are
 * copied, and by older GTK converted one by one, in every frame that GSK's cairo renderer draws; here
 * they stay reachable as a cairo surface, which that renderer paints without a copy.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture *hopmap_screen_texture_new (cairo_surface_t *surface);
void hopmap_screen_texture_append (GtkSnapshot *snapshot,
                                   GdkTexture *texture,
                                   const graphene_rect_t *where);

void hopmap_screen_texture_fit_renderer (GtkWidget *widget);
gboolean hopmap_screen_texture_is_for_cairo (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lets places that were put right a little glide to where they are now, on a widget's frame clock. It
 * only says where they are on the way.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-route-shape.h>

G_BEGIN_DECLS

typedef struct _HopmapStopGlide HopmapStopGlide;

HopmapStopGlide *hopmap_stop_glide_new (GtkWidget *widget);
void hopmap_stop_glide_free (HopmapStopGlide *self);

void hopmap_stop_glide_start (HopmapStopGlide *self,
                              const HopmapRouteShape *from,
                              const HopmapRouteShape *to);
HopmapMapPoint hopmap_stop_glide_get_point (const HopmapStopGlide *self,
                                            const HopmapRouteStop *stop,
                                            guint number);
gboolean hopmap_stop_glide_is_running (const HopmapStopGlide *self);
gboolean hopmap_stop_glide_is_jump (const HopmapRouteShape *from, const HopmapRouteStop *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapStopGlide, hopmap_stop_glide_free)

G_END_DECLS

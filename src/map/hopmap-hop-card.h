/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is shown while the pointer rests on a badge: the place, what speaks against it, and the hops
 * there. A plain widget for a tooltip; it follows nothing.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-route-shape.h>

G_BEGIN_DECLS

GtkWidget *hopmap_hop_card_new (HopmapRoute *route, const HopmapRouteStop *stop);

G_END_DECLS

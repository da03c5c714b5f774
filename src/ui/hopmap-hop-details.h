/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is known of the hop that is chosen in the window, in place of the list: who, where and
 * why, and the course of its times. What can be done with it are actions of the window:
 * "win.hide-details", "win.previous-hop", "win.next-hop", "win.copy-hop", "win.trace-hop",
 * "win.correct-hop"; and, if the application has them, "win.correct-place" (an address and
 * a place) and "win.forget-correction" (an address).
 */
#pragma once

#include <adwaita.h>

#include "hopmap-registry.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_DETAILS (hopmap_hop_details_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopDetails, hopmap_hop_details, HOPMAP, HOP_DETAILS, AdwBin)

GtkWidget *hopmap_hop_details_new (void);

void hopmap_hop_details_set_hop (HopmapHopDetails *self, HopmapRoute *route, HopmapHop *hop);
void hopmap_hop_details_set_registry (HopmapHopDetails *self, HopmapRegistry *registry);
HopmapHop *hopmap_hop_details_get_hop (HopmapHopDetails *self);
void hopmap_hop_details_focus_correction (HopmapHopDetails *self);

G_END_DECLS

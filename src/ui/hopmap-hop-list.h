/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hops of a route as a list. It shares the window's selection, which is over the route's hops;
 * it writes nothing else.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_LIST (hopmap_hop_list_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopList, hopmap_hop_list, HOPMAP, HOP_LIST, AdwBin)

GtkWidget *hopmap_hop_list_new (void);

void hopmap_hop_list_set_selection (HopmapHopList *self, GtkSingleSelection *selection);
GtkSingleSelection *hopmap_hop_list_get_selection (HopmapHopList *self);
GListModel *hopmap_hop_list_get_rows (HopmapHopList *self);

G_END_DECLS

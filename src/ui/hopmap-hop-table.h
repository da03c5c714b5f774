/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hops as a table: one row a hop, silent ones too, all that was measured in columns that can be
 * sorted, moved, sized and hidden. Shares the window's selection, which is over the route itself.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_TABLE (hopmap_hop_table_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopTable, hopmap_hop_table, HOPMAP, HOP_TABLE, AdwBin)

GtkWidget *hopmap_hop_table_new (void);

void hopmap_hop_table_set_selection (HopmapHopTable *self, GtkSingleSelection *selection);
void hopmap_hop_table_set_layout (HopmapHopTable *self, const char *const *layout);
GStrv hopmap_hop_table_dup_layout (HopmapHopTable *self);
GMenuModel *hopmap_hop_table_get_menu (HopmapHopTable *self);
GActionGroup *hopmap_hop_table_get_actions (HopmapHopTable *self);

G_END_DECLS

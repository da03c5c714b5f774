/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell of the hop table: what a column tells of a hop, kept up to date.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-hop-column.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_CELL (hopmap_hop_cell_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopCell, hopmap_hop_cell, HOPMAP, HOP_CELL, AdwBin)

GtkWidget *hopmap_hop_cell_new (HopmapHopColumnId column);

void hopmap_hop_cell_follow_column (HopmapHopCell *self, GtkColumnViewColumn *column);
void hopmap_hop_cell_bind (HopmapHopCell *self, HopmapRoute *route, HopmapHop *hop);
void hopmap_hop_cell_unbind (HopmapHopCell *self);
HopmapHop *hopmap_hop_cell_get_hop (HopmapHopCell *self);

G_END_DECLS

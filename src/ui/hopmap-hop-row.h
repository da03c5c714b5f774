/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of the hop list: badge, place, who answered, and how fast. It shows a HopmapHopGroup and
 * follows it; what the words are is decided in hopmap-ui-closures.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-hop-rows.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_ROW (hopmap_hop_row_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopRow, hopmap_hop_row, HOPMAP, HOP_ROW, GtkBox)

GtkWidget *hopmap_hop_row_new (void);

void hopmap_hop_row_bind (HopmapHopRow *self, HopmapHopRows *rows, HopmapHopGroup *group);
void hopmap_hop_row_unbind (HopmapHopRow *self);
HopmapHop *hopmap_hop_row_get_hop (HopmapHopRow *self);
void hopmap_hop_row_align_time (HopmapHopRow *self, GtkSizeGroup *group);
const char *hopmap_hop_row_get_title (HopmapHopRow *self);
const char *hopmap_hop_row_get_sentence (HopmapHopRow *self);

G_END_DECLS

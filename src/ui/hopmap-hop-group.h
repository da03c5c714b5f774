/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one row of the hop list is about: a hop, or a run of silent ones folded into one. Made and
 * kept by HopmapHopRows; it decides nothing.
 */
#pragma once

#include "hopmap-ui-closures.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_GROUP (hopmap_hop_group_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopGroup, hopmap_hop_group, HOPMAP, HOP_GROUP, GObject)

HopmapHopGroup *hopmap_hop_group_new (HopmapHop *hop);
HopmapHopGroup *hopmap_hop_group_new_silence (HopmapHop *first,
                                              guint n_hops,
                                              HopmapUiPosition position);

HopmapHop *hopmap_hop_group_get_hop (HopmapHopGroup *self);
guint hopmap_hop_group_get_first_ttl (HopmapHopGroup *self);
guint hopmap_hop_group_get_last_ttl (HopmapHopGroup *self);
gboolean hopmap_hop_group_is_silence (HopmapHopGroup *self);
gboolean hopmap_hop_group_equal (HopmapHopGroup *self, HopmapHopGroup *other);
HopmapUiCountry hopmap_hop_group_get_country (HopmapHopGroup *self);
void hopmap_hop_group_set_country (HopmapHopGroup *self, HopmapUiCountry country);
char *hopmap_hop_group_dup_badge (HopmapHopGroup *self);
char *hopmap_hop_group_dup_sentence (HopmapHopGroup *self);
char *hopmap_hop_group_dup_silence (HopmapHopGroup *self);

G_END_DECLS

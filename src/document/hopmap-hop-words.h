/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hop in words, for every readable form of a route: who, where, in whose network. Plain text,
 * neither cleaned nor escaped.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

char *hopmap_hop_words_dup_router (HopmapHop *hop);
char *hopmap_hop_words_dup_place (HopmapHop *hop);
char *hopmap_hop_words_dup_doubt (HopmapHop *hop);
char *hopmap_hop_words_dup_network (HopmapHop *hop);
GPtrArray *hopmap_hop_words_dup_other_addresses (HopmapHop *hop);
gboolean hopmap_hop_words_has_point (HopmapHop *hop);

G_END_DECLS

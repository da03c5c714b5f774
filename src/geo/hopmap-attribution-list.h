/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that sources ask to be shown with their places, each once.
 */
#pragma once

#include "hopmap-hop.h"

G_BEGIN_DECLS

GPtrArray *hopmap_attribution_list_new (void);
gboolean hopmap_attribution_list_add_hop (GPtrArray *lines, HopmapHop *hop);
GStrv hopmap_attribution_list_dup (GPtrArray *lines);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins the map to the selection that the window owns: speaks of hops by their distance (TTL), so
 * that the selection may be over the route itself or over any filtered or sorted list of its hops.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-hop.h>

G_BEGIN_DECLS

guint hopmap_selection_get_ttl (GtkSingleSelection *selection);
gboolean hopmap_selection_choose_ttl (GtkSingleSelection *selection, guint ttl);

G_END_DECLS

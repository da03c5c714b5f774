/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The number of a hop as the map shows it, for a label in the list or in the table.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-hop.h"

G_BEGIN_DECLS

void hopmap_hop_number_show (GtkLabel *label,
                             const char *text,
                             HopmapHop *hop,
                             gint64 rtt_ns,
                             const char *doubt);

G_END_DECLS

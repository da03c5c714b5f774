/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bar as long as a round-trip time, on the scale of the whole route. The number beside it says
 * the same, so it is hidden from screen readers.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_RTT_BAR (hopmap_rtt_bar_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRttBar, hopmap_rtt_bar, HOPMAP, RTT_BAR, GtkWidget)

GtkWidget *hopmap_rtt_bar_new (void);

void hopmap_rtt_bar_set_times (HopmapRttBar *self, gint64 rtt_ns, gint64 scale_ns);
double hopmap_rtt_bar_get_fraction (HopmapRttBar *self);

G_END_DECLS

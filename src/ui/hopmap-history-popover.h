/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hosts that were traced, to choose one: hangs below the host entry. Its signal "chosen" tells
 * which.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_HISTORY_POPOVER (hopmap_history_popover_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHistoryPopover,
                      hopmap_history_popover,
                      HOPMAP,
                      HISTORY_POPOVER,
                      GtkPopover)

GtkWidget *hopmap_history_popover_new (GtkWidget *parent);

void hopmap_history_popover_set_hosts (HopmapHistoryPopover *self, GListModel *hosts);
void hopmap_history_popover_show (HopmapHistoryPopover *self, const char *text);

G_END_DECLS

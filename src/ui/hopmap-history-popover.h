/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hosts that were traced, to choose one: hangs below the host entry, and opens by the icon at
 * its end or by the arrow key. Its signal "chosen" tells which.
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

GtkWidget *hopmap_history_popover_new (GtkEntry *entry);

void hopmap_history_popover_set_hosts (HopmapHistoryPopover *self, GListModel *hosts);

G_END_DECLS

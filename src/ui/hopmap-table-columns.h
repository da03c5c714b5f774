/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the hop table as they stand on the screen: their order, widths and visibility, and
 * the menu to change it. Their signal "changed" tells that the person did. What stands in them is
 * known to HopmapHopColumn.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-route-watch.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_TABLE_COLUMNS (hopmap_table_columns_get_type ())

G_DECLARE_FINAL_TYPE (HopmapTableColumns, hopmap_table_columns, HOPMAP, TABLE_COLUMNS, GObject)

HopmapTableColumns *hopmap_table_columns_new (GtkColumnView *view, HopmapRouteWatch *watch);
void hopmap_table_columns_sort_again (HopmapTableColumns *self);
void hopmap_table_columns_set_layout (HopmapTableColumns *self, const char *const *layout);
GStrv hopmap_table_columns_dup_layout (HopmapTableColumns *self);
GMenuModel *hopmap_table_columns_get_menu (HopmapTableColumns *self);
GActionGroup *hopmap_table_columns_get_actions (HopmapTableColumns *self);

G_END_DECLS

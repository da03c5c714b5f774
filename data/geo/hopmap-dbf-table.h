/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of dBASE III tables, the attribute half of a shapefile: text columns only, no memos. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HopmapDbfTable HopmapDbfTable;

HopmapDbfTable *hopmap_dbf_table_new (GBytes *file, GError **error);
void hopmap_dbf_table_free (HopmapDbfTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapDbfTable, hopmap_dbf_table_free)

guint hopmap_dbf_table_get_n_rows (HopmapDbfTable *table);
int hopmap_dbf_table_find_column (HopmapDbfTable *table, const char *name, GError **error);
char *hopmap_dbf_table_dup_text (HopmapDbfTable *table, guint row, int column);

G_END_DECLS

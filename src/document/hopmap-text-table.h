/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of text lined up in columns for a font of one width. It knows nothing of routes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HOPMAP_TEXT_TABLE_COLUMNS 5

typedef struct _HopmapTextTable HopmapTextTable;

HopmapTextTable *hopmap_text_table_new (void);
void hopmap_text_table_free (HopmapTextTable *self);
void hopmap_text_table_add (HopmapTextTable *self,
                            const char *first,
                            const char *second,
                            const char *third,
                            const char *fourth,
                            const char *fifth);
void hopmap_text_table_append_to (HopmapTextTable *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTextTable, hopmap_text_table_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the settings note a column of the hop table: "host:200", "-best" for one that is hidden. Text
 * that was written by hand or by another version is read as far as it makes sense.
 */
#pragma once

#include "hopmap-hop-column.h"

G_BEGIN_DECLS

/**
 * HopmapTableEntry:
 * @id: which column
 * @shown: whether it is shown
 * @width: pixels, or -1 for what its values need
 */
typedef struct
{
  HopmapHopColumnId id;
  gboolean shown;
  int width;
} HopmapTableEntry;

gboolean hopmap_table_entry_parse (const char *text, HopmapTableEntry *entry);
char *hopmap_table_entry_dup_text (const HopmapTableEntry *entry);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-table-layout.h"

#define MIN_WIDTH 24
#define MAX_WIDTH 2000

/**
 * hopmap_table_entry_parse:
 * @text: what the settings say
 * @entry: (out): what it means
 *
 * Returns: whether there is such a column
 */
gboolean
hopmap_table_entry_parse (const char *text, HopmapTableEntry *entry)
{
  const gboolean hidden = *text == '-';
  g_auto (GStrv) parts = g_strsplit (hidden ? text + 1 : text, ":", 2);
  gint64 width;

  if (parts[0] == NULL || !hopmap_hop_column_find (parts[0], &entry->id))
    return FALSE;

  entry->shown = !hidden || entry->id == HOPMAP_HOP_COLUMN_NUMBER;
  entry->width = -1;
  if (parts[1] != NULL
      && g_ascii_string_to_signed (parts[1], 10, MIN_WIDTH, MAX_WIDTH, &width, NULL))
    entry->width = (int) width;

  return TRUE;
}

/**
 * hopmap_table_entry_dup_text:
 * @entry: a column
 *
 * Returns: (transfer full): what hopmap_table_entry_parse() reads
 */
char *
hopmap_table_entry_dup_text (const HopmapTableEntry *entry)
{
  const char *name = hopmap_hop_column_get (entry->id)->name;
  const char *sign = entry->shown ? "" : "-";

  if (entry->width < 0)
    return g_strconcat (sign, name, NULL);

  return g_strdup_printf ("%s%s:%d", sign, name, entry->width);
}

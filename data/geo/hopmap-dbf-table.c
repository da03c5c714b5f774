/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of dBASE III tables, the attribute half of a shapefile: text columns only, no memos. */
#include "hopmap-dbf-table.h"

#include <gio/gio.h>
#include <string.h>

#define HEADER_SIZE     32 /* of the file, and of each column description that follows it */
#define NAME_SIZE       11
#define HEADER_END      0x0d
#define OFFSET_OF_WIDTH 16

typedef struct
{
  char name[NAME_SIZE + 1];
  gsize offset; /* in the row */
  gsize width;
} Column;

struct _HopmapDbfTable
{
  GBytes *file;
  const guint8 *rows;
  guint n_rows;
  gsize row_size;
  GArray *columns;
};

static guint
get_uint16 (const guint8 *bytes)
{
  return bytes[0] | (guint) bytes[1] << 8;
}

static guint
get_uint32 (const guint8 *bytes)
{
  return get_uint16 (bytes) | get_uint16 (bytes + 2) << 16;
}

/* Returns the room that the columns need in a row; the first byte of a row marks deleted ones. */
static gsize
read_columns (HopmapDbfTable *table, const guint8 *bytes, gsize header_size)
{
  gsize offset = 1;

  for (gsize at = HEADER_SIZE; at + HEADER_SIZE <= header_size && bytes[at] != HEADER_END;
       at += HEADER_SIZE)
    {
      Column column = { .offset = offset, .width = bytes[at + OFFSET_OF_WIDTH] };

      memcpy (column.name, bytes + at, NAME_SIZE);
      g_array_append_val (table->columns, column);
      offset += column.width;
    }
  return offset;
}

/**
 * hopmap_dbf_table_new:
 * @file: the contents of a .dbf file
 *
 * Returns: (transfer full): the table; or NULL with an error when the file is cut or is no table
 */
HopmapDbfTable *
hopmap_dbf_table_new (GBytes *file, GError **error)
{
  g_autoptr (HopmapDbfTable) table = g_new0 (HopmapDbfTable, 1);
  gsize size, header_size = 0;
  const guint8 *bytes = g_bytes_get_data (file, &size);

  table->file = g_bytes_ref (file);
  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  if (size >= HEADER_SIZE)
    {
      table->n_rows = get_uint32 (bytes + 4);
      header_size = get_uint16 (bytes + 8);
      table->row_size = get_uint16 (bytes + 10);
      table->rows = bytes + header_size;
    }
  if (header_size < HEADER_SIZE || header_size > size
      || read_columns (table, bytes, header_size) > table->row_size
      || (size - header_size) / table->row_size < table->n_rows)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "This is no complete dBASE table");
      return NULL;
    }
  return g_steal_pointer (&table);
}

void
hopmap_dbf_table_free (HopmapDbfTable *table)
{
  g_bytes_unref (table->file);
  g_array_unref (table->columns);
  g_free (table);
}

guint
hopmap_dbf_table_get_n_rows (HopmapDbfTable *table)
{
  return table->n_rows;
}

/**
 * hopmap_dbf_table_find_column:
 *
 * Returns: the number of the column, or -1 with an error
 */
int
hopmap_dbf_table_find_column (HopmapDbfTable *table, const char *name, GError **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_ascii_strcasecmp (g_array_index (table->columns, Column, i).name, name) == 0)
      return (int) i;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The table has no column “%s”", name);
  return -1;
}

/**
 * hopmap_dbf_table_dup_text:
 * @column: from hopmap_dbf_table_find_column()
 *
 * Natural Earth wrote Windows-1252 up to its version 2 and UTF-8 since; text in one is hardly ever
 * valid in the other.
 *
 * Returns: (transfer full): the text of the cell in UTF-8, without the blanks around it
 */
char *
hopmap_dbf_table_dup_text (HopmapDbfTable *table, guint row, int column)
{
  const Column *where = &g_array_index (table->columns, Column, (guint) column);
  const char *cell = (const char *) table->rows + row * table->row_size + where->offset;
  gsize length = strnlen (cell, where->width);
  g_autofree char *text = NULL;

  g_assert (row < table->n_rows);
  if (g_utf8_validate_len (cell, length, NULL))
    text = g_strndup (cell, length);
  else
    text = g_convert_with_fallback (cell, (gssize) length, "UTF-8", "WINDOWS-1252", "?", NULL, NULL,
                                    NULL);
  return text == NULL ? g_strdup ("") : g_strstrip (g_steal_pointer (&text));
}

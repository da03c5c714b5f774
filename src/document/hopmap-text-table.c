/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A column is as wide as its widest cell, but one long cell may not push all others
 * off the page: beyond the limit it takes the room it needs and the rest of its line moves.
 */
#include "hopmap-text-table.h"

#include "hopmap-plain-text.h"

#define GAP              2
#define MAX_COLUMN_CELLS 60

typedef struct
{
  char *cells[HOPMAP_TEXT_TABLE_COLUMNS];
} Row;

struct _HopmapTextTable
{
  GArray *rows;
};

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < HOPMAP_TEXT_TABLE_COLUMNS; i++)
    g_free (row->cells[i]);
}

/* How many cells of a terminal a text takes. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

static char *
dup_cell (const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  hopmap_plain_text_append (clean, text);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

static void
measure_columns (HopmapTextTable *self, guint *widths)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      for (guint column = 0; column < HOPMAP_TEXT_TABLE_COLUMNS; column++)
        {
          guint width = measure (row->cells[column]);

          if (width <= MAX_COLUMN_CELLS)
            widths[column] = MAX (widths[column], width);
        }
    }
}

static void
append_row (GString *out, const Row *row, const guint *widths)
{
  gsize text_end = out->len;

  for (guint column = 0; column < HOPMAP_TEXT_TABLE_COLUMNS; column++)
    {
      guint width = measure (row->cells[column]);

      g_string_append (out, row->cells[column]);
      if (*row->cells[column] != '\0')
        text_end = out->len;
      for (guint i = width; widths[column] > 0 && i < MAX (widths[column], width) + GAP; i++)
        g_string_append_c (out, ' ');
    }

  g_string_truncate (out, text_end);
  g_string_append_c (out, '\n');
}

/**
 * hopmap_text_table_new:
 *
 * Returns: (transfer full): a table without rows
 */
HopmapTextTable *
hopmap_text_table_new (void)
{
  HopmapTextTable *self = g_new (HopmapTextTable, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  return self;
}

/**
 * hopmap_text_table_free:
 * @self: (transfer full): a table
 */
void
hopmap_text_table_free (HopmapTextTable *self)
{
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * hopmap_text_table_add:
 * @self: a table
 * @first: (nullable): cell of the first column; any bytes, as all cells
 * @second: (nullable): cell of the second column
 * @third: (nullable): cell of the third column
 * @fourth: (nullable): cell of the fourth column
 * @fifth: (nullable): cell of the fifth column
 *
 * Adds a row.
 */
void
hopmap_text_table_add (HopmapTextTable *self,
                       const char *first,
                       const char *second,
                       const char *third,
                       const char *fourth,
                       const char *fifth)
{
  Row row = { { dup_cell (first), dup_cell (second), dup_cell (third), dup_cell (fourth),
                dup_cell (fifth) } };

  g_array_append_val (self->rows, row);
}

/**
 * hopmap_text_table_append_to:
 * @self: a table
 * @out: where to; a line per row, without blanks at its end
 */
void
hopmap_text_table_append_to (HopmapTextTable *self, GString *out)
{
  guint widths[HOPMAP_TEXT_TABLE_COLUMNS] = { 0 };

  measure_columns (self, widths);
  for (guint i = 0; i < self->rows->len; i++)
    append_row (out, &g_array_index (self->rows, Row, i), widths);
}

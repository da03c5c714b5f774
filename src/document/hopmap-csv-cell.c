/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A spreadsheet takes a cell for a formula by its first character, and may cut cells
 * at another separator than ours, in quotes or not: so whatever follows a separator is guarded too.
 */
#include "hopmap-csv-cell.h"

#include "hopmap-plain-text.h"

#include <string.h>

/* The last four are the wide forms, which some spreadsheets take for the same. */
static gboolean
starts_formula (gunichar character)
{
  return (character < 0x80 && strchr ("=+-@|%", (int) character) != NULL) || character == 0xff1d
         || character == 0xff0b || character == 0xff0d || character == 0xff20;
}

/**
 * hopmap_csv_cell_append_text:
 * @out: a line
 * @text: (nullable): any bytes, not of our making
 *
 * Appends @text as one cell, with "'" before whatever a spreadsheet would calculate.
 */
void
hopmap_csv_cell_append_text (GString *out, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean at_start = TRUE;
  gboolean quoted;

  hopmap_plain_text_append (clean, text);
  quoted = strpbrk (clean->str, ",;\"'") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  for (const char *p = clean->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (at_start && starts_formula (character))
        g_string_append_c (out, '\'');
      if (character == '"')
        g_string_append_c (out, '"');
      g_string_append_unichar (out, character);
      at_start = strchr (",;\"'", (int) MIN (character, 0x7f)) != NULL
                 || (at_start && (g_unichar_isspace (character) || character == 0xfffd));
    }
  if (quoted)
    g_string_append_c (out, '"');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cleaning foreign text: see the header.
 */
#include "hopmap-clean-text.h"

#include <string.h>

/* The longest character of UTF-8 has four bytes. */
#define MAX_BYTES (4 * HOPMAP_CLEAN_TEXT_MAX_CHARS)

/* Unicode keeps these free for ever; what shows them is not defined. */
static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static gboolean
is_harmless (gunichar c)
{
  if (is_noncharacter (c))
    return FALSE;

  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* the marks of direction are of this kind */
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * hopmap_clean_text:
 * @text: (array length=length): bytes, not necessarily UTF-8 or ended by NUL
 * @length: how many
 *
 * Returns: (transfer full) (nullable): valid UTF-8 of at most %HOPMAP_CLEAN_TEXT_MAX_CHARS
 *   characters without controls, line breaks and marks of direction, or %NULL where nothing is left
 */
char *
hopmap_clean_text (const char *text, gsize length)
{
  gsize n_bytes = strnlen (text, MIN (length, MAX_BYTES));
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) n_bytes);
  GString *clean = g_string_sized_new (n_bytes);
  guint n_chars = 0;

  for (const char *p = valid; *p != '\0' && n_chars < HOPMAP_CLEAN_TEXT_MAX_CHARS;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_harmless (c))
        {
          g_string_append_unichar (clean, c);
          n_chars++;
        }
    }

  g_strstrip (clean->str);
  if (*clean->str != '\0')
    return g_string_free (clean, FALSE);

  g_string_free (clean, TRUE);
  return NULL;
}

/**
 * hopmap_clean_country_code:
 * @text: (array length=length): bytes
 * @length: how many
 *
 * Returns: (transfer full) (nullable): two upper-case letters as in ISO 3166-1, or %NULL where
 *   @text is anything else
 */
char *
hopmap_clean_country_code (const char *text, gsize length)
{
  if (length != 2 || !g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1]))
    return NULL;

  return g_ascii_strup (text, 2);
}

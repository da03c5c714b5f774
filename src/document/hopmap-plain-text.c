/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-plain-text.h"

#include <string.h>

#define MAX_NAME_BYTES 253

/**
 * hopmap_plain_text_is_trick:
 * @character: a character
 *
 * Returns: whether it is seen by machines only: a control, a line or paragraph separator, a mark
 *   that turns the direction of writing, or no character at all
 */
gboolean
hopmap_plain_text_is_trick (gunichar character)
{
  return character < 0x20 || (character >= 0x7f && character <= 0x9f) || character == 0x061c
         || (character >= 0x200b && character <= 0x200f)
         || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2060 && character <= 0x206f) || character == 0xfeff
         || (character >= 0xfff9 && character <= 0xfffb)
         || (character >= 0xe0000 && character <= 0xe007f) || !g_unichar_validate (character)
         || (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
}

/**
 * hopmap_plain_text_dup:
 * @text: (nullable): any bytes
 * @max_characters: the longest that is wanted
 *
 * Returns: (transfer full) (nullable): @text as one line of valid UTF-8 without tricks or blanks
 *   around it; %NULL where nothing is left
 */
char *
hopmap_plain_text_dup (const char *text, guint max_characters)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < max_characters; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (hopmap_plain_text_is_trick (character))
        continue;
      g_string_append_unichar (out, character);
      n++;
    }

  g_strstrip (out->str);
  return *out->str != '\0' ? g_strdup (out->str) : NULL;
}

/**
 * hopmap_plain_text_append:
 * @out: plain text
 * @text: (nullable): any bytes
 *
 * Appends @text with U+FFFD in the place of each trick, so that it is seen that something was there.
 */
void
hopmap_plain_text_append (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      g_string_append_unichar (out, hopmap_plain_text_is_trick (character) ? 0xfffd : character);
    }
}

/**
 * hopmap_plain_text_is_router_name:
 * @name: (nullable): any bytes
 *
 * The DNS allows any byte in a name; an honest router name needs letters, digits, ".", "-" and "_".
 *
 * Returns: whether @name is such a name
 */
gboolean
hopmap_plain_text_is_router_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length == 0 || length > MAX_NAME_BYTES || *name == '-' || *name == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

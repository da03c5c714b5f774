/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8 with or without a byte order mark, UTF-16 (what PowerShell writes), and code pages nobody
 * names: of those only the ASCII part counts, every other byte becomes a letter that is none.
 */
#include "hopmap-source-text.h"

#include "hopmap-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINES 120000u
#define STRANGE   '?'
#define ESCAPE    '\033'

static gboolean
has_mark (const guint8 *data, gsize length, const char *mark)
{
  return length >= strlen (mark) && memcmp (data, mark, strlen (mark)) == 0;
}

/* Without a byte order mark: text of these tools is ASCII, so every other byte is 0. */
static const char *
find_utf16 (const guint8 *data, gsize length)
{
  gsize n = MIN (length, 64u) & ~(gsize) 1;
  guint high = 0, low = 0;

  if (has_mark (data, length, "\xff\xfe"))
    return "UTF-16LE";
  if (has_mark (data, length, "\xfe\xff"))
    return "UTF-16BE";

  for (gsize i = 0; i < n; i += 2)
    {
      high += data[i] == 0 && data[i + 1] != 0;
      low += data[i + 1] == 0 && data[i] != 0;
    }
  if (n >= 8 && low * 2 == n)
    return "UTF-16LE";
  if (n >= 8 && high * 2 == n)
    return "UTF-16BE";

  return NULL;
}

static char *
decode_utf16 (const guint8 *data, gsize length, const char *encoding, gsize *decoded)
{
  gsize skip = data[0] >= 0xfe ? 2 : 0;

  return g_convert_with_fallback ((const char *) data + skip,
                                  (gssize) ((length - skip) & ~(gsize) 1), "UTF-8", encoding, "?",
                                  NULL, decoded, NULL);
}

static void
take_ascii_only (char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] >= 0x80)
        text[i] = STRANGE;
    }
}

static char *
decode (const guint8 *data, gsize length, gsize *decoded)
{
  const char *encoding = length >= 2 ? find_utf16 (data, length) : NULL;
  gsize skip = has_mark (data, length, "\xef\xbb\xbf") ? 3 : 0;
  char *text = NULL;

  if (encoding != NULL)
    text = decode_utf16 (data, length, encoding, decoded);
  if (text == NULL)
    {
      *decoded = length - skip;
      text = g_strndup ("", *decoded);
      if (*decoded > 0)
        memcpy (text, data + skip, *decoded);
    }

  for (gsize i = 0; i < *decoded; i++)
    {
      if (text[i] == '\0')
        text[i] = ' ';
    }
  if (!g_utf8_validate_len (text, *decoded, NULL))
    take_ascii_only (text, *decoded);

  return text;
}

/* "ESC [ … letter", as tools write that colour their output and were caught in a file. */
static void
drop_terminal_codes (char *line)
{
  char *out = line;

  for (const char *in = line; *in != '\0'; in++)
    {
      if (*in != ESCAPE)
        {
          *out++ = *in;
          continue;
        }
      if (in[1] == '[')
        in++;
      while (in[1] != '\0' && strchr ("0123456789;?", in[1]) != NULL)
        in++;
      if (g_ascii_isalpha (in[1]))
        in++;
    }
  *out = '\0';
}

static guint
count_lines (const char *text)
{
  guint n = 1;

  for (const char *p = strpbrk (text, "\r\n"); p != NULL && n <= MAX_LINES; n++)
    {
      p += p[0] == '\r' && p[1] == '\n' ? 2 : 1;
      p = strpbrk (p, "\r\n");
    }

  return n;
}

static void
split (HopmapSourceText *self)
{
  char *p = self->line_text;

  while (*p != '\0')
    {
      char *end = p + strcspn (p, "\r\n");
      char *next = end[0] == '\r' && end[1] == '\n' ? end + 2 : *end != '\0' ? end + 1 : end;

      *end = '\0';
      if (memchr (p, ESCAPE, (gsize) (end - p)) != NULL)
        drop_terminal_codes (p);
      self->lines[self->n_lines++] = p;
      p = next;
    }
}

static HopmapSourceText *
take (char *text, gsize length, GError **error)
{
  HopmapSourceText *self = g_new0 (HopmapSourceText, 1);
  guint n;

  self->text = text;
  self->length = length;
  n = count_lines (text);
  if (n > MAX_LINES)
    {
      g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
                   _ ("This file has more than %u lines, more than any trace; open a shorter one."),
                   MAX_LINES);
      hopmap_source_text_free (self);
      return NULL;
    }

  self->line_text = g_strdup (text);
  self->lines = g_new0 (char *, n + 1);
  split (self);
  return self;
}

/**
 * hopmap_source_text_new:
 * @bytes: a whole file, any bytes
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full): its text, or %NULL with @error set where it has too many lines
 */
HopmapSourceText *
hopmap_source_text_new (GBytes *bytes, GError **error)
{
  gsize length, decoded = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  char *text = decode (data, length, &decoded);

  return take (text, decoded, error);
}

/**
 * hopmap_source_text_new_from_string:
 * @text: text that another file quotes, valid UTF-8
 *
 * Returns: (transfer full) (nullable): the same as lines; %NULL where they are too many
 */
HopmapSourceText *
hopmap_source_text_new_from_string (const char *text)
{
  return take (g_strdup (text), strlen (text), NULL);
}

/**
 * hopmap_source_text_free:
 * @self: (transfer full): a text
 */
void
hopmap_source_text_free (HopmapSourceText *self)
{
  g_free (self->text);
  g_free (self->lines);
  g_free (self->line_text);
  g_free (self);
}

/**
 * hopmap_source_text_get_line:
 * @self: a text
 * @index: of a line, counted from 0
 *
 * Returns: (transfer none): that line; "" behind the last, and for one that is longer than any tool
 *   writes
 */
const char *
hopmap_source_text_get_line (const HopmapSourceText *self, guint index)
{
  if (index >= self->n_lines
      || strnlen (self->lines[index], HOPMAP_SOURCE_MAX_LINE_BYTES) == HOPMAP_SOURCE_MAX_LINE_BYTES)
    return "";

  return self->lines[index];
}

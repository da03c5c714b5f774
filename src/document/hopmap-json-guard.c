/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json-glib calls itself for every level of nesting and ends with the stack; it ends strings at
 * \u0000, and takes comments, quotes and second values that JSON (RFC 8259) does not have. So only
 * text that has none of these comes through.
 */
#include "hopmap-json-guard.h"

#include "hopmap-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 32

/* About what a parser needs memory for: members and elements once, arrays and objects twice more. */
#define MAX_WEIGHT 2500000u

typedef struct
{
  const char *next;
  const char *end;
  guint depth;
  guint weight;
  gboolean is_over; /* the first value is complete */
} Scan;

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD,
                       _ ("This file is damaged, or is no saved route; open another one."));
  return FALSE;
}

static gboolean
refuse_size (GError **error)
{
  g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
                       _ ("This file holds more than any saved route does; open another one."));
  return FALSE;
}

/* Behind the opening quote; leaves @scan behind the closing one. */
static gboolean
skip_string (Scan *scan)
{
  while (scan->next < scan->end)
    {
      char c = *scan->next++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < 0x20)
        return FALSE;
      if (c != '\\')
        continue;
      if (scan->next == scan->end || strchr ("\"\\/bfnrtu", *scan->next) == NULL)
        return FALSE;
      if (scan->end - scan->next >= 5 && strncmp (scan->next, "u0000", 5) == 0)
        return FALSE;
      scan->next++;
    }

  return FALSE;
}

static gboolean
is_outside_strings (char c)
{
  return c != '\0' && strchr (" \t\n\r,:+-.0123456789eEtrufalsn", c) != NULL;
}

static gboolean
scan_one (Scan *scan, GError **error)
{
  char c = *scan->next++;

  if (scan->is_over && strchr (" \t\r\n", c) == NULL)
    return refuse (error);

  switch (c)
    {
    case '[':
    case '{':
      scan->weight += 2;
      if (++scan->depth > MAX_DEPTH || scan->weight > MAX_WEIGHT)
        return refuse_size (error);
      break;
    case ']':
    case '}':
      if (scan->depth-- == 0)
        return refuse (error);
      scan->is_over = scan->depth == 0;
      break;
    case '"':
      return skip_string (scan) || refuse (error);
    default:
      if (!is_outside_strings (c))
        return refuse (error);
      if ((c == ',' || c == ':') && ++scan->weight > MAX_WEIGHT)
        return refuse_size (error);
    }

  return TRUE;
}

/**
 * hopmap_json_guard_check:
 * @text: any bytes
 * @length: how many
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: whether it is safe to hand @text to a parser
 */
gboolean
hopmap_json_guard_check (const char *text, gsize length, GError **error)
{
  Scan scan = { .next = text, .end = text + length };

  if (length > HOPMAP_DOCUMENT_MAX_BYTES)
    return refuse_size (error);
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return refuse (error);

  while (scan.next < scan.end)
    {
      if (!scan_one (&scan, error))
        return FALSE;
    }

  return scan.depth == 0 || refuse (error);
}

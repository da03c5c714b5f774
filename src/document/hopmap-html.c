/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The five characters of markup are escaped, so that the result may stand in an
 * element and in a quoted attribute alike; controls and marks that turn the writing round are
 * replaced first, since no escape takes their effect away.
 */
#include "hopmap-html.h"

#include "hopmap-plain-text.h"

#include <string.h>

/**
 * hopmap_html_append_text:
 * @out: HTML
 * @text: (nullable): any bytes
 *
 * Appends @text so that it is seen as it is.
 */
void
hopmap_html_append_text (GString *out, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  hopmap_plain_text_append (clean, text);
  escaped = g_markup_escape_text (clean->str, (gssize) clean->len);
  g_string_append (out, escaped);
}

/* How much of @text is an address on the web: up to a blank, a bracket or a quote. */
static gsize
measure_link (const char *text)
{
  gsize length = strcspn (text, " \t\r\n()<>\"'");

  while (length > 0 && strchr (".,;", text[length - 1]) != NULL)
    length--;

  return length;
}

/**
 * hopmap_html_append_linked_text:
 * @out: HTML
 * @text: (nullable): any bytes
 *
 * As hopmap_html_append_text(), with addresses that begin with "https://" made links. Sources of
 * data ask for such a link in return for their work.
 */
void
hopmap_html_append_linked_text (GString *out, const char *text)
{
  const char *next = text != NULL ? text : "";
  const char *link;

  while ((link = strstr (next, "https://")) != NULL)
    {
      g_autofree char *before = g_strndup (next, (gsize) (link - next));
      gsize length = measure_link (link);
      g_autofree char *address = g_strndup (link, length);

      hopmap_html_append_text (out, before);
      g_string_append (out, "<a rel=\"noopener noreferrer\" href=\"");
      hopmap_html_append_text (out, address);
      g_string_append (out, "\">");
      hopmap_html_append_text (out, address);
      g_string_append (out, "</a>");
      next = link + length;
    }

  hopmap_html_append_text (out, next);
}

/**
 * hopmap_html_append_element:
 * @out: HTML
 * @tag: name of the element
 * @class_name: (nullable): its class
 * @text: (nullable): its text, any bytes; without it nothing is appended
 */
void
hopmap_html_append_element (GString *out, const char *tag, const char *class_name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (class_name != NULL)
    g_string_append_printf (out, "<%s class=\"%s\">", tag, class_name);
  else
    g_string_append_printf (out, "<%s>", tag);
  hopmap_html_append_text (out, text);
  g_string_append_printf (out, "</%s>", tag);
}

/**
 * hopmap_html_append_filled:
 * @out: HTML
 * @template_text: HTML of our own with places marked {{NAME}}
 * @values: (element-type utf8 utf8): what goes where; HTML already
 *
 * What stands in a value is never taken for a mark.
 */
void
hopmap_html_append_filled (GString *out, const char *template_text, GHashTable *values)
{
  const char *next = template_text;
  const char *open;

  while ((open = strstr (next, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = NULL;
      const char *value;

      g_return_if_fail (close != NULL);

      name = g_strndup (open + 2, (gsize) (close - open - 2));
      value = g_hash_table_lookup (values, name);
      if (value == NULL)
        g_critical ("The page has a place for %s, and nothing to put there", name);

      g_string_append_len (out, next, open - next);
      g_string_append (out, value != NULL ? value : "");
      next = close + 2;
    }

  g_string_append (out, next);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json-glib's generator writes 0.51 as 0.51000000000000001, puts every number of a list on a line
 * of its own, and leaves "</script>" as it is; hence this one.
 */
#include "hopmap-json-text.h"

#include "hopmap-plain-text.h"

#include <math.h>
#include <string.h>

/* What fits into so many bytes stands on one line. */
#define LINE_BYTES 180

typedef struct
{
  GString *out;
  HopmapJsonStyle style;
} Printer;

static void append_node (Printer *printer, JsonNode *node, guint depth);

static void
append_double (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    {
      g_string_append (out, "null");
      return;
    }

  /* 15 digits are always exact as text, 17 always exact as a number. */
  for (guint digits = 15; digits <= 17; digits++)
    {
      char format[] = "%.15g";

      format[3] = (char) ('0' + digits - 10);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  g_string_append (out, text);
}

/* RFC 8259, 7: what lies beyond 16 bits is written as two halves. */
static void
append_escaped (GString *out, gunichar character)
{
  if (character > 0xffff)
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((character - 0x10000) >> 10),
                            0xdc00 + ((character - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", character);
}

/* Nothing is lost, but whoever looks at the file, in a terminal or an editor, is not tricked. */
static void
append_character (Printer *printer, gunichar character)
{
  gboolean markup = character == '<' || character == '>' || character == '&';

  if (character == '"' || character == '\\')
    g_string_append_printf (printer->out, "\\%c", (char) character);
  else if (hopmap_plain_text_is_trick (character) || (markup && printer->style == HOPMAP_JSON_PAGE))
    append_escaped (printer->out, character);
  else
    g_string_append_unichar (printer->out, character);
}

static void
append_string (Printer *printer, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  g_string_append_c (printer->out, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    append_character (printer, g_utf8_get_char (p));
  g_string_append_c (printer->out, '"');
}

static void
append_value (Printer *printer, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    append_string (printer, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (printer->out, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (printer->out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    append_double (printer->out, json_node_get_double (node));
}

static void
append_gap (Printer *printer, guint depth, gboolean broken)
{
  if (printer->style == HOPMAP_JSON_PAGE)
    return;

  if (!broken)
    {
      g_string_append_c (printer->out, ' ');
      return;
    }

  g_string_append_c (printer->out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (printer->out, "  ");
}

static void
append_object (Printer *printer, JsonObject *object, guint depth, gboolean broken)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (printer->out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!first)
        g_string_append_c (printer->out, ',');
      append_gap (printer, depth + 1, broken);
      append_string (printer, name);
      g_string_append (printer->out, printer->style == HOPMAP_JSON_PAGE ? ":" : ": ");
      append_node (printer, member, depth + 1);
      first = FALSE;
    }
  if (!first)
    append_gap (printer, depth, broken);
  g_string_append_c (printer->out, '}');
}

static void
append_array (Printer *printer, JsonArray *array, guint depth, gboolean broken)
{
  guint n = json_array_get_length (array);

  g_string_append_c (printer->out, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (printer->out, ',');
      if (broken || i > 0)
        append_gap (printer, depth + 1, broken);
      append_node (printer, json_array_get_element (array, i), depth + 1);
    }
  if (broken && n > 0)
    append_gap (printer, depth, broken);
  g_string_append_c (printer->out, ']');
}

static gboolean
holds_containers (JsonNode *node)
{
  g_autoptr (GList) children = JSON_NODE_HOLDS_OBJECT (node)
                                   ? json_object_get_values (json_node_get_object (node))
                                   : json_array_get_elements (json_node_get_array (node));

  for (GList *child = children; child != NULL; child = child->next)
    {
      JsonNode *inner = child->data;

      if (JSON_NODE_HOLDS_OBJECT (inner) || JSON_NODE_HOLDS_ARRAY (inner))
        return TRUE;
    }

  return FALSE;
}

static void
append_container (Printer *printer, JsonNode *node, guint depth, gboolean broken)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (printer, json_node_get_object (node), depth, broken);
  else
    append_array (printer, json_node_get_array (node), depth, broken);
}

static void
append_node (Printer *printer, JsonNode *node, guint depth)
{
  gsize start = printer->out->len;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      g_string_append (printer->out, "null");
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      append_value (printer, node);
    }
  else if (printer->style == HOPMAP_JSON_PAGE)
    {
      append_container (printer, node, depth, FALSE);
    }
  else if (holds_containers (node))
    {
      append_container (printer, node, depth, TRUE);
    }
  else
    {
      append_container (printer, node, depth, FALSE);
      if (printer->out->len - start <= LINE_BYTES)
        return;
      g_string_truncate (printer->out, start);
      append_container (printer, node, depth, TRUE);
    }
}

/**
 * hopmap_json_text_append:
 * @out: where to
 * @root: what; its strings may hold any bytes
 * @style: how
 */
void
hopmap_json_text_append (GString *out, JsonNode *root, HopmapJsonStyle style)
{
  Printer printer = { .out = out, .style = style };

  append_node (&printer, root, 0);
  if (style == HOPMAP_JSON_FILE)
    g_string_append_c (out, '\n');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading JSON of unknown origin: see the header. json-glib 1.6 follows brackets on the stack until
 * it overflows, takes comments and single quotes, and turns a string read as a number into 0, which
 * would put a router into the Gulf of Guinea.
 */
#include "hopmap-safe-json.h"

#include <math.h>
#include <string.h>

#include "hopmap-clean-text.h"

/* An answer about a place has some five levels. */
#define MAX_DEPTH 32

/* An answer about a hundred places has some six thousand values. The parser takes a hundred bytes and
 * more for one that is written in two. */
#define MAX_VALUES 20000

/* What JSON has outside strings (RFC 8259): structure, blanks, numbers, and true, false, null. */
#define PLAIN_CHARACTERS "{}[]:, \t\r\n+-.0123456789abcdefghijklmnopqrstuvwxyzE"

/* Returns the closing quote, or NULL where there is none. The parser ends a string at an escaped
 * NUL: what is left would say something else than what was said. */
static const char *
skip_string (const char *p, const char *end)
{
  for (; p < end && *p != '"'; p++)
    {
      if (*p != '\\')
        continue;
      if (end - p > 5 && strncmp (p, "\\u0000", 6) == 0)
        return NULL;
      if (++p == end)
        return NULL;
    }

  return p < end ? p : NULL;
}

/* The scan must see strings exactly where the parser sees them, or a bracket could hide in one that
 * is none. So it takes nothing outside strings that JSON does not have, and nothing behind the end
 * of the first object. */
static gboolean
has_safe_shape (const char *text, gsize length)
{
  const char *end = text + length;
  gboolean is_over = FALSE;
  guint depth = 0, n_values = 0;

  for (const char *p = text; p < end; p++)
    {
      if (is_over && strchr (" \t\r\n", *p) == NULL)
        return FALSE;
      if (*p == '"' && (p = skip_string (p + 1, end)) == NULL)
        return FALSE;
      if (*p == '"')
        continue;
      if (strchr (",{[", *p) != NULL && ++n_values > MAX_VALUES)
        return FALSE;
      if (strchr (PLAIN_CHARACTERS, *p) == NULL)
        return FALSE;
      if ((*p == '{' || *p == '[') && ++depth > MAX_DEPTH)
        return FALSE;
      if ((*p == '}' || *p == ']') && depth-- == 0)
        return FALSE;
      is_over = is_over || (depth == 0 && (*p == '}' || *p == ']'));
    }

  return depth == 0;
}

/**
 * hopmap_safe_json_parse_any:
 * @bytes: what came
 *
 * Returns: (transfer full) (nullable): the JSON object or list in it, or %NULL where it is neither, is
 *   not UTF-8 or is nested deeper than any answer would be
 */
JsonNode *
hopmap_safe_json_parse_any (GBytes *bytes)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  /* g_utf8_validate() with a length refuses NUL too. */
  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL)
      || !has_safe_shape (text, length))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  return root != NULL && (JSON_NODE_HOLDS_OBJECT (root) || JSON_NODE_HOLDS_ARRAY (root))
             ? json_node_ref (root)
             : NULL;
}

/**
 * hopmap_safe_json_parse:
 * @bytes: what came
 *
 * Returns: (transfer full) (nullable): the JSON object in it, or %NULL where it is not one, is not
 *   UTF-8 or is nested deeper than any answer would be
 */
JsonNode *
hopmap_safe_json_parse (GBytes *bytes)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse_any (bytes);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

/**
 * hopmap_safe_json_get_object:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the member, or %NULL where it is missing or no object
 */
JsonObject *
hopmap_safe_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_node_at (JsonArray *array, guint index)
{
  return array != NULL && index < json_array_get_length (array)
             ? json_array_get_element (array, index)
             : NULL;
}

/**
 * hopmap_safe_json_get_element:
 * @array: (nullable): a JSON list
 * @index: a place in it
 *
 * Returns: (transfer none) (nullable): the object there, or %NULL where there is none
 */
JsonObject *
hopmap_safe_json_get_element (JsonArray *array, guint index)
{
  JsonNode *node = get_node_at (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * hopmap_safe_json_get_list_at:
 * @array: (nullable): a JSON list
 * @index: a place in it
 *
 * Returns: (transfer none) (nullable): the list there, or %NULL where there is none
 */
JsonArray *
hopmap_safe_json_get_list_at (JsonArray *array, guint index)
{
  JsonNode *node = get_node_at (array, index);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * hopmap_safe_json_get_string_at:
 * @array: (nullable): a JSON list
 * @index: a place in it
 *
 * Returns: (transfer none) (nullable): the string there as it came, or %NULL where there is none; not
 *   fit for eyes
 */
const char *
hopmap_safe_json_get_string_at (JsonArray *array, guint index)
{
  JsonNode *node = get_node_at (array, index);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * hopmap_safe_json_get_array:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the member, or %NULL where it is missing or no list
 */
JsonArray *
hopmap_safe_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * hopmap_safe_json_is_true:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: whether the member is there and true; words and numbers are not
 */
gboolean
hopmap_safe_json_is_true (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

/**
 * hopmap_safe_json_get_string:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the member as it came, or %NULL where it is missing or no
 *   string; not fit for eyes
 */
const char *
hopmap_safe_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * hopmap_safe_json_dup_text:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: (transfer full) (nullable): the string, cleaned for eyes, or %NULL
 */
char *
hopmap_safe_json_dup_text (JsonObject *object, const char *name)
{
  const char *text = hopmap_safe_json_get_string (object, name);

  return text != NULL ? hopmap_clean_text (text, strlen (text)) : NULL;
}

static double
parse_number (const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' ? number : NAN;
}

/**
 * hopmap_safe_json_get_number:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: the number, also where it came as a string ("52.37"); NaN where there is none, or an
 *   infinite one
 */
double
hopmap_safe_json_get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  double number = NAN;
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NAN;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    number = json_node_get_double (node);
  else if (type == G_TYPE_STRING)
    number = parse_number (json_node_get_string (node));

  return isfinite (number) ? number : NAN;
}

/**
 * hopmap_safe_json_dup_country_code:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: (transfer full) (nullable): two capital letters, or %NULL where it is nothing like that
 */
char *
hopmap_safe_json_dup_country_code (JsonObject *object, const char *name)
{
  const char *code = hopmap_safe_json_get_string (object, name);

  return code != NULL ? hopmap_clean_country_code (code, strlen (code)) : NULL;
}

/**
 * hopmap_safe_json_get_asn:
 * @object: a JSON object
 * @name: a member
 *
 * Returns: the number of an autonomous system, from 15169, "15169", "AS15169" or "AS15169 Google LLC";
 *   0 where there is none
 */
guint
hopmap_safe_json_get_asn (JsonObject *object, const char *name)
{
  const char *text = hopmap_safe_json_get_string (object, name);
  double number;
  guint64 asn = 0;

  if (text == NULL)
    {
      number = hopmap_safe_json_get_number (object, name);
      return number >= 1 && number <= G_MAXUINT32 && floor (number) == number ? (guint) number : 0;
    }

  if (g_ascii_strncasecmp (text, "AS", 2) == 0)
    text += 2;
  if (!g_ascii_isdigit (*text))
    return 0;
  for (; g_ascii_isdigit (*text) && asn <= G_MAXUINT32; text++)
    asn = asn * 10 + (guint64) g_ascii_digit_value (*text);

  return (*text == '\0' || *text == ' ') && asn <= G_MAXUINT32 ? (guint) asn : 0;
}

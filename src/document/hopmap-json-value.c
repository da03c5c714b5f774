/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json-glib's own getters convert ("12" becomes 0.0) or complain with a critical; these look at the
 * type first.
 */
#include "hopmap-json-value.h"

#include "hopmap-plain-text.h"
#include "hopmap-rfc3339.h"

#include <hopmap-enums.h>
#include <math.h>

/**
 * hopmap_json_node_as_object:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the object in it, or %NULL where it is none
 */
JsonObject *
hopmap_json_node_as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* The member where it is a value of @type, else %NULL. */
static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

/**
 * hopmap_json_get_object:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the member where it is an object
 */
JsonObject *
hopmap_json_get_object (JsonObject *object, const char *name)
{
  return hopmap_json_node_as_object (get_member (object, name));
}

/**
 * hopmap_json_get_array:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the member where it is an array
 */
JsonArray *
hopmap_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * hopmap_json_get_string:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the member where it is a string of valid UTF-8
 */
const char *
hopmap_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

/**
 * hopmap_json_get_double:
 * @object: (nullable): an object
 * @name: name of a member
 * @min: smallest number that makes sense
 * @max: largest one
 * @value: (out): the number; untouched where %FALSE is returned
 *
 * Returns: whether the member is a finite number from @min to @max
 */
gboolean
hopmap_json_get_double (JsonObject *object, const char *name, double min, double max, double *value)
{
  JsonNode *node = get_value (object, name, G_TYPE_DOUBLE);
  double number;

  if (node != NULL)
    number = json_node_get_double (node);
  else if ((node = get_value (object, name, G_TYPE_INT64)) != NULL)
    number = (double) json_node_get_int (node);
  else
    return FALSE;

  if (!isfinite (number) || number < min || number > max)
    return FALSE;

  *value = number;
  return TRUE;
}

/**
 * hopmap_json_get_uint:
 * @object: (nullable): an object
 * @name: name of a member
 * @max: largest number that makes sense
 * @value: (out): the number; untouched where %FALSE is returned
 *
 * Returns: whether the member is a whole number from 0 to @max
 */
gboolean
hopmap_json_get_uint (JsonObject *object, const char *name, guint max, guint *value)
{
  double number;

  if (!hopmap_json_get_double (object, name, 0.0, max, &number) || number != floor (number))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

/**
 * hopmap_json_get_true:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: whether the member is the literal true
 */
gboolean
hopmap_json_get_true (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

/**
 * hopmap_json_is_null:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: whether the member is there and is the literal null
 */
gboolean
hopmap_json_is_null (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_NULL (node);
}

/**
 * hopmap_json_add_string:
 * @builder: inside an object
 * @name: name of the new member
 * @value: (nullable): a string; without it, or where it is empty, there is no member
 */
void
hopmap_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/**
 * hopmap_json_add_words:
 * @builder: inside an object
 * @name: name of the new member
 * @text: (nullable): words for people, any bytes; no member for %NULL
 *
 * As hopmap_json_add_string() for a reader that shows the words as they are: what could trick the
 * eye is replaced, and an empty text stays one.
 */
void
hopmap_json_add_words (JsonBuilder *builder, const char *name, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  if (text == NULL)
    return;

  hopmap_plain_text_append (clean, text);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, clean->str);
}

/**
 * hopmap_json_add_int:
 * @builder: inside an object
 * @name: name of the new member
 * @value: a whole number
 */
void
hopmap_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/**
 * hopmap_json_add_positive:
 * @builder: inside an object
 * @name: name of the new member
 * @value: a whole number; there is no member where it is not above 0
 */
void
hopmap_json_add_positive (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value > 0)
    hopmap_json_add_int (builder, name, value);
}

/**
 * hopmap_json_add_double:
 * @builder: inside an object
 * @name: name of the new member
 * @value: a finite number
 */
void
hopmap_json_add_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

/**
 * hopmap_json_add_nick:
 * @builder: inside an object
 * @name: name of the new member
 * @type: an enumeration
 * @value: one of its values, written as its word
 */
void
hopmap_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value)
{
  hopmap_json_add_string (builder, name, hopmap_enum_to_nick (type, value));
}

/**
 * hopmap_json_dup_address:
 * @address: an address
 *
 * Returns: (transfer full): its canonical text without a zone: the index of an interface says
 *   nothing on another machine
 */
char *
hopmap_json_dup_address (const HopmapAddress *address)
{
  HopmapAddress plain = *address;

  plain.scope_id = 0;
  return hopmap_address_to_string (&plain);
}

/**
 * hopmap_json_add_address:
 * @builder: inside an object
 * @name: name of the new member
 * @address: (nullable): an address; there is no member where it is not set
 */
void
hopmap_json_add_address (JsonBuilder *builder, const char *name, const HopmapAddress *address)
{
  g_autofree char *text = NULL;

  if (!hopmap_address_is_set (address))
    return;

  text = hopmap_json_dup_address (address);
  hopmap_json_add_string (builder, name, text);
}

/**
 * hopmap_json_add_time:
 * @builder: inside an object
 * @name: name of the new member
 * @time: (nullable): a time; without it there is no member
 */
void
hopmap_json_add_time (JsonBuilder *builder, const char *name, GDateTime *time)
{
  g_autofree char *text = NULL;

  if (time == NULL)
    return;

  text = hopmap_rfc3339_dup (hopmap_rfc3339_from_date_time (time));
  hopmap_json_add_string (builder, name, text);
}

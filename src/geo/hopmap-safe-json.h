/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON from strangers: parsed only after a look at its shape, read only with the type checked. What
 * it means is somebody else's business.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *hopmap_safe_json_parse (GBytes *bytes);
JsonNode *hopmap_safe_json_parse_any (GBytes *bytes);
JsonObject *hopmap_safe_json_get_element (JsonArray *array, guint index);
JsonArray *hopmap_safe_json_get_list_at (JsonArray *array, guint index);
const char *hopmap_safe_json_get_string_at (JsonArray *array, guint index);
JsonArray *hopmap_safe_json_get_array (JsonObject *object, const char *name);
gboolean hopmap_safe_json_is_true (JsonObject *object, const char *name);
JsonObject *hopmap_safe_json_get_object (JsonObject *object, const char *name);
const char *hopmap_safe_json_get_string (JsonObject *object, const char *name);
char *hopmap_safe_json_dup_text (JsonObject *object, const char *name);
double hopmap_safe_json_get_number (JsonObject *object, const char *name);
char *hopmap_safe_json_dup_country_code (JsonObject *object, const char *name);
guint hopmap_safe_json_get_asn (JsonObject *object, const char *name);

G_END_DECLS

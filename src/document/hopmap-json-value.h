/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of a JSON object as one type each. A member that is missing, of another type or out of
 * range is simply not there; nothing here warns, converts or guesses.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *hopmap_json_node_as_object (JsonNode *node);
JsonObject *hopmap_json_get_object (JsonObject *object, const char *name);
JsonArray *hopmap_json_get_array (JsonObject *object, const char *name);
const char *hopmap_json_get_string (JsonObject *object, const char *name);
gboolean hopmap_json_get_double (JsonObject *object,
                                 const char *name,
                                 double min,
                                 double max,
                                 double *value);
gboolean hopmap_json_get_uint (JsonObject *object, const char *name, guint max, guint *value);
gboolean hopmap_json_get_true (JsonObject *object, const char *name);
gboolean hopmap_json_is_null (JsonObject *object, const char *name);

G_END_DECLS

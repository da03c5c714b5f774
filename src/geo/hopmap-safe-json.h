/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON from strangers: parsed only after a look at its shape, read only with the type checked. What
 * it means is somebody else's business.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *hopmap_safe_json_parse (GBytes *bytes);
JsonObject *hopmap_safe_json_get_object (JsonObject *object, const char *name);
const char *hopmap_safe_json_get_string (JsonObject *object, const char *name);
char *hopmap_safe_json_dup_text (JsonObject *object, const char *name);
double hopmap_safe_json_get_number (JsonObject *object, const char *name);

G_END_DECLS

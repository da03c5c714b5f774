/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of a JSON object as one type each, read and written. A member that is missing, of another
 * type or out of range is simply not there; nothing here warns, converts or guesses.
 */
#pragma once

#include <hopmap-address.h>
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

char *hopmap_json_dup_address (const HopmapAddress *address);
void hopmap_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void hopmap_json_add_words (JsonBuilder *builder, const char *name, const char *text);
void hopmap_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
void hopmap_json_add_positive (JsonBuilder *builder, const char *name, gint64 value);
void hopmap_json_add_double (JsonBuilder *builder, const char *name, double value);
void hopmap_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value);
void hopmap_json_add_address (JsonBuilder *builder, const char *name, const HopmapAddress *address);
void hopmap_json_add_time (JsonBuilder *builder, const char *name, GDateTime *time);

G_END_DECLS

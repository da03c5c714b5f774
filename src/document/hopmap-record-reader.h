/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Traces in JSON: one value, an array of them, or one a line. Which tool made a value is told by its
 * members; each tool has a HopmapRecordReader.
 */
#pragma once

#include "hopmap-reader.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * HopmapRecordReader:
 * @title: the tool's own name for it, not translated
 * @claims: whether @record is of this tool
 * @read: puts its traces into @reading; %FALSE where it is not understood
 *
 * Constant, never freed. Both functions are safe for any object.
 */
typedef struct
{
  const char *title;
  gboolean (*claims) (JsonObject *record);
  gboolean (*read) (JsonObject *record, HopmapReading *reading);
} HopmapRecordReader;

extern const HopmapReader hopmap_record_reader;

gboolean hopmap_record_get_number (JsonObject *object, const char *name, double *value);
gboolean hopmap_record_get_uint (JsonObject *object, const char *name, guint max, guint *value);
gboolean hopmap_record_get_address (JsonObject *object, const char *name, HopmapAddress *address);
gint64 hopmap_record_get_rtt_ns (JsonObject *object, const char *name);
guint hopmap_record_get_length (JsonArray *array);
JsonObject *hopmap_record_get_element (JsonArray *array, guint index);

G_END_DECLS

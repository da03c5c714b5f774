/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON tree as text that people read and diff: members in the order they were made, short lines
 * for short things, numbers as short as they can be without losing a bit.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * HopmapJsonStyle:
 * @HOPMAP_JSON_FILE: indented, for a file
 * @HOPMAP_JSON_PAGE: without blanks, and safe inside an HTML script element
 */
typedef enum
{
  HOPMAP_JSON_FILE,
  HOPMAP_JSON_PAGE,
} HopmapJsonStyle;

void hopmap_json_text_append (GString *out, JsonNode *root, HopmapJsonStyle style);

G_END_DECLS

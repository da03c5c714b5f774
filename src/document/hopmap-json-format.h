/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own document, *.traceroute.json: everything that is known of a route. Its words are
 * laid down in data/traceroute-document.schema.json.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

#define HOPMAP_JSON_FORMAT_WORD    "traceroute-document"
#define HOPMAP_JSON_FORMAT_VERSION 1

extern const HopmapFormat hopmap_json_format;

gboolean hopmap_json_write (HopmapRoute *route,
                            const HopmapWriteOptions *options,
                            GString *out,
                            GError **error);
gboolean hopmap_json_write_all (GPtrArray *routes,
                                const HopmapWriteOptions *options,
                                GString *out,
                                GError **error);
GPtrArray *hopmap_json_read (GBytes *bytes, guint *n_left_out, GError **error);

G_END_DECLS

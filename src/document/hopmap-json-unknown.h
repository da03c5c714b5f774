/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of a document that this version does not know: other programs and later versions put them
 * there, and they are to be there still when the route is saved again.
 */
#pragma once

#include <hopmap-route.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void hopmap_json_unknown_keep (HopmapRoute *route, JsonObject *document, JsonObject *trace);
void hopmap_json_unknown_put_back (JsonObject *document, GPtrArray *routes);
void hopmap_json_unknown_copy (HopmapRoute *to, HopmapRoute *from);

G_END_DECLS

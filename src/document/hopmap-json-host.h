/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a document says of an address: name, network, places. Written, and read with distrust.
 */
#pragma once

#include <hopmap-hop.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void hopmap_json_host_add_place (JsonBuilder *builder, const HopmapPlace *place);
HopmapPlace *hopmap_json_host_read_place (JsonObject *object);
void hopmap_json_host_add (JsonBuilder *builder, HopmapHop *hop, GHashTable *seen);
void hopmap_json_host_add_others (JsonBuilder *builder, HopmapHop *hop, GHashTable *seen);
void hopmap_json_host_apply_other (JsonObject *host, HopmapHop *hop, const HopmapAddress *address);
void hopmap_json_host_apply (JsonObject *host, HopmapHop *hop);

G_END_DECLS

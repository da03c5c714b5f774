/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a document says of a hop beside its probes: statistics of more probes than are kept, and the
 * name of a router whose address nobody noted.
 */
#pragma once

#include <hopmap-hop.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void hopmap_json_summary_add (JsonBuilder *builder, HopmapHop *hop);
void hopmap_json_summary_apply (JsonObject *object, HopmapHop *hop);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the way changed during a trace, as lines and as JSON. It is what the probes show that the
 * route still holds, so that a file says the same when it is read and written again.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

void hopmap_route_changes_append_text (GString *out, HopmapRoute *route);
void hopmap_route_changes_add_json (JsonBuilder *builder, HopmapRoute *route);

G_END_DECLS

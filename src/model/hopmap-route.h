/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route: a GListModel of HopmapHop in order of distance, with the target, the phase and the end.
 * The one mutable truth of the program; its tracer writes it, everybody may watch it.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-hop.h"
#include "hopmap-target.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE (hopmap_route_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRoute, hopmap_route, HOPMAP, ROUTE, GObject)

HopmapRoute *hopmap_route_new (HopmapTarget *target, const HopmapTraceOptions *options);

HopmapTarget *hopmap_route_get_target (HopmapRoute *self);
const HopmapTraceOptions *hopmap_route_get_options (HopmapRoute *self);
HopmapPhase hopmap_route_get_phase (HopmapRoute *self);
HopmapEnd hopmap_route_get_end (HopmapRoute *self);
const GError *hopmap_route_get_error (HopmapRoute *self);
const char *hopmap_route_get_trouble (HopmapRoute *self);
const HopmapAddress *hopmap_route_get_destination (HopmapRoute *self);
HopmapProtocol hopmap_route_get_protocol (HopmapRoute *self);
HopmapAccess hopmap_route_get_access (HopmapRoute *self);
HopmapPlace *hopmap_route_get_origin (HopmapRoute *self);
GDateTime *hopmap_route_get_started (HopmapRoute *self);
GDateTime *hopmap_route_get_ended (HopmapRoute *self);
gboolean hopmap_route_is_busy (HopmapRoute *self);
HopmapHop *hopmap_route_get_hop (HopmapRoute *self, guint ttl);
HopmapHop *hopmap_route_get_last_answering_hop (HopmapRoute *self);
guint hopmap_route_get_distance (HopmapRoute *self);

void hopmap_route_set_trouble (HopmapRoute *self, const char *trouble);
void hopmap_route_set_phase (HopmapRoute *self, HopmapPhase phase);
void hopmap_route_set_destination (HopmapRoute *self, const HopmapAddress *address);
void hopmap_route_expect_distance (HopmapRoute *self, guint distance);
void hopmap_route_set_method (HopmapRoute *self, HopmapProtocol protocol, HopmapAccess access);
void hopmap_route_set_origin (HopmapRoute *self, HopmapPlace *origin);
void hopmap_route_set_times (HopmapRoute *self, GDateTime *started, GDateTime *ended);
HopmapHop *hopmap_route_ensure_hop (HopmapRoute *self, guint ttl);
void hopmap_route_truncate (HopmapRoute *self, guint last_ttl);
void hopmap_route_finish (HopmapRoute *self, HopmapEnd end);
void hopmap_route_fail (HopmapRoute *self, const GError *error);

G_END_DECLS

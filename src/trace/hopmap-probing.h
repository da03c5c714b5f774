/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probing of one route from the first probe on: passes between schedule and source, and writes
 * into the route what came of it. Beginning and end of a trace are the tracer's.
 */
#pragma once

#include "hopmap-probe-source.h"
#include "hopmap-route.h"
#include "hopmap-survey.h"

G_BEGIN_DECLS

typedef struct _HopmapProbing HopmapProbing;

HopmapProbing *hopmap_probing_new (HopmapRoute *route,
                                   HopmapProbeSource *source,
                                   HopmapProtocol protocol);
void hopmap_probing_free (HopmapProbing *self);

gint64 hopmap_probing_advance (HopmapProbing *self);
void hopmap_probing_take_event (HopmapProbing *self, const HopmapProbeEvent *event);
void hopmap_probing_end (HopmapProbing *self);
gboolean hopmap_probing_is_over (HopmapProbing *self);
HopmapEnd hopmap_probing_get_end (HopmapProbing *self);
const GError *hopmap_probing_get_error (HopmapProbing *self);
gboolean hopmap_probing_is_hopeless (HopmapProbing *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Traces a route: has the name resolved, the probes sent as the schedule says, and writes what
 * comes back into the route. It is the only writer of measurements, and of router names.
 */
#pragma once

#include "hopmap-probe-source.h"
#include "hopmap-resolver.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_TRACER (hopmap_tracer_get_type ())

G_DECLARE_FINAL_TYPE (HopmapTracer, hopmap_tracer, HOPMAP, TRACER, GObject)

HopmapTracer *hopmap_tracer_new (HopmapRoute *route,
                                 HopmapProbeSource *source,
                                 HopmapResolver *resolver);
void hopmap_tracer_run_async (HopmapTracer *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean hopmap_tracer_run_finish (HopmapTracer *self, GAsyncResult *result, GError **error);
void hopmap_tracer_stop (HopmapTracer *self);

G_END_DECLS

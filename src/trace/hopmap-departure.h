/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes before the first probe: the route's destination is found, and its source of probes
 * started. Nothing is probed here.
 */
#pragma once

#include "hopmap-probe-source.h"
#include "hopmap-resolver.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

void hopmap_departure_async (HopmapProbeSource *source,
                             HopmapResolver *resolver,
                             HopmapRoute *route,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean hopmap_departure_finish (HopmapProbeSource *source,
                                  GAsyncResult *result,
                                  HopmapProtocol *protocol,
                                  HopmapAccess *access,
                                  GError **error);

G_END_DECLS

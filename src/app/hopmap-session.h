/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One route with its tracer and its locator: what a window shows and what the command line writes.
 */
#pragma once

#include "hopmap-distance-book.h"
#include "hopmap-locator.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_SESSION (hopmap_session_get_type ())

G_DECLARE_FINAL_TYPE (HopmapSession, hopmap_session, HOPMAP, SESSION, GObject)

HopmapSession *hopmap_session_new_trace (HopmapTarget *target,
                                         const HopmapTraceOptions *options,
                                         HopmapLocator *locator);
HopmapSession *hopmap_session_new_replay (HopmapRoute *recording, HopmapLocator *locator);
HopmapSession *hopmap_session_new_finished (HopmapRoute *recording, HopmapLocator *locator);
void hopmap_session_use_distances (HopmapSession *self, HopmapDistanceBook *distances);
HopmapRoute *hopmap_session_get_route (HopmapSession *self);
char *hopmap_session_dup_attribution (HopmapSession *self);
void hopmap_session_run_async (HopmapSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean hopmap_session_run_finish (HopmapSession *self, GAsyncResult *result, GError **error);
void hopmap_session_stop (HopmapSession *self);

G_END_DECLS

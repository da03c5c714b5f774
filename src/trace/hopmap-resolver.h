/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names to addresses and back, through the system's resolver: which address of a host to trace,
 * and what a router is called. Names of routers are strangers' words and are checked here.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_RESOLVER (hopmap_resolver_get_type ())

G_DECLARE_FINAL_TYPE (HopmapResolver, hopmap_resolver, HOPMAP, RESOLVER, GObject)

HopmapResolver *hopmap_resolver_new (void);
HopmapResolver *hopmap_resolver_new_for_recording (HopmapRoute *recording);

void hopmap_resolver_resolve_async (HopmapResolver *self,
                                    HopmapTarget *target,
                                    guint family,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HopmapAddress *hopmap_resolver_resolve_finish (HopmapResolver *self,
                                               GAsyncResult *result,
                                               GError **error);

void hopmap_resolver_lookup_name_async (HopmapResolver *self,
                                        const HopmapAddress *address,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
char *hopmap_resolver_lookup_name_finish (HopmapResolver *self,
                                          GAsyncResult *result,
                                          GError **error);

char *hopmap_resolver_dup_checked_name (const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the desktop, which asks the person, where this computer is: the Location portal.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-place.h"

G_BEGIN_DECLS

void hopmap_location_portal_ask_async (GDBusConnection *bus,
                                       guint patience_s,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HopmapPlace *hopmap_location_portal_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS

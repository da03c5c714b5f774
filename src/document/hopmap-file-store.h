/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts bytes into a file whole or not at all. It knows nothing of routes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hopmap_file_store_write (GFile *file,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS

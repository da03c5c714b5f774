/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts the helper program so that nothing of ours can lead it astray, and says in sentences why
 * that failed or how it ended. It knows nothing of what is said over the socket.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int hopmap_helper_process_spawn (const char *path, GSubprocess **process, GError **error);
GError *hopmap_helper_process_get_end (const char *path, GSubprocess *process);

G_END_DECLS

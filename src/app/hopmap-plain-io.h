/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole inputs and outputs of the command line: files, pipes and the standard streams. It blocks,
 * and knows nothing of what it moves.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hopmap_plain_io_fill_descriptors (void);
GBytes *hopmap_plain_io_read (const char *path, GInputStream *standard_input, GError **error);
gboolean hopmap_plain_io_write (const char *text, gsize length, GError **error);

G_END_DECLS

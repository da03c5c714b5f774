/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look at JSON text before a parser sees it: depth, size and characters that parsers stumble over.
 * It does not parse, and what passes may still be no JSON.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hopmap_json_guard_check (const char *text, gsize length, GError **error);

G_END_DECLS

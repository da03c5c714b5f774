/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words from outside (router names, cities, networks) on their way into a route or a file: what
 * could turn lines around, move a terminal or pass for something else is taken out. No escaping.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hopmap_plain_text_dup (const char *text, guint max_characters);
void hopmap_plain_text_append (GString *out, const char *text);
gboolean hopmap_plain_text_is_router_name (const char *name);
gboolean hopmap_plain_text_is_trick (gunichar character);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as HTML, and templates filled with it. What is written by these functions cannot become
 * markup, script or a link that nobody meant.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hopmap_html_append_text (GString *out, const char *text);
void hopmap_html_append_linked_text (GString *out, const char *text);
void hopmap_html_append_element (GString *out,
                                 const char *tag,
                                 const char *class_name,
                                 const char *text);
void hopmap_html_append_filled (GString *out, const char *template_text, GHashTable *values);

G_END_DECLS

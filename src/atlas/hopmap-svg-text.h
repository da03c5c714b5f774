/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small pieces of SVG text: names from outside made harmless, numbers, lines, circles.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hopmap_svg_append_text (GString *out, const char *text);
void hopmap_svg_append_number (GString *out, double number);
void hopmap_svg_append_attribute (GString *out, const char *name, double number);
void hopmap_svg_append_circle (GString *out,
                               const char *css_class,
                               double x,
                               double y,
                               double radius);
void hopmap_svg_append_line (GString *out,
                             const char *css_class,
                             double x1,
                             double y1,
                             double x2,
                             double y2);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words, numbers and colours as KML has them. It knows nothing of routes.
 */
#pragma once

#include <glib.h>
#include <hopmap-palette.h>

G_BEGIN_DECLS

void hopmap_kml_append_words (GString *out, const char *tag, const char *text);
void hopmap_kml_append_value (GString *out, const char *name, const char *text);
void hopmap_kml_append_number (GString *out, const char *tag, double number, guint decimals);
void hopmap_kml_append_position (GString *out, double latitude, double longitude);
void hopmap_kml_append_colour (GString *out, const HopmapColour *colour, double alpha);

G_END_DECLS

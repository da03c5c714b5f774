/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A globe shows names, descriptions and values as HTML after the XML has been
 * undone, so that no escape of XML keeps a word from becoming markup there; brackets that look
 * alike do.
 */
#include "hopmap-kml-text.h"

#include "hopmap-html.h"
#include "hopmap-number-text.h"

#define LEFT_BRACKET  "\u2039"
#define RIGHT_BRACKET "\u203a"
#define AMPERSAND     "\uff06"
#define DOLLAR        "\uff04"

static void
append_text (GString *out, const char *text)
{
  g_autoptr (GString) safe = g_string_new (text);

  g_string_replace (safe, "<", LEFT_BRACKET, 0);
  g_string_replace (safe, ">", RIGHT_BRACKET, 0);
  /* "&lt;" would be a bracket again, and "$[name]" is replaced by a globe. */
  g_string_replace (safe, "&", AMPERSAND, 0);
  g_string_replace (safe, "$[", DOLLAR "[", 0);
  hopmap_html_append_text (out, safe->str);
}

/**
 * hopmap_kml_append_words:
 * @out: KML
 * @tag: name of an element
 * @text: (nullable): its text, any bytes; without it nothing is appended
 */
void
hopmap_kml_append_words (GString *out, const char *tag, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "<%s>", tag);
  append_text (out, text);
  g_string_append_printf (out, "</%s>", tag);
}

/**
 * hopmap_kml_append_value:
 * @out: inside an ExtendedData
 * @name: name of the value, of our making
 * @text: (nullable): any bytes; without it nothing is appended
 */
void
hopmap_kml_append_value (GString *out, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "<Data name=\"%s\">", name);
  hopmap_kml_append_words (out, "value", text);
  g_string_append (out, "</Data>\n");
}

/**
 * hopmap_kml_append_number:
 * @out: KML
 * @tag: name of an element
 * @number: its number
 * @decimals: how many places at most
 */
void
hopmap_kml_append_number (GString *out, const char *tag, double number, guint decimals)
{
  g_string_append_printf (out, "<%s>", tag);
  hopmap_number_append (out, number, decimals);
  g_string_append_printf (out, "</%s>", tag);
}

/**
 * hopmap_kml_append_position:
 * @out: inside a "coordinates"
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Longitude first, and no blank within: blanks part the positions.
 */
void
hopmap_kml_append_position (GString *out, double latitude, double longitude)
{
  hopmap_number_append (out, longitude, HOPMAP_DEGREE_DECIMALS);
  g_string_append_c (out, ',');
  hopmap_number_append (out, latitude, HOPMAP_DEGREE_DECIMALS);
}

static guint
to_byte (double part)
{
  return (guint) (CLAMP (part, 0.0, 1.0) * 255.0 + 0.5);
}

/**
 * hopmap_kml_append_colour:
 * @out: inside a style
 * @colour: a colour
 * @alpha: 0 to 1, in the place of its own
 *
 * The order of the parts is alpha, blue, green, red.
 */
void
hopmap_kml_append_colour (GString *out, const HopmapColour *colour, double alpha)
{
  g_string_append_printf (out, "<color>%02x%02x%02x%02x</color>", to_byte (alpha),
                          to_byte (colour->blue), to_byte (colour->green), to_byte (colour->red));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Numbers are written by C-locale functions only.
 */
#include "hopmap-svg-text.h"

static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* What is not seen, or turns the writing round, could make a name read as another. */
static gboolean
is_printable (gunichar c)
{
  return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !is_noncharacter (c) && c != 0x061c
         && !(c >= 0x200b && c <= 0x200f) && !(c >= 0x2028 && c <= 0x202e)
         && !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff && !(c >= 0xfff9 && c <= 0xfffb)
         && !(c >= 0xe0000 && c <= 0xe007f);
}

/**
 * hopmap_svg_append_text:
 * @out: gets the text appended
 * @text: any bytes
 *
 * What XML 1.0 forbids or nobody would see is replaced, and nothing can be mistaken for markup.
 */
void
hopmap_svg_append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, is_printable (c) ? c : 0xfffd);
    }
  escaped = g_markup_escape_text (clean->str, (gssize) clean->len);
  g_string_append (out, escaped);
}

/**
 * hopmap_svg_append_number:
 * @out: gets the number appended, with one digit behind the point or none
 * @number: finite
 */
void
hopmap_svg_append_number (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (text, sizeof text, "%.1f", number);
  length = strlen (text);
  if (g_str_has_suffix (text, ".0"))
    length -= 2;
  g_string_append_len (out, text, (gssize) length);
}

/**
 * hopmap_svg_append_attribute:
 * @out: gets an attribute appended, with a space before it
 * @name: its name
 * @number: its value
 */
void
hopmap_svg_append_attribute (GString *out, const char *name, double number)
{
  g_string_append_printf (out, " %s=\"", name);
  hopmap_svg_append_number (out, number);
  g_string_append_c (out, '"');
}

/**
 * hopmap_svg_append_circle:
 * @out: gets an element appended
 * @css_class: its class
 * @x: centre, pixels
 * @y: likewise
 * @radius: pixels
 */
void
hopmap_svg_append_circle (GString *out, const char *css_class, double x, double y, double radius)
{
  g_string_append_printf (out, "<circle class=\"%s\"", css_class);
  hopmap_svg_append_attribute (out, "cx", x);
  hopmap_svg_append_attribute (out, "cy", y);
  hopmap_svg_append_attribute (out, "r", radius);
  g_string_append (out, "/>");
}

/**
 * hopmap_svg_append_line:
 * @out: gets an element appended
 * @css_class: its class
 * @x1: one end, pixels
 * @y1: likewise
 * @x2: the other end
 * @y2: likewise
 */
void
hopmap_svg_append_line (GString *out,
                        const char *css_class,
                        double x1,
                        double y1,
                        double x2,
                        double y2)
{
  g_string_append_printf (out, "<line class=\"%s\"", css_class);
  hopmap_svg_append_attribute (out, "x1", x1);
  hopmap_svg_append_attribute (out, "y1", y1);
  hopmap_svg_append_attribute (out, "x2", x2);
  hopmap_svg_append_attribute (out, "y2", y2);
  g_string_append (out, "/>");
}

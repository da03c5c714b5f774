/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Build tool: writes the colours of hop numbers and map as a GTK style sheet to standard output,
 * from the palettes of the atlas, so that window, pictures and pages cannot drift apart.
 */
#include <hopmap-palette.h>
#include <stdio.h>

static void
append_number_rules (GString *css, const char *scope, const HopmapPalette *palette, guint rtt_class)
{
  g_autofree char *colour = hopmap_colour_to_css (&palette->rtt[rtt_class]);
  g_autofree char *text = hopmap_colour_to_css (&palette->rtt_text[rtt_class]);
  g_autofree char *paper = hopmap_colour_to_css (&palette->paper);
  g_autofree char *casing = hopmap_colour_to_css (&palette->casing);
  const char *name = hopmap_palette_rtt_class_name (rtt_class);

  g_string_append_printf (
      css, ".%s .hop-number.%s { background-color: %s; color: %s; border-color: %s; }\n", scope,
      name, colour, text, colour);
  g_string_append_printf (css, ".%s .hop-number.%s.vague { background-color: %s; color: %s; }\n",
                          scope, name, paper, colour);
  /* One shadow each: GTK 4.8 stacks several the other way around than later ones. */
  g_string_append_printf (css, ".%s .hop-number.%s.on-map { border-color: %s; }\n", scope, name,
                          casing);
  g_string_append_printf (css,
                          ".%s .hop-number.%s.on-map.branch { background-color: %s; color: %s;"
                          " border-color: %s; }\n",
                          scope, name, paper, colour, colour);
  g_string_append_printf (css,
                          ".%s .hop-number.%s.on-map.vague { border-color: %s;"
                          " box-shadow: 0 0 0 1.5px %s; }\n",
                          scope, name, colour, casing);
  g_string_append_printf (css,
                          ".%s .hop-number.%s.on-map.destination { box-shadow: 0 0 0 2px %s; }\n",
                          scope, name, colour);
  g_string_append_printf (
      css, ".%s .hop-number.%s.on-map.anycast { outline: 2px dotted %s; outline-offset: 2px; }\n",
      scope, name, colour);
  g_string_append_printf (css, ".%s .legend-swatch.%s { background-color: %s; }\n", scope, name,
                          colour);
  g_string_append_printf (css, ".%s .rtt-bar.%s { background-color: %s; }\n", scope, name, colour);
}

static void
append_palette (GString *css, HopmapPaletteStyle style)
{
  const HopmapPalette *palette = hopmap_palette_get (style);
  g_autofree char *scope = g_strconcat ("hopmap-", palette->name, NULL);
  g_autofree char *sea = hopmap_colour_to_css (&palette->sea);
  g_autofree char *ink = hopmap_colour_to_css (&palette->ink);
  g_autofree char *paper = hopmap_colour_to_css (&palette->paper);

  /* The sea behind the tiles: what is not painted yet looks like open water. */
  g_string_append_printf (css, "hopmap-map.%s map-view { background-color: %s; }\n", scope, sea);
  g_string_append_printf (
      css, "hopmap-map.%s .map-card { background-color: alpha(%s, 0.88); color: %s; }\n", scope,
      paper, ink);
  g_string_append_printf (css,
                          ".%s .hop-number.origin.on-map { background-color: %s; color: %s;"
                          " border-color: %s; }\n",
                          scope, paper, ink, ink);
  for (guint i = 0; i <= HOPMAP_RTT_CLASS_NONE; i++)
    append_number_rules (css, scope, palette, i);
}

int
main (void)
{
  g_autoptr (GString) css = g_string_new (NULL);

  for (guint i = 0; i < HOPMAP_PALETTE_N_STYLES; i++)
    append_palette (css, (HopmapPaletteStyle) i);
  return fputs (css->str, stdout) < 0 || fflush (stdout) != 0;
}

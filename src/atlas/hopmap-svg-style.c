/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style sheet of the SVG map, made from the same palettes as the window. Light is the base, so
 * that print gets it; dark is for screens that ask for it.
 */
#include "hopmap-svg-map.h"

#include "hopmap-palette.h"

static const char shape_rules[] =
    ".hm-map{display:block;width:100%;height:auto}\n"
    ".hm-land{stroke-width:.8;stroke-linejoin:round}\n"
    ".hm-pole{stroke:none}\n"
    ".hm-lake{stroke-width:.5;stroke-linejoin:round}\n"
    ".hm-border{fill:none;stroke-width:.8}\n"
    ".hm-casing,.hm-leg{fill:none;stroke-linecap:round;stroke-linejoin:round}\n"
    ".hm-branch{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}\n"
    ".hm-branch.hm-vague{stroke-dasharray:0 3.3}\n"
    ".hm-casing{stroke-width:6}.hm-leg{stroke-width:3}\n"
    ".hm-leg.hm-bridge{stroke-dasharray:6 6.6}.hm-leg.hm-vague{stroke-dasharray:0 6.6}\n"
    ".hm-area{fill-opacity:.12;stroke-opacity:.45}\n"
    ".hm-vague .hm-area{stroke-dasharray:4 4}\n"
    ".hm-leader{stroke-opacity:.6}\n"
    ".hm-badge{stroke-width:1.5}.hm-ring{stroke-width:1.5}\n"
    ".hm-vague .hm-badge{stroke-dasharray:3 2.5}.hm-country .hm-badge{stroke-dasharray:1 2}\n"
    ".hm-many{fill:none;stroke-width:1.5;stroke-dasharray:0 3;stroke-linecap:round}\n"
    ".hm-strike{stroke-width:2}.hm-tick{stroke-width:2;stroke-linecap:round}\n"
    ".hm-number{font:bold 12px system-ui,sans-serif;text-anchor:middle}\n"
    ".hm-other .hm-number{font-size:9px}\n"
    ".hm-words{font:13px system-ui,sans-serif}\n";

static void
append_rule (GString *out, const char *selector, const char *property, const HopmapColour *colour)
{
  g_autofree char *css = hopmap_colour_to_css (colour);

  g_string_append_printf (out, "%s{%s:%s}\n", selector, property, css);
}

static void
append_rtt_rules (GString *out, const HopmapPalette *palette, guint rtt_class)
{
  g_autofree char *colour = hopmap_colour_to_css (&palette->rtt[rtt_class]);
  g_autofree char *text = hopmap_colour_to_css (&palette->rtt_text[rtt_class]);
  const char *name = hopmap_palette_rtt_class_name (rtt_class);

  g_string_append_printf (
      out,
      ".hm-leg.hm-%s,.hm-branch.hm-%s,.hm-tick.hm-%s,.hm-%s .hm-area,.hm-%s .hm-ring,.hm-%s .hm-many,.hm-%s .hm-strike"
      "{stroke:%s}\n",
      name, name, name, name, name, name, name, colour);
  g_string_append_printf (out, ".hm-%s .hm-badge,.hm-%s .hm-area,.hm-%s .hm-dot{fill:%s}\n", name,
                          name, name, colour);
  g_string_append_printf (out, ".hm-%s .hm-number{fill:%s}\n", name, text);
  g_string_append_printf (out, ".hm-vague.hm-%s .hm-badge,.hm-other.hm-%s .hm-badge{stroke:%s}\n",
                          name, name, colour);
  g_string_append_printf (out, ".hm-vague.hm-%s .hm-number,.hm-other.hm-%s .hm-number{fill:%s}\n",
                          name, name, colour);
}

static void
append_palette (GString *out, const HopmapPalette *palette)
{
  append_rule (out, ".hm-sea", "fill", &palette->sea);
  append_rule (out, ".hm-land", "fill", &palette->land);
  append_rule (out, ".hm-land", "stroke", &palette->coast);
  append_rule (out, ".hm-lake", "fill", &palette->sea);
  append_rule (out, ".hm-lake", "stroke", &palette->coast);
  append_rule (out, ".hm-border", "stroke", &palette->border);
  append_rule (out, ".hm-casing,.hm-badge,.hm-dot", "stroke", &palette->casing);
  append_rule (out, ".hm-leader", "stroke", &palette->ink);
  append_rule (out, ".hm-ring", "fill", &palette->casing);
  append_rule (out, ".hm-strip", "fill", &palette->paper);
  append_rule (out, ".hm-words", "fill", &palette->ink);
  for (guint i = 0; i <= HOPMAP_RTT_CLASS_NONE; i++)
    append_rtt_rules (out, palette, i);
  /* More specific than the colour of the class that it replaces. */
  append_rule (out, ".hm-stop.hm-vague .hm-badge,.hm-stop.hm-other .hm-badge", "fill",
               &palette->paper);
}

/**
 * hopmap_svg_map_append_style:
 * @out: gets the rules appended, plain ASCII without "<"
 *
 * The style sheet that hopmap_svg_map_append()'s classes need; once per page, in its <style>.
 */
void
hopmap_svg_map_append_style (GString *out)
{
  g_string_append (out, shape_rules);
  append_palette (out, hopmap_palette_get (HOPMAP_PALETTE_LIGHT));
  g_string_append (out, "@media screen and (prefers-color-scheme:dark){\n");
  append_palette (out, hopmap_palette_get (HOPMAP_PALETTE_DARK));
  g_string_append (out, "}\n");
}

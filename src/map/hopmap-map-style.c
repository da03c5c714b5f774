/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loads the style sheet of the room, once per display: sizes and shapes from hopmap-map.css, colours
 * from the sheet that hopmap-style-writer made out of the palettes.
 */
#include "hopmap-map-style.h"

#include "hopmap-map-resource.h"

#include <hopmap-palette.h>

#define STYLE_RESOURCE "/hopmap/map/hopmap-map.css"

/**
 * hopmap_map_style_add_to_display:
 * @display: a display
 *
 * Makes the style classes known there. Further calls do nothing.
 */
void
hopmap_map_style_add_to_display (GdkDisplay *display)
{
  static const char added[] = "hopmap-map-style";
  g_autoptr (GtkCssProvider) provider = NULL;

  if (g_object_get_data (G_OBJECT (display), added) != NULL)
    return;

  g_resources_register (hopmap_map_get_resource ());
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, STYLE_RESOURCE);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
  g_object_set_data (G_OBJECT (display), added, GINT_TO_POINTER (TRUE));
}

/**
 * hopmap_map_style_get_class:
 * @dark: whether the window is dark
 * @high_contrast: whether the person asked for high contrast
 *
 * Returns: (transfer none): the style class that scopes the colours of hop numbers
 */
const char *
hopmap_map_style_get_class (gboolean dark, gboolean high_contrast)
{
  g_autofree char *name = NULL;
  HopmapPaletteStyle style = hopmap_palette_style (dark, high_contrast);

  /* hopmap-style-writer.c makes the same names. */
  name = g_strconcat ("hopmap-", hopmap_palette_get (style)->name, NULL);
  return g_intern_string (name);
}

/**
 * hopmap_map_style_get_rtt_class:
 * @rtt_ns: round-trip time in nanoseconds, or negative for none
 *
 * Returns: (transfer none): the style class of a hop with that time; a constant string
 */
const char *
hopmap_map_style_get_rtt_class (gint64 rtt_ns)
{
  return hopmap_palette_rtt_class_name (hopmap_palette_rtt_class (rtt_ns));
}

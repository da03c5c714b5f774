/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The colours and line widths of every picture of a route: the world, and five classes of
 * round-trip time that stay in order for eyes that see fewer colours. Constant tables.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapColour: sRGB with straight alpha, each 0 to 1.
 */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} HopmapColour;

/**
 * HopmapPaletteStyle: which table; the high contrast ones draw thicker and calm nothing down.
 */
typedef enum
{
  HOPMAP_PALETTE_LIGHT,
  HOPMAP_PALETTE_DARK,
  HOPMAP_PALETTE_LIGHT_HIGH_CONTRAST,
  HOPMAP_PALETTE_DARK_HIGH_CONTRAST,
} HopmapPaletteStyle;

#define HOPMAP_PALETTE_N_STYLES 4

/* Classes of round-trip time, and the one for "not measured". */
#define HOPMAP_RTT_CLASSES    5
#define HOPMAP_RTT_CLASS_NONE 5
/* Colours for routes beside the one in front. */
#define HOPMAP_SERIES 4

/**
 * HopmapPalette:
 * @name: a short id, unique per table, fit for a part of a style class
 * @sea: background
 * @shallows: (may be transparent): soft band along the coast
 * @land: filled land
 * @coast: line between land and sea
 * @border: line between countries
 * @coast_width: pixels
 * @border_width: pixels
 * @casing: pale or dark edge that lifts the route off the world
 * @ink: writing and outlines on the map
 * @paper: behind writing on the map
 * @rtt: colour of lines and badges per class; the last is for "not measured"
 * @rtt_text: colour of the number in a badge of that class; contrast at least 4.5
 */
typedef struct
{
  const char *name;
  HopmapColour sea;
  HopmapColour shallows;
  HopmapColour land;
  HopmapColour coast;
  HopmapColour border;
  double coast_width;
  double border_width;
  HopmapColour casing;
  HopmapColour ink;
  HopmapColour paper;
  HopmapColour rtt[HOPMAP_RTT_CLASSES + 1];
  HopmapColour rtt_text[HOPMAP_RTT_CLASSES + 1];
} HopmapPalette;

const HopmapPalette *hopmap_palette_get (HopmapPaletteStyle style);
HopmapPaletteStyle hopmap_palette_style (gboolean dark, gboolean high_contrast);
const HopmapColour *hopmap_palette_series (const HopmapPalette *palette, guint number);
guint hopmap_palette_rtt_class (gint64 rtt_ns);
guint hopmap_palette_loss_class (double loss);
double hopmap_palette_loss_class_start (guint loss_class);
const char *hopmap_palette_rtt_class_name (guint rtt_class);
gint64 hopmap_palette_rtt_class_start_ns (guint rtt_class);
double hopmap_colour_contrast (const HopmapColour *a, const HopmapColour *b);
char *hopmap_colour_to_css (const HopmapColour *colour);

G_END_DECLS

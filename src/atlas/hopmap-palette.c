/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables. The classes of round-trip time go one way in lightness (light style: darker is
 * slower; dark style: brighter is slower), so that they can be put in order without hue; hue adds
 * green, blue, violet, magenta. tests/atlas holds the contrasts.
 */
#include "hopmap-palette.h"

#include <math.h>

#define RGBA(hex, a)                                                                               \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0, (a)      \
  }
#define RGB(hex)  RGBA (hex, 1.0)

#define NS_PER_MS G_GINT64_CONSTANT (1000000)

/* The first class starts at 0; the steps are about those of region, continent, ocean, far side. */
static const gint64 class_start_ns[HOPMAP_RTT_CLASSES] = { 0, 20 * NS_PER_MS, 60 * NS_PER_MS,
                                                           120 * NS_PER_MS, 220 * NS_PER_MS };

/* Lost packets, as a part of all: none, some now and then, enough to feel, much, hardly usable. */
static const double class_start_loss[HOPMAP_RTT_CLASSES] = { 0.0, 0.0, 0.02, 0.1, 0.3 };

/* clang-format off */
static const HopmapPalette palettes[HOPMAP_PALETTE_N_STYLES] = {
  [HOPMAP_PALETTE_LIGHT] = {
    .name = "light",
    .sea = RGB (0xd3e3ee), .shallows = RGBA (0xe6f1f8, 0.9), .land = RGB (0xf7f5f0),
    .coast = RGB (0x9fb6c6), .border = RGB (0xd2ccc2), .coast_width = 0.8, .border_width = 0.8,
    .casing = RGBA (0xffffff, 0.95), .ink = RGB (0x24292f), .paper = RGB (0xffffff),
    .rtt = { RGB (0x0f8060), RGB (0x14679e), RGB (0x4a3fa6), RGB (0x7a1580), RGB (0x600a30), RGB (0x5f6873) },
    .rtt_text = { RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff) },
  },
  [HOPMAP_PALETTE_DARK] = {
    .name = "dark",
    .sea = RGB (0x171c22), .shallows = RGBA (0x1e262e, 1.0), .land = RGB (0x2d333c),
    .coast = RGB (0x4d5967), .border = RGB (0x434b56), .coast_width = 0.8, .border_width = 0.8,
    .casing = RGBA (0x0d1014, 0.9), .ink = RGB (0xf2f4f6), .paper = RGB (0x20252c),
    .rtt = { RGB (0x3fa67c), RGB (0x4fb0ea), RGB (0xb3b5ff), RGB (0xf6bde9), RGB (0xffefd2), RGB (0x9aa3ad) },
    .rtt_text = { RGB (0x101215), RGB (0x101215), RGB (0x101215), RGB (0x101215), RGB (0x101215), RGB (0x101215) },
  },
  [HOPMAP_PALETTE_LIGHT_HIGH_CONTRAST] = {
    .name = "light-high-contrast",
    .sea = RGB (0xffffff), .shallows = RGBA (0xffffff, 0.0), .land = RGB (0xe2e2e2),
    .coast = RGB (0x000000), .border = RGB (0x555555), .coast_width = 1.0, .border_width = 1.0,
    .casing = RGB (0xffffff), .ink = RGB (0x000000), .paper = RGB (0xffffff),
    .rtt = { RGB (0x0a6148), RGB (0x0c5180), RGB (0x3d3393), RGB (0x630f68), RGB (0x3f0523), RGB (0x40464d) },
    .rtt_text = { RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff) },
  },
  [HOPMAP_PALETTE_DARK_HIGH_CONTRAST] = {
    .name = "dark-high-contrast",
    .sea = RGB (0x000000), .shallows = RGBA (0x000000, 0.0), .land = RGB (0x242424),
    .coast = RGB (0xffffff), .border = RGB (0xaaaaaa), .coast_width = 1.0, .border_width = 1.0,
    .casing = RGB (0x000000), .ink = RGB (0xffffff), .paper = RGB (0x000000),
    .rtt = { RGB (0x4cc295), RGB (0x6ac2f5), RGB (0xc3c5ff), RGB (0xffd2f3), RGB (0xfff6e6), RGB (0xc4cad0) },
    .rtt_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
  },
};
/* clang-format on */

/* Routes beside the one in front: hues that are told apart in every kind of colour-blindness, and
 * differ from those of the classes of time by being warm. Light style, then dark. */
static const HopmapColour series[2][HOPMAP_SERIES] = {
  { RGB (0xb35900), RGB (0x008b8b), RGB (0xc2185b), RGB (0x6d6d00) },
  { RGB (0xffa347), RGB (0x5fe0d8), RGB (0xff7aa8), RGB (0xd9d94a) },
};

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const HopmapColour *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green)
         + 0.0722 * linear (colour->blue);
}

/**
 * hopmap_palette_get:
 * @style: which
 *
 * Returns: (transfer none): the table, for ever
 */
const HopmapPalette *
hopmap_palette_get (HopmapPaletteStyle style)
{
  g_return_val_if_fail (style < HOPMAP_PALETTE_N_STYLES, &palettes[HOPMAP_PALETTE_LIGHT]);

  return &palettes[style];
}

/**
 * hopmap_palette_style:
 * @dark: whether the surroundings are dark
 * @high_contrast: whether the person asked for high contrast
 *
 * Returns: the style for both wishes
 */
HopmapPaletteStyle
hopmap_palette_style (gboolean dark, gboolean high_contrast)
{
  if (high_contrast)
    return dark ? HOPMAP_PALETTE_DARK_HIGH_CONTRAST : HOPMAP_PALETTE_LIGHT_HIGH_CONTRAST;
  return dark ? HOPMAP_PALETTE_DARK : HOPMAP_PALETTE_LIGHT;
}

/**
 * hopmap_palette_series:
 * @palette: a table
 * @number: which of the routes beside the one in front, from 0
 *
 * Returns: (transfer none): its colour; they repeat
 */
const HopmapColour *
hopmap_palette_series (const HopmapPalette *palette, guint number)
{
  const gboolean dark = luminance (&palette->paper) < 0.5;

  return &series[dark ? 1 : 0][number % HOPMAP_SERIES];
}

/**
 * hopmap_palette_rtt_class:
 * @rtt_ns: round-trip time in nanoseconds, or negative for "not measured"
 *
 * Returns: 0 (fast) to %HOPMAP_RTT_CLASSES - 1 (slow), or %HOPMAP_RTT_CLASS_NONE
 */
guint
hopmap_palette_rtt_class (gint64 rtt_ns)
{
  guint rtt_class = HOPMAP_RTT_CLASSES - 1;

  if (rtt_ns < 0)
    return HOPMAP_RTT_CLASS_NONE;
  while (rtt_ns < class_start_ns[rtt_class])
    rtt_class--;
  return rtt_class;
}

/**
 * hopmap_palette_loss_class:
 * @loss: packets lost as a part of those sent, 0 to 1
 *
 * Returns: 0 (nothing) to %HOPMAP_RTT_CLASSES - 1 (much), with the colours of the same class of time
 */
guint
hopmap_palette_loss_class (double loss)
{
  guint loss_class = HOPMAP_RTT_CLASSES - 1;

  while (loss_class > 0 && !(loss > class_start_loss[loss_class]))
    loss_class--;
  return loss_class;
}

/**
 * hopmap_palette_loss_class_start:
 * @loss_class: 0 to %HOPMAP_RTT_CLASSES - 1
 *
 * Returns: the part of lost packets above which the class begins
 */
double
hopmap_palette_loss_class_start (guint loss_class)
{
  g_return_val_if_fail (loss_class < HOPMAP_RTT_CLASSES, 0.0);

  return class_start_loss[loss_class];
}

/**
 * hopmap_palette_rtt_class_name:
 * @rtt_class: 0 to %HOPMAP_RTT_CLASS_NONE
 *
 * Returns: (transfer none): its name in style sheets, "rtt0" to "rtt4" or "rttx"; a constant
 */
const char *
hopmap_palette_rtt_class_name (guint rtt_class)
{
  static const char *const names[] = { "rtt0", "rtt1", "rtt2", "rtt3", "rtt4", "rttx" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == HOPMAP_RTT_CLASSES + 1);
  g_return_val_if_fail (rtt_class <= HOPMAP_RTT_CLASS_NONE, names[HOPMAP_RTT_CLASS_NONE]);

  return names[rtt_class];
}

/**
 * hopmap_palette_rtt_class_start_ns:
 * @rtt_class: 0 to %HOPMAP_RTT_CLASSES - 1
 *
 * For legends.
 *
 * Returns: the smallest round-trip time of the class, nanoseconds
 */
gint64
hopmap_palette_rtt_class_start_ns (guint rtt_class)
{
  g_return_val_if_fail (rtt_class < HOPMAP_RTT_CLASSES, 0);

  return class_start_ns[rtt_class];
}

/**
 * hopmap_colour_contrast:
 * @a: an opaque colour
 * @b: another
 *
 * Returns: the contrast ratio of WCAG 2, 1 to 21
 */
double
hopmap_colour_contrast (const HopmapColour *a, const HopmapColour *b)
{
  const double la = luminance (a);
  const double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/**
 * hopmap_colour_to_css:
 * @colour: a colour
 *
 * Returns: (transfer full): "#rrggbb", or "rgba(…)" when it is not opaque; C locale
 */
char *
hopmap_colour_to_css (const HopmapColour *colour)
{
  const guint red = (guint) lround (colour->red * 255.0);
  const guint green = (guint) lround (colour->green * 255.0);
  const guint blue = (guint) lround (colour->blue * 255.0);
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  if (colour->alpha >= 1.0)
    return g_strdup_printf ("#%02x%02x%02x", red, green, blue);
  g_ascii_formatd (alpha, sizeof alpha, "%.2f", colour->alpha);
  return g_strdup_printf ("rgba(%u,%u,%u,%s)", red, green, blue, alpha);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the palettes promise: numbers can be read, lines can be seen, classes can be put in order. */
#include <hopmap-palette.h>
#include <math.h>

#define MS G_GINT64_CONSTANT (1000000)

static void
test_numbers_can_be_read (void)
{
  for (guint i = 0; i < HOPMAP_PALETTE_N_STYLES; i++)
    {
      const HopmapPalette *palette = hopmap_palette_get ((HopmapPaletteStyle) i);

      for (guint j = 0; j <= HOPMAP_RTT_CLASS_NONE; j++)
        {
          g_test_message ("%s, %s", palette->name, hopmap_palette_rtt_class_name (j));
          g_assert_cmpfloat (hopmap_colour_contrast (&palette->rtt[j], &palette->rtt_text[j]), >=,
                             4.5);
          /* A doubtful badge is written in its colour on paper. */
          g_assert_cmpfloat (hopmap_colour_contrast (&palette->rtt[j], &palette->paper), >=, 4.5);
        }
      g_assert_cmpfloat (hopmap_colour_contrast (&palette->ink, &palette->paper), >=, 7.0);
    }
}

/* WCAG 2.1, 1.4.11: what one needs to understand a picture stands out by 3 to 1. */
static void
test_lines_can_be_seen (void)
{
  for (guint i = 0; i < HOPMAP_PALETTE_N_STYLES; i++)
    {
      const HopmapPalette *palette = hopmap_palette_get ((HopmapPaletteStyle) i);

      for (guint j = 0; j <= HOPMAP_RTT_CLASS_NONE; j++)
        {
          g_assert_cmpfloat (hopmap_colour_contrast (&palette->rtt[j], &palette->sea), >=, 3.0);
          g_assert_cmpfloat (hopmap_colour_contrast (&palette->rtt[j], &palette->land), >=, 3.0);
        }
    }
}

static double
relative_luminance (const HopmapColour *colour)
{
  const HopmapColour black = { 0.0, 0.0, 0.0, 1.0 };

  return hopmap_colour_contrast (colour, &black);
}

/* Without hue the order must be left: each class is darker (or brighter) than the one before. */
static void
test_classes_are_in_order (void)
{
  for (guint i = 0; i < HOPMAP_PALETTE_N_STYLES; i++)
    {
      const HopmapPalette *palette = hopmap_palette_get ((HopmapPaletteStyle) i);
      const gboolean rising = relative_luminance (&palette->sea)
                              < relative_luminance (&palette->ink);

      for (guint j = 1; j < HOPMAP_RTT_CLASSES; j++)
        {
          const double step = relative_luminance (&palette->rtt[j])
                              / relative_luminance (&palette->rtt[j - 1]);

          g_assert_cmpfloat (rising ? step : 1.0 / step, >, 1.1);
        }
    }
}

static void
test_classes (void)
{
  g_assert_cmpuint (hopmap_palette_rtt_class (-1), ==, HOPMAP_RTT_CLASS_NONE);
  g_assert_cmpuint (hopmap_palette_rtt_class (0), ==, 0);
  g_assert_cmpuint (hopmap_palette_rtt_class (20 * MS - 1), ==, 0);
  g_assert_cmpuint (hopmap_palette_rtt_class (20 * MS), ==, 1);
  g_assert_cmpuint (hopmap_palette_rtt_class (G_MAXINT64), ==, HOPMAP_RTT_CLASSES - 1);
  for (guint i = 0; i < HOPMAP_RTT_CLASSES; i++)
    g_assert_cmpuint (hopmap_palette_rtt_class (hopmap_palette_rtt_class_start_ns (i)), ==, i);
}

static void
test_css (void)
{
  const HopmapColour opaque = { 1.0, 0.5, 0.0, 1.0 };
  const HopmapColour clear = { 0.0, 0.0, 1.0, 0.25 };
  g_autofree char *a = hopmap_colour_to_css (&opaque);
  g_autofree char *b = hopmap_colour_to_css (&clear);

  g_assert_cmpstr (a, ==, "#ff8000");
  g_assert_cmpstr (b, ==, "rgba(0,0,255,0.25)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/numbers-can-be-read", test_numbers_can_be_read);
  g_test_add_func ("/palette/lines-can-be-seen", test_lines_can_be_seen);
  g_test_add_func ("/palette/classes-are-in-order", test_classes_are_in_order);
  g_test_add_func ("/palette/classes", test_classes);
  g_test_add_func ("/palette/css", test_css);
  return g_test_run ();
}

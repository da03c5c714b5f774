/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of a given size, and of a given part of the world: as many pixels as were asked for, whose
 * data it is readable in all of them, and nothing that is not there.
 */
#include "png-picture.h"
#include "sample-route.h"

#include <hopmap-document.h>
#include <math.h>
#include <string.h>

static const HopmapPictureFrame sizes[] = {
  { .width = 1920, .height = 1080 }, { .width = 360, .height = 640 },
  { .width = 240, .height = 240 },   { .width = 5000, .height = 240 },
  { .width = 240, .height = 5000 },  { .width = 1237, .height = 911 },
};

static GBytes *
write_bytes (const char *name, const char *format, const HopmapPictureFrame *frame)
{
  g_autoptr (HopmapRoute) route = sample_route_new_by_name (name);
  g_autoptr (GError) error = NULL;
  HopmapWriteOptions options;
  GBytes *bytes;

  hopmap_write_options_init (&options);
  options.picture = *frame;
  bytes = hopmap_document_write_bytes (route, hopmap_format_find (format), &options, &error);
  g_assert_no_error (error);
  return bytes;
}

static cairo_surface_t *
write_png (const char *name, const HopmapPictureFrame *frame)
{
  g_autoptr (GBytes) bytes = write_bytes (name, "png", frame);

  return png_picture_read (bytes);
}

static char *
write_svg (const char *name, const HopmapPictureFrame *frame)
{
  g_autoptr (GBytes) bytes = write_bytes (name, "svg", frame);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_png_size (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *picture = write_png ("plain", &sizes[i]);

      g_assert_cmpint (cairo_image_surface_get_width (picture), ==, (int) sizes[i].width);
      g_assert_cmpint (cairo_image_surface_get_height (picture), ==, (int) sizes[i].height);
      cairo_surface_destroy (picture);
    }
}

/* A size that no picture can have is as good as none, whoever asks for it. */
static void
test_impossible_size (void)
{
  static const HopmapPictureFrame impossible[] = {
    { .width = 1, .height = 1 },         { .width = 16001, .height = 240 },
    { .width = 16000, .height = 16000 }, { .width = G_MAXUINT, .height = G_MAXUINT },
    { .width = 65536, .height = 65536 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      cairo_surface_t *picture = write_png ("one", &impossible[i]);

      g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 2080);
      cairo_surface_destroy (picture);
    }
}

/* All that is written, one line after the other. */
static char *
dup_writing (const char *svg)
{
  g_autoptr (GRegex) line = g_regex_new ("<text class=\"hm-words[^>]*>([^<]*)</text>", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) writing = g_string_new (NULL);

  g_regex_match (line, svg, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *text = g_match_info_fetch (match, 1);

      g_string_append_printf (writing, "%s ", text);
    }
  return g_string_free (g_steal_pointer (&writing), FALSE);
}

static double
read_number (const char *svg, const char *before)
{
  const char *at = strstr (svg, before);

  g_assert_nonnull (at);
  return g_ascii_strtod (at + strlen (before), NULL);
}

static void
test_svg_size (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *svg = write_svg ("plain", &sizes[i]);
      g_autofree char *writing = dup_writing (svg);
      g_autofree char *attributes = g_strdup_printf (" width=\"%u\" height=\"%u\" viewBox=\"",
                                                     sizes[i].width, sizes[i].height);
      const char *box = strstr (svg, attributes);
      double sides[4];
      char *end;

      g_assert_nonnull (box);
      end = (char *) box + strlen (attributes);
      for (guint j = 0; j < 4; j++)
        sides[j] = g_ascii_strtod (end, &end);
      /* The same proportions, so that nothing is left free at the edges. */
      g_assert_cmpfloat (fabs (sides[2] / sides[3] * sizes[i].height - sizes[i].width), <, 1.0);
      g_assert_nonnull (
          strstr (writing, "made with Natural Earth (https://www.naturalearthdata.com)"));
    }
}

/* Without a size an SVG takes the room that it is given. */
static void
test_natural_size (void)
{
  const HopmapPictureFrame none = { 0 };
  g_autofree char *svg = write_svg ("plain", &none);

  g_assert_nonnull (strstr (svg, " viewBox=\"0 -68 1040 "));
  g_assert_null (strstr (svg, "px;height:"));
}

static double
start_of_first_leg (const HopmapPictureFrame *frame)
{
  g_autofree char *svg = write_svg ("plain", frame);

  return read_number (strstr (svg, "class=\"hm-leg"), " d=\"M");
}

/* What was in sight in a window is what is on the picture, wherever it is moved to. */
static void
test_cut (void)
{
  /* 686 pixels of map are 20 degrees of latitude, so that one of longitude is 22 pixels. */
  HopmapPictureFrame frame = { .width = 800,
                               .height = 800,
                               .cut = TRUE,
                               .north = 60.0,
                               .south = 40.0,
                               .west = 0.0,
                               .east = 20.0 };
  const double before = start_of_first_leg (&frame);
  double after;

  frame.west += 2.0;
  frame.east += 2.0;
  after = start_of_first_leg (&frame);
  g_assert_cmpfloat (before - after, >, 43.0);
  g_assert_cmpfloat (before - after, <, 45.5);

  frame.north = 200.0;
  frame.south = -200.0;
  frame.east = 5000.0;
  g_assert_true (isfinite (start_of_first_leg (&frame)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/png-size", test_png_size);
  g_test_add_func ("/pictures/impossible-size", test_impossible_size);
  g_test_add_func ("/pictures/svg-size", test_svg_size);
  g_test_add_func ("/pictures/natural-size", test_natural_size);
  g_test_add_func ("/pictures/cut", test_cut);
  return g_test_run ();
}

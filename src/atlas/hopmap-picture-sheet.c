/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of more pixels has larger writing rather than more of the world, so that one of 3840
 * pixels looks like one of 1920 on a screen that is twice as fine.
 */
#include "hopmap-picture-sheet.h"

#include "hopmap-svg-map.h"

#include <math.h>

/* A picture of this many user units has the sizes of type that the program has on the screen. */
#define USUAL_WIDTH  960.0
#define USUAL_HEIGHT 600.0

/**
 * hopmap_picture_sheet_is_possible:
 * @pixel_width: any number
 * @pixel_height: any number
 *
 * Returns: whether a picture may have that size
 */
gboolean
hopmap_picture_sheet_is_possible (guint pixel_width, guint pixel_height)
{
  return MIN (pixel_width, pixel_height) >= HOPMAP_PICTURE_MIN_SIDE
         && MAX (pixel_width, pixel_height) <= HOPMAP_PICTURE_MAX_SIDE
         && pixel_width * pixel_height <= HOPMAP_PICTURE_MAX_PIXELS;
}

/**
 * hopmap_picture_sheet_init:
 * @sheet: (out caller-allocates): a picture of that size, with one line of credits
 * @pixel_width: possible
 * @pixel_height: likewise
 */
void
hopmap_picture_sheet_init (HopmapPictureSheet *sheet, guint pixel_width, guint pixel_height)
{
  const double fit = MIN (pixel_width / USUAL_WIDTH, pixel_height / USUAL_HEIGHT);
  const double width = round (pixel_width / MAX (fit, 1.0));
  const double scale = pixel_width / width;

  g_return_if_fail (hopmap_picture_sheet_is_possible (pixel_width, pixel_height));

  *sheet = (HopmapPictureSheet){ .width = width,
                                 .map_height = pixel_height / scale - HOPMAP_PICTURE_TOP
                                               - HOPMAP_PICTURE_BOTTOM,
                                 .bottom = HOPMAP_PICTURE_BOTTOM,
                                 .scale = scale,
                                 .fixed = TRUE,
                                 .pixel_width = pixel_width,
                                 .pixel_height = pixel_height };
}

static void
sheet_count_pixels (HopmapPictureSheet *sheet)
{
  const double height = HOPMAP_PICTURE_TOP + sheet->map_height + sheet->bottom;

  sheet->pixel_width = (guint) round (sheet->width * sheet->scale);
  sheet->pixel_height = (guint) round (height * sheet->scale);
}

/**
 * hopmap_picture_sheet_init_natural:
 * @sheet: (out caller-allocates): a picture as high as suits the route, with one line of credits
 * @route: a route in any state
 * @width: user units
 * @scale: pixels per user unit
 */
void
hopmap_picture_sheet_init_natural (HopmapPictureSheet *sheet,
                                   HopmapRoute *route,
                                   guint width,
                                   double scale)
{
  *sheet = (HopmapPictureSheet){ .width = width,
                                 .map_height = hopmap_svg_map_get_height (route, width),
                                 .bottom = HOPMAP_PICTURE_BOTTOM,
                                 .scale = scale };
  sheet_count_pixels (sheet);
}

/**
 * hopmap_picture_sheet_set_lines:
 * @sheet: a sheet, as it was set up
 * @n_lines: how many lines of words there are below the map; those after the second take room
 *
 * A picture of a given size has less map then, another grows.
 */
void
hopmap_picture_sheet_set_lines (HopmapPictureSheet *sheet, guint n_lines)
{
  const double more = n_lines > 2 ? (n_lines - 2) * HOPMAP_PICTURE_LINE : 0.0;

  sheet->bottom += more;
  if (sheet->fixed)
    sheet->map_height -= more;
  else
    sheet_count_pixels (sheet);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How large a finished picture of a route is, and how large the writing and lines on it are in
 * proportion. Pure arithmetic.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/* Pixels of one side, and of all: what a reader of pictures can be expected to open. */
#define HOPMAP_PICTURE_MIN_SIDE   240u
#define HOPMAP_PICTURE_MAX_SIDE   16000u
#define HOPMAP_PICTURE_MAX_PIXELS (64u * 1024u * 1024u)

/* Free user units above and below the map, for two lines of words each. */
#define HOPMAP_PICTURE_TOP    68.0
#define HOPMAP_PICTURE_BOTTOM 46.0
/* For each further line below. */
#define HOPMAP_PICTURE_LINE 17.0

/**
 * HopmapPictureSheet: sizes are in user units, in which sizes of type and line widths are measured.
 * @width: of the picture and of the map in it
 * @map_height: of the map
 * @bottom: of what stands below the map
 * @scale: pixels per user unit
 * @pixel_width: of the picture
 * @pixel_height: of the picture
 * @fixed: whether somebody asked for these pixels
 */
typedef struct
{
  double width;
  double map_height;
  double bottom;
  double scale;
  guint pixel_width;
  guint pixel_height;
  gboolean fixed;
} HopmapPictureSheet;

gboolean hopmap_picture_sheet_is_possible (guint pixel_width, guint pixel_height);
void hopmap_picture_sheet_init (HopmapPictureSheet *sheet, guint pixel_width, guint pixel_height);
void hopmap_picture_sheet_init_natural (HopmapPictureSheet *sheet,
                                        HopmapRoute *route,
                                        guint width,
                                        double scale);
void hopmap_picture_sheet_set_lines (HopmapPictureSheet *sheet, guint n_lines);

G_END_DECLS

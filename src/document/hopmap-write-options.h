/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person may choose about a file that a route is written to. A plain value.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapGoogleStart: when a page asks Google for its map.
 * @HOPMAP_GOOGLE_WITH_KEY: at once where there is a key, else when the reader clicks
 * @HOPMAP_GOOGLE_AT_ONCE: when the page is opened
 * @HOPMAP_GOOGLE_ON_CLICK: when the reader clicks
 * @HOPMAP_GOOGLE_NEVER: not at all; the drawn map stays
 */
typedef enum
{
  HOPMAP_GOOGLE_WITH_KEY,
  HOPMAP_GOOGLE_AT_ONCE,
  HOPMAP_GOOGLE_ON_CLICK,
  HOPMAP_GOOGLE_NEVER,
} HopmapGoogleStart;

/**
 * HopmapPictureFrame: how large a picture is, and of what.
 * @width: pixels; 0 for a size that suits the route
 * @height: pixels
 * @cut: whether the rest is given; else the whole route is in the picture
 * @north: latitude of the upper edge of what is to be seen at least, degrees
 * @south: of the lower edge
 * @west: longitude of the left edge
 * @east: of the right edge; more than 180 beyond the date line
 */
typedef struct
{
  guint width;
  guint height;
  gboolean cut;
  double north;
  double south;
  double west;
  double east;
} HopmapPictureFrame;

/**
 * HopmapWriteOptions:
 * @mask_hops: from how many of the first distances (TTL 1 up) address, name, place and network are
 *   withheld
 * @tell_origin: whether the file may tell where the person is who measured the route; only the
 *   program's own document has room for it
 * @withhold_source: whether the file is not to tell where the probes came from: neither the address
 *   nor what follows from it
 * @google_key: (nullable): key for the Google Maps API. It stands readable in the page
 * @google_start: when the page asks Google
 * @picture: of a format that is a picture
 * @created: (nullable): the time that a file says it was made at; %NULL for now
 * @nonce: (nullable): what marks a page's own scripts, ASCII letters and digits; %NULL for 128
 *   random bits. Only a test gives one
 *
 * The strings and the time are borrowed: they must live as long as the options are in use.
 */
typedef struct
{
  guint mask_hops;
  gboolean tell_origin;
  gboolean withhold_source;
  const char *google_key;
  HopmapGoogleStart google_start;
  HopmapPictureFrame picture;
  GDateTime *created;
  const char *nonce;
} HopmapWriteOptions;

void hopmap_write_options_init (HopmapWriteOptions *options);
gboolean hopmap_picture_frame_parse_size (HopmapPictureFrame *frame, const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route on the bundled world as an SVG fragment for a page: no script, no style attribute, no
 * address of anything outside. It writes no HTML around it and loads no style.
 *
 * Classes for a style sheet (hopmap_svg_map_append_style() writes a complete one, light, dark and
 * print, that needs nothing else):
 *   hm-map                      the <svg> element
 *   hm-sea, hm-land, hm-lake, hm-border  the world; hm-pole as well on land around a pole, whose edge is no coast
 *   hm-legs                     group of all lines; in it per leg a path
 *   hm-casing                   the pale edge under a line
 *   hm-leg                      a line; hm-bridge as well where hops in between have no place
 *   hm-branch                   a thinner line beside the route, to or from another address of a hop
 *   hm-tick                     stroke across a line for a hop without a place, whose number is data-gap
 *   hm-area                     disc of uncertainty around a stop
 *   hm-stop                     group of one stop: <title>, then what follows
 *   hm-leader                   thin line from a badge that had to move to the true point
 *   hm-dot, hm-ring, hm-badge, hm-number   true point, ring of the destination, rounded box, its text
 *   hm-many, hm-strike          ring of an address at many places, line through a refuted place
 *   hm-country, hm-refuted, hm-anycast   on hm-stop: why it is doubtful
 *   hm-vague                    on hm-stop and hm-leg: the place is doubtful (dashed outline)
 *   hm-other                    on hm-stop: another address of a hop is here, not the hop itself
 *   hm-end                      on hm-stop: the destination
 *   hm-rtt0 … hm-rtt4, hm-rttx  on hm-leg and hm-stop: the class of the round-trip time
 *   hm-strip, hm-words          paper and writing of a caller's beside the map
 * Every hm-stop has data-hops="3 4", the numbers of its hops, so that a page can join it to a table;
 * hm-casing and hm-leg have data-hop, the number of the hop that the line reaches.
 */
#pragma once

#include <hopmap-route.h>

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapSvgMapOptions:
 * @title: (nullable): accessible name of the picture, plain text; a neutral one when %NULL
 * @description: (nullable): accessible description, plain text
 * @id: (nullable): prefix of the ids in the fragment, ASCII letters only; "hm" when %NULL. Two maps
 *   in one page need two
 * @width: width of the picture in CSS pixels, the unit of its sizes of type; 0 for 960
 * @max_bytes: about how large the world in it may get; 0 for 45000. Detail is given up to keep it
 * @zoom: how far a page lets its reader enlarge the picture, so how fine its world has to be; 0 for 1
 * @style: (nullable): rules to put into the picture itself, so that it stands alone
 * @height: height of the map; 0 for what hopmap_svg_map_get_height() says
 * @view: (nullable): what the map is to show at least; %NULL for the route
 * @top: free pixels above the map, at negative heights
 * @bottom: free pixels below the map
 * @pixel_width: width that the picture has by itself; 0 for as wide as there is room
 * @pixel_height: likewise
 * @overlay: (nullable): elements of the caller's, which lie over everything else
 */
typedef struct
{
  const char *title;
  const char *description;
  const char *id;
  double width;
  gsize max_bytes;
  guint zoom;
  const char *style;
  double height;
  const HopmapMapRect *view;
  double top;
  double bottom;
  guint pixel_width;
  guint pixel_height;
  const char *overlay;
} HopmapSvgMapOptions;

void hopmap_svg_map_append (GString *out, HopmapRoute *route, const HopmapSvgMapOptions *options);
void hopmap_svg_map_append_style (GString *out);
guint hopmap_svg_map_get_height (HopmapRoute *route, guint width);

G_END_DECLS

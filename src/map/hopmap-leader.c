/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A leader is small; its own little node keeps the drawing away from the rest of the window.
 */
#include "hopmap-leader.h"

#include <math.h>

#define LEADER_WIDTH 1.0
#define LEADER_ALPHA 0.6
#define DOT_RADIUS   3.0

static void
draw (cairo_t *cr, const HopmapBadgeBox *box, const HopmapPalette *palette, guint tone)
{
  const HopmapColour *colour = &palette->rtt[tone];
  const HopmapColour *ink = &palette->ink;
  const HopmapColour *casing = &palette->casing;

  cairo_move_to (cr, box->anchor_x, box->anchor_y);
  cairo_line_to (cr, box->x, box->y);
  cairo_set_line_width (cr, LEADER_WIDTH);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, LEADER_ALPHA);
  cairo_stroke (cr);

  cairo_arc (cr, box->anchor_x, box->anchor_y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, 1.0);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, casing->red, casing->green, casing->blue, casing->alpha);
  cairo_stroke (cr);
}

/**
 * hopmap_leader_snapshot:
 * @snapshot: where
 * @box: a badge and its true point, pixels
 * @palette: colours
 * @tone: class of the badge
 */
void
hopmap_leader_snapshot (GtkSnapshot *snapshot,
                        const HopmapBadgeBox *box,
                        const HopmapPalette *palette,
                        guint tone)
{
  const double reach = DOT_RADIUS + 1.0;
  const double left = floor (MIN (box->x, box->anchor_x) - reach);
  const double top = floor (MIN (box->y, box->anchor_y) - reach);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT ((float) left, (float) top,
                           (float) ceil (fabs (box->x - box->anchor_x) + 2.0 * reach + 1.0),
                           (float) ceil (fabs (box->y - box->anchor_y) + 2.0 * reach + 1.0)));

  draw (cr, box, palette, tone);
  cairo_destroy (cr);
}

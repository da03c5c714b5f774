/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moves badges that would cover each other apart, as little as needed. Pure arithmetic in pixels.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapBadgeBox:
 * @anchor_x: the true point, pixels
 * @anchor_y: the true point, pixels
 * @width: pixels
 * @height: pixels
 * @x: (out): centre of the badge
 * @y: (out): centre of the badge
 */
typedef struct
{
  double anchor_x;
  double anchor_y;
  double width;
  double height;
  double x;
  double y;
} HopmapBadgeBox;

void hopmap_badge_layout (HopmapBadgeBox *boxes, guint n_boxes);
gboolean hopmap_badge_box_needs_leader (const HopmapBadgeBox *box);

G_END_DECLS

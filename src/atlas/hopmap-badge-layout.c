/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relaxation: every pair that overlaps is pushed apart along its smaller overlap, until none does.
 * The result depends on the distances between anchors only, so panning moves nothing.
 */
#include "hopmap-badge-layout.h"

#include <math.h>

#define GAP_PX     1.5
#define MAX_ROUNDS 120
/* A push is a little more than needed, so that rounding cannot keep a pair for ever. */
#define OVERSHOOT_PX 0.01
/* A badge whose true point is this deep inside it needs no leader. */
#define LEADER_INSET_PX 1.0

static double
overlap (double distance, double a, double b)
{
  return (a + b) / 2.0 + GAP_PX - fabs (distance);
}

/* Which way box b leaves box a: away from it, later ones right and down where they coincide. */
static double
direction (double distance)
{
  return distance < 0.0 ? -1.0 : 1.0;
}

static gboolean
push_apart (HopmapBadgeBox *a, HopmapBadgeBox *b)
{
  const double dx = b->x - a->x;
  const double dy = b->y - a->y;
  const double over_x = overlap (dx, a->width, b->width);
  const double over_y = overlap (dy, a->height, b->height);

  if (over_x <= 0.0 || over_y <= 0.0)
    return FALSE;

  if (over_x < over_y)
    {
      const double push = direction (dx) * (over_x / 2.0 + OVERSHOOT_PX);

      a->x -= push;
      b->x += push;
    }
  else
    {
      const double push = direction (dy) * (over_y / 2.0 + OVERSHOOT_PX);

      a->y -= push;
      b->y += push;
    }
  return TRUE;
}

/**
 * hopmap_badge_layout:
 * @boxes: (array length=n_boxes) (inout): badges with anchors and sizes; gets the centres
 * @n_boxes: how many; the cost grows with its square
 *
 * A badge that is in nobody's way stays centred on its anchor.
 */
void
hopmap_badge_layout (HopmapBadgeBox *boxes, guint n_boxes)
{
  gboolean moved = TRUE;

  for (guint i = 0; i < n_boxes; i++)
    {
      boxes[i].x = boxes[i].anchor_x;
      boxes[i].y = boxes[i].anchor_y;
    }

  for (guint pass = 0; moved && pass < MAX_ROUNDS; pass++)
    {
      moved = FALSE;
      for (guint i = 0; i < n_boxes; i++)
        for (guint j = i + 1; j < n_boxes; j++)
          moved |= push_apart (&boxes[i], &boxes[j]);
    }
}

/**
 * hopmap_badge_box_needs_leader:
 * @box: a badge that was laid out
 *
 * Returns: whether it had to leave its true point, so that a line should lead to it
 */
gboolean
hopmap_badge_box_needs_leader (const HopmapBadgeBox *box)
{
  return fabs (box->x - box->anchor_x) > box->width / 2.0 - LEADER_INSET_PX
         || fabs (box->y - box->anchor_y) > box->height / 2.0 - LEADER_INSET_PX;
}

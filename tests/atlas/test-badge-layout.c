/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Badges: left alone where there is room, apart where there is none, the same wherever one pans. */
#include <hopmap-badge-layout.h>
#include <math.h>

static HopmapBadgeBox
box (double x, double y)
{
  return (HopmapBadgeBox){ .anchor_x = x, .anchor_y = y, .width = 30.0, .height = 22.0 };
}

static void
assert_apart (const HopmapBadgeBox *boxes, guint n_boxes)
{
  for (guint i = 0; i < n_boxes; i++)
    for (guint j = i + 1; j < n_boxes; j++)
      g_assert_true (fabs (boxes[i].x - boxes[j].x) >= 30.0
                     || fabs (boxes[i].y - boxes[j].y) >= 22.0);
}

static void
test_room (void)
{
  HopmapBadgeBox boxes[] = { box (0.0, 0.0), box (100.0, 0.0), box (0.0, 50.0) };

  hopmap_badge_layout (boxes, G_N_ELEMENTS (boxes));
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_assert_cmpfloat (boxes[i].x, ==, boxes[i].anchor_x);
      g_assert_cmpfloat (boxes[i].y, ==, boxes[i].anchor_y);
      g_assert_false (hopmap_badge_box_needs_leader (&boxes[i]));
    }
}

static void
test_crowd (void)
{
  HopmapBadgeBox boxes[12];

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = box (400.0 + (i % 3), 300.0 + (i % 2));
  hopmap_badge_layout (boxes, G_N_ELEMENTS (boxes));
  assert_apart (boxes, G_N_ELEMENTS (boxes));
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    g_assert_cmpfloat (hypot (boxes[i].x - 400.0, boxes[i].y - 300.0), <, 200.0);
}

static void
test_same_point (void)
{
  HopmapBadgeBox boxes[] = { box (5.0, 5.0), box (5.0, 5.0), box (5.0, 5.0) };

  hopmap_badge_layout (boxes, G_N_ELEMENTS (boxes));
  assert_apart (boxes, G_N_ELEMENTS (boxes));
}

static void
test_panning_moves_nothing (void)
{
  HopmapBadgeBox here[] = { box (10.0, 10.0), box (20.0, 12.0), box (31.0, 5.0) };
  HopmapBadgeBox there[] = { box (-490.0, 1010.0), box (-480.0, 1012.0), box (-469.0, 1005.0) };

  hopmap_badge_layout (here, G_N_ELEMENTS (here));
  hopmap_badge_layout (there, G_N_ELEMENTS (there));
  for (guint i = 0; i < G_N_ELEMENTS (here); i++)
    {
      g_assert_cmpfloat_with_epsilon (here[i].x - 500.0, there[i].x, 1e-6);
      g_assert_cmpfloat_with_epsilon (here[i].y + 1000.0, there[i].y, 1e-6);
    }
}

static void
test_none (void)
{
  hopmap_badge_layout (NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/badge-layout/room", test_room);
  g_test_add_func ("/badge-layout/crowd", test_crowd);
  g_test_add_func ("/badge-layout/same-point", test_same_point);
  g_test_add_func ("/badge-layout/panning-moves-nothing", test_panning_moves_nothing);
  g_test_add_func ("/badge-layout/none", test_none);
  return g_test_run ();
}

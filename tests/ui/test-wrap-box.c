/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWrapBox: one row where it fits, more where it does not, from the side where the text begins.
 */
#include <hopmap-wrap-box.h>

#define GAP 6

/* The least widths of its children, which are as high as they are wide. */
static const int widths[] = { 60, 40, 90 };

#define IN_ONE_ROW (60 + GAP + 40 + GAP + 90)

static GtkWidget *
new_box (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (HOPMAP_TYPE_WRAP_BOX, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *child = gtk_label_new (NULL);

      gtk_widget_set_size_request (child, widths[i], widths[i]);
      hopmap_wrap_box_append (HOPMAP_WRAP_BOX (box), child);
    }

  return box;
}

static int
height_for (GtkWidget *box, int width)
{
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);
  return natural;
}

static GtkWidget *
get_child (GtkWidget *box, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (box);

  while (position-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
assert_at (GtkWidget *box, guint position, int x, int y)
{
  GtkAllocation place;

  gtk_widget_get_allocation (get_child (box, position), &place);
  g_assert_cmpint (place.x, ==, x);
  g_assert_cmpint (place.y, ==, y);
  g_assert_cmpint (place.width, ==, widths[position]);
}

static void
give (GtkWidget *box, int width)
{
  const GtkAllocation place = { 0, 0, width, height_for (box, width) };

  gtk_widget_size_allocate (box, &place, -1);
}

static void
test_measure (void)
{
  g_autoptr (GtkWidget) box = new_box ();
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 90);
  g_assert_cmpint (natural, ==, IN_ONE_ROW);
  g_assert_cmpint (height_for (box, -1), ==, 90);
  g_assert_cmpint (height_for (box, IN_ONE_ROW), ==, 90);
  g_assert_cmpint (height_for (box, IN_ONE_ROW - 1), ==, 60 + GAP + 90);
  g_assert_cmpint (height_for (box, 90), ==, 60 + GAP + 40 + GAP + 90);
}

static void
test_rows (void)
{
  g_autoptr (GtkWidget) box = new_box ();

  give (box, IN_ONE_ROW + 50);
  assert_at (box, 0, 0, 0);
  assert_at (box, 1, 60 + GAP, 0);
  assert_at (box, 2, 60 + GAP + 40 + GAP, 0);
  give (box, IN_ONE_ROW - 1);
  assert_at (box, 1, 60 + GAP, 0);
  assert_at (box, 2, 0, 60 + GAP);
}

static void
test_from_the_right (void)
{
  g_autoptr (GtkWidget) box = new_box ();

  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  give (box, 150);
  assert_at (box, 0, 150 - 60, 0);
  assert_at (box, 1, 150 - 60 - GAP - 40, 0);
  assert_at (box, 2, 150 - 90, 60 + GAP);
}

/* What is not shown takes no place, and leaves no gap. */
static void
test_hidden (void)
{
  g_autoptr (GtkWidget) box = new_box ();

  gtk_widget_set_visible (get_child (box, 0), FALSE);
  g_assert_cmpint (height_for (box, 40 + GAP + 90), ==, 90);
  give (box, 40 + GAP + 90);
  assert_at (box, 1, 0, 0);
  gtk_widget_set_visible (get_child (box, 1), FALSE);
  gtk_widget_set_visible (get_child (box, 2), FALSE);
  g_assert_cmpint (height_for (box, 200), ==, 0);
}

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP widgets need a display, and there is none\n");
      return 0;
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wrap-box/measure", test_measure);
  g_test_add_func ("/wrap-box/rows", test_rows);
  g_test_add_func ("/wrap-box/from-the-right", test_from_the_right);
  g_test_add_func ("/wrap-box/hidden", test_hidden);

  return g_test_run ();
}

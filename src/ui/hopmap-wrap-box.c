/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWrapBox: see the header. GtkFlowBox would make columns of one width, each of them a stop for the
 * keyboard.
 */
#include "hopmap-wrap-box.h"

#define SPACING 6

struct _HopmapWrapBox
{
  GtkWidget parent_instance;
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapWrapBox,
                               hopmap_wrap_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    hopmap_wrap_box_append (HOPMAP_WRAP_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

/* The next child that is shown, @child itself included. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
width_of (GtkWidget *child, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (MIN (natural, available), minimum);
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* What fits beside @first: the height of that row, and the first child of the next one. */
static GtkWidget *
end_row (GtkWidget *first, int available, int *height)
{
  GtkWidget *child = first;
  int x = 0;

  *height = 0;
  while (child != NULL)
    {
      const int width = width_of (child, available);

      if (child != first && x + width > available)
        break;
      x += width + SPACING;
      *height = MAX (*height, height_of (child, width));
      child = skip_hidden (gtk_widget_get_next_sibling (child));
    }

  return child;
}

static int
height_for_width (GtkWidget *widget, int width)
{
  GtkWidget *first = skip_hidden (gtk_widget_get_first_child (widget));
  int sum = 0;

  while (first != NULL)
    {
      int height;

      first = end_row (first, width, &height);
      sum += height + (first != NULL ? SPACING : 0);
    }

  return sum;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));

  *minimum = *natural = 0;
  while (child != NULL)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural;
      child = skip_hidden (gtk_widget_get_next_sibling (child));
      *natural += child != NULL ? SPACING : 0;
    }
}

static GtkSizeRequestMode
hopmap_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hopmap_wrap_box_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int least, usual;

  measure_width (widget, &least, &usual);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = usual;
    }
  else
    {
      *minimum = *natural = height_for_width (widget, for_size >= 0 ? for_size : usual);
    }
}

static void
hopmap_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int x = 0, row_height;
      GtkWidget *next_row = end_row (child, width, &row_height);

      while (child != next_row)
        {
          const int child_width = width_of (child, width);
          const GtkAllocation place = { from_right ? width - x - child_width : x, y, child_width,
                                        row_height };

          gtk_widget_size_allocate (child, &place, -1);
          x += child_width + SPACING;
          child = skip_hidden (gtk_widget_get_next_sibling (child));
        }
      y += row_height + SPACING;
    }
}

static void
hopmap_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hopmap_wrap_box_parent_class)->dispose (object);
}

static void
hopmap_wrap_box_class_init (HopmapWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_wrap_box_dispose;
  widget_class->get_request_mode = hopmap_wrap_box_get_request_mode;
  widget_class->measure = hopmap_wrap_box_measure;
  widget_class->size_allocate = hopmap_wrap_box_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hopmap_wrap_box_init (HopmapWrapBox *self)
{
}

/**
 * hopmap_wrap_box_append:
 * @self: a box
 * @child: what comes after the others
 */
void
hopmap_wrap_box_append (HopmapWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (HOPMAP_IS_WRAP_BOX (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

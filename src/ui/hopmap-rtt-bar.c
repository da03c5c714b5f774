/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRttBar: see the header. The widget is the trough, its only child the filled part, in the
 * colour that the hop has on the map.
 */
#include "hopmap-rtt-bar.h"

#include "hopmap-ui-closures.h"

#include <hopmap-map-style.h>

#define NATURAL_WIDTH 72
#define MIN_WIDTH     40
#define MIN_FILL      4

struct _HopmapRttBar
{
  GtkWidget parent_instance;

  GtkWidget *fill;
  double fraction;
};

G_DEFINE_FINAL_TYPE (HopmapRttBar, hopmap_rtt_bar, GTK_TYPE_WIDGET)

static void
hopmap_rtt_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  HopmapRttBar *self = HOPMAP_RTT_BAR (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    {
      gtk_widget_measure (self->fill, orientation, -1, minimum, natural, NULL, NULL);
    }
}

static void
hopmap_rtt_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HopmapRttBar *self = HOPMAP_RTT_BAR (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int filled = MAX ((int) (width * self->fraction + 0.5), MIN_FILL);
  GtkAllocation area = { mirrored ? width - filled : 0, 0, filled, height };

  gtk_widget_set_child_visible (self->fill, self->fraction > 0.0);
  gtk_widget_size_allocate (self->fill, &area, baseline);
}

static void
hopmap_rtt_bar_dispose (GObject *object)
{
  HopmapRttBar *self = HOPMAP_RTT_BAR (object);

  g_clear_pointer (&self->fill, gtk_widget_unparent);

  G_OBJECT_CLASS (hopmap_rtt_bar_parent_class)->dispose (object);
}

static void
hopmap_rtt_bar_class_init (HopmapRttBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hopmap_rtt_bar_dispose;
  widget_class->measure = hopmap_rtt_bar_measure;
  widget_class->size_allocate = hopmap_rtt_bar_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "rtt-trough");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hopmap_rtt_bar_init (HopmapRttBar *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->fill = g_object_new (GTK_TYPE_BOX, "css-name", "fill", "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->fill, GTK_WIDGET (self));
}

/**
 * hopmap_rtt_bar_new:
 *
 * Returns: an empty bar
 */
GtkWidget *
hopmap_rtt_bar_new (void)
{
  return g_object_new (HOPMAP_TYPE_RTT_BAR, NULL);
}

/**
 * hopmap_rtt_bar_set_times:
 * @self: a bar
 * @rtt_ns: a round-trip time in nanoseconds, or -1 for none
 * @scale_ns: what the full bar stands for, nanoseconds
 */
void
hopmap_rtt_bar_set_times (HopmapRttBar *self, gint64 rtt_ns, gint64 scale_ns)
{
  double fraction = hopmap_ui_bar_fraction (rtt_ns, scale_ns);
  const char *classes[] = { "rtt-bar", hopmap_map_style_get_rtt_class (rtt_ns), NULL };

  g_return_if_fail (HOPMAP_IS_RTT_BAR (self));

  gtk_widget_set_css_classes (self->fill, classes);
  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * hopmap_rtt_bar_get_fraction:
 * @self: a bar
 *
 * Returns: how much of it is filled, 0 to 1
 */
double
hopmap_rtt_bar_get_fraction (HopmapRttBar *self)
{
  g_return_val_if_fail (HOPMAP_IS_RTT_BAR (self), 0.0);

  return self->fraction;
}

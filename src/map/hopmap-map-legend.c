/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The swatches touch and go one way in lightness, so that their order is seen without hue; each
 * number stands at the edge where its class begins.
 */
#include "hopmap-map-legend.h"

#include <glib/gi18n-lib.h>
#include <hopmap-palette.h>

struct _HopmapMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *starts[HOPMAP_RTT_CLASSES];
};

G_DEFINE_FINAL_TYPE (HopmapMapLegend, hopmap_map_legend, GTK_TYPE_WIDGET)

static char *
dup_start (HopmapShapeMeasure measure, guint number)
{
  if (measure == HOPMAP_SHAPE_RTT)
    return g_strdup_printf ("%" G_GINT64_FORMAT,
                            hopmap_palette_rtt_class_start_ns (number) / 1000000);
  if (number == 1)
    return g_strdup (">0");
  return g_strdup_printf ("%.0f", hopmap_palette_loss_class_start (number) * 100.0);
}

static GtkWidget *
scale_new (HopmapMapLegend *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < HOPMAP_RTT_CLASSES; i++)
    {
      GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      GtkWidget *start = gtk_label_new (NULL);

      gtk_widget_add_css_class (swatch, "legend-swatch");
      gtk_widget_add_css_class (swatch, hopmap_palette_rtt_class_name (i));
      gtk_label_set_xalign (GTK_LABEL (start), 0.0f);
      gtk_widget_add_css_class (start, "numeric");
      self->starts[i] = GTK_LABEL (start);
      gtk_grid_attach (GTK_GRID (grid), swatch, (int) i, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), start, (int) i, 1, 1, 1);
    }
  return grid;
}

static void
hopmap_map_legend_dispose (GObject *object)
{
  g_clear_pointer (&HOPMAP_MAP_LEGEND (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (hopmap_map_legend_parent_class)->dispose (object);
}

static void
hopmap_map_legend_class_init (HopmapMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_map_legend_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "hopmap-legend");
}

static void
hopmap_map_legend_init (HopmapMapLegend *self)
{
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_label_set_xalign (self->title, 0.0f);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), scale_new (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");
  hopmap_map_legend_set_measure (self, HOPMAP_SHAPE_RTT);
}

/**
 * hopmap_map_legend_set_measure:
 * @self: the legend
 * @measure: what colours tell
 */
void
hopmap_map_legend_set_measure (HopmapMapLegend *self, HopmapShapeMeasure measure)
{
  const char *title = measure == HOPMAP_SHAPE_RTT
                          /* Translators: over a scale of colours; keep it short */
                          ? C_ ("map legend", "Round trip, ms")
                          /* Translators: over a scale of colours; keep it short */
                          : C_ ("map legend", "Packets lost, %");

  g_return_if_fail (HOPMAP_IS_MAP_LEGEND (self));

  gtk_label_set_label (self->title, title);
  for (guint i = 0; i < HOPMAP_RTT_CLASSES; i++)
    {
      g_autofree char *start = dup_start (measure, i);

      gtk_label_set_label (self->starts[i], start);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The swatches touch and go one way in lightness, so that their order is seen without hue; each
 * number stands at the edge where its class begins.
 */
#include "hopmap-map-legend.h"

#include <glib/gi18n-lib.h>
#include <hopmap-route-painter.h>

/* More routes than this have no letters on the map either. */
#define MAX_LETTERS    HOPMAP_SERIES
#define MAX_CHARACTERS 24

struct _HopmapMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkWidget *letters; /* of routes beside the one in front */
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
  self->letters = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->letters);
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

static GtkWidget *
letter_new (HopmapRoute *route, const HopmapPalette *palette, guint number)
{
  const HopmapColour *colour = hopmap_palette_series (palette, number);
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autofree char *letter = hopmap_route_dup_letter (number);
  g_autofree char *text = g_strdup_printf ("%s  %s", letter,
                                           hopmap_route_get_target (route)->display);
  GtkWidget *label = gtk_label_new (text);
  PangoAttribute *ink = pango_attr_foreground_new ((guint16) (colour->red * 65535.0),
                                                   (guint16) (colour->green * 65535.0),
                                                   (guint16) (colour->blue * 65535.0));
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  ink->end_index = weight->end_index = (guint) strlen (letter);
  pango_attr_list_insert (attributes, ink);
  pango_attr_list_insert (attributes, weight);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARACTERS);
  return label;
}

/**
 * hopmap_map_legend_set_companions:
 * @self: the legend
 * @routes: (nullable): list of #HopmapRoute that are shown beside the one in front; read now
 * @palette: their colours
 */
void
hopmap_map_legend_set_companions (HopmapMapLegend *self,
                                  GListModel *routes,
                                  const HopmapPalette *palette)
{
  GtkWidget *old;

  g_return_if_fail (HOPMAP_IS_MAP_LEGEND (self));

  while ((old = gtk_widget_get_first_child (self->letters)) != NULL)
    gtk_box_remove (GTK_BOX (self->letters), old);
  for (guint i = 0; routes != NULL && i < g_list_model_get_n_items (routes) && i < MAX_LETTERS; i++)
    {
      g_autoptr (HopmapRoute) route = g_list_model_get_item (routes, i);

      gtk_box_append (GTK_BOX (self->letters), letter_new (route, palette, i));
    }
}

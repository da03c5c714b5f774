/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRttGraph: see the header. Probes stand side by side in the order they left: over a minute as
 * over an hour, what matters is the shape. The newest is at the end of the line.
 */
#include "hopmap-rtt-graph.h"

#include "hopmap-rtt.h"
#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>

#define CELL_PROBES   40
#define FULL_PROBES   240
#define CELL_WIDTH    64
#define CELL_HEIGHT   18
#define FULL_WIDTH    160
#define FULL_HEIGHT   96
#define DOT           0.5
#define MIN_STEP      2.0
#define LINE_WIDTH    1.5
#define LOST_HEIGHT   5.0
#define LABEL_MARGIN  2.0
#define GRID_OPACITY  0.15
#define LABEL_OPACITY 0.72

struct _HopmapRttGraph
{
  GtkWidget parent_instance;

  HopmapHop *hop;
  HopmapRttGraphSize size;
};

G_DEFINE_FINAL_TYPE (HopmapRttGraph, hopmap_rtt_graph, GTK_TYPE_WIDGET)

/* What is drawn: probes first to first + n - 1, a step apart, from the side where writing begins. */
typedef struct
{
  guint first;
  guint n;
  double step;
  double width;
  double height;
  gint64 scale_ns;
  gboolean mirrored;
} Plot;

static gboolean
has_time (const HopmapSample *sample)
{
  return sample->rtt_ns >= 0 && !sample->late;
}

static void
plot_init (Plot *plot, HopmapRttGraph *self)
{
  const guint n_samples = self->hop != NULL ? hopmap_hop_get_n_samples (self->hop) : 0;
  const guint most = self->size == HOPMAP_RTT_GRAPH_CELL ? CELL_PROBES : FULL_PROBES;
  gint64 slowest_ns = -1;

  plot->width = gtk_widget_get_width (GTK_WIDGET (self));
  plot->height = gtk_widget_get_height (GTK_WIDGET (self));
  plot->mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  plot->n = MIN (n_samples, MIN (most, (guint) (plot->width / MIN_STEP) + 1));
  plot->first = n_samples - plot->n;
  plot->step = plot->n > 1 ? plot->width / (plot->n - 1) : 0.0;
  for (guint i = 0; i < plot->n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (self->hop, plot->first + i);

      if (has_time (sample))
        slowest_ns = MAX (slowest_ns, sample->rtt_ns);
    }
  plot->scale_ns = hopmap_ui_graph_scale_ns (slowest_ns);
}

static double
x_of (const Plot *plot, guint i)
{
  double x = plot->n > 1 ? i * plot->step : plot->width / 2.0;

  return plot->mirrored ? plot->width - x : x;
}

static double
y_of (const Plot *plot, gint64 rtt_ns)
{
  double room = plot->height - 2.0 * LINE_WIDTH;

  return LINE_WIDTH + room * (1.0 - (double) rtt_ns / (double) plot->scale_ns);
}

static void
set_colour (cairo_t *cr, GtkWidget *widget, const char *name, double opacity)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA colour;

  if (name == NULL || !gtk_style_context_lookup_color (context, name, &colour))
    gtk_style_context_get_color (context, &colour);
  colour.alpha *= (float) opacity;
  gdk_cairo_set_source_rgba (cr, &colour);
}

/* A lost probe breaks the line; one alone between two lost ones is a dot. */
static void
draw_line (HopmapRttGraph *self, cairo_t *cr, const Plot *plot)
{
  gboolean joined = FALSE;

  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < plot->n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (self->hop, plot->first + i);

      if (!has_time (sample))
        {
          joined = FALSE;
          continue;
        }
      if (!joined)
        cairo_move_to (cr, x_of (plot, i) - DOT, y_of (plot, sample->rtt_ns));
      cairo_line_to (cr, x_of (plot, i), y_of (plot, sample->rtt_ns));
      joined = TRUE;
    }
  set_colour (cr, GTK_WIDGET (self), "accent_color", 1.0);
  cairo_stroke (cr);
}

static void
draw_lost (HopmapRttGraph *self, cairo_t *cr, const Plot *plot)
{
  for (guint i = 0; i < plot->n; i++)
    {
      if (!hopmap_hop_get_sample (self->hop, plot->first + i)->lost)
        continue;

      cairo_move_to (cr, x_of (plot, i), plot->height);
      cairo_line_to (cr, x_of (plot, i), plot->height - LOST_HEIGHT);
    }
  set_colour (cr, GTK_WIDGET (self), "error_color", 1.0);
  cairo_stroke (cr);
}

/* The scale: its top in words, and a line there and at the foot. */
static void
draw_scale (HopmapRttGraph *self, cairo_t *cr, const Plot *plot)
{
  g_autofree char *text = hopmap_rtt_dup_text (plot->scale_ns);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, 0.0, 0.5);
  cairo_line_to (cr, plot->width, 0.5);
  cairo_move_to (cr, 0.0, plot->height - 0.5);
  cairo_line_to (cr, plot->width, plot->height - 0.5);
  set_colour (cr, GTK_WIDGET (self), NULL, GRID_OPACITY);
  cairo_stroke (cr);

  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (cr, plot->mirrored ? plot->width - width - LABEL_MARGIN : LABEL_MARGIN,
                 LABEL_MARGIN);
  set_colour (cr, GTK_WIDGET (self), NULL, LABEL_OPACITY);
  pango_cairo_show_layout (cr, layout);
}

static void
hopmap_rtt_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapRttGraph *self = HOPMAP_RTT_GRAPH (widget);
  cairo_t *cr;
  Plot plot;

  plot_init (&plot, self);
  if (plot.width < 1.0 || plot.height < 1.0)
    return;

  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) plot.width, (float) plot.height));
  if (self->size == HOPMAP_RTT_GRAPH_FULL)
    draw_scale (self, cr, &plot);
  draw_line (self, cr, &plot);
  draw_lost (self, cr, &plot);
  cairo_destroy (cr);
}

static void
hopmap_rtt_graph_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  const gboolean cell = HOPMAP_RTT_GRAPH (widget)->size == HOPMAP_RTT_GRAPH_CELL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = cell ? CELL_WIDTH : FULL_WIDTH;
  else
    *minimum = *natural = cell ? CELL_HEIGHT : FULL_HEIGHT;
}

static void
update (HopmapRttGraph *self)
{
  g_autofree char *words = self->hop != NULL ? hopmap_ui_dup_course (self->hop) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
hopmap_rtt_graph_dispose (GObject *object)
{
  hopmap_rtt_graph_set_hop (HOPMAP_RTT_GRAPH (object), NULL);

  G_OBJECT_CLASS (hopmap_rtt_graph_parent_class)->dispose (object);
}

static void
hopmap_rtt_graph_class_init (HopmapRttGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_rtt_graph_dispose;
  widget_class->snapshot = hopmap_rtt_graph_snapshot;
  widget_class->measure = hopmap_rtt_graph_measure;

  gtk_widget_class_set_css_name (widget_class, "rtt-graph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hopmap_rtt_graph_init (HopmapRttGraph *self)
{
}

/**
 * hopmap_rtt_graph_new:
 * @size: how large
 *
 * Returns: an empty graph
 */
GtkWidget *
hopmap_rtt_graph_new (HopmapRttGraphSize size)
{
  HopmapRttGraph *self = g_object_new (HOPMAP_TYPE_RTT_GRAPH, NULL);

  self->size = size;
  return GTK_WIDGET (self);
}

/**
 * hopmap_rtt_graph_set_size:
 * @self: a graph
 * @size: how large
 */
void
hopmap_rtt_graph_set_size (HopmapRttGraph *self, HopmapRttGraphSize size)
{
  g_return_if_fail (HOPMAP_IS_RTT_GRAPH (self));

  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * hopmap_rtt_graph_set_hop:
 * @self: a graph
 * @hop: (nullable): whose times to draw, now and as they come in
 */
void
hopmap_rtt_graph_set_hop (HopmapRttGraph *self, HopmapHop *hop)
{
  g_return_if_fail (HOPMAP_IS_RTT_GRAPH (self));

  if (self->hop == hop)
    return;

  if (self->hop != NULL)
    g_signal_handlers_disconnect_by_data (self->hop, self);
  g_set_object (&self->hop, hop);
  if (hop != NULL)
    {
      g_signal_connect_object (hop, "notify::rtt-ns", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (hop, "notify::loss", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}

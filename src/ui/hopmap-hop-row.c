/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopRow: see the header.
 */
#include "hopmap-hop-row.h"

#include "hopmap-hop-number.h"
#include "hopmap-rtt-bar.h"
#include "hopmap-rtt-graph.h"
#include "hopmap-ui-template.h"

#include <string.h>

/* From here on somebody watches, and does not only trace. */
#define COURSE_MIN_PROBES 12

struct _HopmapHopRow
{
  GtkBox parent_instance;

  GtkLabel *badge;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *detail;
  GtkLabel *doubt;
  GtkWidget *time_box;
  GtkLabel *time;
  HopmapRttBar *bar;
  HopmapRttGraph *graph;
  GtkLabel *loss;

  HopmapHopRows *rows;
  HopmapHopGroup *group;
  char *sentence;
};

G_DEFINE_FINAL_TYPE (HopmapHopRow, hopmap_hop_row, GTK_TYPE_BOX)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static gboolean
is_cut (GtkLabel *label)
{
  return gtk_widget_get_visible (GTK_WIDGET (label))
         && pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

static void
append_line (GString *text, GtkLabel *label)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (label)))
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, gtk_label_get_text (label));
}

/* Only what does not fit is worth a tooltip. */
static gboolean
query_tooltip_cb (HopmapHopRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_cut (self->title) && !is_cut (self->subtitle) && !is_cut (self->detail))
    return FALSE;

  append_line (text, self->title);
  append_line (text, self->subtitle);
  append_line (text, self->detail);
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

static void
show_badge (HopmapHopRow *self, gint64 rtt_ns, const char *doubt)
{
  g_autofree char *badge = hopmap_hop_group_dup_badge (self->group);

  hopmap_hop_number_show (self->badge, badge, hopmap_hop_group_get_hop (self->group), rtt_ns,
                          doubt);
}

static void
show_title (HopmapHopRow *self, const char *text)
{
  HopmapHop *hop = hopmap_hop_group_get_hop (self->group);
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_text (self->title, text);
  if (place != NULL && place->kind == HOPMAP_PLACE_CITY && place->city != NULL
      && g_str_has_prefix (text, place->city))
    {
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_NORMAL);

      weight->start_index = (guint) strlen (place->city);
      pango_attr_list_insert (attributes, weight);
    }
  gtk_label_set_attributes (self->title, attributes);
}

static void
show_silence (HopmapHopRow *self)
{
  g_autofree char *text = hopmap_hop_group_dup_silence (self->group);

  show_badge (self, -1, "");
  show_title (self, text);
  show_text (self->subtitle, "");
  show_text (self->detail, "");
  show_text (self->doubt, "");
  show_text (self->loss, "");
}

/* Of a hop that is watched, the course of its times says more than the smallest of them. */
static void
show_course (HopmapHopRow *self, HopmapHop *hop)
{
  const gboolean watched = hopmap_hop_get_stats (hop)->sent >= COURSE_MIN_PROBES;
  g_autofree char *loss = hopmap_ui_dup_row_loss (hop);

  hopmap_rtt_graph_set_hop (self->graph, watched ? hop : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->graph), watched);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !watched);
  show_text (self->loss, watched ? loss : "");
}

static void
show_hop (HopmapHopRow *self, HopmapHop *hop)
{
  g_autofree char *title = hopmap_ui_dup_row_title (hop,
                                                    hopmap_hop_group_get_country (self->group));
  g_autofree char *subtitle = hopmap_ui_dup_row_subtitle (hop);
  g_autofree char *detail = hopmap_ui_dup_row_detail (hop);
  g_autofree char *doubt = hopmap_ui_dup_row_doubt (hop);
  g_autofree char *time = hopmap_ui_dup_row_time (hop);

  show_badge (self, hopmap_hop_get_rtt_ns (hop), doubt);
  show_title (self, title);
  show_text (self->subtitle, subtitle);
  show_text (self->detail, detail);
  show_text (self->doubt, doubt);
  gtk_label_set_text (self->time, time);
  show_course (self, hop);
}

/* The list item around the row is what a screen reader stops at; so the sentence is its name. */
static void
name_list_item (HopmapHopRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

static void
update_bar (HopmapHopRow *self)
{
  HopmapHop *hop = hopmap_hop_group_get_hop (self->group);

  hopmap_rtt_bar_set_times (self->bar, hopmap_hop_get_rtt_ns (hop),
                            hopmap_hop_rows_get_scale_ns (self->rows));
}

static void
update (HopmapHopRow *self)
{
  HopmapHop *hop = hopmap_hop_group_get_hop (self->group);
  gboolean answered = hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED;

  g_free (self->sentence);
  self->sentence = hopmap_hop_group_dup_sentence (self->group);

  if (hopmap_hop_group_is_silence (self->group))
    show_silence (self);
  else
    show_hop (self, hop);

  if (answered)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "quiet");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "quiet");
  gtk_widget_set_visible (self->time_box, answered);
  update_bar (self);
  name_list_item (self);
}

static void
hopmap_hop_row_dispose (GObject *object)
{
  HopmapHopRow *self = HOPMAP_HOP_ROW (object);

  hopmap_hop_row_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HOPMAP_TYPE_HOP_ROW);

  G_OBJECT_CLASS (hopmap_hop_row_parent_class)->dispose (object);
}

static void
hopmap_hop_row_finalize (GObject *object)
{
  HopmapHopRow *self = HOPMAP_HOP_ROW (object);

  g_clear_pointer (&self->sentence, g_free);

  G_OBJECT_CLASS (hopmap_hop_row_parent_class)->finalize (object);
}

static void
hopmap_hop_row_class_init (HopmapHopRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hopmap_hop_row_dispose;
  object_class->finalize = hopmap_hop_row_finalize;

  g_type_ensure (HOPMAP_TYPE_RTT_BAR);
  g_type_ensure (HOPMAP_TYPE_RTT_GRAPH);
  hopmap_ui_template_set (widget_class, "hopmap-hop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, badge);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, title);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, detail);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, doubt);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, time_box);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, time);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, bar);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, graph);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopRow, loss);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
hopmap_hop_row_init (HopmapHopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hopmap_hop_row_new:
 *
 * Returns: a row about nothing yet
 */
GtkWidget *
hopmap_hop_row_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_ROW, NULL);
}

/**
 * hopmap_hop_row_bind:
 * @self: a row that is about nothing
 * @rows: the model that @group is of; gives the scale of the bar
 * @group: what to show
 */
void
hopmap_hop_row_bind (HopmapHopRow *self, HopmapHopRows *rows, HopmapHopGroup *group)
{
  HopmapHop *hop = hopmap_hop_group_get_hop (group);

  g_return_if_fail (HOPMAP_IS_HOP_ROW (self));
  g_return_if_fail (self->group == NULL);

  self->rows = g_object_ref (rows);
  self->group = g_object_ref (group);
  g_signal_connect_object (rows, "notify::scale-ns", G_CALLBACK (update_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hop, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * hopmap_hop_row_unbind:
 * @self: a row
 *
 * Lets go of what it shows.
 */
void
hopmap_hop_row_unbind (HopmapHopRow *self)
{
  g_return_if_fail (HOPMAP_IS_HOP_ROW (self));

  if (self->group == NULL)
    return;

  hopmap_rtt_graph_set_hop (self->graph, NULL);
  g_signal_handlers_disconnect_by_data (hopmap_hop_group_get_hop (self->group), self);
  g_signal_handlers_disconnect_by_data (self->group, self);
  g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->group);
  g_clear_object (&self->rows);
}

/**
 * hopmap_hop_row_align_time:
 * @self: a row
 * @group: a horizontal size group
 *
 * Gives the bar the same width as in the other rows of @group, without which one scale would be
 * none.
 */
void
hopmap_hop_row_align_time (HopmapHopRow *self, GtkSizeGroup *group)
{
  g_return_if_fail (HOPMAP_IS_HOP_ROW (self));

  gtk_size_group_add_widget (group, self->time_box);
}

/**
 * hopmap_hop_row_get_title:
 * @self: a row
 *
 * Returns: its first line
 */
const char *
hopmap_hop_row_get_title (HopmapHopRow *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROW (self), NULL);

  return gtk_label_get_text (self->title);
}

/**
 * hopmap_hop_row_get_sentence:
 * @self: a row
 *
 * Returns: (nullable): the sentence that a screen reader speaks
 */
const char *
hopmap_hop_row_get_sentence (HopmapHopRow *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROW (self), NULL);

  return self->sentence;
}

/**
 * hopmap_hop_row_get_hop:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the hop that it is about; none for a run of silent ones
 */
HopmapHop *
hopmap_hop_row_get_hop (HopmapHopRow *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_ROW (self), NULL);

  return self->group != NULL && !hopmap_hop_group_is_silence (self->group)
             ? hopmap_hop_group_get_hop (self->group)
             : NULL;
}

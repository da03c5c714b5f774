/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopCell: see the header.
 */
#include "hopmap-hop-cell.h"

#include "hopmap-hop-number.h"
#include "hopmap-rtt-graph.h"
#include "hopmap-ui-closures.h"

struct _HopmapHopCell
{
  AdwBin parent_instance;

  HopmapHopColumnId column;
  HopmapRoute *route;
  HopmapHop *hop;
};

G_DEFINE_FINAL_TYPE (HopmapHopCell, hopmap_hop_cell, ADW_TYPE_BIN)

static gboolean
query_tooltip_cb (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

static void
show_text (HopmapHopCell *self, GtkLabel *label)
{
  g_autofree char *text = hopmap_hop_column_dup_text (self->column, self->route, self->hop);
  g_autofree char *doubt = hopmap_ui_dup_row_doubt (self->hop);

  if (self->column == HOPMAP_HOP_COLUMN_NUMBER)
    {
      hopmap_hop_number_show (label, text, self->hop, hopmap_hop_get_rtt_ns (self->hop), doubt);
      return;
    }

  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

/* The row is what a screen reader stops at, and GTK 4.8 would call it by the name of its class. */
static void
name_row (HopmapHopCell *self)
{
  g_autofree char *sentence = hopmap_ui_dup_hop_sentence (self->hop);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  while (row != NULL && !g_str_equal (gtk_widget_get_css_name (row), "row"))
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                    -1);
}

/* A row of which nothing is known is dim, as in the list. */
static void
update (HopmapHopCell *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (GTK_IS_LABEL (child))
    show_text (self, GTK_LABEL (child));
  if (self->column == HOPMAP_HOP_COLUMN_NUMBER)
    name_row (self);
  if (hopmap_hop_get_state (self->hop) == HOPMAP_HOP_ANSWERED)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "quiet");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "quiet");
}

static void
hopmap_hop_cell_dispose (GObject *object)
{
  hopmap_hop_cell_unbind (HOPMAP_HOP_CELL (object));

  G_OBJECT_CLASS (hopmap_hop_cell_parent_class)->dispose (object);
}

static void
hopmap_hop_cell_class_init (HopmapHopCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_hop_cell_dispose;
}

static void
hopmap_hop_cell_init (HopmapHopCell *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "hop-cell");
}

static GtkWidget *
create_label (HopmapHopColumnId column)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (column == HOPMAP_HOP_COLUMN_NUMBER)
    {
      gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
      return label;
    }

  gtk_label_set_xalign (GTK_LABEL (label), hopmap_hop_column_get (column)->numeric ? 1.0 : 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == HOPMAP_HOP_COLUMN_HOST
                                                  ? PANGO_ELLIPSIZE_MIDDLE
                                                  : PANGO_ELLIPSIZE_END);
  if (hopmap_hop_column_get (column)->numeric)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return label;
}

/**
 * hopmap_hop_cell_new:
 * @column: what it tells
 *
 * Returns: a cell about nothing yet
 */
GtkWidget *
hopmap_hop_cell_new (HopmapHopColumnId column)
{
  HopmapHopCell *self = g_object_new (HOPMAP_TYPE_HOP_CELL, NULL);

  self->column = column;
  adw_bin_set_child (ADW_BIN (self), column == HOPMAP_HOP_COLUMN_HISTORY
                                         ? hopmap_rtt_graph_new (HOPMAP_RTT_GRAPH_CELL)
                                         : create_label (column));
  return GTK_WIDGET (self);
}

static gboolean
to_chars (GBinding *binding, const GValue *fixed, GValue *chars, gpointer user_data)
{
  const HopmapHopColumnId id = (HopmapHopColumnId) GPOINTER_TO_UINT (user_data);

  g_value_set_int (chars, g_value_get_int (fixed) < 0 ? hopmap_hop_column_get (id)->width : -1);
  return TRUE;
}

/**
 * hopmap_hop_cell_follow_column:
 * @self: a cell
 * @column: where it stands
 *
 * Whatever the cell says, it takes the same room, so that no column moves because a longer name comes
 * in; but none where the person has given the column a width.
 */
void
hopmap_hop_cell_follow_column (HopmapHopCell *self, GtkColumnViewColumn *column)
{
  GtkWidget *label;
  int width;

  g_return_if_fail (HOPMAP_IS_HOP_CELL (self));

  label = adw_bin_get_child (ADW_BIN (self));
  width = hopmap_hop_column_get (self->column)->width;
  if (width < 0 || !GTK_IS_LABEL (label))
    return;

  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  g_object_bind_property_full (column, "fixed-width", label, "width-chars", G_BINDING_SYNC_CREATE,
                               to_chars, NULL, GUINT_TO_POINTER (self->column), NULL);
}

/**
 * hopmap_hop_cell_bind:
 * @self: a cell that is about nothing
 * @route: a route
 * @hop: a hop of it
 */
void
hopmap_hop_cell_bind (HopmapHopCell *self, HopmapRoute *route, HopmapHop *hop)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  g_return_if_fail (HOPMAP_IS_HOP_CELL (self));
  g_return_if_fail (self->hop == NULL);

  self->route = g_object_ref (route);
  self->hop = g_object_ref (hop);
  if (HOPMAP_IS_RTT_GRAPH (child))
    hopmap_rtt_graph_set_hop (HOPMAP_RTT_GRAPH (child), hop);
  g_signal_connect_object (hop, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * hopmap_hop_cell_unbind:
 * @self: a cell
 *
 * Lets go of what it shows.
 */
void
hopmap_hop_cell_unbind (HopmapHopCell *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  g_return_if_fail (HOPMAP_IS_HOP_CELL (self));

  if (self->hop == NULL)
    return;

  if (HOPMAP_IS_RTT_GRAPH (child))
    hopmap_rtt_graph_set_hop (HOPMAP_RTT_GRAPH (child), NULL);
  g_signal_handlers_disconnect_by_data (self->hop, self);
  g_clear_object (&self->hop);
  g_clear_object (&self->route);
}

/**
 * hopmap_hop_cell_get_hop:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the hop that it is about
 */
HopmapHop *
hopmap_hop_cell_get_hop (HopmapHopCell *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_CELL (self), NULL);

  return self->hop;
}

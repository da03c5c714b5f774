/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopTable: see the header. Sorting makes its positions differ from the route's; so it has a
 * selection of its own over the sorted hops, and keeps the two in step.
 */
#include "hopmap-hop-table.h"

#include "hopmap-hop-cell.h"
#include "hopmap-route-watch.h"
#include "hopmap-row-menu.h"
#include "hopmap-table-columns.h"
#include "hopmap-ui-template.h"

#include <hopmap-selection-link.h>

/* Rows that change places while somebody reads them help nobody. */
#define SORT_INTERVAL_MS 2000

struct _HopmapHopTable
{
  AdwBin parent_instance;

  GtkColumnView *view;

  HopmapRouteWatch *watch;
  GtkSortListModel *sorted;
  GtkSingleSelection *row_selection;
  GtkSingleSelection *selection;
  HopmapRowMenu *row_menu;
  HopmapTableColumns *columns;
  guint sort_timeout;
  gboolean in_step;
};

enum
{
  PROP_LAYOUT = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHopTable, hopmap_hop_table, ADW_TYPE_BIN)

static void
layout_changed_cb (HopmapHopTable *self)
{
  if (self->view != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static guint
find_selected_row (HopmapHopTable *self)
{
  gpointer hop = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection)
                                         : NULL;

  for (guint i = 0; hop != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++)
    {
      g_autoptr (HopmapHop) other = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      if (other == hop)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static GtkWidget *
find_rows (HopmapHopTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
selected_cb (HopmapHopTable *self)
{
  guint position = find_selected_row (self);
  GtkWidget *rows = find_rows (self);

  if (self->in_step)
    return;

  self->in_step = TRUE;
  gtk_single_selection_set_selected (self->row_selection, position);
  self->in_step = FALSE;
  if (position != GTK_INVALID_LIST_POSITION && rows != NULL)
    gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
}

static void
row_selected_cb (HopmapHopTable *self)
{
  if (self->in_step || self->selection == NULL)
    return;

  self->in_step = TRUE;
  if (!hopmap_selection_choose_ttl (self->selection,
                                    hopmap_selection_get_ttl (self->row_selection)))
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->in_step = FALSE;
}

static void
activate_cb (HopmapHopTable *self, guint position)
{
  gtk_single_selection_set_selected (self->row_selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hop-details", NULL);
}

static gboolean
sort_again_cb (gpointer user_data)
{
  HopmapHopTable *self = user_data;

  self->sort_timeout = 0;
  hopmap_table_columns_sort_again (self->columns);
  return G_SOURCE_REMOVE;
}

/* A hidden table is sorted when it is shown. */
static void
route_changed_cb (HopmapHopTable *self)
{
  if (self->sort_timeout == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->sort_timeout = g_timeout_add (SORT_INTERVAL_MS, sort_again_cb, self);
}

static void
model_cb (HopmapHopTable *self)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);
  HopmapRoute *route = HOPMAP_IS_ROUTE (model) ? HOPMAP_ROUTE (model) : NULL;

  self->in_step = TRUE;
  hopmap_route_watch_set_route (self->watch, route);
  gtk_sort_list_model_set_model (self->sorted, G_LIST_MODEL (route));
  self->in_step = FALSE;
  selected_cb (self);
}

/* Most windows show the list, and never need the cells: a column view makes them for a model at once,
 * hidden or not. */
static void
fill_at_first (HopmapHopTable *self)
{
  if (gtk_column_view_get_model (self->view) != NULL)
    return;

  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->row_selection));
  selected_cb (self);
}

static void
hopmap_hop_table_map (GtkWidget *widget)
{
  fill_at_first (HOPMAP_HOP_TABLE (widget));
  GTK_WIDGET_CLASS (hopmap_hop_table_parent_class)->map (widget);

  sort_again_cb (widget);
}

static HopmapHop *
find_hop_of (GtkWidget *widget)
{
  return HOPMAP_IS_HOP_CELL (widget) ? hopmap_hop_cell_get_hop (HOPMAP_HOP_CELL (widget)) : NULL;
}

static void
hopmap_hop_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LAYOUT:
      g_value_take_boxed (value, hopmap_hop_table_dup_layout (HOPMAP_HOP_TABLE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_table_dispose (GObject *object)
{
  HopmapHopTable *self = HOPMAP_HOP_TABLE (object);

  g_clear_handle_id (&self->sort_timeout, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->watch != NULL)
    hopmap_route_watch_set_route (self->watch, NULL);
  self->view = NULL;
  g_clear_pointer (&self->row_menu, hopmap_row_menu_free);
  hopmap_ui_template_dispose_bin (ADW_BIN (self));
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->row_selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (hopmap_hop_table_parent_class)->dispose (object);
}

static void
hopmap_hop_table_class_init (HopmapHopTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hopmap_hop_table_get_property;
  object_class->dispose = hopmap_hop_table_dispose;
  widget_class->map = hopmap_hop_table_map;

  /* See hopmap_hop_table_dup_layout(); it changes by the person's hand. */
  properties[PROP_LAYOUT] = g_param_spec_boxed ("layout", NULL, NULL, G_TYPE_STRV,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  hopmap_ui_template_set (widget_class, "hopmap-hop-table.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapHopTable, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
hopmap_hop_table_init (HopmapHopTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_menu = hopmap_row_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->view), find_hop_of);

  self->watch = hopmap_route_watch_new ();
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (route_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->columns = hopmap_table_columns_new (self->view, self->watch);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table",
                                  hopmap_table_columns_get_actions (self->columns));

  self->sorted = gtk_sort_list_model_new (NULL,
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->row_selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_single_selection_set_autoselect (self->row_selection, FALSE);
  gtk_single_selection_set_can_unselect (self->row_selection, TRUE);
  g_signal_connect_object (self->row_selection, "notify::selected", G_CALLBACK (row_selected_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * hopmap_hop_table_new:
 *
 * Returns: an empty table
 */
GtkWidget *
hopmap_hop_table_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_TABLE, NULL);
}

/**
 * hopmap_hop_table_set_selection:
 * @self: a table
 * @selection: the window's selection, whose model is the route to show
 */
void
hopmap_hop_table_set_selection (HopmapHopTable *self, GtkSingleSelection *selection)
{
  g_return_if_fail (HOPMAP_IS_HOP_TABLE (self));
  g_return_if_fail (self->selection == NULL);

  self->selection = g_object_ref (selection);
  hopmap_row_menu_set_selection (self->row_menu, selection);
  g_signal_connect_object (selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "notify::model", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
  model_cb (self);
}

/**
 * hopmap_hop_table_set_layout:
 * @self: a table
 * @layout: what hopmap_hop_table_dup_layout() returned; columns that it does not name keep their
 *   place after the others, names that it does not know are passed over
 */
void
hopmap_hop_table_set_layout (HopmapHopTable *self, const char *const *layout)
{
  g_return_if_fail (HOPMAP_IS_HOP_TABLE (self));

  g_object_freeze_notify (G_OBJECT (self));
  hopmap_table_columns_set_layout (self->columns, layout);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_table_dup_layout:
 * @self: a table
 *
 * Returns: (transfer full): order, widths and visibility of the columns, for the settings
 */
GStrv
hopmap_hop_table_dup_layout (HopmapHopTable *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_TABLE (self), NULL);

  return hopmap_table_columns_dup_layout (self->columns);
}

/**
 * hopmap_hop_table_get_menu:
 * @self: a table
 *
 * Returns: (transfer none): a menu to show and hide columns, by hopmap_hop_table_get_actions()
 */
GMenuModel *
hopmap_hop_table_get_menu (HopmapHopTable *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_TABLE (self), NULL);

  return hopmap_table_columns_get_menu (self->columns);
}

/**
 * hopmap_hop_table_get_actions:
 * @self: a table
 *
 * Returns: (transfer none): the actions of its menu, which it has as "table" itself
 */
GActionGroup *
hopmap_hop_table_get_actions (HopmapHopTable *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_TABLE (self), NULL);

  return hopmap_table_columns_get_actions (self->columns);
}

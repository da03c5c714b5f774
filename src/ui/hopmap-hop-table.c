/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopTable: see the header. Sorting makes its positions differ from the route's; so it has a
 * selection of its own over the sorted hops, and keeps the two in step.
 */
#include "hopmap-hop-table.h"

#include "hopmap-hop-cell.h"
#include "hopmap-hop-column.h"
#include "hopmap-route-watch.h"
#include "hopmap-row-menu.h"
#include "hopmap-table-layout.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>
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
  GtkColumnViewColumn *columns[HOPMAP_N_HOP_COLUMNS];
  GMenu *menu;
  GSimpleActionGroup *actions;
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

static HopmapHopColumnId
get_id (gpointer object)
{
  return (HopmapHopColumnId) GPOINTER_TO_UINT (g_object_get_data (object, "column-id"));
}

static void
setup_cell_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, hopmap_hop_cell_new (get_id (factory)));
}

static void
bind_cell_cb (HopmapHopTable *self, GtkListItem *item)
{
  hopmap_hop_cell_bind (HOPMAP_HOP_CELL (gtk_list_item_get_child (item)),
                        hopmap_route_watch_get_route (self->watch), gtk_list_item_get_item (item));
}

static void
unbind_cell_cb (HopmapHopTable *self, GtkListItem *item)
{
  hopmap_hop_cell_unbind (HOPMAP_HOP_CELL (gtk_list_item_get_child (item)));
}

static GtkListItemFactory *
create_factory (HopmapHopTable *self, HopmapHopColumnId id)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column-id", GUINT_TO_POINTER (id));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

typedef struct
{
  HopmapHopTable *table;
  HopmapHopColumnId id;
} Order;

static int
compare_cb (gconstpointer one, gconstpointer other, gpointer user_data)
{
  const Order *order = user_data;

  return hopmap_hop_column_compare (order->id, hopmap_route_watch_get_route (order->table->watch),
                                    (HopmapHop *) one, (HopmapHop *) other);
}

static GtkSorter *
create_sorter (HopmapHopTable *self, HopmapHopColumnId id)
{
  Order *order = g_new (Order, 1);

  order->table = self;
  order->id = id;
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, order, g_free));
}

static void
layout_changed_cb (HopmapHopTable *self)
{
  if (self->view != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static GtkColumnViewColumn *
create_column (HopmapHopTable *self, HopmapHopColumnId id)
{
  const HopmapHopColumn *about = hopmap_hop_column_get (id);
  GtkColumnViewColumn *column = gtk_column_view_column_new (hopmap_hop_column_get_title (id),
                                                            create_factory (self, id));
  g_autoptr (GtkSorter) sorter = create_sorter (self, id);

  g_object_set_data (G_OBJECT (column), "column-id", GUINT_TO_POINTER (id));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, about->width);
  gtk_column_view_column_set_visible (column, about->shown);
  gtk_column_view_column_set_expand (column, id == HOPMAP_HOP_COLUMN_HOST
                                                 || id == HOPMAP_HOP_COLUMN_PLACE
                                                 || id == HOPMAP_HOP_COLUMN_NETWORK);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return column;
}

/* One item a column, with a tick; the number is what the rows are about, and stays. */
static void
add_columns (HopmapHopTable *self)
{
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    {
      const HopmapHopColumn *about = hopmap_hop_column_get ((HopmapHopColumnId) i);
      g_autofree char *action_name = g_strconcat ("table.", about->name, NULL);
      g_autoptr (GPropertyAction) action = NULL;

      self->columns[i] = create_column (self, (HopmapHopColumnId) i);
      gtk_column_view_append_column (self->view, self->columns[i]);
      if (i == HOPMAP_HOP_COLUMN_NUMBER)
        continue;

      action = g_property_action_new (about->name, self->columns[i], "visible");
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      g_menu_append (self->menu, hopmap_hop_column_get_title ((HopmapHopColumnId) i), action_name);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));
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
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    gtk_sorter_changed (gtk_column_view_column_get_sorter (self->columns[i]),
                        GTK_SORTER_CHANGE_DIFFERENT);
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

static void
hopmap_hop_table_map (GtkWidget *widget)
{
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
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
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

  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  self->watch = hopmap_route_watch_new ();
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (route_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_columns (self);

  self->sorted = gtk_sort_list_model_new (NULL,
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->row_selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_single_selection_set_autoselect (self->row_selection, FALSE);
  gtk_single_selection_set_can_unselect (self->row_selection, TRUE);
  g_signal_connect_object (self->row_selection, "notify::selected", G_CALLBACK (row_selected_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->row_selection));
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
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
  guint position = 0;

  g_return_if_fail (HOPMAP_IS_HOP_TABLE (self));

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; layout != NULL && layout[i] != NULL; i++)
    {
      HopmapTableEntry entry;

      if (!hopmap_table_entry_parse (layout[i], &entry))
        continue;

      gtk_column_view_insert_column (self->view, position++, self->columns[entry.id]);
      gtk_column_view_column_set_visible (self->columns[entry.id], entry.shown);
      gtk_column_view_column_set_fixed_width (self->columns[entry.id], entry.width);
    }
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
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GPtrArray) layout = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_ptr_array_add (layout, hopmap_table_entry_dup_text (&(HopmapTableEntry){
                                   .id = get_id (column),
                                   .shown = gtk_column_view_column_get_visible (column),
                                   .width = gtk_column_view_column_get_fixed_width (column),
                               }));
    }
  g_ptr_array_add (layout, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&layout), FALSE);
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

  return G_MENU_MODEL (self->menu);
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

  return G_ACTION_GROUP (self->actions);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTableColumns: see the header. Columns of text share what width is left over, until the person
 * gives one a width of its own.
 */
#include "hopmap-table-columns.h"

#include "hopmap-hop-cell.h"
#include "hopmap-hop-column.h"
#include "hopmap-table-layout.h"

struct _HopmapTableColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* NULL once it is gone */
  HopmapRouteWatch *watch;
  GtkColumnViewColumn *columns[HOPMAP_N_HOP_COLUMNS];
  GMenu *menu;
  GSimpleActionGroup *actions;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (HopmapTableColumns, hopmap_table_columns, G_TYPE_OBJECT)

static HopmapHopColumnId
get_id (gpointer object)
{
  return (HopmapHopColumnId) GPOINTER_TO_UINT (g_object_get_data (object, "column-id"));
}

static void
setup_cell_cb (HopmapTableColumns *self, GtkListItem *item, GtkListItemFactory *factory)
{
  const HopmapHopColumnId id = get_id (factory);
  GtkWidget *cell = hopmap_hop_cell_new (id);

  if (self->columns[id] != NULL)
    hopmap_hop_cell_follow_column (HOPMAP_HOP_CELL (cell), self->columns[id]);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell_cb (HopmapTableColumns *self, GtkListItem *item)
{
  hopmap_hop_cell_bind (HOPMAP_HOP_CELL (gtk_list_item_get_child (item)),
                        hopmap_route_watch_get_route (self->watch), gtk_list_item_get_item (item));
}

static void
unbind_cell_cb (HopmapTableColumns *self, GtkListItem *item)
{
  hopmap_hop_cell_unbind (HOPMAP_HOP_CELL (gtk_list_item_get_child (item)));
}

static GtkListItemFactory *
create_factory (HopmapTableColumns *self, HopmapHopColumnId id)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column-id", GUINT_TO_POINTER (id));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

typedef struct
{
  HopmapTableColumns *columns;
  HopmapHopColumnId id;
} Order;

static int
compare_cb (gconstpointer one, gconstpointer other, gpointer user_data)
{
  const Order *order = user_data;

  return hopmap_hop_column_compare (order->id, hopmap_route_watch_get_route (order->columns->watch),
                                    (HopmapHop *) one, (HopmapHop *) other);
}

static GtkSorter *
create_sorter (HopmapTableColumns *self, HopmapHopColumnId id)
{
  Order *order = g_new (Order, 1);

  order->columns = self;
  order->id = id;
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, order, g_free));
}

static void
changed_cb (HopmapTableColumns *self)
{
  if (self->view != NULL)
    g_signal_emit (self, changed_signal, 0);
}

static gboolean
can_expand (HopmapHopColumnId id)
{
  return id == HOPMAP_HOP_COLUMN_HOST || id == HOPMAP_HOP_COLUMN_PLACE
         || id == HOPMAP_HOP_COLUMN_NETWORK;
}

/* What the person made that wide stays that wide. */
static void
width_cb (HopmapTableColumns *self, GParamSpec *pspec, GtkColumnViewColumn *column)
{
  gtk_column_view_column_set_expand (
      column, can_expand (get_id (column)) && gtk_column_view_column_get_fixed_width (column) < 0);
  changed_cb (self);
}

static GtkColumnViewColumn *
create_column (HopmapTableColumns *self, HopmapHopColumnId id)
{
  const HopmapHopColumn *about = hopmap_hop_column_get (id);
  GtkColumnViewColumn *column = gtk_column_view_column_new (hopmap_hop_column_get_title (id),
                                                            create_factory (self, id));
  g_autoptr (GtkSorter) sorter = create_sorter (self, id);

  g_object_set_data (G_OBJECT (column), "column-id", GUINT_TO_POINTER (id));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, about->shown);
  gtk_column_view_column_set_expand (column, can_expand (id));
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_cb), self,
                           G_CONNECT_SWAPPED);
  return column;
}

/* One item a column, with a tick; the number is what the rows are about, and stays. */
static void
add_columns (HopmapTableColumns *self)
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
}

/* A title stands where its values do. GTK has no word for that, so this looks for the titles, and does
 * nothing where they are not as expected. */
static void
align_titles (HopmapTableColumns *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box != NULL && i != HOPMAP_HOP_COLUMN_NUMBER
          && hopmap_hop_column_get ((HopmapHopColumnId) i)->numeric)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

static void
hopmap_table_columns_dispose (GObject *object)
{
  HopmapTableColumns *self = HOPMAP_TABLE_COLUMNS (object);

  g_clear_weak_pointer (&self->view);
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (hopmap_table_columns_parent_class)->dispose (object);
}

static void
hopmap_table_columns_class_init (HopmapTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_table_columns_dispose;

  changed_signal = g_signal_new ("changed", HOPMAP_TYPE_TABLE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_table_columns_init (HopmapTableColumns *self)
{
  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
}

/**
 * hopmap_table_columns_new:
 * @view: an empty table, which gets its columns
 * @watch: knows the route that its hops are of
 *
 * Returns: (transfer full): the columns
 */
HopmapTableColumns *
hopmap_table_columns_new (GtkColumnView *view, HopmapRouteWatch *watch)
{
  HopmapTableColumns *self = g_object_new (HOPMAP_TYPE_TABLE_COLUMNS, NULL);

  self->watch = g_object_ref (watch);
  g_set_weak_pointer (&self->view, view);
  add_columns (self);
  align_titles (self);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hopmap_table_columns_sort_again:
 * @self: columns
 *
 * The hops have changed: whatever they are sorted by is looked at again.
 */
void
hopmap_table_columns_sort_again (HopmapTableColumns *self)
{
  g_return_if_fail (HOPMAP_IS_TABLE_COLUMNS (self));

  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    gtk_sorter_changed (gtk_column_view_column_get_sorter (self->columns[i]),
                        GTK_SORTER_CHANGE_DIFFERENT);
}

/**
 * hopmap_table_columns_set_layout:
 * @self: columns
 * @layout: what hopmap_table_columns_dup_layout() returned; columns that it does not name keep their
 *   place after the others, names that it does not know are passed over
 */
void
hopmap_table_columns_set_layout (HopmapTableColumns *self, const char *const *layout)
{
  guint position = 0;

  g_return_if_fail (HOPMAP_IS_TABLE_COLUMNS (self));

  for (guint i = 0; layout != NULL && layout[i] != NULL; i++)
    {
      HopmapTableEntry entry;

      if (!hopmap_table_entry_parse (layout[i], &entry))
        continue;

      gtk_column_view_insert_column (self->view, position++, self->columns[entry.id]);
      gtk_column_view_column_set_visible (self->columns[entry.id], entry.shown);
      gtk_column_view_column_set_fixed_width (self->columns[entry.id], entry.width);
    }
}

/**
 * hopmap_table_columns_dup_layout:
 * @self: columns
 *
 * Returns: (transfer full): order, widths and visibility of the columns, for the settings
 */
GStrv
hopmap_table_columns_dup_layout (HopmapTableColumns *self)
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
 * hopmap_table_columns_get_menu:
 * @self: columns
 *
 * Returns: (transfer none): a menu to show and hide columns, by hopmap_table_columns_get_actions()
 */
GMenuModel *
hopmap_table_columns_get_menu (HopmapTableColumns *self)
{
  g_return_val_if_fail (HOPMAP_IS_TABLE_COLUMNS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/**
 * hopmap_table_columns_get_actions:
 * @self: columns
 *
 * Returns: (transfer none): the actions of their menu, to be known as "table"
 */
GActionGroup *
hopmap_table_columns_get_actions (HopmapTableColumns *self)
{
  g_return_val_if_fail (HOPMAP_IS_TABLE_COLUMNS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

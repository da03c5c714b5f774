/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopList: see the header. Folded rows make its own positions differ from the route's; so it
 * has a selection of its own over the rows, and keeps the two in step.
 */
#include "hopmap-hop-list.h"

#include "hopmap-hop-row.h"
#include "hopmap-hop-rows.h"
#include "hopmap-row-menu.h"
#include "hopmap-ui-template.h"

struct _HopmapHopList
{
  AdwBin parent_instance;

  GtkListView *view;

  HopmapHopRows *rows;
  GtkSingleSelection *row_selection;
  GtkSingleSelection *selection;
  HopmapRowMenu *row_menu;
  GtkSizeGroup *times;
  gboolean in_step;
};

enum
{
  PROP_SELECTION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHopList, hopmap_hop_list, ADW_TYPE_BIN)

static void
setup_item_cb (HopmapHopList *self, GtkListItem *item)
{
  GtkWidget *row = hopmap_hop_row_new ();

  hopmap_hop_row_align_time (HOPMAP_HOP_ROW (row), self->times);
  gtk_list_item_set_child (item, row);
}

static void
bind_item_cb (HopmapHopList *self, GtkListItem *item)
{
  HopmapHopGroup *group = gtk_list_item_get_item (item);

  gtk_list_item_set_activatable (item, !hopmap_hop_group_is_silence (group));
  gtk_list_item_set_selectable (item, !hopmap_hop_group_is_silence (group));
  hopmap_hop_row_bind (HOPMAP_HOP_ROW (gtk_list_item_get_child (item)), self->rows, group);
}

static void
unbind_item_cb (HopmapHopList *self, GtkListItem *item)
{
  hopmap_hop_row_unbind (HOPMAP_HOP_ROW (gtk_list_item_get_child (item)));
}

/* The row of the hop that is chosen in the window. */
static guint
find_selected_row (HopmapHopList *self)
{
  gpointer hop = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection)
                                         : NULL;

  return hop != NULL ? hopmap_hop_rows_find_ttl (self->rows, hopmap_hop_get_ttl (hop))
                     : GTK_INVALID_LIST_POSITION;
}

static void
follow_selection (HopmapHopList *self)
{
  guint position = find_selected_row (self);

  if (self->in_step)
    return;

  self->in_step = TRUE;
  gtk_single_selection_set_selected (self->row_selection, position);
  self->in_step = FALSE;
}

static void
selected_cb (HopmapHopList *self)
{
  guint position = find_selected_row (self);

  if (self->in_step)
    return;

  follow_selection (self);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
activate_cb (HopmapHopList *self, guint position)
{
  gtk_single_selection_set_selected (self->row_selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hop-details", NULL);
}

static guint
find_hop (GListModel *hops, HopmapHop *hop)
{
  guint n = g_list_model_get_n_items (hops);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) other = g_list_model_get_item (hops, i);

      if (other == hop)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
row_selected_cb (HopmapHopList *self)
{
  gpointer group = gtk_single_selection_get_selected_item (self->row_selection);
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->in_step || self->selection == NULL)
    return;

  if (group != NULL && !hopmap_hop_group_is_silence (group))
    position = find_hop (G_LIST_MODEL (self->selection), hopmap_hop_group_get_hop (group));
  self->in_step = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->in_step = FALSE;
}

static void
model_cb (HopmapHopList *self)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);

  self->in_step = TRUE;
  hopmap_hop_rows_set_route (self->rows, HOPMAP_IS_ROUTE (model) ? HOPMAP_ROUTE (model) : NULL);
  self->in_step = FALSE;
  follow_selection (self);
}

static HopmapHop *
find_hop_of (GtkWidget *widget)
{
  return HOPMAP_IS_HOP_ROW (widget) ? hopmap_hop_row_get_hop (HOPMAP_HOP_ROW (widget)) : NULL;
}

static void
hopmap_hop_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTION:
      g_value_set_object (value, HOPMAP_HOP_LIST (object)->selection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTION:
      hopmap_hop_list_set_selection (HOPMAP_HOP_LIST (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_list_dispose (GObject *object)
{
  HopmapHopList *self = HOPMAP_HOP_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_pointer (&self->row_menu, hopmap_row_menu_free);
  hopmap_ui_template_dispose_bin (ADW_BIN (self));
  g_clear_object (&self->selection);
  g_clear_object (&self->row_selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->times);

  G_OBJECT_CLASS (hopmap_hop_list_parent_class)->dispose (object);
}

static void
hopmap_hop_list_class_init (HopmapHopListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hopmap_hop_list_get_property;
  object_class->set_property = hopmap_hop_list_set_property;
  object_class->dispose = hopmap_hop_list_dispose;

  /* The window's selection; its model is the route. */
  properties[PROP_SELECTION] = g_param_spec_object (
      "selection", NULL, NULL, GTK_TYPE_SINGLE_SELECTION,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  hopmap_ui_template_set (widget_class, "hopmap-hop-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapHopList, view);
  gtk_widget_class_bind_template_callback (widget_class, setup_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
hopmap_hop_list_init (HopmapHopList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_menu = hopmap_row_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->view), find_hop_of);

  self->times = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = hopmap_hop_rows_new ();
  self->row_selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (self->row_selection, FALSE);
  gtk_single_selection_set_can_unselect (self->row_selection, TRUE);
  gtk_single_selection_set_selected (self->row_selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->row_selection, "notify::selected", G_CALLBACK (row_selected_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->row_selection));
}

/**
 * hopmap_hop_list_new:
 *
 * Returns: an empty list
 */
GtkWidget *
hopmap_hop_list_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_LIST, NULL);
}

/**
 * hopmap_hop_list_set_selection:
 * @self: a list
 * @selection: (nullable): the window's selection, whose model is the route to show
 */
void
hopmap_hop_list_set_selection (HopmapHopList *self, GtkSingleSelection *selection)
{
  g_return_if_fail (HOPMAP_IS_HOP_LIST (self));

  if (self->selection == selection)
    return;

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->selection, selection);
  hopmap_row_menu_set_selection (self->row_menu, selection);
  if (selection != NULL)
    {
      g_signal_connect_object (selection, "notify::selected", G_CALLBACK (selected_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (selection, "notify::model", G_CALLBACK (model_cb), self,
                               G_CONNECT_SWAPPED);
      model_cb (self);
    }
  else
    {
      hopmap_hop_rows_set_route (self->rows, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);
}

/**
 * hopmap_hop_list_get_selection:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the selection it shares
 */
GtkSingleSelection *
hopmap_hop_list_get_selection (HopmapHopList *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LIST (self), NULL);

  return self->selection;
}

/**
 * hopmap_hop_list_get_rows:
 * @self: a list
 *
 * Returns: (transfer none): its rows, a model of #HopmapHopGroup
 */
GListModel *
hopmap_hop_list_get_rows (HopmapHopList *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_LIST (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered of a window, as properties: to be set before it is shown, and told at the
 * latest when it closes. Who remembers it is the application.
 */
#include "hopmap-window-private.h"

#define PANEL_WIDTH     416
#define MAP_PART_NARROW 0.42
#define MAP_PART_MIN    0.1
#define MAP_PART_MAX    0.9

enum
{
  PROP_PANEL_WIDTH = 1,
  PROP_MAP_PART,
  PROP_SHOW_TABLE,
  PROP_TABLE_COLUMNS,
  PROP_MASK_HOPS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
table_layout_cb (HopmapWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE_COLUMNS]);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapWindow *self = HOPMAP_WINDOW (object);

  switch (id)
    {
    case PROP_PANEL_WIDTH:
      g_value_set_int (value, self->panel_width);
      break;
    case PROP_MAP_PART:
      g_value_set_double (value, self->map_part);
      break;
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;
    case PROP_TABLE_COLUMNS:
      g_value_take_boxed (value, hopmap_hop_table_dup_layout (self->table));
      break;
    case PROP_MASK_HOPS:
      g_value_set_int (value, (int) self->mask_hops);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HopmapWindow *self = HOPMAP_WINDOW (object);

  switch (id)
    {
    case PROP_PANEL_WIDTH:
      hopmap_window_set_panel_width (self, g_value_get_int (value));
      break;
    case PROP_MAP_PART:
      hopmap_window_set_map_part (self, g_value_get_double (value));
      break;
    case PROP_SHOW_TABLE:
      hopmap_window_set_show_table (self, g_value_get_boolean (value));
      break;
    case PROP_TABLE_COLUMNS:
      hopmap_hop_table_set_layout (self->table, g_value_get_boxed (value));
      break;
    case PROP_MASK_HOPS:
      self->mask_hops = (guint) g_value_get_int (value);
      hopmap_window_mask_hops (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/*
 * hopmap_window_memory_install_properties:
 * @object_class: the window's class
 */
void
hopmap_window_memory_install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;

  /* Of the list, pixels, while it stands beside the map. */
  properties[PROP_PANEL_WIDTH] = g_param_spec_int (
      "panel-width", NULL, NULL, HOPMAP_PANEL_MIN_WIDTH, G_MAXINT, PANEL_WIDTH, flags);
  /* Of the height, while the list lies below the map. */
  properties[PROP_MAP_PART] = g_param_spec_double ("map-part", NULL, NULL, MAP_PART_MIN,
                                                   MAP_PART_MAX, MAP_PART_NARROW, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  /* Order, widths and visibility: see hopmap_hop_table_dup_layout(). */
  properties[PROP_TABLE_COLUMNS] = g_param_spec_boxed ("table-columns", NULL, NULL, G_TYPE_STRV,
                                                       flags);
  /* Of so many of the first hops it is not seen who and where they are. */
  properties[PROP_MASK_HOPS] = g_param_spec_int ("mask-hops", NULL, NULL, 0, 255, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/*
 * hopmap_window_memory_init:
 * @self: a window whose template is made
 */
void
hopmap_window_memory_init (HopmapWindow *self)
{
  self->panel_width = PANEL_WIDTH;
  self->map_part = MAP_PART_NARROW;
  g_signal_connect_object (self->table, "notify::layout", G_CALLBACK (table_layout_cb), self,
                           G_CONNECT_SWAPPED);
}

/*
 * hopmap_window_mask_hops:
 * @self: a window whose route has grown, or that is to show less or more of it
 */
void
hopmap_window_mask_hops (HopmapWindow *self)
{
  GListModel *hops = G_LIST_MODEL (hopmap_window_get_route (self));
  const guint n = hops != NULL ? g_list_model_get_n_items (hops) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (hops, i);

      hopmap_hop_set_masked (hop, hopmap_hop_get_ttl (hop) <= self->mask_hops);
    }
}

/*
 * hopmap_window_set_panel_width:
 * @self: a window
 * @width: pixels
 */
void
hopmap_window_set_panel_width (HopmapWindow *self, int width)
{
  if (self->panel_width == width)
    return;

  self->panel_width = width;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANEL_WIDTH]);
}

/*
 * hopmap_window_set_map_part:
 * @self: a window
 * @part: of its height
 */
void
hopmap_window_set_map_part (HopmapWindow *self, double part)
{
  part = CLAMP (part, MAP_PART_MIN, MAP_PART_MAX);
  if (self->map_part == part)
    return;

  self->map_part = part;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAP_PART]);
}

/*
 * hopmap_window_set_show_table:
 * @self: a window
 * @show_table: whether hops are a table; else a list
 */
void
hopmap_window_set_show_table (HopmapWindow *self, gboolean show_table)
{
  if (self->show_table == show_table)
    return;

  self->show_table = show_table;
  hopmap_window_show_hops (self);
  hopmap_window_layout_stack (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

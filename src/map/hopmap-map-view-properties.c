/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one can set about HopmapMapView and read from it.
 */
#include "hopmap-map-view-private.h"

GParamSpec *hopmap_map_view_properties[HOPMAP_MAP_VIEW_N_PROPS];

typedef void (*Apply) (HopmapMapView *self);

/* Remembered words; anything unknown counts as the first of what there is. */
static void
set_words (HopmapMapView *self, char **words, const char *value, guint property, Apply apply)
{
  if (g_strcmp0 (*words, value) == 0)
    return;
  g_free (*words);
  *words = g_strdup (value);
  apply (self);
  g_object_notify_by_pspec (G_OBJECT (self), hopmap_map_view_properties[property]);
}

static void
set_offline (HopmapMapView *self, gboolean offline)
{
  if (self->offline == offline)
    return;
  self->offline = offline;
  hopmap_map_view_apply_tiles (self);
  g_object_notify_by_pspec (G_OBJECT (self),
                            hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_OFFLINE]);
}

static void
set_flag (HopmapMapView *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == value)
    return;
  *flag = value;
  hopmap_map_view_apply_style (self);
  g_object_notify_by_pspec (G_OBJECT (self), hopmap_map_view_properties[property]);
}

static void
tiles_changed (HopmapMapView *self)
{
  hopmap_map_view_apply_tiles (self);
  g_object_notify_by_pspec (G_OBJECT (self),
                            hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_TILES_CHOICE]);
}

/* Tiles of one's own are nothing before it is known where they are. */
static void
choose_tiles (HopmapMapView *self, const GValue *tiles)
{
  if (g_strcmp0 (g_value_get_string (tiles), HOPMAP_TILES_OWN) == 0
      && (self->tiles_address == NULL || *self->tiles_address == '\0'))
    gtk_widget_activate_action (GTK_WIDGET (self), "map.own-tiles", NULL);
  else
    g_object_set_property (G_OBJECT (self), "tiles", tiles);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (object);

  switch (id)
    {
    case HOPMAP_MAP_VIEW_PROP_ROUTE:
      hopmap_map_view_set_route (self, g_value_get_object (value));
      break;
    case HOPMAP_MAP_VIEW_PROP_SELECTION:
      hopmap_map_view_set_selection (self, g_value_get_object (value));
      break;
    case HOPMAP_MAP_VIEW_PROP_DARK:
      set_flag (self, &self->dark, g_value_get_boolean (value), id);
      break;
    case HOPMAP_MAP_VIEW_PROP_HIGH_CONTRAST:
      set_flag (self, &self->high_contrast, g_value_get_boolean (value), id);
      break;
    case HOPMAP_MAP_VIEW_PROP_ATTRIBUTION:
      hopmap_map_view_set_attribution (self, g_value_get_string (value));
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES:
      set_words (self, &self->tiles, g_value_get_string (value), id, tiles_changed);
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES_CHOICE:
      choose_tiles (self, value);
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES_ADDRESS:
      set_words (self, &self->tiles_address, g_value_get_string (value), id,
                 hopmap_map_view_apply_tiles);
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES_CREDIT:
      set_words (self, &self->tiles_credit, g_value_get_string (value), id,
                 hopmap_map_view_apply_tiles);
      break;
    case HOPMAP_MAP_VIEW_PROP_OFFLINE:
      set_offline (self, g_value_get_boolean (value));
      break;
    case HOPMAP_MAP_VIEW_PROP_COLOURS:
      set_words (self, &self->colours, g_value_get_string (value), id,
                 hopmap_map_view_apply_colours);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapMapView *self = HOPMAP_MAP_VIEW (object);

  switch (id)
    {
    case HOPMAP_MAP_VIEW_PROP_ROUTE:
      g_value_set_object (value, hopmap_map_view_get_route (self));
      break;
    case HOPMAP_MAP_VIEW_PROP_SELECTION:
      g_value_set_object (value, hopmap_map_view_get_selection (self));
      break;
    case HOPMAP_MAP_VIEW_PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    case HOPMAP_MAP_VIEW_PROP_HIGH_CONTRAST:
      g_value_set_boolean (value, self->high_contrast);
      break;
    case HOPMAP_MAP_VIEW_PROP_ATTRIBUTION:
      g_value_set_string (value, gtk_label_get_label (self->attribution));
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES:
    case HOPMAP_MAP_VIEW_PROP_TILES_CHOICE:
      g_value_set_string (value, self->tiles);
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES_ADDRESS:
      g_value_set_string (value, self->tiles_address);
      break;
    case HOPMAP_MAP_VIEW_PROP_TILES_CREDIT:
      g_value_set_string (value, self->tiles_credit);
      break;
    case HOPMAP_MAP_VIEW_PROP_OFFLINE:
      g_value_set_boolean (value, self->offline);
      break;
    case HOPMAP_MAP_VIEW_PROP_COLOURS:
      g_value_set_string (value, self->colours);
      break;
    case HOPMAP_MAP_VIEW_PROP_IDLE:
      g_value_set_boolean (value, hopmap_map_view_is_idle (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/**
 * hopmap_map_view_install_properties:
 * @object_class: of the map view
 */
void
hopmap_map_view_install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = set_property;
  object_class->get_property = get_property;

  /**
   * HopmapMapView:route: the route that is shown; it may grow and change
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_ROUTE] = g_param_spec_object (
      "route", NULL, NULL, HOPMAP_TYPE_ROUTE, flags);
  /**
   * HopmapMapView:selection: the window's selection over the route's hops. A badge that is
   * clicked selects its hop there; what is selected there is emphasised on the map
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_SELECTION] = g_param_spec_object (
      "selection", NULL, NULL, GTK_TYPE_SINGLE_SELECTION, flags);
  /**
   * HopmapMapView:dark: whether the window is dark
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL,
                                                                                FALSE, flags);
  /**
   * HopmapMapView:high-contrast: whether the person asked for high contrast
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_HIGH_CONTRAST] = g_param_spec_boolean (
      "high-contrast", NULL, NULL, FALSE, flags);
  /**
   * HopmapMapView:attribution: whose data is shown, plain text
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_ATTRIBUTION] = g_param_spec_string (
      "attribution", NULL, NULL, NULL, flags);
  /**
   * HopmapMapView:tiles: what lies over the bundled world: "none", "openstreetmap" or "own"
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_TILES] = g_param_spec_string (
      "tiles", NULL, NULL, HOPMAP_TILES_NONE, flags);
  /**
   * HopmapMapView:tiles-choice: the same, as a person chooses it: who chooses tiles of their own
   * before there is an address is asked for one
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_TILES_CHOICE] = g_param_spec_string (
      "tiles-choice", NULL, NULL, HOPMAP_TILES_NONE, flags);
  /**
   * HopmapMapView:tiles-address: pattern of the person's own tiles, with {z}, {x} and {y}
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_TILES_ADDRESS] = g_param_spec_string (
      "tiles-address", NULL, NULL, NULL, flags);
  /**
   * HopmapMapView:tiles-credit: whose the person's own tiles are, plain text
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_TILES_CREDIT] = g_param_spec_string (
      "tiles-credit", NULL, NULL, NULL, flags);
  /**
   * HopmapMapView:offline: whether no server may be asked for tiles, whatever was chosen
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_OFFLINE] = g_param_spec_boolean (
      "offline", NULL, NULL, FALSE, flags);
  /**
   * HopmapMapView:colours: what colours tell: "time" or "loss"
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_COLOURS] = g_param_spec_string (
      "colours", NULL, NULL, "time", flags);
  /**
   * HopmapMapView:idle: whether everything that is to be seen is there and nothing moves
   */
  hopmap_map_view_properties[HOPMAP_MAP_VIEW_PROP_IDLE] = g_param_spec_boolean (
      "idle", NULL, NULL, FALSE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, HOPMAP_MAP_VIEW_N_PROPS,
                                     hopmap_map_view_properties);
}

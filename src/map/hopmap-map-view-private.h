/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The insides of HopmapMapView, for the files that it is made of.
 */
#pragma once

#include <shumate/shumate.h>

#include "hopmap-map-camera.h"
#include "hopmap-map-legend.h"
#include "hopmap-map-view.h"
#include "hopmap-online-tiles.h"
#include "hopmap-rest-watch.h"
#include "hopmap-route-overlay.h"
#include "hopmap-world-backdrop.h"

G_BEGIN_DECLS

struct _HopmapMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  ShumateMap *map;
  GtkWidget *buttons;
  GtkWidget *zoom_in;
  GtkWidget *zoom_out;
  GtkLabel *attribution;
  GtkLabel *tiles_credit_label;
  GtkWidget *tiles_link;
  GtkWidget *trouble;
  HopmapMapLegend *legend;

  HopmapMapCamera *camera;
  HopmapRouteOverlay *route_overlay;
  HopmapWorldBackdrop *backdrop;
  HopmapOnlineTiles *online;
  HopmapRestWatch *rest;

  int insets[4]; /* left, top, right, bottom */
  int width;
  int height;
  guint furnish_id;
  guint reserve_id;
  const char *style_class;
  gboolean dark;
  gboolean high_contrast;
  gboolean offline;
  char *tiles;
  char *tiles_address;
  char *tiles_credit;
  char *colours;
};

enum
{
  HOPMAP_MAP_VIEW_PROP_ROUTE = 1,
  HOPMAP_MAP_VIEW_PROP_SELECTION,
  HOPMAP_MAP_VIEW_PROP_DARK,
  HOPMAP_MAP_VIEW_PROP_HIGH_CONTRAST,
  HOPMAP_MAP_VIEW_PROP_ATTRIBUTION,
  HOPMAP_MAP_VIEW_PROP_TILES,
  HOPMAP_MAP_VIEW_PROP_TILES_ADDRESS,
  HOPMAP_MAP_VIEW_PROP_TILES_CREDIT,
  HOPMAP_MAP_VIEW_PROP_OFFLINE,
  HOPMAP_MAP_VIEW_PROP_COLOURS,
  HOPMAP_MAP_VIEW_PROP_TILES_CHOICE,
  HOPMAP_MAP_VIEW_PROP_IDLE,
  HOPMAP_MAP_VIEW_N_PROPS,
};

extern GParamSpec *hopmap_map_view_properties[];

void hopmap_map_view_install_properties (GObjectClass *object_class);
void hopmap_map_view_apply_style (HopmapMapView *self);
void hopmap_map_view_install_actions (GtkWidgetClass *widget_class);
void hopmap_map_view_apply_tiles (HopmapMapView *self);
void hopmap_map_view_apply_colours (HopmapMapView *self);
void hopmap_map_view_furnish (HopmapMapView *self);
void hopmap_map_view_apply_insets (HopmapMapView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map of a route: the bundled world, the route on it, one badge per place. It asks no network
 * unless the person chose online tiles, measures nothing, and does not know libadwaita: whoever shows it tells it whether it is dark.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-route.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_MAP_VIEW (hopmap_map_view_get_type ())

/* Values of HopmapMapView:tiles. */
#define HOPMAP_TILES_NONE          "none"
#define HOPMAP_TILES_OPENSTREETMAP "openstreetmap"
#define HOPMAP_TILES_OWN           "own"

/**
 * HopmapMapSight: what a map shows.
 * @width: of the map, pixels of the window
 * @height: likewise
 * @north: latitude of the upper edge, degrees
 * @south: of the lower edge
 * @west: longitude of the left edge, degrees
 * @east: of the right edge; more than 180 beyond the date line
 */
typedef struct
{
  int width;
  int height;
  double north;
  double south;
  double west;
  double east;
} HopmapMapSight;

G_DECLARE_FINAL_TYPE (HopmapMapView, hopmap_map_view, HOPMAP, MAP_VIEW, GtkWidget)

GtkWidget *hopmap_map_view_new (void);

void hopmap_map_view_set_route (HopmapMapView *self, HopmapRoute *route);
HopmapRoute *hopmap_map_view_get_route (HopmapMapView *self);
void hopmap_map_view_set_companions (HopmapMapView *self, GListModel *routes);
void hopmap_map_view_set_selection (HopmapMapView *self, GtkSingleSelection *selection);
GtkSingleSelection *hopmap_map_view_get_selection (HopmapMapView *self);
void hopmap_map_view_set_attribution (HopmapMapView *self, const char *attribution);
void hopmap_map_view_set_insets (HopmapMapView *self, int left, int top, int right, int bottom);
void hopmap_map_view_fit (HopmapMapView *self);
gboolean hopmap_map_view_get_sight (HopmapMapView *self, HopmapMapSight *sight);
gboolean hopmap_map_view_is_idle (HopmapMapView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which tiles lie over the bundled world, whose they are, and what is said when they do not come.
 */
#include "hopmap-basemap-source.h"
#include "hopmap-map-view-private.h"
#include "hopmap-online-source.h"

/* The standard tiles of the OpenStreetMap Foundation, under its tile usage policy. */
#define OSM_PATTERN "https://tile.openstreetmap.org/{z}/{x}/{y}.png"

static const char *
pattern (HopmapMapView *self)
{
  if (self->offline)
    return NULL;
  if (g_strcmp0 (self->tiles, HOPMAP_TILES_OPENSTREETMAP) == 0)
    return OSM_PATTERN;
  return g_strcmp0 (self->tiles, HOPMAP_TILES_OWN) == 0 ? self->tiles_address : NULL;
}

static void
show_credit (HopmapMapView *self)
{
  const gboolean shown = hopmap_online_tiles_are_shown (self->online);
  const gboolean own = g_strcmp0 (self->tiles, HOPMAP_TILES_OWN) == 0;
  const char *credit = self->tiles_credit != NULL ? self->tiles_credit : "";

  gtk_label_set_text (self->tiles_credit_label, credit);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles_credit_label), shown && own && *credit != '\0');
  gtk_widget_set_visible (self->tiles_link, shown && !own);
}

/**
 * hopmap_map_view_apply_tiles:
 * @self: the view
 *
 * Shows what the properties say, and whether it comes.
 */
void
hopmap_map_view_apply_tiles (HopmapMapView *self)
{
  gboolean shown;

  hopmap_online_tiles_set_shade (self->online,
                                 self->dark ? HOPMAP_TILE_DIMMED : HOPMAP_TILE_BRIGHT);
  hopmap_online_tiles_set_pattern (self->online, pattern (self));
  shown = hopmap_online_tiles_are_shown (self->online);
  hopmap_map_camera_set_max_zoom (self->camera,
                                  shown ? HOPMAP_ONLINE_MAX_ZOOM : HOPMAP_BASEMAP_BEST_ZOOM);
  /* Online tiles bring names of their own. */
  hopmap_route_overlay_set_world_named (self->route_overlay,
                                        !shown || hopmap_online_tiles_are_failing (self->online));
  show_credit (self);
  gtk_widget_set_visible (self->trouble, hopmap_online_tiles_are_failing (self->online));
  if (self->rest != NULL)
    hopmap_rest_watch_wake (self->rest);
}

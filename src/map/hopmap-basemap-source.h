/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ShumateMapSource that draws the bundled world on worker threads. It asks no network. World,
 * palette and density are fixed for its life: a change needs a new source, whose new id keeps the
 * layer's tile cache from mixing them.
 */
#pragma once

#include <hopmap-basemap.h>
#include <hopmap-palette.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_BASEMAP_SOURCE (hopmap_basemap_source_get_type ())

/* Above this the world's coordinates are coarser than the pixels; closer it is only shown through
 * online tiles. */
#define HOPMAP_BASEMAP_BEST_ZOOM 9
#define HOPMAP_BASEMAP_MAX_ZOOM  19

G_DECLARE_FINAL_TYPE (HopmapBasemapSource,
                      hopmap_basemap_source,
                      HOPMAP,
                      BASEMAP_SOURCE,
                      ShumateMapSource)

HopmapBasemapSource *hopmap_basemap_source_new (HopmapBasemap *world,
                                                const HopmapPalette *palette,
                                                double density);
gboolean hopmap_basemap_source_covers (HopmapBasemapSource *self,
                                       const HopmapMapRect *view,
                                       double zoom);
void hopmap_basemap_source_refill (HopmapBasemapSource *self,
                                   const HopmapMapRect *view,
                                   double zoom);
gboolean hopmap_basemap_source_sharpen (HopmapBasemapSource *self,
                                        const HopmapMapRect *view,
                                        double zoom);
void hopmap_basemap_source_rest (HopmapBasemapSource *self, const HopmapMapRect *view, double zoom);
guint hopmap_basemap_source_get_pending (HopmapBasemapSource *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapBasemapSource share: hopmap-basemap-source.c paints what the layer asks for,
 * hopmap-basemap-sight.c looks after the tiles in sight.
 */
#pragma once

#include "hopmap-basemap-source.h"
#include "hopmap-tile-painter.h"
#include "hopmap-tile-shelf.h"

G_BEGIN_DECLS

struct _HopmapBasemapSource
{
  ShumateMapSource parent_instance;

  HopmapBasemap *world;
  const HopmapPalette *palette;
  double density;
  GHashTable *jobs;        /* gint64 key → Job */
  GHashTable *sharpenings; /* gint64 key → Sharpening */
  HopmapTileShelf *shelf;  /* what the layer and its cache still hold */
};

HopmapTileBrief hopmap_basemap_source_brief (HopmapBasemapSource *self,
                                             guint zoom,
                                             guint column,
                                             guint row,
                                             int size_px);
void hopmap_basemap_source_notify_pending (HopmapBasemapSource *self);

GHashTable *hopmap_basemap_sight_new_table (void);

G_END_DECLS

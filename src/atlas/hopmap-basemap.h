/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled world: land, lakes, coasts and borders as paths in the Mercator unit square. Immutable and
 * counted, so that any number of threads may read it at once. It does not draw.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-mercator.h"

G_BEGIN_DECLS

#define HOPMAP_ATLAS_ERROR (hopmap_atlas_error_quark ())

/**
 * HopmapAtlasError:
 * @HOPMAP_ATLAS_ERROR_MALFORMED: the map data cannot be understood
 * @HOPMAP_ATLAS_ERROR_MISSING: the map data is not in the program
 */
typedef enum
{
  HOPMAP_ATLAS_ERROR_MALFORMED,
  HOPMAP_ATLAS_ERROR_MISSING,
} HopmapAtlasError;

GQuark hopmap_atlas_error_quark (void);

/**
 * HopmapBasemapKind:
 * @HOPMAP_BASEMAP_LAND: closed rings; fill all of them at once by the winding rule
 * @HOPMAP_BASEMAP_COAST: lines between a country and the sea
 * @HOPMAP_BASEMAP_BORDER: lines between two countries, each once
 * @HOPMAP_BASEMAP_LAKE: closed rings; fill all of them over the land, by the even-odd rule
 */
typedef enum
{
  HOPMAP_BASEMAP_LAND,
  HOPMAP_BASEMAP_COAST,
  HOPMAP_BASEMAP_BORDER,
  HOPMAP_BASEMAP_LAKE,
} HopmapBasemapKind;

#define HOPMAP_BASEMAP_N_KINDS 4

/**
 * HopmapBasemapPath: @n_points points from @points on, with their bounds. A path is whole: where it
 * crosses 180° its x runs on past 1, and the reader draws it once per visible world.
 */
typedef struct
{
  const HopmapMapPoint *points;
  guint n_points;
  HopmapMapRect bounds;
} HopmapBasemapPath;

typedef struct _HopmapBasemap HopmapBasemap;

#define HOPMAP_TYPE_BASEMAP (hopmap_basemap_get_type ())

GType hopmap_basemap_get_type (void);

HopmapBasemap *hopmap_basemap_new_take (GArray *points, GArray *paths[HOPMAP_BASEMAP_N_KINDS]);
HopmapBasemap *hopmap_basemap_ref (HopmapBasemap *self);
void hopmap_basemap_unref (HopmapBasemap *self);

HopmapBasemap *hopmap_basemap_load (GError **error);
void hopmap_basemap_load_async (GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HopmapBasemap *hopmap_basemap_load_finish (GAsyncResult *result, GError **error);

const HopmapBasemapPath *hopmap_basemap_get_paths (const HopmapBasemap *self,
                                                   HopmapBasemapKind kind,
                                                   guint *n_paths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapBasemap, hopmap_basemap_unref)

G_END_DECLS

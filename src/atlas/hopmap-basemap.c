/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holds the world's paths. Where they come from is the business of hopmap-basemap-loader.
 */
#include "hopmap-basemap.h"

struct _HopmapBasemap
{
  gatomicrefcount refs;
  GArray *points;
  GArray *paths[HOPMAP_BASEMAP_N_KINDS];
};

G_DEFINE_BOXED_TYPE (HopmapBasemap, hopmap_basemap, hopmap_basemap_ref, hopmap_basemap_unref)
G_DEFINE_QUARK (hopmap - atlas - error - quark, hopmap_atlas_error)

/**
 * hopmap_basemap_new_take:
 * @points: (transfer full): #GArray of #HopmapMapPoint
 * @paths: (transfer full): one #GArray of #HopmapBasemapPath per kind, pointing into @points
 *
 * For readers of a file format. Neither array may change from here on.
 *
 * Returns: (transfer full): a world
 */
HopmapBasemap *
hopmap_basemap_new_take (GArray *points, GArray *paths[HOPMAP_BASEMAP_N_KINDS])
{
  HopmapBasemap *self = g_new0 (HopmapBasemap, 1);

  g_atomic_ref_count_init (&self->refs);
  self->points = points;
  for (guint i = 0; i < HOPMAP_BASEMAP_N_KINDS; i++)
    self->paths[i] = paths[i];

  return self;
}

/**
 * hopmap_basemap_ref:
 * @self: a world
 *
 * Returns: (transfer full): @self
 */
HopmapBasemap *
hopmap_basemap_ref (HopmapBasemap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * hopmap_basemap_unref:
 * @self: (transfer full): a world
 */
void
hopmap_basemap_unref (HopmapBasemap *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < HOPMAP_BASEMAP_N_KINDS; i++)
    g_array_unref (self->paths[i]);
  g_array_unref (self->points);
  g_free (self);
}

/**
 * hopmap_basemap_get_paths:
 * @self: a world
 * @kind: which paths
 * @n_paths: (out): how many
 *
 * Returns: (transfer none) (array length=n_paths): the paths, alive as long as @self
 */
const HopmapBasemapPath *
hopmap_basemap_get_paths (const HopmapBasemap *self, HopmapBasemapKind kind, guint *n_paths)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind < HOPMAP_BASEMAP_N_KINDS, NULL);

  *n_paths = self->paths[kind]->len;
  return (const HopmapBasemapPath *) self->paths[kind]->data;
}

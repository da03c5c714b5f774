/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holds the world's paths and loads them from the program's own resource, once per process. What
 * the file format looks like is hopmap-topojson's business.
 */
#include "hopmap-basemap.h"

#include "hopmap-atlas-resource.h"
#include "hopmap-topojson.h"

#include <glib/gi18n-lib.h>

#define WORLD_RESOURCE "/hopmap/atlas/countries-50m.json"
#define LAKES_RESOURCE "/hopmap/atlas/lakes-50m.json"

struct _HopmapBasemap
{
  gatomicrefcount refs;
  GArray *points;
  GArray *paths[HOPMAP_BASEMAP_N_KINDS];
};

G_DEFINE_BOXED_TYPE (HopmapBasemap, hopmap_basemap, hopmap_basemap_ref, hopmap_basemap_unref)
G_DEFINE_QUARK (hopmap - atlas - error - quark, hopmap_atlas_error)

/* The world that was loaded first; kept for the life of the process, a second window shares it. */
static GMutex shared_lock;
static HopmapBasemap *shared_world;

static HopmapBasemap *
read_world (GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_atlas_get_resource (), WORLD_RESOURCE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GBytes) lakes = g_resource_lookup_data (hopmap_atlas_get_resource (), LAKES_RESOURCE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      g_set_error_literal (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MISSING,
                           _ ("The world map is missing from this build. Install Hopmap again."));
      return NULL;
    }

  return hopmap_topojson_read (bytes, lakes, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  HopmapBasemap *world = hopmap_basemap_load (&error);

  if (world != NULL)
    g_task_return_pointer (task, world, (GDestroyNotify) hopmap_basemap_unref);
  else
    g_task_return_error (task, error);
}

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
 * hopmap_basemap_load:
 * @error: return location
 *
 * Reads the bundled world, or returns the one that was read before. The first call takes some
 * 0.2 s: do not make it on a main loop that draws. Any thread may call it.
 *
 * Returns: (transfer full): the world, or %NULL with @error in the domain HOPMAP_ATLAS_ERROR
 */
HopmapBasemap *
hopmap_basemap_load (GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&shared_lock);

  if (shared_world == NULL)
    shared_world = read_world (error);

  return shared_world != NULL ? hopmap_basemap_ref (shared_world) : NULL;
}

/**
 * hopmap_basemap_load_async:
 * @cancellable: (nullable): ends the wait; the reading itself runs to its end
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Like hopmap_basemap_load(), on a thread.
 */
void
hopmap_basemap_load_async (GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hopmap_basemap_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * hopmap_basemap_load_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the world, or %NULL with @error
 */
HopmapBasemap *
hopmap_basemap_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
